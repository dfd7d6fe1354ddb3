/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of NumPy arrays; see fuzz.h. */
#include "tests/fuzz/fuzz.h"

#include "engine/io/npy.h"

GBytes *
fuzz_seed (gsize index)
{
  static const double values[6] = { 1, 2, 3, 4, 5, 6 };
  static const gint64 counts[4] = { 1, 2, 3, 4 };

  if (index == 0)
    return graft_npy_build (GRAFT_NPY_F8, values, (gsize[]){ 2, 3 }, 2);
  return index == 1 ? graft_npy_build (GRAFT_NPY_I8, counts, (gsize[]){ 4 }, 1) : NULL;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftNpy) npy = graft_npy_parse (bytes, "fuzz", &error);
  g_autofree double *values = NULL;
  g_autofree gint64 *whole = NULL;

  if (npy == NULL)
    {
      fuzz_check_error (error);
      return 0;
    }
  values = graft_npy_dup_doubles (npy);
  whole = graft_npy_dup_ints (npy, "fuzz", NULL);
  return 0;
}
