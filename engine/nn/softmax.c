/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Softmax over the last axis (channels), shifted by the maximum so that nothing
 * overflows. For training use the loss on logits (loss.h) instead: it is exact where this
 * rounds to 0. */
#include "engine/nn/layer-private.h"

#include <glib/gi18n-lib.h>

static void
forward (const GraftTask *task)
{
  gsize k = graft_shape_channels (&task->node->output);
  gsize rows = graft_task_size (task) / k;

  for (gsize r = 0; r < rows; r++)
    {
      const GraftReal *restrict x = task->x[0] + r * k;
      GraftReal *restrict y = task->y + r * k;
      GraftReal most = x[0];
      double sum = 0;

      for (gsize i = 1; i < k; i++)
        most = x[i] > most ? x[i] : most;
      for (gsize i = 0; i < k; i++)
        {
          y[i] = graft_real_exp (x[i] - most);
          sum += (double)y[i];
        }
      for (gsize i = 0; i < k; i++)
        y[i] = (GraftReal)((double)y[i] / sum);
    }
}

/* dx = y ⊙ (dy − Σ dy ⊙ y) */
static void
backward (const GraftTask *task)
{
  gsize k = graft_shape_channels (&task->node->output);
  gsize rows = graft_task_size (task) / k;

  if (task->dx[0] == NULL)
    return;
  for (gsize r = 0; r < rows; r++)
    {
      const GraftReal *restrict y = task->y + r * k;
      const GraftReal *restrict dy = task->dy + r * k;
      GraftReal *restrict dx = task->dx[0] + r * k;
      double dot = 0;

      for (gsize i = 0; i < k; i++)
        dot += (double)dy[i] * (double)y[i];
      for (gsize i = 0; i < k; i++)
        dx[i] = y[i] * (dy[i] - (GraftReal)dot);
    }
}

static const GraftLayerSample samples[] = {
  { "", 1, { { 1, { 7 } } } },
  { "", 1, { { 3, { 3, 2, 5 } } } },
  { "", 1, { { 1, { 1 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_softmax = {
  .id = "softmax",
  .label = N_ ("Softmax"),
  .summary = N_ ("Turns logits into probabilities that sum to one."),
  .flags = GRAFT_LAYER_READS_OUTPUT,
  .min_inputs = 1,
  .max_inputs = 1,
  .configure = graft_configure_same,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
