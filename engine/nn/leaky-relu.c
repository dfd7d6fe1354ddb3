/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leaky ReLU: y = x above zero and slope · x below (methods 1.3). */
#include "engine/nn/layer-private.h"

#include <glib/gi18n-lib.h>

static void
forward (const GraftTask *task)
{
  const GraftReal *restrict x = task->x[0];
  GraftReal *restrict y = task->y;
  GraftReal slope = (GraftReal)graft_node_get_real (task->node, "slope");
  gsize n = graft_task_size (task);

  for (gsize i = 0; i < n; i++)
    y[i] = x[i] > 0 ? x[i] : slope * x[i];
}

/* From x and not from y, which is above zero on both sides when the slope is negative. */
static void
backward (const GraftTask *task)
{
  const GraftReal *restrict x = task->x[0];
  const GraftReal *restrict dy = task->dy;
  GraftReal *restrict dx = task->dx[0];
  GraftReal slope = (GraftReal)graft_node_get_real (task->node, "slope");
  gsize n = graft_task_size (task);

  if (dx == NULL)
    return;
  for (gsize i = 0; i < n; i++)
    dx[i] = x[i] > 0 ? dy[i] : slope * dy[i];
}

static const GraftParam attributes[] = {
  { "slope", N_ ("Slope"), N_ ("Slope below zero."), GRAFT_PARAM_REAL, GRAFT_PARAM_NONE,
    -100, 100, 0.01, NULL },
};

static const GraftLayerSample samples[] = {
  { "", 1, { { 1, { 7 } } } },           { "slope=0.3", 1, { { 3, { 3, 5, 2 } } } },
  { "slope=0", 1, { { 2, { 4, 9 } } } }, { "slope=-0.5", 1, { { 1, { 40 } } } },
  { "slope=2", 1, { { 1, { 12 } } } },   { 0 },
};

const GraftLayerClass graft_layer_leaky_relu = {
  .id = "leaky-relu",
  .label = N_ ("Leaky ReLU"),
  .summary = N_ ("A ReLU that lets a little of the negative values through."),
  .flags = GRAFT_LAYER_READS_INPUT | GRAFT_LAYER_KINKED,
  .min_inputs = 1,
  .max_inputs = 1,
  .attributes = attributes,
  .n_attributes = G_N_ELEMENTS (attributes),
  .configure = graft_configure_same,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
