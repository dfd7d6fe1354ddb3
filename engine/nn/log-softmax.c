/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logarithm of the softmax over the last axis, from logits, so that small probabilities
 * keep all their digits (methods 1.3). */
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
      double sum = 0, shift;

      for (gsize i = 1; i < k; i++)
        most = x[i] > most ? x[i] : most;
      for (gsize i = 0; i < k; i++)
        sum += (double)graft_real_exp (x[i] - most);
      shift = (double)most + log (sum);
      for (gsize i = 0; i < k; i++)
        y[i] = (GraftReal)((double)x[i] - shift);
    }
}

/* dx = dy − softmax · Σ dy */
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
      double sum = 0;

      for (gsize i = 0; i < k; i++)
        sum += (double)dy[i];
      for (gsize i = 0; i < k; i++)
        dx[i] = dy[i] - graft_real_exp (y[i]) * (GraftReal)sum;
    }
}

static const GraftLayerSample samples[] = {
  { "", 1, { { 1, { 7 } } } },
  { "", 1, { { 3, { 3, 2, 5 } } } },
  { "", 1, { { 2, { 4, 3 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_log_softmax = {
  .id = "log-softmax",
  .label = N_ ("Log-softmax"),
  .summary = N_ ("Turns logits into logarithms of probabilities."),
  .flags = GRAFT_LAYER_READS_OUTPUT,
  .min_inputs = 1,
  .max_inputs = 1,
  .configure = graft_configure_same,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
