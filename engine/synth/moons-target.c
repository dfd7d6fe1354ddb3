/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fresh draw of the two moons, turned by 35 degrees. */
#include "engine/synth/builtin.h"
#include "engine/synth/moons.h"

#include <glib/gi18n-lib.h>

#define DEGREES 35

static GraftDataset *
generate (guint64 seed, gsize n, gboolean test, GCancellable *cancellable, GError **error)
{
  return graft_moons_new (_ ("Two moons, turned"), MAX (1, n / 2), DEGREES, seed,
                          test ? 3 : 1);
}

const GraftBuiltinClass graft_builtin_moons_target = {
  .id = "moons-target",
  .label = N_ ("Two moons, turned"),
  .summary = N_ ("The same half circles turned by 35 degrees."),
  .n_train = 300,
  .n_test = 1000,
  .generate = generate,
};
