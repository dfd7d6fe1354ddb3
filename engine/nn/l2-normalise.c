/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Divides every vector of the last axis by its length: y = x / √(Σ x² + ε). */
#include "engine/nn/layer-private.h"

#include <glib/gi18n-lib.h>

/* Keeps a vector of zeros at zero; its unit is x². */
#define EPSILON 1e-12

static double
inverse_length (const GraftReal *x, gsize k)
{
  double sum = EPSILON;

  for (gsize i = 0; i < k; i++)
    sum += (double)x[i] * (double)x[i];
  return 1 / sqrt (sum);
}

static void
forward (const GraftTask *task)
{
  gsize k = graft_shape_channels (&task->node->output);
  gsize n = graft_task_size (task);

  for (gsize at = 0; at < n; at += k)
    {
      GraftReal scale = (GraftReal)inverse_length (task->x[0] + at, k);

      for (gsize i = 0; i < k; i++)
        task->y[at + i] = task->x[0][at + i] * scale;
    }
}

/* dx = (dy − y · Σ dy y) / length */
static void
backward (const GraftTask *task)
{
  gsize k = graft_shape_channels (&task->node->output);
  gsize n = graft_task_size (task);

  for (gsize at = 0; task->dx[0] != NULL && at < n; at += k)
    {
      const GraftReal *y = task->y + at;
      const GraftReal *dy = task->dy + at;
      GraftReal scale = (GraftReal)inverse_length (task->x[0] + at, k);
      double dot = 0;

      for (gsize i = 0; i < k; i++)
        dot += (double)dy[i] * (double)y[i];
      for (gsize i = 0; i < k; i++)
        task->dx[0][at + i] = (dy[i] - y[i] * (GraftReal)dot) * scale;
    }
}

static const GraftLayerSample samples[] = {
  { "", 1, { { 1, { 7 } } } },
  { "", 1, { { 3, { 3, 2, 5 } } } },
  { "", 1, { { 2, { 4, 3 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_l2_normalise = {
  .id = "l2-normalise",
  .label = N_ ("Unit length"),
  .summary = N_ ("Scales every vector to length one."),
  .flags = GRAFT_LAYER_READS_INPUT | GRAFT_LAYER_READS_OUTPUT,
  .min_inputs = 1,
  .max_inputs = 1,
  .configure = graft_configure_same,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
