/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of MATLAB's arrays; see fuzz.h. */
#include "tests/fuzz/fuzz.h"

#include "engine/io/mat.h"
#include "tests/support/mat-bytes.h"

/* Plain and packed, of either byte order. */
GBytes *
fuzz_seed (gsize index)
{
  static const guint8 columns[6] = { 1, 4, 2, 5, 3, 6 };
  static const double real[2] = { 0.5, -1e300 };
  static const TestMatArray arrays[] = {
    { "fts", 6, 2, 0, 2, { 2, 3 }, columns, 6 },
    { "labels", 7, 9, 0, 2, { 1, 2 }, real, 16 },
    { "names", 1, 2, 0, 2, { 2, 3 }, columns, 6 },
    { "X", 14, 3, 0, 3, { 1, 3, 1 }, columns, 6 },
  };
  GByteArray *file;

  if (index >= 4)
    return NULL;
  file = test_mat_begin (index & 2);
  for (gsize i = 0; i < G_N_ELEMENTS (arrays); i++)
    test_mat_add (file, &arrays[i], index & 1, index & 2);
  return g_byte_array_free_to_bytes (file);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftMat) mat = graft_mat_parse (bytes, "fuzz", &error);

  if (mat == NULL)
    {
      fuzz_check_error (error);
      return 0;
    }
  for (const char *const *name = graft_mat_peek_names (mat); *name != NULL; name++)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (GraftNpy) array = graft_mat_get (mat, *name, &failure);

      if (array == NULL)
        fuzz_check_error (failure);
      else if (array->n > 0)
        graft_npy_get (array, array->n - 1);
    }
  return 0;
}
