/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every layer class needs in configure(), and looking classes up. The table itself
 * is layers.c, made by meson.build. */
#include "engine/nn/layer-private.h"

#include "engine/base/error.h"

#include <string.h>

const GraftLayerClass *
graft_layer_class_find (const char *id)
{
  const GraftLayerClass *klass;

  for (gsize i = 0; (klass = graft_layer_class_get (i)) != NULL; i++)
    if (strcmp (klass->id, id) == 0)
      return klass;
  return NULL;
}

GraftWeight *
graft_node_add_weight (GraftNode *node, const char *name, guint rank, const gsize *dim)
{
  GraftWeight *weight;

  g_assert (node->n_weights < GRAFT_MAX_WEIGHTS);
  g_assert (rank <= G_N_ELEMENTS (weight->dim));
  weight = &node->weights[node->n_weights++];
  *weight = (GraftWeight){ .name = name, .rank = rank, .scale = 1 };
  for (guint i = 0; i < rank; i++)
    weight->dim[i] = dim[i];
  return weight;
}

int
graft_node_get_int (const GraftNode *node, const char *attribute)
{
  return graft_params_get_int (node->attributes, attribute);
}

double
graft_node_get_real (const GraftNode *node, const char *attribute)
{
  return graft_params_get (node->attributes, attribute);
}

gboolean
graft_configure_same (GraftNode *node, GError **error)
{
  node->output = node->input_shapes[0];
  return TRUE;
}

gboolean
graft_node_want_image (const GraftNode *node, GError **error)
{
  g_autofree char *shape = graft_shape_to_string (&node->input_shapes[0]);

  if (node->input_shapes[0].rank == 3)
    return TRUE;
  g_set_error (error, GRAFT_NETWORK_ERROR, GRAFT_NETWORK_ERROR_SHAPE,
               "%s needs an image (height×width×channels), but its input is %s",
               node->klass->id, shape);
  return FALSE;
}
