/* SPDX-License-Identifier: GPL-3.0-or-later */
/* AdamW (Loshchilov and Hutter 2019, arXiv:1711.05101): w ← (1 − η λ) w, then Adam
 * without λ in the gradient. */
#include "engine/optim/adam-private.h"

static void
update (const GraftStep *step)
{
  graft_adam_update (step, 0, 1 - step->rate * step->decay);
}

static const GraftParam params[] = { GRAFT_ADAM_PARAMS };

const GraftOptimizerClass graft_optimizer_adamw = {
  .id = "adamw",
  .label = N_ ("AdamW"),
  .summary = N_ ("Adam with weight decay apart from the gradient."),
  .formula = "w ← (1 − η λ) w − η m̂ / (√ŝ + ε)",
  .params = params,
  .n_params = G_N_ELEMENTS (params),
  .decay = 0.01,
  .n_slots = 2,
  .update = update,
};
