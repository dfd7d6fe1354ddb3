/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of IDX files; see fuzz.h. */
#include "tests/fuzz/fuzz.h"

#include "engine/io/idx.h"

GBytes *
fuzz_seed (gsize index)
{
  static const guint8 labels[] = { 0, 0, 8, 1, 0, 0, 0, 3, 7, 1, 2 };
  static const guint8 images[] = { 0, 0, 8, 3, 0, 0, 0, 1, 0, 0,
                                   0, 2, 0, 0, 0, 2, 1, 2, 3, 4 };

  return index == 0   ? g_bytes_new_static (labels, sizeof labels)
         : index == 1 ? g_bytes_new_static (images, sizeof images)
                      : NULL;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftIdx) idx = graft_idx_parse (bytes, "fuzz", &error);
  gsize n = 1;

  if (idx == NULL)
    {
      fuzz_check_error (error);
      return 0;
    }
  for (guint i = 0; i < idx->rank; i++)
    n *= idx->dim[i];
  g_assert_cmpuint (g_bytes_get_size (idx->data), ==, n);
  return 0;
}
