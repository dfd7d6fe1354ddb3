/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks up a vector for every id of a sequence. Ids come as reals, like any other input;
 * one outside 0 … vocabulary − 1 (padding) gives zeros and no gradient. A repeated id
 * collects the gradients of all its places (methods 1.8). */
#include "engine/nn/layer-private.h"

#include "engine/base/error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static gboolean
configure (GraftNode *node, GError **error)
{
  gsize dim[2] = { (gsize)graft_node_get_int (node, "vocabulary"),
                   (gsize)graft_node_get_int (node, "size") };
  g_autofree char *shape = graft_shape_to_string (&node->input_shapes[0]);
  GraftWeight *weight;

  if (node->input_shapes[0].rank != 1)
    {
      g_set_error (error, GRAFT_NETWORK_ERROR, GRAFT_NETWORK_ERROR_SHAPE,
                   "embedding needs a vector of ids, but its input is %s", shape);
      return FALSE;
    }
  node->output =
      (GraftShape){ .rank = 2, .dim = { node->input_shapes[0].dim[0], dim[1] } };
  weight = graft_node_add_weight (node, "table", 2, dim);
  weight->flags |= GRAFT_WEIGHT_AS_IN_FILE;
  weight->init = GRAFT_INIT_NORMAL;
  weight->scale = graft_node_get_real (node, "deviation");
  return TRUE;
}

/* The row of the table for an id, or -1. The comparison comes first: NaN must not be
 * converted. */
static gssize
row_of (GraftReal id, gsize vocabulary)
{
  if (!(id > GRAFT_REAL (-0.5) && id < (GraftReal)vocabulary - GRAFT_REAL (0.5)))
    return -1;
  return (gssize)lround ((double)id);
}

static void
forward (const GraftTask *task)
{
  gsize size = task->node->output.dim[1];
  gsize n = task->n * task->node->output.dim[0];

  for (gsize i = 0; i < n; i++)
    {
      gssize row = row_of (task->x[0][i], task->node->weights[0].dim[0]);

      if (row < 0)
        memset (task->y + i * size, 0, size * sizeof (GraftReal));
      else
        memcpy (task->y + i * size, task->weights[0] + (gsize)row * size,
                size * sizeof (GraftReal));
    }
}

static void
backward (const GraftTask *task)
{
  gsize size = task->node->output.dim[1];
  gsize n = task->n * task->node->output.dim[0];

  /* An id has no slope. */
  if (task->dx[0] != NULL)
    memset (task->dx[0], 0, n * sizeof (GraftReal));
  for (gsize i = 0; task->dw[0] != NULL && i < n; i++)
    {
      gssize row = row_of (task->x[0][i], task->node->weights[0].dim[0]);
      const GraftReal *restrict dy = task->dy + i * size;

      if (row >= 0)
        for (gsize j = 0; j < size; j++)
          task->dw[0][(gsize)row * size + j] += dy[j];
    }
}

static const GraftParam attributes[] = {
  { "vocabulary", N_ ("Vocabulary"), N_ ("Number of ids."), GRAFT_PARAM_INTEGER,
    GRAFT_PARAM_NONE, 1, 1 << 22, 1000, NULL },
  { "size", N_ ("Size"), N_ ("Length of the vector for an id."), GRAFT_PARAM_INTEGER,
    GRAFT_PARAM_NONE, 1, 4096, 64, NULL },
  { "deviation", N_ ("Standard deviation"), N_ ("Of the first, normally drawn values."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_NONE, 0, 100, 1, NULL },
};

static const GraftLayerSample samples[] = {
  { "vocabulary=3;size=4", 1, { { 1, { 7 } } } },
  { "vocabulary=2;size=1;deviation=0.5", 1, { { 1, { 1 } } } },
  { "vocabulary=5;size=3", 1, { { 1, { 4 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_embedding = {
  .id = "embedding",
  .label = N_ ("Embedding"),
  .summary = N_ ("Looks up a trained vector for every id."),
  .flags = GRAFT_LAYER_READS_INPUT,
  .min_inputs = 1,
  .max_inputs = 1,
  .attributes = attributes,
  .n_attributes = G_N_ELEMENTS (attributes),
  .configure = configure,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
