/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Product of two inputs, element by element: gates, masks and attention weights. */
#include "engine/nn/layer-private.h"

#include "engine/base/error.h"

#include <glib/gi18n-lib.h>

static gboolean
configure (GraftNode *node, GError **error)
{
  g_autofree char *a = graft_shape_to_string (&node->input_shapes[0]);
  g_autofree char *b = graft_shape_to_string (&node->input_shapes[1]);

  if (graft_shape_equal (&node->input_shapes[0], &node->input_shapes[1]))
    return graft_configure_same (node, error);
  g_set_error (error, GRAFT_NETWORK_ERROR, GRAFT_NETWORK_ERROR_SHAPE,
               "mul needs inputs of one shape, not %s and %s", a, b);
  return FALSE;
}

static void
forward (const GraftTask *task)
{
  const GraftReal *restrict a = task->x[0];
  const GraftReal *restrict b = task->x[1];
  GraftReal *restrict y = task->y;
  gsize n = graft_task_size (task);

  for (gsize i = 0; i < n; i++)
    y[i] = a[i] * b[i];
}

static void
backward (const GraftTask *task)
{
  gsize n = graft_task_size (task);

  for (guint k = 0; k < 2; k++)
    {
      const GraftReal *restrict other = task->x[1 - k];
      const GraftReal *restrict dy = task->dy;
      GraftReal *restrict dx = task->dx[k];

      for (gsize i = 0; dx != NULL && i < n; i++)
        dx[i] = dy[i] * other[i];
    }
}

static const GraftLayerSample samples[] = {
  { "", 2, { { 1, { 7 } }, { 1, { 7 } } } },
  { "", 2, { { 3, { 3, 5, 2 } }, { 3, { 3, 5, 2 } } } },
  { "", 2, { { 2, { 4, 3 } }, { 2, { 4, 3 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_mul = {
  .id = "mul",
  .label = N_ ("Multiply"),
  .summary = N_ ("Multiplies two inputs element by element."),
  .flags = GRAFT_LAYER_READS_INPUT,
  .min_inputs = 2,
  .max_inputs = 2,
  .configure = configure,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
