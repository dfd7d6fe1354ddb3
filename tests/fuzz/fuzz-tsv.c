/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of pairs of texts; see fuzz.h. */
#include "tests/fuzz/fuzz.h"

#include "engine/io/tsv-pairs.h"

#include <string.h>

GBytes *
fuzz_seed (gsize index)
{
  static const char *const seeds[] = {
    "We agree.\tNous sommes d’accord.\r\n\n a b \tc\n",
    "\xef\xbb\xbfone\tein\xc3\xa9s\n",
  };

  return index < G_N_ELEMENTS (seeds)
             ? g_bytes_new_static (seeds[index], strlen (seeds[index]))
             : NULL;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftPairs) pairs = graft_pairs_parse (bytes, "fuzz", &error);

  if (pairs == NULL)
    {
      fuzz_check_error (error);
      return 0;
    }
  for (gsize i = 0; i < pairs->n; i++)
    {
      g_assert_true (*pairs->first[i] != '\0' && *pairs->second[i] != '\0');
      g_assert_true (g_utf8_validate (pairs->first[i], -1, NULL));
      g_assert_true (g_utf8_validate (pairs->second[i], -1, NULL));
    }
  g_assert_null (pairs->first[pairs->n]);
  return 0;
}
