/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of the USPS digits; see fuzz.h. */
#include "tests/fuzz/fuzz.h"

#include "engine/io/usps.h"

GBytes *
fuzz_seed (gsize index)
{
  GString *text;

  if (index > 0)
    return NULL;
  text = g_string_new (NULL);
  for (guint line = 0; line < 2; line++)
    {
      g_string_append_printf (text, "%u.0000", 3 * line);
      for (guint i = 0; i < 256; i++)
        g_string_append_printf (text, " %.3f", (double)(i % 41) / 20 - 1);
      g_string_append_c (text, '\n');
    }
  return g_string_free_to_bytes (text);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftUsps) usps = graft_usps_parse (bytes, "fuzz", &error);

  if (usps == NULL)
    fuzz_check_error (error);
  else
    g_assert_cmpuint (g_bytes_get_size (usps->pixels), ==, 256 * usps->n);
  return 0;
}
