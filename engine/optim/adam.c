/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adam (Kingma and Ba 2015, arXiv:1412.6980): m ← β₁ m + (1 − β₁) g; s ← β₂ s + (1 − β₂)
 * g²; w ← w − η m̂ / (√ŝ + ε). Weight decay, if any, is added to the gradient. */
#include "engine/optim/adam-private.h"

static void
update (const GraftStep *step)
{
  graft_adam_update (step, step->decay, 1);
}

static const GraftParam params[] = { GRAFT_ADAM_PARAMS };

const GraftOptimizerClass graft_optimizer_adam = {
  .id = "adam",
  .label = N_ ("Adam"),
  .summary = N_ ("Steps of a length that adapts to each weight."),
  .formula = "w ← w − η m̂ / (√ŝ + ε)",
  .params = params,
  .n_params = G_N_ELEMENTS (params),
  .n_slots = 2,
  .update = update,
};
