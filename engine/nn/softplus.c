/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Softplus, y = log(1 + exp(x)), written so that nothing overflows (methods 1.3). */
#include "engine/nn/layer-private.h"

#include <glib/gi18n-lib.h>

static void
forward (const GraftTask *task)
{
  const GraftReal *restrict x = task->x[0];
  GraftReal *restrict y = task->y;
  gsize n = graft_task_size (task);

  for (gsize i = 0; i < n; i++)
    y[i] = (x[i] > 0 ? x[i] : 0) +
           graft_real_log1p (graft_real_exp (-graft_real_abs (x[i])));
}

static void
backward (const GraftTask *task)
{
  const GraftReal *restrict x = task->x[0];
  const GraftReal *restrict dy = task->dy;
  GraftReal *restrict dx = task->dx[0];
  gsize n = graft_task_size (task);

  if (dx == NULL)
    return;
  for (gsize i = 0; i < n; i++)
    {
      GraftReal e = graft_real_exp (-graft_real_abs (x[i]));

      dx[i] = dy[i] * (x[i] >= 0 ? 1 / (1 + e) : e / (1 + e));
    }
}

static const GraftLayerSample samples[] = {
  { "", 1, { { 1, { 7 } } } },
  { "", 1, { { 3, { 3, 5, 2 } } } },
  { "", 1, { { 2, { 4, 9 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_softplus = {
  .id = "softplus",
  .label = N_ ("Softplus"),
  .summary = N_ ("A ReLU without the corner."),
  .flags = GRAFT_LAYER_READS_INPUT,
  .min_inputs = 1,
  .max_inputs = 1,
  .configure = graft_configure_same,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
