/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inputs side by side on the last axis (channels); the other axes must agree. */
#include "engine/nn/layer-private.h"

#include "engine/base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
configure (GraftNode *node, GError **error)
{
  GraftShape *output = &node->output;

  *output = node->input_shapes[0];
  for (guint k = 1; k < node->n_inputs; k++)
    {
      GraftShape expected = node->input_shapes[0];
      const GraftShape *input = &node->input_shapes[k];

      if (input->rank == expected.rank)
        expected.dim[expected.rank - 1] = input->dim[input->rank - 1];
      if (!graft_shape_equal (&expected, input))
        {
          g_autofree char *a = graft_shape_to_string (&node->input_shapes[0]);
          g_autofree char *b = graft_shape_to_string (input);

          g_set_error (error, GRAFT_NETWORK_ERROR, GRAFT_NETWORK_ERROR_SHAPE,
                       "concat joins channels; %s and %s differ elsewhere", a, b);
          return FALSE;
        }
      output->dim[output->rank - 1] += input->dim[input->rank - 1];
    }
  return TRUE;
}

static void
forward (const GraftTask *task)
{
  gsize width = graft_shape_channels (&task->node->output);
  gsize rows = graft_task_size (task) / width;
  gsize at = 0;

  for (guint k = 0; k < task->node->n_inputs; k++)
    {
      gsize part = graft_shape_channels (&task->node->input_shapes[k]);

      for (gsize r = 0; r < rows; r++)
        memcpy (task->y + r * width + at, task->x[k] + r * part,
                part * sizeof (GraftReal));
      at += part;
    }
}

static void
backward (const GraftTask *task)
{
  gsize width = graft_shape_channels (&task->node->output);
  gsize rows = graft_task_size (task) / width;
  gsize at = 0;

  for (guint k = 0; k < task->node->n_inputs; k++)
    {
      gsize part = graft_shape_channels (&task->node->input_shapes[k]);

      for (gsize r = 0; task->dx[k] != NULL && r < rows; r++)
        memcpy (task->dx[k] + r * part, task->dy + r * width + at,
                part * sizeof (GraftReal));
      at += part;
    }
}

static const GraftLayerSample samples[] = {
  { "", 2, { { 1, { 7 } }, { 1, { 3 } } } },
  { "", 3, { { 3, { 3, 5, 2 } }, { 3, { 3, 5, 1 } }, { 3, { 3, 5, 4 } } } },
  { "", 1, { { 2, { 4, 3 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_concat = {
  .id = "concat",
  .label = N_ ("Concatenate"),
  .summary = N_ ("Puts the channels of its inputs side by side."),
  .min_inputs = 1,
  .max_inputs = GRAFT_MAX_INPUTS,
  .configure = configure,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
