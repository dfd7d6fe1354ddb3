/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Convolution on the kernels: the image is read in place, as runs of kernel_w · channels
 * contiguous floats; a padded image is first copied into a frame of zeros. Weights are
 * packed once a pass, for the gradient by the input also transposed, run by run. That
 * gradient is added to the run that each output pixel saw; rows of a register tile are
 * then output pixels below each other, whose runs do not overlap. */
#include "engine/nn/conv2d-private.h"

#include "engine/tensor/panels.h"

#include <string.h>

#ifndef GRAFT_DOUBLE

/* Where things lie in task->packed, in floats. */
typedef struct
{
  gsize weights;   /* of a group */
  gsize start;     /* of a group: bias, padded with zeros */
  gsize back;      /* of a run of a group: the transpose */
  gsize zeros;     /* one padded run */
  gsize starts_at; /* after the weights of all groups */
  gsize back_at;
  gsize zeros_at;
  gsize total;
} Packing;

static Packing
packing_of (const GraftConv2d *conv, gboolean training)
{
  const gsize lanes = conv->kernels->lanes;
  Packing packing = { .weights = graft_panels_size (graft_conv2d_terms (conv),
                                                    conv->out_group, lanes),
                      .start = graft_panels_size (1, conv->out_group, lanes),
                      .back = graft_panels_size (conv->out_group, conv->run, lanes),
                      .zeros = graft_panels_size (1, conv->run, lanes) };

  packing.starts_at = packing.weights * conv->groups;
  packing.back_at = packing.starts_at + packing.start * conv->groups;
  packing.zeros_at = packing.back_at;
  packing.total = packing.back_at;
  if (training)
    {
      packing.zeros_at += packing.back * conv->groups * conv->n_runs;
      packing.total = packing.zeros_at + packing.zeros;
    }
  return packing;
}

void
graft_conv2d_fast_plan (const GraftConv2d *conv, gboolean training, GraftNodePlan *plan)
{
  /* Depthwise weights are read as they stand, and its padding is virtual. */
  if (conv->depthwise)
    return;
  plan->packed = packing_of (conv, training).total;
  if (conv->padded)
    plan->scratch =
        conv->frame_row * conv->frame_rows * sizeof (float) * (training ? 2 : 1);
}

void
graft_conv2d_fast_prepare (const GraftTask *task)
{
  const GraftConv2d *conv = task->node->config;
  const gsize lanes = conv->kernels->lanes, terms = graft_conv2d_terms (conv);
  Packing packing;

  if (conv->depthwise)
    return;
  packing = packing_of (conv, task->training);
  memset (task->packed + packing.starts_at, 0,
          packing.start * conv->groups * sizeof (float));
  if (task->training)
    memset (task->packed + packing.zeros_at, 0, packing.zeros * sizeof (float));
  for (gsize g = 0; g < conv->groups; g++)
    {
      const float *weights = task->weights[0] + g * conv->out_group;

      graft_panels_pack (weights, conv->out, terms, conv->out_group, lanes,
                         task->packed + g * packing.weights);
      if (conv->bias)
        memcpy (task->packed + packing.starts_at + g * packing.start,
                task->weights[1] + g * conv->out_group, conv->out_group * sizeof (float));
      for (gsize r = 0; task->training && r < conv->n_runs; r++)
        graft_panels_pack_transposed (weights + r * conv->run * conv->out, conv->out,
                                      conv->out_group, conv->run, lanes,
                                      task->packed + packing.back_at +
                                          (g * conv->n_runs + r) * packing.back);
    }
}

/* The image, or its copy in a frame of zeros. */
static const float *
frame_image (const GraftConv2d *conv, const float *x, float *frame)
{
  const GraftWindow *window = &conv->window;
  const gsize row = window->width * window->channels;
  const gsize left = window->pad_left * window->channels;

  if (!conv->padded)
    return x;
  memset (frame, 0, window->pad_top * conv->frame_row * sizeof *frame);
  for (gsize i = 0; i < window->height; i++)
    {
      float *to = frame + (window->pad_top + i) * conv->frame_row;

      memset (to, 0, left * sizeof *to);
      memcpy (to + left, x + i * row, row * sizeof *to);
      memset (to + left + row, 0, (conv->frame_row - left - row) * sizeof *to);
    }
  memset (frame + (window->pad_top + window->height) * conv->frame_row, 0,
          conv->pad_bottom * conv->frame_row * sizeof *frame);
  return frame;
}

static void
unframe_image (const GraftConv2d *conv, const float *frame, float *x)
{
  const GraftWindow *window = &conv->window;
  const gsize row = window->width * window->channels;

  for (gsize i = 0; i < window->height; i++)
    memcpy (x + i * row,
            frame + (window->pad_top + i) * conv->frame_row +
                window->pad_left * window->channels,
            row * sizeof *x);
}

/* One kernel pixel, no padding, no stride: a product of two plain matrices. */
static gboolean
is_pointwise (const GraftConv2d *conv)
{
  return conv->window.kernel_h * conv->window.kernel_w * conv->window.stride_h *
                 conv->window.stride_w ==
             1 &&
         !conv->padded;
}

static void
forward_images (const GraftConv2d *conv,
                const GraftTask *task,
                const float *x,
                float *y,
                gsize images)
{
  const GraftWindow *window = &conv->window;
  const Packing packing = packing_of (conv, task->training);
  const gboolean flat = is_pointwise (conv);
  GraftMultiply job = { .a_line = window->stride_h * conv->frame_row,
                        .a_step = window->stride_w * window->channels,
                        .offsets = conv->offsets,
                        .n_runs = conv->n_runs,
                        .run = conv->run,
                        .c_line = window->out_width * conv->out,
                        .c_step = conv->out,
                        .lines = flat ? 1 : window->out_height,
                        .steps = flat ? images * graft_conv2d_pixels (conv)
                                      : window->out_width,
                        .columns = conv->out_group,
                        .relu = task->node->relu };

  for (gsize g = 0; g < conv->groups; g++)
    {
      job.a = x + g * conv->in_group;
      job.c = y + g * conv->out_group;
      job.start = task->packed + packing.starts_at + g * packing.start;
      graft_panels_multiply (conv->kernels, &job, task->packed + g * packing.weights);
    }
}

void
graft_conv2d_fast_forward (const GraftTask *task)
{
  const GraftConv2d *conv = task->node->config;
  const gsize in = graft_conv2d_image (conv),
              out = graft_conv2d_pixels (conv) * conv->out;
  float *frame = (float *)(gpointer)task->scratch;

  if (!conv->depthwise && is_pointwise (conv))
    {
      forward_images (conv, task, task->x[0], task->y, task->n);
      return;
    }
  for (gsize i = 0; i < task->n; i++)
    if (conv->depthwise)
      conv->kernels->depthwise_forward (
          &conv->window, task->x[0] + i * in, task->weights[0],
          conv->bias ? task->weights[1] : NULL, task->node->relu, task->y + i * out);
    else
      forward_images (conv, task, frame_image (conv, task->x[0] + i * in, frame),
                      task->y + i * out, 1);
}

/* Adds dy · wᵀ to the runs that the output pixels saw; @dx is a frame or an image. */
static void
add_input_gradient (const GraftConv2d *conv,
                    const GraftTask *task,
                    const float *dy,
                    float *dx)
{
  const GraftWindow *window = &conv->window;
  const Packing packing = packing_of (conv, TRUE);
  const gsize line = window->out_width * conv->out;
  /* Do the runs of two neighbours in one row overlap? Then the tile goes down, not right.
   */
  const gboolean down = window->stride_w * window->channels < conv->run;
  GraftMultiply job = { .a_line = down ? conv->out : line,
                        .a_step = down ? line : conv->out,
                        .n_runs = 1,
                        .run = conv->out_group,
                        .lines = down ? window->out_width : window->out_height,
                        .steps = down ? window->out_height : window->out_width,
                        .columns = conv->run };
  const gsize to_right = window->stride_w * window->channels;
  const gsize to_below = window->stride_h * conv->frame_row;

  job.c_line = down ? to_right : to_below;
  job.c_step = down ? to_below : to_right;
  job.start = is_pointwise (conv) ? task->packed + packing.zeros_at : NULL;
  for (gsize g = 0; g < conv->groups; g++)
    for (gsize r = 0; r < conv->n_runs; r++)
      {
        job.a = dy + g * conv->out_group;
        job.c = dx + conv->offsets[r] + g * conv->in_group;
        graft_panels_multiply (conv->kernels, &job,
                               task->packed + packing.back_at +
                                   (g * conv->n_runs + r) * packing.back);
      }
}

static void
input_gradient (const GraftConv2d *conv,
                const GraftTask *task,
                const float *dy,
                float *dx)
{
  const gsize frame = conv->frame_row * conv->frame_rows;
  float *to = conv->padded ? (float *)(gpointer)task->scratch + frame : dx;

  if (!is_pointwise (conv))
    memset (to, 0, frame * sizeof *to);
  add_input_gradient (conv, task, dy, to);
  if (conv->padded)
    unframe_image (conv, to, dx);
}

static void
weight_gradient (const GraftConv2d *conv,
                 const GraftTask *task,
                 const float *x,
                 const float *dy)
{
  const GraftWindow *window = &conv->window;
  GraftOuter job = { .a_line = window->stride_h * conv->frame_row,
                     .a_step = window->stride_w * window->channels,
                     .offsets = conv->offsets,
                     .n_runs = conv->n_runs,
                     .run = conv->run,
                     .b_line = window->out_width * conv->out,
                     .b_step = conv->out,
                     .c_step = conv->out,
                     .lines = window->out_height,
                     .steps = window->out_width,
                     .columns = conv->out_group,
                     .accumulate = TRUE };

  x = frame_image (conv, x, (float *)(gpointer)task->scratch);
  for (gsize g = 0; g < conv->groups; g++)
    {
      job.a = x + g * conv->in_group;
      job.b = dy + g * conv->out_group;
      job.c = task->dw[0] + g * conv->out_group;
      conv->kernels->outer (&job);
    }
}

static void
backward_image (const GraftConv2d *conv, const GraftTask *task, gsize i)
{
  const gsize in = graft_conv2d_image (conv), pixels = graft_conv2d_pixels (conv);
  const float *x = task->x[0] + i * in;
  float *dx = task->dx[0] != NULL ? task->dx[0] + i * in : NULL;
  float *dy = task->dy + i * pixels * conv->out;
  float *db = conv->bias ? task->dw[1] : NULL;

  if (task->node->relu || db != NULL)
    conv->kernels->mask_columns (
        dy, task->node->relu ? task->y + i * pixels * conv->out : NULL, pixels, conv->out,
        db);
  if (conv->depthwise)
    {
      conv->kernels->depthwise_backward (&conv->window, x, task->weights[0], dy, dx,
                                         task->dw[0]);
      return;
    }
  if (task->dw[0] != NULL)
    weight_gradient (conv, task, x, dy);
  if (dx != NULL)
    input_gradient (conv, task, dy, dx);
}

void
graft_conv2d_fast_backward (const GraftTask *task)
{
  for (gsize i = 0; i < task->n; i++)
    backward_image (task->node->config, task, i);
}

#else

void
graft_conv2d_fast_plan (const GraftConv2d *conv, gboolean training, GraftNodePlan *plan)
{
  g_assert_not_reached ();
}

void
graft_conv2d_fast_prepare (const GraftTask *task)
{
  g_assert_not_reached ();
}

void
graft_conv2d_fast_forward (const GraftTask *task)
{
  g_assert_not_reached ();
}

void
graft_conv2d_fast_backward (const GraftTask *task)
{
  g_assert_not_reached ();
}

#endif
