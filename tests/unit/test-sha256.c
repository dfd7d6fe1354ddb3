/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fast SHA-256 against GChecksum, and the answers of the standard. */
#include "engine/base/sha256.h"

#include <string.h>

static char *
to_text (gconstpointer data, gsize size)
{
  guint8 hash[GRAFT_SHA256_SIZE];
  GString *text = g_string_new (NULL);

  graft_sha256 (data, size, hash);
  for (guint i = 0; i < sizeof hash; i++)
    g_string_append_printf (text, "%02x", hash[i]);
  return g_string_free (text, FALSE);
}

/* FIPS 180-4, the examples of the standard. */
static void
test_known (void)
{
  g_autofree char *none = to_text (NULL, 0);
  g_autofree char *abc = to_text ("abc", 3);

  g_assert_cmpstr (none, ==,
                   "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  g_assert_cmpstr (abc, ==,
                   "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/* Around every border of a block, at addresses that are not aligned. */
static void
test_plain (void)
{
  g_autofree guint8 *data = g_malloc (70000);

  for (gsize i = 0; i < 70000; i++)
    data[i] = (guint8)(i * i >> 3 ^ i);
  for (gsize size = 0; size < 300; size++)
    {
      g_autofree char *text = to_text (data + size % 7, size);
      g_autofree char *plain =
          g_compute_checksum_for_data (G_CHECKSUM_SHA256, data + size % 7, size);

      g_assert_cmpstr (text, ==, plain);
    }
  {
    g_autofree char *text = to_text (data + 1, 69999);
    g_autofree char *plain =
        g_compute_checksum_for_data (G_CHECKSUM_SHA256, data + 1, 69999);

    g_assert_cmpstr (text, ==, plain);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sha256/known", test_known);
  g_test_add_func ("/sha256/plain", test_plain);
  return g_test_run ();
}
