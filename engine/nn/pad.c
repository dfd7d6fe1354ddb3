/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A border of one value around an image: the uneven "SAME" padding of imported networks
 * (methods 1.4) for layers that cannot pad by themselves. */
#include "engine/nn/layer-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
configure (GraftNode *node, GError **error)
{
  const GraftShape *image = &node->input_shapes[0];
  gsize height, width;

  if (!graft_node_want_image (node, error))
    return FALSE;
  height =
      (gsize)(graft_node_get_int (node, "top") + graft_node_get_int (node, "bottom"));
  width = (gsize)(graft_node_get_int (node, "left") + graft_node_get_int (node, "right"));
  node->output =
      graft_shape_image (image->dim[0] + height, image->dim[1] + width, image->dim[2]);
  return TRUE;
}

/* Where line @line of sample @i of the image starts inside the padded image. */
static gsize
place_of (const GraftNode *node, gsize i, gsize line)
{
  gsize top = (gsize)graft_node_get_int (node, "top");
  gsize left = (gsize)graft_node_get_int (node, "left");
  const GraftShape *out = &node->output;

  return ((i * out->dim[0] + top + line) * out->dim[1] + left) * out->dim[2];
}

static void
forward (const GraftTask *task)
{
  const GraftShape *image = &task->node->input_shapes[0];
  gsize line = image->dim[1] * image->dim[2];
  GraftReal value = (GraftReal)graft_node_get_real (task->node, "value");
  gsize n = graft_task_size (task);

  for (gsize i = 0; i < n; i++)
    task->y[i] = value;
  for (gsize i = 0; i < task->n; i++)
    for (gsize r = 0; r < image->dim[0]; r++)
      memcpy (task->y + place_of (task->node, i, r),
              task->x[0] + (i * image->dim[0] + r) * line, line * sizeof (GraftReal));
}

static void
backward (const GraftTask *task)
{
  const GraftShape *image = &task->node->input_shapes[0];
  gsize line = image->dim[1] * image->dim[2];

  for (gsize i = 0; task->dx[0] != NULL && i < task->n; i++)
    for (gsize r = 0; r < image->dim[0]; r++)
      memcpy (task->dx[0] + (i * image->dim[0] + r) * line,
              task->dy + place_of (task->node, i, r), line * sizeof (GraftReal));
}

#define BORDER(key, label)                                                               \
  {                                                                                      \
    key, label, N_ ("In pixels."), GRAFT_PARAM_INTEGER, GRAFT_PARAM_NONE, 0, 4096, 0,    \
        NULL                                                                             \
  }

static const GraftParam attributes[] = {
  BORDER ("top", N_ ("Above")),
  BORDER ("bottom", N_ ("Below")),
  BORDER ("left", N_ ("Left")),
  BORDER ("right", N_ ("Right")),
  { "value", N_ ("Value"), N_ ("Of every channel of the border."), GRAFT_PARAM_REAL,
    GRAFT_PARAM_NONE, -1e6, 1e6, 0, NULL },
};

static const GraftLayerSample samples[] = {
  { "top=1;right=2", 1, { { 3, { 3, 5, 2 } } } },
  { "bottom=1;left=1;value=0.5", 1, { { 3, { 1, 1, 3 } } } },
  { "", 1, { { 3, { 2, 3, 4 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_pad = {
  .id = "pad",
  .label = N_ ("Padding"),
  .summary = N_ ("Puts a border around an image."),
  .min_inputs = 1,
  .max_inputs = 1,
  .attributes = attributes,
  .n_attributes = G_N_ELEMENTS (attributes),
  .configure = configure,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
