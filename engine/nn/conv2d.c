/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two-dimensional convolution (cross-correlation, methods 1.4) with stride, padding,
 * dilation and groups: attributes, geometry and weights. The arithmetic is in
 * conv2d-fast.c and, for processors without kernels and for the build in double, in
 * conv2d-plain.c. */
#include "engine/nn/conv2d-private.h"
#include "engine/nn/layer-private.h"

#include "engine/base/error.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  PADDING_EXPLICIT,
  PADDING_VALID,
  PADDING_SAME,
} Padding;

static const char *const paddings[] = { "explicit", "valid", "same", NULL };

static const GraftParam attributes[] = {
  { "out", N_ ("Outputs"), N_ ("Number of output channels."), GRAFT_PARAM_INTEGER,
    .min = 1, .max = 65536, .value = 16 },
  { "kernel", N_ ("Kernel"), N_ ("Height and width of the kernel."), GRAFT_PARAM_INTEGER,
    .min = 1, .max = 255, .value = 3 },
  { "kernel_h", N_ ("Kernel height"), N_ ("0: as “kernel” says."), GRAFT_PARAM_INTEGER,
    .min = 0, .max = 255 },
  { "kernel_w", N_ ("Kernel width"), N_ ("0: as “kernel” says."), GRAFT_PARAM_INTEGER,
    .min = 0, .max = 255 },
  { "stride", N_ ("Stride"), N_ ("Step of the kernel."), GRAFT_PARAM_INTEGER, .min = 1,
    .max = 255, .value = 1 },
  { "stride_h", N_ ("Vertical stride"), N_ ("0: as “stride” says."), GRAFT_PARAM_INTEGER,
    .min = 0, .max = 255 },
  { "stride_w", N_ ("Horizontal stride"), N_ ("0: as “stride” says."),
    GRAFT_PARAM_INTEGER, .min = 0, .max = 255 },
  { "dilation", N_ ("Dilation"), N_ ("Distance between the values that a kernel sees."),
    GRAFT_PARAM_INTEGER, .min = 1, .max = 255, .value = 1 },
  { "dilation_h", N_ ("Vertical dilation"), N_ ("0: as “dilation” says."),
    GRAFT_PARAM_INTEGER, .min = 0, .max = 255 },
  { "dilation_w", N_ ("Horizontal dilation"), N_ ("0: as “dilation” says."),
    GRAFT_PARAM_INTEGER, .min = 0, .max = 255 },
  { "padding", N_ ("Padding"),
    N_ ("explicit: “pad” and its sides; valid: none; same: the output has ⌈size / "
        "stride⌉ "
        "pixels, the odd one at the bottom and right."),
    GRAFT_PARAM_CHOICE, .max = 2, .choices = paddings },
  { "pad", N_ ("Pad"), N_ ("Zeros around the image on all sides."), GRAFT_PARAM_INTEGER,
    .min = 0, .max = 1024 },
  { "pad_top", N_ ("Pad top"), N_ ("−1: as “pad” says."), GRAFT_PARAM_INTEGER, .min = -1,
    .max = 1024, .value = -1 },
  { "pad_bottom", N_ ("Pad bottom"), N_ ("−1: as “pad” says."), GRAFT_PARAM_INTEGER,
    .min = -1, .max = 1024, .value = -1 },
  { "pad_left", N_ ("Pad left"), N_ ("−1: as “pad” says."), GRAFT_PARAM_INTEGER,
    .min = -1, .max = 1024, .value = -1 },
  { "pad_right", N_ ("Pad right"), N_ ("−1: as “pad” says."), GRAFT_PARAM_INTEGER,
    .min = -1, .max = 1024, .value = -1 },
  { "groups", N_ ("Groups"),
    N_ ("Channels are cut into so many groups that do not see each other."),
    GRAFT_PARAM_INTEGER, .min = 1, .max = 65536, .value = 1 },
  { "bias", N_ ("Bias"), N_ ("Adds a learned constant to each output channel."),
    GRAFT_PARAM_BOOLEAN, .max = 1, .value = 1 },
};

/* The value of one axis, or what is said for both. */
static gsize
axis_or_both (const GraftNode *node, const char *axis, const char *both, int unset)
{
  int value = graft_node_get_int (node, axis);

  return (gsize)(value == unset ? graft_node_get_int (node, both) : value);
}

static void
pad_same (gsize size, gsize stride, gsize reach, gsize *before, gsize *after)
{
  gsize covered = ((size + stride - 1) / stride - 1) * stride + reach;
  gsize total = covered > size ? covered - size : 0;

  *before = total / 2;
  *after = total - total / 2;
}

static void
read_padding (const GraftNode *node, GraftConv2d *conv)
{
  GraftWindow *window = &conv->window;
  gsize reach_h = window->dilation_h * (window->kernel_h - 1) + 1;
  gsize reach_w = window->dilation_w * (window->kernel_w - 1) + 1;

  switch ((Padding)graft_node_get_int (node, "padding"))
    {
    case PADDING_SAME:
      pad_same (window->height, window->stride_h, reach_h, &window->pad_top,
                &conv->pad_bottom);
      pad_same (window->width, window->stride_w, reach_w, &window->pad_left,
                &conv->pad_right);
      break;
    case PADDING_EXPLICIT:
      window->pad_top = axis_or_both (node, "pad_top", "pad", -1);
      conv->pad_bottom = axis_or_both (node, "pad_bottom", "pad", -1);
      window->pad_left = axis_or_both (node, "pad_left", "pad", -1);
      conv->pad_right = axis_or_both (node, "pad_right", "pad", -1);
      break;
    case PADDING_VALID:
      break;
    }
}

static gboolean
read_geometry (const GraftNode *node, GraftConv2d *conv, GError **error)
{
  const GraftShape *input = &node->input_shapes[0];
  GraftWindow *window = &conv->window;
  gsize padded_h, padded_w, reach_h, reach_w;

  *window =
      (GraftWindow){ .height = input->dim[0],
                     .width = input->dim[1],
                     .channels = input->dim[2],
                     .kernel_h = axis_or_both (node, "kernel_h", "kernel", 0),
                     .kernel_w = axis_or_both (node, "kernel_w", "kernel", 0),
                     .stride_h = axis_or_both (node, "stride_h", "stride", 0),
                     .stride_w = axis_or_both (node, "stride_w", "stride", 0),
                     .dilation_h = axis_or_both (node, "dilation_h", "dilation", 0),
                     .dilation_w = axis_or_both (node, "dilation_w", "dilation", 0) };
  read_padding (node, conv);
  padded_h = window->pad_top + window->height + conv->pad_bottom;
  padded_w = window->pad_left + window->width + conv->pad_right;
  reach_h = window->dilation_h * (window->kernel_h - 1) + 1;
  reach_w = window->dilation_w * (window->kernel_w - 1) + 1;
  if (padded_h < reach_h || padded_w < reach_w)
    {
      g_autofree char *shape = graft_shape_to_string (input);

      g_set_error (
          error, GRAFT_NETWORK_ERROR, GRAFT_NETWORK_ERROR_SHAPE,
          "a convolution that reaches over %" G_GSIZE_FORMAT "×%" G_GSIZE_FORMAT
          " pixels does not fit into its input of %s; make the kernel smaller or "
          "pad the image",
          reach_h, reach_w, shape);
      return FALSE;
    }
  window->out_height = (padded_h - reach_h) / window->stride_h + 1;
  window->out_width = (padded_w - reach_w) / window->stride_w + 1;
  return TRUE;
}

static gboolean
read_channels (const GraftNode *node, GraftConv2d *conv, GError **error)
{
  conv->out = (gsize)graft_node_get_int (node, "out");
  conv->groups = (gsize)graft_node_get_int (node, "groups");
  conv->bias = graft_node_get_int (node, "bias") != 0;
  if (conv->window.channels % conv->groups != 0 || conv->out % conv->groups != 0)
    {
      g_set_error (error, GRAFT_NETWORK_ERROR, GRAFT_NETWORK_ERROR_SHAPE,
                   "a convolution of %" G_GSIZE_FORMAT " to %" G_GSIZE_FORMAT
                   " channels cannot have %" G_GSIZE_FORMAT
                   " groups; both numbers must be multiples of it",
                   conv->window.channels, conv->out, conv->groups);
      return FALSE;
    }
  conv->in_group = conv->window.channels / conv->groups;
  conv->out_group = conv->out / conv->groups;
  conv->depthwise = conv->groups > 1 && conv->in_group == 1 && conv->out_group == 1;
  return TRUE;
}

/* Where the runs of contiguous floats lie: a kernel row, unless gaps or groups cut it. */
static GraftConv2d *
find_runs (const GraftConv2d *read)
{
  const GraftWindow *window = &read->window;
  gboolean whole =
      read->groups == 1 && (window->dilation_w == 1 || window->kernel_w == 1);
  gsize pieces = whole ? 1 : window->kernel_w;
  gsize n_runs = window->kernel_h * pieces;
  GraftConv2d *conv = g_malloc0 (sizeof *conv + n_runs * sizeof *conv->offsets);

  *conv = *read;
  conv->padded =
      window->pad_top + conv->pad_bottom + window->pad_left + conv->pad_right > 0;
  conv->frame_row =
      (window->pad_left + window->width + conv->pad_right) * window->channels;
  conv->frame_rows = window->pad_top + window->height + conv->pad_bottom;
  conv->n_runs = n_runs;
  conv->run = (window->kernel_w / pieces) * conv->in_group;
  for (gsize u = 0; u < window->kernel_h; u++)
    for (gsize v = 0; v < pieces; v++)
      conv->offsets[u * pieces + v] = u * window->dilation_h * conv->frame_row +
                                      v * window->dilation_w * window->channels;
  return conv;
}

static void
add_weights (GraftNode *node, const GraftConv2d *conv)
{
  gsize dims[] = { conv->window.kernel_h, conv->window.kernel_w, conv->in_group,
                   conv->out };
  GraftWeight *weight = graft_node_add_weight (node, "weight", 4, dims);

  weight->flags = GRAFT_WEIGHT_DECAY;
  weight->init = GRAFT_INIT_HE_NORMAL;
  weight->fan_in = graft_conv2d_terms (conv);
  weight->fan_out = conv->window.kernel_h * conv->window.kernel_w * conv->out_group;
  if (conv->bias)
    graft_node_add_weight (node, "bias", 1, &conv->out)->init = GRAFT_INIT_ZERO;
}

static gboolean
configure (GraftNode *node, GError **error)
{
  GraftConv2d read = { 0 };
  GraftConv2d *conv;

  if (!graft_node_want_image (node, error) || !read_geometry (node, &read, error) ||
      !read_channels (node, &read, error))
    return FALSE;
  read.kernels = graft_kernels_choose ();
  conv = find_runs (&read);
  node->config = conv;
  node->output =
      graft_shape_image (conv->window.out_height, conv->window.out_width, conv->out);
  add_weights (node, conv);
  return TRUE;
}

static void
plan (const GraftNode *node, const GraftPlanSizes *sizes, GraftNodePlan *ask)
{
  const GraftConv2d *conv = node->config;

  ask->gradient = GRAFT_GRADIENT_SHARD;
  if (conv->kernels != NULL)
    graft_conv2d_fast_plan (conv, sizes->training, ask);
  else
    graft_conv2d_plain_plan (conv, ask);
}

static void
prepare (const GraftTask *task)
{
  const GraftConv2d *conv = task->node->config;

  if (conv->kernels != NULL)
    graft_conv2d_fast_prepare (task);
}

static void
forward (const GraftTask *task)
{
  const GraftConv2d *conv = task->node->config;

  if (conv->kernels != NULL)
    graft_conv2d_fast_forward (task);
  else
    graft_conv2d_plain_forward (task);
}

static void
backward (const GraftTask *task)
{
  const GraftConv2d *conv = task->node->config;

  if (conv->kernels != NULL)
    graft_conv2d_fast_backward (task);
  else
    graft_conv2d_plain_backward (task);
}

static const GraftLayerSample samples[] = {
  { "out=3;kernel=2", 1, { { 3, { 4, 5, 2 } } } },
  { "out=5;kernel=3;padding=same", 1, { { 3, { 5, 4, 3 } } } },
  { "out=2;kernel=3;stride=2;pad_bottom=1;pad_right=1", 1, { { 3, { 6, 6, 2 } } } },
  { "out=2;kernel_h=2;kernel_w=3;dilation=2", 1, { { 3, { 6, 7, 1 } } } },
  { "out=6;kernel=3;groups=2;pad=1", 1, { { 3, { 4, 4, 4 } } } },
  { "out=4;kernel=3;groups=4;stride=2;pad=1;bias=false", 1, { { 3, { 5, 5, 4 } } } },
  { "out=7;kernel=1", 1, { { 3, { 3, 2, 5 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_conv2d = {
  .id = "conv2d",
  .label = N_ ("Convolution"),
  .summary = N_ ("Slides small filters over an image and answers where each is found."),
  .flags = GRAFT_LAYER_READS_INPUT | GRAFT_LAYER_FUSES_RELU,
  .min_inputs = 1,
  .max_inputs = 1,
  .attributes = attributes,
  .n_attributes = G_N_ELEMENTS (attributes),
  .configure = configure,
  .plan = plan,
  .prepare = prepare,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
