/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Max pooling (methods 1.5): the largest value of each window, channel by channel;
 * padding is −∞ and the first maximum in row-major order gets the gradient. A ReLU before
 * it disappears into it: where no value is above 0 the output is 0 and the gradient goes
 * nowhere. The place of the winner is kept for backward(), as a byte where the window has
 * at most 255 places. */
#include "engine/nn/layer-private.h"

#include "engine/base/error.h"
#include "engine/tensor/kernels.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NO_PLACE G_MAXUINT32

typedef struct
{
  GraftWindow window;
  const GraftKernels *kernels; /* NULL: the plain loops below, with 32-bit places */
} MaxPool;

static const GraftParam attributes[] = {
  { "kernel", N_ ("Window"), N_ ("Height and width of the window."), GRAFT_PARAM_INTEGER,
    .min = 1, .max = 1024, .value = 2 },
  { "kernel_h", N_ ("Window height"), N_ ("0: as “kernel” says."), GRAFT_PARAM_INTEGER,
    .min = 0, .max = 1024 },
  { "kernel_w", N_ ("Window width"), N_ ("0: as “kernel” says."), GRAFT_PARAM_INTEGER,
    .min = 0, .max = 1024 },
  { "stride", N_ ("Stride"), N_ ("Step of the window; 0: the window's size."),
    GRAFT_PARAM_INTEGER, .min = 0, .max = 1024 },
  { "stride_h", N_ ("Vertical stride"), N_ ("0: as “stride” says."), GRAFT_PARAM_INTEGER,
    .min = 0, .max = 1024 },
  { "stride_w", N_ ("Horizontal stride"), N_ ("0: as “stride” says."),
    GRAFT_PARAM_INTEGER, .min = 0, .max = 1024 },
  { "pad", N_ ("Pad"), N_ ("Rows and columns around the image that never win."),
    GRAFT_PARAM_INTEGER, .min = 0, .max = 512 },
  { "pad_top", N_ ("Pad top"), N_ ("−1: as “pad” says."), GRAFT_PARAM_INTEGER, .min = -1,
    .max = 512, .value = -1 },
  { "pad_bottom", N_ ("Pad bottom"), N_ ("−1: as “pad” says."), GRAFT_PARAM_INTEGER,
    .min = -1, .max = 512, .value = -1 },
  { "pad_left", N_ ("Pad left"), N_ ("−1: as “pad” says."), GRAFT_PARAM_INTEGER,
    .min = -1, .max = 512, .value = -1 },
  { "pad_right", N_ ("Pad right"), N_ ("−1: as “pad” says."), GRAFT_PARAM_INTEGER,
    .min = -1, .max = 512, .value = -1 },
  { "ceil_mode", N_ ("Round up"),
    N_ ("Also places a last window that reaches over the right or lower edge."),
    GRAFT_PARAM_BOOLEAN, .max = 1 },
};

/* The value of one axis, or what is said for both. */
static gsize
axis_or_both (const GraftNode *node, const char *axis, const char *both, int unset)
{
  int value = graft_node_get_int (node, axis);

  return (gsize)(value == unset ? graft_node_get_int (node, both) : value);
}

/* Windows along one axis; with @ceil also one that is only partly inside, as long as it
 * starts before the padding on the far side. */
static gsize
count_windows (
    gsize size, gsize before, gsize after, gsize kernel, gsize stride, gboolean ceil)
{
  gsize span = before + size + after - kernel;
  gsize n = (span + (ceil ? stride - 1 : 0)) / stride + 1;

  return ceil && (n - 1) * stride >= size + before ? n - 1 : n;
}

static gboolean
check_padding (
    const GraftNode *node, gsize padding, gsize kernel, gsize padded, GError **error)
{
  g_autofree char *shape = graft_shape_to_string (&node->input_shapes[0]);

  if (padding < kernel && kernel <= padded)
    return TRUE;
  g_set_error (
      error, GRAFT_NETWORK_ERROR, GRAFT_NETWORK_ERROR_SHAPE,
      "a pooling window of %" G_GSIZE_FORMAT " with a padding of %" G_GSIZE_FORMAT
      " does not go with an input of %s; the window must be larger than the padding "
      "and not larger than the padded image",
      kernel, padding, shape);
  return FALSE;
}

static gboolean
read_window (const GraftNode *node, GraftWindow *window, GError **error)
{
  const GraftShape *input = &node->input_shapes[0];
  gboolean ceil = graft_node_get_int (node, "ceil_mode") != 0;
  gsize bottom = axis_or_both (node, "pad_bottom", "pad", -1);
  gsize right = axis_or_both (node, "pad_right", "pad", -1);

  *window = (GraftWindow){ .height = input->dim[0],
                           .width = input->dim[1],
                           .channels = input->dim[2],
                           .kernel_h = axis_or_both (node, "kernel_h", "kernel", 0),
                           .kernel_w = axis_or_both (node, "kernel_w", "kernel", 0),
                           .stride_h = axis_or_both (node, "stride_h", "stride", 0),
                           .stride_w = axis_or_both (node, "stride_w", "stride", 0),
                           .dilation_h = 1,
                           .dilation_w = 1,
                           .pad_top = axis_or_both (node, "pad_top", "pad", -1),
                           .pad_left = axis_or_both (node, "pad_left", "pad", -1) };
  if (window->stride_h == 0)
    window->stride_h = window->kernel_h;
  if (window->stride_w == 0)
    window->stride_w = window->kernel_w;
  if (!check_padding (node, MAX (window->pad_top, bottom), window->kernel_h,
                      window->pad_top + window->height + bottom, error) ||
      !check_padding (node, MAX (window->pad_left, right), window->kernel_w,
                      window->pad_left + window->width + right, error))
    return FALSE;
  window->out_height = count_windows (window->height, window->pad_top, bottom,
                                      window->kernel_h, window->stride_h, ceil);
  window->out_width = count_windows (window->width, window->pad_left, right,
                                     window->kernel_w, window->stride_w, ceil);
  return TRUE;
}

static gboolean
configure (GraftNode *node, GError **error)
{
  GraftWindow window;
  MaxPool *pool;

  if (!graft_node_want_image (node, error) || !read_window (node, &window, error))
    return FALSE;
  pool = g_new0 (MaxPool, 1);
  pool->window = window;
  if (window.kernel_h * window.kernel_w <= GRAFT_WINDOW_NONE)
    pool->kernels = graft_kernels_choose ();
  node->config = pool;
  node->output = graft_shape_image (window.out_height, window.out_width, window.channels);
  return TRUE;
}

/* Offset in the image of place (u, v) of window (i, j), or -1 in the padding. */
static gssize
place_of (const GraftWindow *window, gsize i, gsize j, gsize u, gsize v)
{
  gsize row = i * window->stride_h + u;
  gsize column = j * window->stride_w + v;

  if (row < window->pad_top || row - window->pad_top >= window->height ||
      column < window->pad_left || column - window->pad_left >= window->width)
    return -1;
  return (gssize)(((row - window->pad_top) * window->width + column - window->pad_left) *
                  window->channels);
}

/* One window; the place kept is the winner's offset in the image. */
static void
plain_window (const GraftWindow *window,
              const GraftReal *x,
              gsize i,
              gsize j,
              gboolean relu,
              GraftReal *y,
              guint32 *place)
{
  for (gsize c = 0; c < window->channels; c++)
    {
      y[c] = 0;
      place[c] = NO_PLACE;
    }
  for (gsize u = 0; u < window->kernel_h; u++)
    for (gsize v = 0; v < window->kernel_w; v++)
      {
        gssize at = place_of (window, i, j, u, v);

        for (gsize c = 0; at >= 0 && c < window->channels; c++)
          if (x[at + (gssize)c] > y[c] || (!relu && place[c] == NO_PLACE))
            {
              y[c] = x[at + (gssize)c];
              place[c] = (guint32)at + (guint32)c;
            }
      }
}

static void
plain_forward (const GraftWindow *window,
               const GraftReal *x,
               gboolean relu,
               GraftReal *y,
               guint32 *place)
{
  for (gsize i = 0; i < window->out_height; i++)
    for (gsize j = 0; j < window->out_width; j++)
      {
        plain_window (window, x, i, j, relu, y, place);
        y += window->channels;
        place += window->channels;
      }
}

static void
plain_backward (
    const GraftReal *dy, const guint32 *place, gsize n_out, GraftReal *dx, gsize n_in)
{
  memset (dx, 0, n_in * sizeof *dx);
  for (gsize i = 0; i < n_out; i++)
    if (place[i] != NO_PLACE)
      dx[place[i]] += dy[i];
}

#ifndef GRAFT_DOUBLE

static void
pool_image (
    const MaxPool *pool, const GraftReal *x, gboolean relu, GraftReal *y, guint8 *saved)
{
  if (pool->kernels != NULL)
    pool->kernels->pool_forward (&pool->window, x, relu, y, saved);
  else
    plain_forward (&pool->window, x, relu, y, (guint32 *)(gpointer)saved);
}

static void
pool_image_back (const MaxPool *pool,
                 const GraftReal *dy,
                 const guint8 *saved,
                 gsize n_out,
                 GraftReal *dx,
                 gsize n_in)
{
  if (pool->kernels != NULL)
    pool->kernels->pool_backward (&pool->window, dy, saved, dx);
  else
    plain_backward (dy, (const guint32 *)(gconstpointer)saved, n_out, dx, n_in);
}

#else

static void
pool_image (
    const MaxPool *pool, const GraftReal *x, gboolean relu, GraftReal *y, guint8 *saved)
{
  plain_forward (&pool->window, x, relu, y, (guint32 *)(gpointer)saved);
}

static void
pool_image_back (const MaxPool *pool,
                 const GraftReal *dy,
                 const guint8 *saved,
                 gsize n_out,
                 GraftReal *dx,
                 gsize n_in)
{
  plain_backward (dy, (const guint32 *)(gconstpointer)saved, n_out, dx, n_in);
}

#endif

/* Bytes kept for one output value. */
static gsize
place_bytes (const MaxPool *pool)
{
  return pool->kernels != NULL ? 1 : sizeof (guint32);
}

static void
plan (const GraftNode *node, const GraftPlanSizes *sizes, GraftNodePlan *ask)
{
  ask->saved = graft_shape_size (&node->output) * place_bytes (node->config);
}

static void
forward (const GraftTask *task)
{
  const MaxPool *pool = task->node->config;
  gsize in = graft_shape_size (&task->node->input_shapes[0]);
  gsize out = graft_shape_size (&task->node->output);

  for (gsize i = 0; i < task->n; i++)
    pool_image (pool, task->x[0] + i * in, task->node->relu, task->y + i * out,
                task->saved + i * out * place_bytes (pool));
}

static void
backward (const GraftTask *task)
{
  const MaxPool *pool = task->node->config;
  gsize in = graft_shape_size (&task->node->input_shapes[0]);
  gsize out = graft_shape_size (&task->node->output);

  if (task->dx[0] == NULL)
    return;
  for (gsize i = 0; i < task->n; i++)
    pool_image_back (pool, task->dy + i * out, task->saved + i * out * place_bytes (pool),
                     out, task->dx[0] + i * in, in);
}

static const GraftLayerSample samples[] = {
  { "kernel=2", 1, { { 3, { 4, 6, 3 } } } },
  { "kernel=2", 1, { { 3, { 5, 5, 17 } } } },
  { "kernel=3;stride=2;pad=1", 1, { { 3, { 6, 5, 2 } } } },
  { "kernel=3;stride=2;ceil_mode=true", 1, { { 3, { 6, 6, 2 } } } },
  { "kernel_h=1;kernel_w=3;stride=1", 1, { { 3, { 2, 5, 4 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_max_pool = {
  .id = "max-pool",
  .label = N_ ("Max pooling"),
  .summary = N_ ("Keeps the largest value of each window."),
  .flags = GRAFT_LAYER_FUSES_RELU_BEFORE | GRAFT_LAYER_KINKED,
  .min_inputs = 1,
  .max_inputs = 1,
  .attributes = attributes,
  .n_attributes = G_N_ELEMENTS (attributes),
  .configure = configure,
  .plan = plan,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
