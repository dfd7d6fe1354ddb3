/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nesterov momentum: g ← g + λ w; v ← μ v + g; w ← w − η (g + μ v), with v already
 * updated. */
#include "engine/optim/optimizer.h"

#include <glib/gi18n-lib.h>

static void
update (const GraftStep *step)
{
  GraftReal *restrict w = step->weights;
  GraftReal *restrict v = step->slots[0];
  const GraftReal *restrict gradients = step->gradients;
  GraftReal rate = (GraftReal)step->rate;
  GraftReal decay = (GraftReal)step->decay;
  GraftReal momentum = (GraftReal)step->params[0];

  for (gsize i = 0; i < step->n; i++)
    {
      GraftReal g = gradients[i] + decay * w[i];

      v[i] = momentum * v[i] + g;
      w[i] -= rate * (g + momentum * v[i]);
    }
}

static const GraftParam params[] = {
  { "momentum", N_ ("Momentum"), N_ ("μ: share of the last step that is kept."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_NONE, 0, 0.999, 0.9, NULL },
};

const GraftOptimizerClass graft_optimizer_nesterov = {
  .id = "nesterov",
  .label = N_ ("Nesterov momentum"),
  .summary = N_ ("Momentum that looks ahead."),
  .formula = "v ← μ v + g; w ← w − η (g + μ v)",
  .params = params,
  .n_params = G_N_ELEMENTS (params),
  .n_slots = 1,
  .update = update,
};
