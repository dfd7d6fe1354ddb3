/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logistic function, y = 1 / (1 + exp(−x)) (methods 1.3). */
#include "engine/nn/layer-private.h"

#include <glib/gi18n-lib.h>

static void
forward (const GraftTask *task)
{
  const GraftReal *restrict x = task->x[0];
  GraftReal *restrict y = task->y;
  gsize n = graft_task_size (task);

  for (gsize i = 0; i < n; i++)
    {
      /* Of the two equal forms the one whose exponential cannot overflow. */
      GraftReal e = graft_real_exp (-graft_real_abs (x[i]));

      y[i] = x[i] >= 0 ? 1 / (1 + e) : e / (1 + e);
    }
}

static void
backward (const GraftTask *task)
{
  const GraftReal *restrict y = task->y;
  const GraftReal *restrict dy = task->dy;
  GraftReal *restrict dx = task->dx[0];
  gsize n = graft_task_size (task);

  if (dx == NULL)
    return;
  for (gsize i = 0; i < n; i++)
    dx[i] = dy[i] * y[i] * (1 - y[i]);
}

static const GraftLayerSample samples[] = {
  { "", 1, { { 1, { 7 } } } },
  { "", 1, { { 3, { 3, 5, 2 } } } },
  { "", 1, { { 2, { 4, 9 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_sigmoid = {
  .id = "sigmoid",
  .label = N_ ("Sigmoid"),
  .summary = N_ ("Squeezes values into the interval from 0 to 1."),
  .flags = GRAFT_LAYER_READS_OUTPUT,
  .min_inputs = 1,
  .max_inputs = 1,
  .configure = graft_configure_same,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
