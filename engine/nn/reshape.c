/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same values under another shape, in the order they lie in memory. */
#include "engine/nn/layer-private.h"

#include "engine/base/error.h"

#include <glib/gi18n-lib.h>

/* Leading sizes of 1 are left out when they are given as 0: "channels=6" is a vector,
 * "width=3;channels=2" a sequence of three. */
static gboolean
configure (GraftNode *node, GError **error)
{
  const char *const names[] = { "height", "width", "channels" };
  g_autofree char *from = graft_shape_to_string (&node->input_shapes[0]);
  g_autofree char *to = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      int size = graft_node_get_int (node, names[i]);

      if (size > 0)
        node->output.dim[node->output.rank++] = (gsize)size;
    }
  to = graft_shape_to_string (&node->output);
  if (node->output.rank > 0 &&
      graft_shape_size (&node->output) == graft_shape_size (&node->input_shapes[0]))
    return TRUE;
  g_set_error (error, GRAFT_NETWORK_ERROR, GRAFT_NETWORK_ERROR_SHAPE,
               "reshape cannot read %s as %s: both must have as many values", from, to);
  return FALSE;
}

static const GraftParam attributes[] = {
  { "height", N_ ("Height"), N_ ("0 leaves the axis out."), GRAFT_PARAM_INTEGER,
    GRAFT_PARAM_NONE, 0, 65536, 0, NULL },
  { "width", N_ ("Width"), N_ ("0 leaves the axis out."), GRAFT_PARAM_INTEGER,
    GRAFT_PARAM_NONE, 0, 65536, 0, NULL },
  { "channels", N_ ("Channels"), N_ ("Size of the last axis."), GRAFT_PARAM_INTEGER,
    GRAFT_PARAM_NONE, 1, 16777216, 1, NULL },
};

static const GraftLayerSample samples[] = {
  { "height=2;width=3;channels=2", 1, { { 1, { 12 } } } },
  { "channels=30", 1, { { 3, { 3, 5, 2 } } } },
  { "width=3;channels=4", 1, { { 2, { 4, 3 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_reshape = {
  .id = "reshape",
  .label = N_ ("Reshape"),
  .summary = N_ ("Reads the same values under another shape."),
  .flags = GRAFT_LAYER_VIEW,
  .min_inputs = 1,
  .max_inputs = 1,
  .attributes = attributes,
  .n_attributes = G_N_ELEMENTS (attributes),
  .configure = configure,
  .samples = samples,
};
