/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ReLU6, y = min(max(0, x), 6): a ReLU whose output fits few bits (methods 1.3). */
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
      GraftReal value = x[i] < 0 ? 0 : x[i];

      y[i] = value > 6 ? 6 : value;
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
    dx[i] = y[i] > 0 && y[i] < 6 ? dy[i] : 0;
}

static const GraftLayerSample samples[] = {
  { "", 1, { { 1, { 7 } } } },
  { "", 1, { { 3, { 3, 5, 2 } } } },
  { "", 1, { { 2, { 4, 9 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_relu6 = {
  .id = "relu6",
  .label = N_ ("ReLU6"),
  .summary = N_ ("A ReLU that never exceeds six."),
  .flags = GRAFT_LAYER_READS_OUTPUT | GRAFT_LAYER_KINKED,
  .min_inputs = 1,
  .max_inputs = 1,
  .configure = graft_configure_same,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
