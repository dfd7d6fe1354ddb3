/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RMSProp (Tieleman and Hinton 2012): a ← α a + (1 − α) g²; w ← w − η g / (√a + ε). */
#include "engine/optim/optimizer.h"

#include <glib/gi18n-lib.h>

static void
update (const GraftStep *step)
{
  GraftReal *restrict w = step->weights;
  GraftReal *restrict a = step->slots[0];
  const GraftReal *restrict gradients = step->gradients;
  GraftReal rate = (GraftReal)step->rate;
  GraftReal decay = (GraftReal)step->decay;
  GraftReal alpha = (GraftReal)step->params[0];
  GraftReal rest = (GraftReal)(1 - step->params[0]);
  GraftReal eps = (GraftReal)step->params[1];

  for (gsize i = 0; i < step->n; i++)
    {
      GraftReal g = gradients[i] + decay * w[i];

      a[i] = alpha * a[i] + rest * g * g;
      w[i] -= rate * g / (graft_real_sqrt (a[i]) + eps);
    }
}

static const GraftParam params[] = {
  { "alpha", N_ ("α"), N_ ("Memory of the gradient's square."), GRAFT_PARAM_REAL,
    GRAFT_PARAM_NONE, 0, 0.9999, 0.99, NULL },
  { "eps", N_ ("ε"), N_ ("Added to the denominator."), GRAFT_PARAM_REAL, GRAFT_PARAM_NONE,
    1e-12, 1, 1e-8, NULL },
};

const GraftOptimizerClass graft_optimizer_rmsprop = {
  .id = "rmsprop",
  .label = N_ ("RMSProp"),
  .summary = N_ ("Divides each gradient by its recent size."),
  .formula = "a ← α a + (1 − α) g²; w ← w − η g / (√a + ε)",
  .params = params,
  .n_params = G_N_ELEMENTS (params),
  .n_slots = 1,
  .update = update,
};
