/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See window-private.h. */
#include "engine/nn/window-private.h"

#include "engine/base/error.h"

static gsize
get_size (const GraftNode *node, const char *key, gsize otherwise)
{
  int value = graft_node_get_int (node, key);

  return value > 0 ? (gsize)value : otherwise;
}

static gboolean
finish_axis (GraftAxis *axis, const GraftNode *node, GError **error)
{
  gsize padded = axis->before + axis->in + axis->after;
  gsize room;

  if (axis->kernel > padded || MAX (axis->before, axis->after) >= axis->kernel)
    {
      g_autofree char *shape = graft_shape_to_string (&node->input_shapes[0]);

      g_set_error (error, GRAFT_NETWORK_ERROR, GRAFT_NETWORK_ERROR_SHAPE,
                   "%s: a window of %" G_GSIZE_FORMAT
                   " pixels does not fit %s with padding %" G_GSIZE_FORMAT
                   " and %" G_GSIZE_FORMAT
                   "; it must be at most the padded image and more than the padding",
                   node->klass->id, axis->kernel, shape, axis->before, axis->after);
      return FALSE;
    }
  room = padded - axis->kernel;
  axis->out = room / axis->stride + 1;
  if (graft_node_get_int (node, "ceil_mode") && room % axis->stride != 0 &&
      axis->out * axis->stride < axis->before + axis->in)
    axis->out++; /* the last window hangs over, but starts on the image */
  return TRUE;
}

gboolean
graft_window_read (GraftWindow *window, const GraftNode *node, GError **error)
{
  GraftAxis *v = &window->vertical;
  GraftAxis *h = &window->horizontal;
  const GraftShape *image = &node->input_shapes[0];

  v->in = image->dim[0];
  h->in = image->dim[1];
  v->kernel = get_size (node, "kernel", 1);
  h->kernel = get_size (node, "kernel_w", v->kernel);
  v->stride = get_size (node, "stride", v->kernel);
  h->stride = get_size (node, "stride_w", get_size (node, "stride", h->kernel));
  v->before = get_size (node, "pad_top", 0);
  v->after = get_size (node, "pad_bottom", 0);
  h->before = get_size (node, "pad_left", 0);
  h->after = get_size (node, "pad_right", 0);
  return finish_axis (v, node, error) && finish_axis (h, node, error);
}
