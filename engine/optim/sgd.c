/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stochastic gradient descent with momentum: the template to start a new optimiser from.
 * g ← g + λ w; v ← μ v + g; w ← w − η v, without dampening. At μ = 0 it is plain descent.
 */
#include "engine/optim/optimizer.h"

#include <glib/gi18n-lib.h>

/* One pass over the piece; every element by itself. Decay is 0 for weights that do not
 * decay, so there is no branch for it. */
static void
update (const GraftStep *step)
{
  GraftReal *restrict w = step->weights;
  GraftReal *restrict v = step->slots[0];
  const GraftReal *restrict g = step->gradients;
  GraftReal rate = (GraftReal)step->rate;
  GraftReal decay = (GraftReal)step->decay;
  GraftReal momentum = (GraftReal)step->params[0];

  for (gsize i = 0; i < step->n; i++)
    {
      v[i] = momentum * v[i] + (g[i] + decay * w[i]);
      w[i] -= rate * v[i];
    }
}

/* Keys are looked up in the parameters of the run: "momentum" is also in its common list.
 */
static const GraftParam params[] = {
  { "momentum", N_ ("Momentum"), N_ ("μ: share of the last step that is kept."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_NONE, 0, 0.999, 0.9, NULL },
};

const GraftOptimizerClass graft_optimizer_sgd = {
  .id = "sgd",
  .label = N_ ("SGD with momentum"),
  .summary = N_ ("Follows the gradient with a memory of the last steps."),
  .formula = "v ← μ v + g; w ← w − η v",
  .params = params,
  .n_params = G_N_ELEMENTS (params),
  .n_slots = 1,
  .update = update,
};
