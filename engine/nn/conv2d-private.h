/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the three files of the convolution share: conv2d.c (the class), conv2d-fast.c
 * (kernels that read the image in place) and conv2d-plain.c (im2col and BLAS). */
#pragma once

#include "engine/nn/layer.h"
#include "engine/tensor/kernels.h"

G_BEGIN_DECLS

/**
 * GraftConv2d:
 * @window: geometry; its channels are those of the input
 * @kernels: %NULL: the plain path
 * @depthwise: one input and one output channel a group
 * @padded: fast path: the image is first copied into a frame of zeros
 * @frame_row, @frame_rows: floats of a row, and rows, of that frame (or of the image)
 * @n_runs, @run: an output pixel sees @n_runs runs of @run contiguous floats of one group
 * @offsets: of the runs in the frame
 */
typedef struct
{
  GraftWindow window;
  gsize pad_bottom;
  gsize pad_right;
  gsize out;
  gsize groups;
  gsize in_group;  /* input channels of a group */
  gsize out_group; /* output channels of a group */
  gboolean bias;
  const GraftKernels *kernels;
  gboolean depthwise;
  gboolean padded;
  gsize frame_row;
  gsize frame_rows;
  gsize n_runs;
  gsize run;
  gsize offsets[];
} GraftConv2d;

/* Terms of one output value. */
static inline gsize
graft_conv2d_terms (const GraftConv2d *conv)
{
  return conv->window.kernel_h * conv->window.kernel_w * conv->in_group;
}

static inline gsize
graft_conv2d_pixels (const GraftConv2d *conv)
{
  return conv->window.out_height * conv->window.out_width;
}

static inline gsize
graft_conv2d_image (const GraftConv2d *conv)
{
  return conv->window.height * conv->window.width * conv->window.channels;
}

void graft_conv2d_plain_plan (const GraftConv2d *conv, GraftNodePlan *plan);
void graft_conv2d_plain_forward (const GraftTask *task);
void graft_conv2d_plain_backward (const GraftTask *task);

/* None of these is called in the build for double, where @kernels is always NULL. */
void
graft_conv2d_fast_plan (const GraftConv2d *conv, gboolean training, GraftNodePlan *plan);
void graft_conv2d_fast_prepare (const GraftTask *task);
void graft_conv2d_fast_forward (const GraftTask *task);
void graft_conv2d_fast_backward (const GraftTask *task);

G_END_DECLS
