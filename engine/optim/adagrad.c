/* SPDX-License-Identifier: GPL-3.0-or-later */
/* AdaGrad (Duchi et al. 2011): a ← a + g²; w ← w − η g / (√a + ε). */
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
  GraftReal eps = (GraftReal)step->params[0];

  for (gsize i = 0; i < step->n; i++)
    {
      GraftReal g = gradients[i] + decay * w[i];

      a[i] += g * g;
      w[i] -= rate * g / (graft_real_sqrt (a[i]) + eps);
    }
}

static const GraftParam params[] = {
  { "eps", N_ ("ε"), N_ ("Added to the denominator."), GRAFT_PARAM_REAL, GRAFT_PARAM_NONE,
    1e-16, 1, 1e-10, NULL },
};

const GraftOptimizerClass graft_optimizer_adagrad = {
  .id = "adagrad",
  .label = N_ ("AdaGrad"),
  .summary = N_ ("Steps that shrink where gradients have been large."),
  .formula = "a ← a + g²; w ← w − η g / (√a + ε)",
  .params = params,
  .n_params = G_N_ELEMENTS (params),
  .n_slots = 1,
  .update = update,
};
