/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mean over all positions of each channel (methods 1.5). Sums in double: maps may be
 * large. */
#include "engine/nn/layer-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
configure (GraftNode *node, GError **error)
{
  if (!graft_node_want_image (node, error))
    return FALSE;
  node->output = graft_shape_vector (node->input_shapes[0].dim[2]);
  return TRUE;
}

static void
plan (const GraftNode *node, const GraftPlanSizes *sizes, GraftNodePlan *plan)
{
  plan->scratch = node->output.dim[0] * sizeof (double);
}

static gsize
count_positions (const GraftNode *node)
{
  return node->input_shapes[0].dim[0] * node->input_shapes[0].dim[1];
}

static void
forward (const GraftTask *task)
{
  gsize channels = task->node->output.dim[0];
  gsize positions = count_positions (task->node);
  double *restrict sum = (double *)(gpointer)task->scratch;

  for (gsize i = 0; i < task->n; i++)
    {
      const GraftReal *restrict x = task->x[0] + i * positions * channels;

      memset (sum, 0, channels * sizeof *sum);
      for (gsize p = 0; p < positions; p++)
        for (gsize c = 0; c < channels; c++)
          sum[c] += (double)x[p * channels + c];
      for (gsize c = 0; c < channels; c++)
        task->y[i * channels + c] = (GraftReal)(sum[c] / (double)positions);
    }
}

static void
backward (const GraftTask *task)
{
  gsize channels = task->node->output.dim[0];
  gsize positions = count_positions (task->node);
  GraftReal share = (GraftReal)(1.0 / (double)positions);

  for (gsize i = 0; task->dx[0] != NULL && i < task->n; i++)
    {
      const GraftReal *restrict dy = task->dy + i * channels;
      GraftReal *restrict dx = task->dx[0] + i * positions * channels;

      for (gsize p = 0; p < positions; p++)
        for (gsize c = 0; c < channels; c++)
          dx[p * channels + c] = share * dy[c];
    }
}

static const GraftLayerSample samples[] = {
  { "", 1, { { 3, { 3, 5, 2 } } } },
  { "", 1, { { 3, { 1, 1, 4 } } } },
  { "", 1, { { 3, { 7, 4, 9 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_global_avg_pool = {
  .id = "global-avg-pool",
  .label = N_ ("Global average"),
  .summary = N_ ("Averages each channel over the whole image."),
  .min_inputs = 1,
  .max_inputs = 1,
  .configure = configure,
  .plan = plan,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
