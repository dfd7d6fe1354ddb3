/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hyperbolic tangent (methods 1.3). */
#include "engine/nn/layer-private.h"

#include <glib/gi18n-lib.h>

static void
forward (const GraftTask *task)
{
  const GraftReal *restrict x = task->x[0];
  GraftReal *restrict y = task->y;
  gsize n = graft_task_size (task);

  for (gsize i = 0; i < n; i++)
    y[i] = graft_real_tanh (x[i]);
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
    dx[i] = dy[i] * (1 - y[i] * y[i]);
}

static const GraftLayerSample samples[] = {
  { "", 1, { { 1, { 7 } } } },
  { "", 1, { { 3, { 3, 5, 2 } } } },
  { "", 1, { { 2, { 4, 9 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_tanh = {
  .id = "tanh",
  .label = N_ ("Tanh"),
  .summary = N_ ("Squeezes values into the interval from −1 to 1."),
  .flags = GRAFT_LAYER_READS_OUTPUT,
  .min_inputs = 1,
  .max_inputs = 1,
  .configure = graft_configure_same,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
