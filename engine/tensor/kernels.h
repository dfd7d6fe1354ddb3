/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fast inner loops of the engine: one table of functions for each instruction set, compiled
 * from one text (kernels-matrix.h, kernels-pairs.h, kernels-window.h) with the vectors of that set. Everything
 * here is float; the build for double and other processors take the plain path (gemm.h).
 *
 * Two promises hold for every kernel. An output element is summed over its terms in one order
 * whatever tile it falls into, so results do not depend on how rows were cut. And no element
 * outside the given rows and columns is written.
 *
 * Layout: matrices of weights are packed into panels of a few vectors' width (panels.h);
 * images are read in place: an output pixel of a convolution sees runs of contiguous floats. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A panel is at most this many vectors wide. */
#define GRAFT_PANEL_VECTORS 3
/* Winner byte of a max-pool window in which nothing was above zero (fused ReLU). */
#define GRAFT_WINDOW_NONE 255

/**
 * GraftMultiply:
 * @a: first value that the first output row sees; output row (line, step) starts at
 *     @a + line * @a_line + step * @a_step, and its terms are @n_runs runs of @run contiguous
 *     floats at @offsets (%NULL: one run at 0)
 * @b: a packed panel, [n_runs * run, vectors * lanes], 64-byte aligned
 * @start: [vectors * lanes] values that the sums begin with, or %NULL: they begin with @c
 * @c: outputs, [@lines, @steps] rows of @columns floats; rows of one line must not overlap
 * @columns: at most vectors * lanes of the panel
 * @relu: negative sums are stored as 0
 *
 * C = start + A · B, A being read where it lies.
 */
typedef struct
{
  const float *a;
  gsize a_line;
  gsize a_step;
  const gsize *offsets;
  gsize n_runs;
  gsize run;
  const float *b;
  const float *start;
  float *c;
  gsize c_line;
  gsize c_step;
  gsize lines;
  gsize steps;
  gsize columns;
  gboolean relu;
} GraftMultiply;

/**
 * GraftOuter:
 * @a: as in #GraftMultiply: sample (line, step) gives @n_runs runs of @run floats
 * @b: of each sample @columns floats, at line * b_line + step * b_step
 * @c: [n_runs * run rows, @columns], row stride @c_step
 * @accumulate: add to @c; otherwise overwrite it
 *
 * C (+)= Σ over samples of aᵀ · b, summed in the order of lines, then steps.
 */
typedef struct
{
  const float *a;
  gsize a_line;
  gsize a_step;
  const gsize *offsets;
  gsize n_runs;
  gsize run;
  const float *b;
  gsize b_line;
  gsize b_step;
  float *c;
  gsize c_step;
  gsize lines;
  gsize steps;
  gsize columns;
  gboolean accumulate;
} GraftOuter;

/**
 * GraftWindow:
 * Geometry of a window that slides over one image, [height, width, channels] to
 * [out_height, out_width, channels], each channel by itself. Padding is virtual.
 */
typedef struct
{
  gsize height;
  gsize width;
  gsize channels;
  gsize out_height;
  gsize out_width;
  gsize kernel_h;
  gsize kernel_w;
  gsize stride_h;
  gsize stride_w;
  gsize dilation_h;
  gsize dilation_w;
  gsize pad_top;
  gsize pad_left;
} GraftWindow;

/**
 * GraftKernels:
 * @lanes: floats of a vector
 * @max_k: how many rows of a full panel stay in the first-level cache: longer sums are cut there
 * @multiply: @n_vectors is the width of the panel, 1 … %GRAFT_PANEL_VECTORS
 * @pool_forward: @winner gets the place in the window, row-major, of the first maximum, or
 *     %GRAFT_WINDOW_NONE where @relu and no value is above 0; windows of at most 255 places
 * @pool_backward: overwrites @dx
 * @depthwise_forward: weights [kernel_h, kernel_w, channels]; @bias may be %NULL
 * @depthwise_backward: @dx overwritten (%NULL: not wanted), @dw added to (%NULL: not wanted)
 * @mask_columns: dy[i] = 0 where y[i] <= 0 (@y may be %NULL), and sums[c] += Σ rows dy (@sums may
 *     be %NULL)
 * @repel: with w = 1 / (1 + d²) to each of the points (@x, @y), [n] and readable up to a whole
 *     vector: Σ w² dx, Σ w² dy and Σ w, the point itself included
 */
typedef struct
{
  const char *name;
  gsize lanes;
  gsize max_k;
  void (*multiply) (const GraftMultiply *job, guint n_vectors);
  void (*outer) (const GraftOuter *job);
  void (*pool_forward) (const GraftWindow *window, const float *x, gboolean relu, float *y,
                        guint8 *winner);
  void (*pool_backward) (const GraftWindow *window, const float *dy, const guint8 *winner,
                         float *dx);
  void (*depthwise_forward) (const GraftWindow *window, const float *x, const float *w,
                             const float *bias, gboolean relu, float *y);
  void (*depthwise_backward) (const GraftWindow *window, const float *x, const float *w,
                              const float *dy, float *dx, float *dw);
  void (*mask_columns) (float *dy, const float *y, gsize rows, gsize columns, float *sums);
  void (*repel) (const float *x, const float *y, gsize n, float at_x, float at_y,
                 float sums[3]);
} GraftKernels;

/**
 * graft_kernels_choose:
 *
 * The fastest table that this processor can run; the environment variable GRAFT_KERNELS
 * ("plain", "avx2", "avx512") asks for another one, and is ignored where that cannot run.
 *
 * Returns: (nullable): %NULL for the plain path
 */
const GraftKernels *graft_kernels_choose (void);
/* The table of that name if this processor can run it; for tests and benchmarks. */
const GraftKernels *graft_kernels_find   (const char *name);

G_END_DECLS
