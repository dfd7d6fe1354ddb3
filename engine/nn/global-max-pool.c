/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Largest value of each channel; the gradient goes to the first one in reading order
 * (methods 1.5). The winners' positions are kept, so that the input need not be. */
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
  if (sizes->training)
    plan->saved = node->output.dim[0] * sizeof (guint32);
}

static void
forward (const GraftTask *task)
{
  const GraftShape *image = &task->node->input_shapes[0];
  gsize channels = image->dim[2];
  gsize positions = image->dim[0] * image->dim[1];
  guint32 *winners = task->training ? (guint32 *)(gpointer)task->saved : NULL;

  for (gsize i = 0; i < task->n; i++)
    for (gsize c = 0; c < channels; c++)
      {
        const GraftReal *x = task->x[0] + i * positions * channels + c;
        gsize best = 0;

        /* A NaN wins and stays: hiding it would hide that training went wrong. */
        for (gsize p = 1; p < positions; p++)
          if (x[p * channels] > x[best * channels] || x[p * channels] != x[p * channels])
            best = p;
        task->y[i * channels + c] = x[best * channels];
        if (winners != NULL)
          winners[i * channels + c] = (guint32)best;
      }
}

static void
backward (const GraftTask *task)
{
  const GraftShape *image = &task->node->input_shapes[0];
  gsize channels = image->dim[2];
  gsize size = graft_shape_size (image);
  const guint32 *winners = (const guint32 *)(gconstpointer)task->saved;

  if (task->dx[0] == NULL)
    return;
  memset (task->dx[0], 0, task->n * size * sizeof (GraftReal));
  for (gsize i = 0; i < task->n; i++)
    for (gsize c = 0; c < channels; c++)
      task->dx[0][i * size + winners[i * channels + c] * channels + c] =
          task->dy[i * channels + c];
}

static const GraftLayerSample samples[] = {
  { "", 1, { { 3, { 3, 5, 2 } } } },
  { "", 1, { { 3, { 1, 1, 4 } } } },
  { "", 1, { { 3, { 7, 4, 9 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_global_max_pool = {
  .id = "global-max-pool",
  .label = N_ ("Global maximum"),
  .summary = N_ ("Takes the largest value of each channel."),
  .flags = GRAFT_LAYER_KINKED,
  .min_inputs = 1,
  .max_inputs = 1,
  .configure = configure,
  .plan = plan,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
