/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An image as one vector, in the order it lies in memory: height, width, channels.
 * Weights of a dense layer behind it that come from a file with channels first are
 * reordered by the reader. */
#include "engine/nn/layer-private.h"

#include <glib/gi18n-lib.h>

static gboolean
configure (GraftNode *node, GError **error)
{
  node->output = graft_shape_vector (graft_shape_size (&node->input_shapes[0]));
  return TRUE;
}

static const GraftLayerSample samples[] = {
  { "", 1, { { 1, { 7 } } } },
  { "", 1, { { 3, { 3, 5, 2 } } } },
  { "", 1, { { 2, { 4, 3 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_flatten = {
  .id = "flatten",
  .label = N_ ("Flatten"),
  .summary = N_ ("Reads an image as one long vector."),
  .flags = GRAFT_LAYER_VIEW,
  .min_inputs = 1,
  .max_inputs = 1,
  .configure = configure,
  .samples = samples,
};
