/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See window-private.h. */
#include "engine/nn/window-private.h"

#include "engine/base/error.h"

/* The value of one axis, or what is said for both. */
static gsize
axis_or_both (const GraftNode *node, const char *axis, const char *both, int unset)
{
  int value = graft_node_get_int (node, axis);

  return (gsize)(value == unset ? graft_node_get_int (node, both) : value);
}

static gboolean
finish_axis (GraftAxis *axis, const GraftNode *node, GError **error)
{
  gsize padded = axis->before + axis->in + axis->after;
  gsize room;

  if (axis->stride == 0)
    axis->stride = axis->kernel;
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
graft_window_read (GraftPooling *window, const GraftNode *node, GError **error)
{
  GraftAxis *v = &window->vertical;
  GraftAxis *h = &window->horizontal;
  const GraftShape *image = &node->input_shapes[0];

  v->in = image->dim[0];
  h->in = image->dim[1];
  v->kernel = axis_or_both (node, "kernel_h", "kernel", 0);
  h->kernel = axis_or_both (node, "kernel_w", "kernel", 0);
  v->stride = axis_or_both (node, "stride_h", "stride", 0);
  h->stride = axis_or_both (node, "stride_w", "stride", 0);
  v->before = axis_or_both (node, "pad_top", "pad", -1);
  v->after = axis_or_both (node, "pad_bottom", "pad", -1);
  h->before = axis_or_both (node, "pad_left", "pad", -1);
  h->after = axis_or_both (node, "pad_right", "pad", -1);
  return finish_axis (v, node, error) && finish_axis (h, node, error);
}
