/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sum of two to eight inputs of one shape, with an optional ReLU: the end of a residual
 * block (He et al. 2016, arXiv:1512.03385). */
#include "engine/nn/layer-private.h"

#include "engine/base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
configure (GraftNode *node, GError **error)
{
  for (guint k = 1; k < node->n_inputs; k++)
    if (!graft_shape_equal (&node->input_shapes[0], &node->input_shapes[k]))
      {
        g_autofree char *a = graft_shape_to_string (&node->input_shapes[0]);
        g_autofree char *b = graft_shape_to_string (&node->input_shapes[k]);

        g_set_error (error, GRAFT_NETWORK_ERROR, GRAFT_NETWORK_ERROR_SHAPE,
                     "%s needs inputs of one shape, not %s and %s", node->klass->id, a,
                     b);
        return FALSE;
      }
  return graft_configure_same (node, error);
}

static void
forward (const GraftTask *task)
{
  const GraftReal *restrict a = task->x[0];
  const GraftReal *restrict b = task->x[1];
  GraftReal *restrict y = task->y;
  gsize n = graft_task_size (task);

  for (gsize i = 0; i < n; i++)
    y[i] = a[i] + b[i];
  for (guint k = 2; k < task->node->n_inputs; k++)
    {
      const GraftReal *restrict more = task->x[k];

      for (gsize i = 0; i < n; i++)
        y[i] += more[i];
    }
  if (task->node->relu)
    for (gsize i = 0; i < n; i++)
      y[i] = y[i] < 0 ? 0 : y[i];
}

static void
backward (const GraftTask *task)
{
  if (task->node->relu)
    graft_task_mask_relu (task);
  for (guint k = 0; k < task->node->n_inputs; k++)
    if (task->dx[k] != NULL)
      memcpy (task->dx[k], task->dy, graft_task_size (task) * sizeof (GraftReal));
}

static const GraftLayerSample samples[] = {
  { "", 2, { { 1, { 7 } }, { 1, { 7 } } } },
  { "", 3, { { 3, { 3, 5, 2 } }, { 3, { 3, 5, 2 } }, { 3, { 3, 5, 2 } } } },
  { "", 2, { { 3, { 4, 4, 8 } }, { 3, { 4, 4, 8 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_add = {
  .id = "add",
  .label = N_ ("Add"),
  .summary = N_ ("Adds its inputs element by element."),
  .flags = GRAFT_LAYER_FUSES_RELU,
  .min_inputs = 2,
  .max_inputs = GRAFT_MAX_INPUTS,
  .configure = configure,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
