/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Convolution by im2col and BLAS, one image and one group at a time: any geometry, float
 * or double, and the yardstick for conv2d-fast.c. Columns are [pixels, kernel_h ·
 * kernel_w · in_group], so that the weights [kernel_h, kernel_w, in_group, out] are the
 * second factor as they stand, and y comes out as NHWC. */
#include "engine/nn/conv2d-private.h"

#include "engine/nn/layer-private.h"
#include "engine/tensor/gemm.h"

#include <string.h>

void
graft_conv2d_plain_plan (const GraftConv2d *conv, GraftNodePlan *plan)
{
  plan->scratch =
      graft_conv2d_pixels (conv) * graft_conv2d_terms (conv) * sizeof (GraftReal);
}

/* Offset in the image of place (u, v) of output pixel (i, j), or -1 in the padding. */
static gssize
place_of (const GraftWindow *window, gsize i, gsize j, gsize u, gsize v)
{
  gsize row = i * window->stride_h + u * window->dilation_h;
  gsize column = j * window->stride_w + v * window->dilation_w;

  if (row < window->pad_top || row - window->pad_top >= window->height ||
      column < window->pad_left || column - window->pad_left >= window->width)
    return -1;
  return (gssize)(((row - window->pad_top) * window->width + column - window->pad_left) *
                  window->channels);
}

typedef void (*PlaceFunc) (GraftReal *image, GraftReal *column, gsize n);

/* Column from image; zeros from the padding. */
static void
gather (GraftReal *image, GraftReal *column, gsize n)
{
  if (image != NULL)
    memcpy (column, image, n * sizeof *column);
  else
    memset (column, 0, n * sizeof *column);
}

/* Image plus column. */
static void
scatter (GraftReal *image, GraftReal *column, gsize n)
{
  for (gsize c = 0; image != NULL && c < n; c++)
    image[c] += column[c];
}

/* Visits all places of one group: im2col with gather(), col2im with scatter(). */
static void
each_place (const GraftConv2d *conv, GraftReal *image, GraftReal *columns, PlaceFunc func)
{
  const GraftWindow *window = &conv->window;

  for (gsize i = 0; i < window->out_height; i++)
    for (gsize j = 0; j < window->out_width; j++)
      for (gsize u = 0; u < window->kernel_h; u++)
        for (gsize v = 0; v < window->kernel_w; v++, columns += conv->in_group)
          {
            gssize at = place_of (window, i, j, u, v);

            func (at < 0 ? NULL : image + at, columns, conv->in_group);
          }
}

static void
start_with_bias (const GraftConv2d *conv, const GraftReal *bias, GraftReal *y)
{
  gsize pixels = graft_conv2d_pixels (conv);

  if (bias == NULL)
    memset (y, 0, pixels * conv->out * sizeof *y);
  for (gsize p = 0; bias != NULL && p < pixels; p++)
    memcpy (y + p * conv->out, bias, conv->out * sizeof *y);
}

static void
forward_image (const GraftConv2d *conv,
               const GraftTask *task,
               const GraftReal *x,
               GraftReal *y)
{
  gsize pixels = graft_conv2d_pixels (conv), terms = graft_conv2d_terms (conv);
  GraftReal *columns = (GraftReal *)(gpointer)task->scratch;

  start_with_bias (conv, conv->bias ? task->weights[1] : NULL, y);
  for (gsize g = 0; g < conv->groups; g++)
    {
      each_place (conv, (GraftReal *)x + g * conv->in_group, columns, gather);
      graft_gemm (pixels, conv->out_group, terms, 1, columns,
                  (GraftGemmSide){ terms, FALSE }, task->weights[0] + g * conv->out_group,
                  (GraftGemmSide){ conv->out, FALSE }, 1, y + g * conv->out_group,
                  conv->out);
    }
  for (gsize i = 0; task->node->relu && i < pixels * conv->out; i++)
    y[i] = y[i] < 0 ? 0 : y[i];
}

void
graft_conv2d_plain_forward (const GraftTask *task)
{
  const GraftConv2d *conv = task->node->config;
  gsize out = graft_conv2d_pixels (conv) * conv->out;

  for (gsize i = 0; i < task->n; i++)
    forward_image (conv, task, task->x[0] + i * graft_conv2d_image (conv),
                   task->y + i * out);
}

static void
backward_group (const GraftConv2d *conv,
                const GraftTask *task,
                gsize g,
                const GraftReal *x,
                const GraftReal *dy,
                GraftReal *dx)
{
  gsize pixels = graft_conv2d_pixels (conv), terms = graft_conv2d_terms (conv);
  GraftReal *columns = (GraftReal *)(gpointer)task->scratch;
  GraftGemmSide of_columns = { terms, FALSE }, of_dy = { conv->out, FALSE };

  if (task->dw[0] != NULL)
    {
      each_place (conv, (GraftReal *)x + g * conv->in_group, columns, gather);
      graft_gemm (terms, conv->out_group, pixels, 1, columns,
                  (GraftGemmSide){ terms, TRUE }, dy + g * conv->out_group, of_dy, 1,
                  task->dw[0] + g * conv->out_group, conv->out);
    }
  if (dx == NULL)
    return;
  graft_gemm (pixels, terms, conv->out_group, 1, dy + g * conv->out_group, of_dy,
              task->weights[0] + g * conv->out_group, (GraftGemmSide){ conv->out, TRUE },
              0, columns, of_columns.stride);
  each_place (conv, dx + g * conv->in_group, columns, scatter);
}

static void
add_bias_gradient (const GraftReal *dy, gsize rows, gsize columns, GraftReal *db)
{
  for (gsize c = 0; c < columns; c++)
    {
      double sum = 0;

      for (gsize r = 0; r < rows; r++)
        sum += (double)dy[r * columns + c];
      db[c] += (GraftReal)sum;
    }
}

void
graft_conv2d_plain_backward (const GraftTask *task)
{
  const GraftConv2d *conv = task->node->config;
  gsize in = graft_conv2d_image (conv), pixels = graft_conv2d_pixels (conv);

  if (task->node->relu)
    graft_task_mask_relu (task);
  if (task->dx[0] != NULL)
    memset (task->dx[0], 0, task->n * in * sizeof (GraftReal));
  for (gsize i = 0; i < task->n; i++)
    {
      const GraftReal *dy = task->dy + i * pixels * conv->out;

      if (conv->bias && task->dw[1] != NULL)
        add_bias_gradient (dy, pixels, conv->out, task->dw[1]);
      for (gsize g = 0; g < conv->groups; g++)
        backward_group (conv, task, g, task->x[0] + i * in, dy,
                        task->dx[0] != NULL ? task->dx[0] + i * in : NULL);
    }
}
