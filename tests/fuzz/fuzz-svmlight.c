/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of sparse features; see fuzz.h. */
#include "tests/fuzz/fuzz.h"

#include "engine/io/svmlight.h"

#include <math.h>
#include <string.h>

GBytes *
fuzz_seed (gsize index)
{
  static const char *const seeds[] = {
    "# head\n+1 qid:3 1:0.5 3:-2e1 # tail\n\n-1 2:7\r\n",
    "3 0:1 5:2\n2\n",
  };

  return index < G_N_ELEMENTS (seeds)
             ? g_bytes_new_static (seeds[index], strlen (seeds[index]))
             : NULL;
}

static void
try_base (GBytes *bytes, GraftSvmlightBase base)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftSvmlight) table = graft_svmlight_parse (bytes, "fuzz", base, 0, &error);

  if (table == NULL)
    {
      fuzz_check_error (error);
      return;
    }
  for (gsize i = 0; i < MIN (table->n * table->n_features, 1 << 16); i++)
    g_assert_true (isfinite (table->values[i]));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);

  try_base (bytes, GRAFT_SVMLIGHT_AUTO);
  try_base (bytes, GRAFT_SVMLIGHT_FROM_0);
  try_base (bytes, GRAFT_SVMLIGHT_FROM_1);
  return 0;
}
