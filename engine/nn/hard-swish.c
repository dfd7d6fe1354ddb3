/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hard swish, y = x · min(max(x + 3, 0), 6) / 6: the activation of MobileNetV3 (Howard et
 * al. 2019, arXiv:1905.02244). Dips below zero between −3 and 0. */
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
      GraftReal gate = x[i] + 3;

      gate = gate < 0 ? 0 : gate;
      y[i] = x[i] * (gate > 6 ? 6 : gate) / 6;
    }
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
      GraftReal slope = (2 * x[i] + 3) / 6;

      slope = x[i] <= -3 ? 0 : slope;
      dx[i] = dy[i] * (x[i] >= 3 ? 1 : slope);
    }
}

static const GraftLayerSample samples[] = {
  { "", 1, { { 1, { 7 } } } },
  { "", 1, { { 3, { 3, 5, 2 } } } },
  { "", 1, { { 2, { 4, 9 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_hard_swish = {
  .id = "hard-swish",
  .label = N_ ("Hard swish"),
  .summary = N_ ("A ReLU that lets a little of the negative through."),
  .flags = GRAFT_LAYER_READS_INPUT | GRAFT_LAYER_KINKED,
  .min_inputs = 1,
  .max_inputs = 1,
  .configure = graft_configure_same,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
