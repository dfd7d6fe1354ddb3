/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzz target without a fuzzer: its seeds, every prefix of them up to a point, and
 * seeded mutations: bytes changed, cut out, doubled, and numbers set to extremes; then
 * the files of corpus/NAME, on which it failed once. */
#include "tests/fuzz/fuzz.h"

#include <string.h>

#define MUTATIONS 1000
#define PREFIXES 400

static void
try_bytes (const guint8 *data, gsize size)
{
  /* A copy of exactly this size: sanitizers then see a step beyond it. */
  g_autofree guint8 *copy = g_memdup2 (data, MAX (size, 1));

  LLVMFuzzerTestOneInput (copy, size);
}

static void
change_byte (GByteArray *bytes, GRand *rand)
{
  static const guint8 extremes[] = { 0, 1, 0x7f, 0x80, 0xff, '\n', ' ', '-', '9' };
  guint at = (guint)g_rand_int_range (rand, 0, (gint32)bytes->len);

  bytes->data[at] = g_rand_boolean (rand)
                        ? extremes[g_rand_int_range (rand, 0, G_N_ELEMENTS (extremes))]
                        : (guint8)g_rand_int_range (rand, 0, 256);
}

static void
mutate (GByteArray *bytes, GRand *rand)
{
  guint at, n;

  if (bytes->len == 0)
    return;
  at = (guint)g_rand_int_range (rand, 0, (gint32)bytes->len);
  n = (guint)g_rand_int_range (rand, 0, (gint32)MIN (bytes->len - at, 64) + 1);
  switch (g_rand_int_range (rand, 0, 5))
    {
    case 0:
      g_byte_array_remove_range (bytes, at, n);
      break;
    case 1:
      if (bytes->len < 65536)
        {
          g_autofree guint8 *part = g_memdup2 (bytes->data + at, MAX (n, 1));

          g_byte_array_append (bytes, part, n);
        }
      break;
    case 2:
      memset (bytes->data + at, g_rand_boolean (rand) ? 0xff : 0, MIN (n, 8));
      break;
    default:
      change_byte (bytes, rand);
    }
}

static void
try_mutations (GBytes *seed, GRand *rand)
{
  for (guint i = 0; i < MUTATIONS; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      guint n = (guint)g_rand_int_range (rand, 1, 8);

      g_byte_array_append (bytes, g_bytes_get_data (seed, NULL),
                           (guint)g_bytes_get_size (seed));
      for (guint k = 0; k < n; k++)
        mutate (bytes, rand);
      try_bytes (bytes->data, bytes->len);
    }
}

static void
test_replay (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20160101);
  GBytes *seed;
  gsize n = 0;

  try_bytes ((const guint8 *)"", 0);
  for (; (seed = fuzz_seed (n)) != NULL; n++)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (seed, &size);

      try_bytes (data, size);
      for (gsize cut = 0; cut < MIN (size, PREFIXES); cut++)
        try_bytes (data, cut);
      try_mutations (seed, rand);
      g_bytes_unref (seed);
    }
  g_assert_cmpuint (n, >, 0);
}

static void
test_corpus (void)
{
  g_autofree char *folder =
      g_test_build_filename (G_TEST_DIST, "fuzz", "corpus", FUZZ_NAME, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *content = NULL;
      gsize size;

      g_test_message ("%s", name);
      g_assert_true (g_file_get_contents (path, &content, &size, NULL));
      try_bytes ((const guint8 *)content, size);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzz/replay", test_replay);
  g_test_add_func ("/fuzz/corpus", test_corpus);
  return g_test_run ();
}
