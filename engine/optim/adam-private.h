/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Adam and AdamW have in common. */
#pragma once

#include "engine/optim/optimizer.h"

#include <glib/gi18n-lib.h>

G_BEGIN_DECLS

/* @l2: λ that is added to the gradient; @shrink: what the weight is multiplied by before.
 */
static inline void
graft_adam_update (const GraftStep *step, double l2, double shrink)
{
  GraftReal *restrict w = step->weights;
  GraftReal *restrict m = step->slots[0];
  GraftReal *restrict s = step->slots[1];
  const GraftReal *restrict gradients = step->gradients;
  GraftReal beta1 = (GraftReal)step->params[0];
  GraftReal beta2 = (GraftReal)step->params[1];
  GraftReal eps = (GraftReal)step->params[2];
  /* Bias corrections: m̂ = m / (1 − β₁ᵗ) and √ŝ = √s / √(1 − β₂ᵗ). */
  GraftReal rate = (GraftReal)(step->rate / (1 - pow (step->params[0], step->count)));
  GraftReal root = (GraftReal)(1 / sqrt (1 - pow (step->params[1], step->count)));
  GraftReal rest1 = (GraftReal)(1 - step->params[0]);
  GraftReal rest2 = (GraftReal)(1 - step->params[1]);
  GraftReal decay = (GraftReal)l2;
  GraftReal keep = (GraftReal)shrink;

  for (gsize i = 0; i < step->n; i++)
    {
      GraftReal g = gradients[i] + decay * w[i];

      m[i] = beta1 * m[i] + rest1 * g;
      s[i] = beta2 * s[i] + rest2 * g * g;
      w[i] = keep * w[i] - rate * m[i] / (graft_real_sqrt (s[i]) * root + eps);
    }
}

/* clang-format off */
#define GRAFT_ADAM_PARAMS \
  { "beta1", N_ ("β₁"), N_ ("Memory of the gradient's mean."), GRAFT_PARAM_REAL, \
    GRAFT_PARAM_NONE, 0, 0.99999, 0.9, NULL }, \
  { "beta2", N_ ("β₂"), N_ ("Memory of the gradient's square."), GRAFT_PARAM_REAL, \
    GRAFT_PARAM_NONE, 0, 0.999999, 0.999, NULL }, \
  { "eps", N_ ("ε"), N_ ("Added to the denominator."), GRAFT_PARAM_REAL, \
    GRAFT_PARAM_NONE, 1e-12, 1, 1e-8, NULL }
/* clang-format on */

G_END_DECLS
