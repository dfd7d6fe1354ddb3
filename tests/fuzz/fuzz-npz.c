/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of archives of arrays; see fuzz.h. */
#include "tests/fuzz/fuzz.h"

#include "engine/io/npz.h"

GBytes *
fuzz_seed (gsize index)
{
  static const float values[6] = { 1, 2, 3, 4, 5, 6 };
  static const guint8 labels[2] = { 0, 1 };
  const GraftNpzArray arrays[] = {
    { "x", GRAFT_NPY_F4, values, 2, { 2, 3 } },
    { "y", GRAFT_NPY_U1, labels, 1, { 2 } },
  };

  return index < 2 ? graft_npz_build (arrays, 2 - index, "seed", NULL) : NULL;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftNpz) npz = graft_npz_parse (bytes, "fuzz", &error);

  if (npz == NULL)
    {
      fuzz_check_error (error);
      return 0;
    }
  for (const char *const *name = graft_npz_peek_names (npz); *name != NULL; name++)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (GraftNpy) array = graft_npz_get (npz, *name, &failure);

      if (array == NULL)
        fuzz_check_error (failure);
      else if (array->n > 0)
        graft_npy_get (array, array->n - 1);
    }
  return 0;
}
