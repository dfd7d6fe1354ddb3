/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two moons as they are: the template to start a built-in data set from. */
#include "engine/synth/builtin.h"
#include "engine/synth/moons.h"

#include <glib/gi18n-lib.h>

static GraftDataset *
generate (guint64 seed, gsize n, gboolean test, GCancellable *cancellable, GError **error)
{
  return graft_moons_new (_ ("Two moons"), MAX (1, n / 2), 0, seed, test ? 2 : 0);
}

const GraftBuiltinClass graft_builtin_moons_source = {
  .id = "moons-source",
  .label = N_ ("Two moons"),
  .summary = N_ ("Two interleaved half circles."),
  .n_train = 300,
  .n_test = 1000,
  .generate = generate,
};
