/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Average over windows (methods 1.5): the sum divided by the window's size or, without
 * count_include_pad, by how much of the window lies inside the image. */
#include "engine/nn/layer-private.h"
#include "engine/nn/window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
configure (GraftNode *node, GError **error)
{
  GraftPooling window = { 0 };

  if (!graft_node_want_image (node, error) || !graft_window_read (&window, node, error))
    return FALSE;
  node->output = graft_shape_image (window.vertical.out, window.horizontal.out,
                                    node->input_shapes[0].dim[2]);
  node->config = g_memdup2 (&window, sizeof window);
  return TRUE;
}

/* What the sum of the window at (@row, @column) is multiplied by. */
static GraftReal
weight_of (const GraftNode *node, GraftSpan vertical, GraftSpan horizontal)
{
  if (graft_node_get_int (node, "count_include_pad"))
    return (GraftReal)(1.0 / (double)(vertical.padded * horizontal.padded));
  return (GraftReal)(1.0 / (double)((vertical.end - vertical.start) *
                                    (horizontal.end - horizontal.start)));
}

static void
add_scaled (GraftReal *restrict to,
            const GraftReal *restrict from,
            GraftReal factor,
            gsize n)
{
  for (gsize i = 0; i < n; i++)
    to[i] += factor * from[i];
}

/* Either direction walks the same windows: forward adds image values to the output's
 * value, backward adds the output's gradient to the image values. */
static void
walk_sample (const GraftNode *node,
             GraftReal *image,
             GraftReal *pooled,
             gboolean backward)
{
  const GraftPooling *window = node->config;
  gsize channels = node->output.dim[2];
  gsize width = window->horizontal.in;

  for (gsize r = 0; r < window->vertical.out; r++)
    for (gsize c = 0; c < window->horizontal.out; c++)
      {
        GraftSpan v = graft_axis_span (&window->vertical, r);
        GraftSpan h = graft_axis_span (&window->horizontal, c);
        GraftReal *cell = pooled + (r * window->horizontal.out + c) * channels;
        GraftReal factor = weight_of (node, v, h);

        for (gsize i = v.start; i < v.end; i++)
          for (gsize j = h.start; j < h.end; j++)
            {
              GraftReal *pixel = image + (i * width + j) * channels;

              if (backward)
                add_scaled (pixel, cell, factor, channels);
              else
                add_scaled (cell, pixel, factor, channels);
            }
      }
}

static void
forward (const GraftTask *task)
{
  gsize size_in = graft_shape_size (&task->node->input_shapes[0]);
  gsize size_out = graft_shape_size (&task->node->output);

  memset (task->y, 0, task->n * size_out * sizeof (GraftReal));
  for (gsize i = 0; i < task->n; i++)
    walk_sample (task->node, (GraftReal *)task->x[0] + i * size_in,
                 task->y + i * size_out, FALSE);
}

static void
backward (const GraftTask *task)
{
  gsize size_in = graft_shape_size (&task->node->input_shapes[0]);
  gsize size_out = graft_shape_size (&task->node->output);

  if (task->dx[0] == NULL)
    return;
  memset (task->dx[0], 0, task->n * size_in * sizeof (GraftReal));
  for (gsize i = 0; i < task->n; i++)
    walk_sample (task->node, task->dx[0] + i * size_in, task->dy + i * size_out, TRUE);
}

static const GraftParam attributes[] = {
  GRAFT_WINDOW_ATTRIBUTES,
  { "count_include_pad", N_ ("Count padding"),
    N_ ("Divides by the whole window at the border."), GRAFT_PARAM_BOOLEAN,
    GRAFT_PARAM_NONE, 0, 1, 1, NULL },
};

static const GraftLayerSample samples[] = {
  { "kernel=2", 1, { { 3, { 5, 7, 3 } } } },
  { "kernel=3;stride=2;pad_top=1;pad_left=1;count_include_pad=false",
    1,
    { { 3, { 6, 5, 2 } } } },
  { "kernel=3;kernel_w=2;stride=2;stride_w=1;ceil_mode=true;pad_bottom=1",
    1,
    { { 3, { 6, 6, 4 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_avg_pool = {
  .id = "avg-pool",
  .label = N_ ("Average pooling"),
  .summary = N_ ("Averages over small windows of an image."),
  .min_inputs = 1,
  .max_inputs = 1,
  .attributes = attributes,
  .n_attributes = G_N_ELEMENTS (attributes),
  .configure = configure,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
