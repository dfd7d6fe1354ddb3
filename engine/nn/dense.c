/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fully connected layer, y = x · W + b with W [in, out] (methods 1.2). Sequences (time,
 * features) go through it step by step. Rows are computed shard by shard; the gradient of
 * the weights is one product over the whole mini-batch, cut into blocks of W's rows, so
 * that no shard needs a copy of a large W. */
#include "engine/nn/dense-private.h"
#include "engine/nn/layer-private.h"

#include "engine/base/error.h"
#include "engine/tensor/gemm.h"
#include "engine/tensor/panels.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const starts[] = { "he", "glorot", "zero", NULL };
static const GraftInit inits[] = { GRAFT_INIT_HE_NORMAL, GRAFT_INIT_GLOROT_UNIFORM,
                                   GRAFT_INIT_ZERO };

static const GraftParam attributes[] = {
  { "out", N_ ("Outputs"), N_ ("Number of output values."), GRAFT_PARAM_INTEGER, .min = 1,
    .max = 1048576, .value = 10 },
  { "bias", N_ ("Bias"), N_ ("Adds a learned constant to each output."),
    GRAFT_PARAM_BOOLEAN, .max = 1, .value = 1 },
  { "init", N_ ("First weights"),
    N_ ("he: for ReLU; glorot: for sigmoid and tanh; zero: for a head that starts "
        "without an "
        "opinion."),
    GRAFT_PARAM_CHOICE, .max = G_N_ELEMENTS (inits) - 1, .choices = starts },
};

static gboolean
configure (GraftNode *node, GError **error)
{
  const GraftShape *input = &node->input_shapes[0];
  GraftDense *dense;
  GraftWeight *weight;

  if (input->rank != 1 && input->rank != 2)
    {
      g_autofree char *shape = graft_shape_to_string (input);

      g_set_error (
          error, GRAFT_NETWORK_ERROR, GRAFT_NETWORK_ERROR_SHAPE,
          "a dense layer needs a vector or a sequence of vectors, but its input is "
          "%s; put “flatten” before it",
          shape);
      return FALSE;
    }
  dense = g_new0 (GraftDense, 1);
  dense->kernels = graft_kernels_choose ();
  dense->in = graft_shape_channels (input);
  dense->out = (gsize)graft_node_get_int (node, "out");
  dense->steps = input->rank == 2 ? input->dim[0] : 1;
  dense->bias = graft_node_get_int (node, "bias") != 0;
  dense->first = node->inputs[0] == 0;
  dense->wide = dense->kernels != NULL && dense->in * dense->out >= GRAFT_DENSE_WIDE;
  node->config = dense;
  node->output = *input;
  node->output.dim[input->rank - 1] = dense->out;
  weight = graft_node_add_weight (node, "weight", 2, (gsize[]){ dense->in, dense->out });
  weight->flags = GRAFT_WEIGHT_DECAY;
  weight->init = inits[graft_node_get_int (node, "init")];
  weight->fan_in = dense->in;
  weight->fan_out = dense->out;
  if (dense->bias)
    graft_node_add_weight (node, "bias", 1, &dense->out)->init = GRAFT_INIT_ZERO;
  return TRUE;
}

/* Rows of W in one task of gradient(): about 16 000 weights, whatever the machine. */
static gsize
block_rows (const GraftDense *dense)
{
  return MIN (MAX (16384 / dense->out, 8), dense->in);
}

#ifndef GRAFT_DOUBLE

/* Where things lie in task->packed, in floats. */
typedef struct
{
  gsize start; /* bias, padded with zeros */
  gsize back;  /* the transpose */
  gsize zeros;
  gsize total;
} Packing;

static Packing
packing_of (const GraftDense *dense, gboolean training)
{
  const gsize lanes = dense->kernels->lanes;
  Packing packing = { .start = graft_panels_size (dense->in, dense->out, lanes) };

  packing.back = packing.start + graft_panels_size (1, dense->out, lanes);
  packing.zeros = packing.total = packing.back;
  if (training && !dense->first)
    {
      packing.zeros += graft_panels_size (dense->out, dense->in, lanes);
      packing.total = packing.zeros + graft_panels_size (1, dense->in, lanes);
    }
  return packing;
}

static gsize
packed_size (const GraftDense *dense, gboolean training)
{
  return dense->kernels != NULL ? packing_of (dense, training).total : 0;
}

static void
prepare (const GraftTask *task)
{
  const GraftDense *dense = task->node->config;
  Packing packing;
  gsize lanes;

  if (dense->kernels == NULL || dense->wide)
    return;
  packing = packing_of (dense, task->training);
  lanes = dense->kernels->lanes;
  graft_panels_pack (task->weights[0], dense->out, dense->in, dense->out, lanes,
                     task->packed);
  memset (task->packed + packing.start, 0,
          (packing.back - packing.start) * sizeof (float));
  if (dense->bias)
    memcpy (task->packed + packing.start, task->weights[1], dense->out * sizeof (float));
  if (packing.total == packing.back)
    return;
  graft_panels_pack_transposed (task->weights[0], dense->out, dense->out, dense->in,
                                lanes, task->packed + packing.back);
  memset (task->packed + packing.zeros, 0,
          (packing.total - packing.zeros) * sizeof (float));
}

static void
fast_forward (const GraftDense *dense, const GraftTask *task, gsize rows)
{
  GraftMultiply job = { .a = task->x[0],
                        .a_step = dense->in,
                        .n_runs = 1,
                        .run = dense->in,
                        .start = task->packed + packing_of (dense, task->training).start,
                        .c = task->y,
                        .c_step = dense->out,
                        .lines = 1,
                        .steps = rows,
                        .columns = dense->out,
                        .relu = task->node->relu };

  graft_panels_multiply (dense->kernels, &job, task->packed);
}

static void
fast_input_gradient (const GraftDense *dense, const GraftTask *task, gsize rows)
{
  const Packing packing = packing_of (dense, TRUE);
  GraftMultiply job = { .a = task->dy,
                        .a_step = dense->out,
                        .n_runs = 1,
                        .run = dense->out,
                        .start = task->packed + packing.zeros,
                        .c = task->dx[0],
                        .c_step = dense->in,
                        .lines = 1,
                        .steps = rows,
                        .columns = dense->in };

  graft_panels_multiply (dense->kernels, &job, task->packed + packing.back);
}

/* Rows [first, end) of the gradient of W. */
static void
fast_weight_gradient (
    const GraftDense *dense, const GraftTask *task, gsize rows, gsize first, gsize end)
{
  GraftOuter job = { .a = task->x[0] + first,
                     .a_step = dense->in,
                     .n_runs = 1,
                     .run = end - first,
                     .b = task->dy,
                     .b_step = dense->out,
                     .c = task->dw[0] + first * dense->out,
                     .c_step = dense->out,
                     .lines = 1,
                     .steps = rows,
                     .columns = dense->out };

  dense->kernels->outer (&job);
}

#else

static gsize
packed_size (const GraftDense *dense, gboolean training)
{
  return 0;
}

static void
prepare (const GraftTask *task)
{
}

/* Never called: there are no kernels for double. */
static void
fast_forward (const GraftDense *dense, const GraftTask *task, gsize rows)
{
}

static void
fast_input_gradient (const GraftDense *dense, const GraftTask *task, gsize rows)
{
}

static void
fast_weight_gradient (
    const GraftDense *dense, const GraftTask *task, gsize rows, gsize first, gsize end)
{
}

#endif

static void
plan (const GraftNode *node, const GraftPlanSizes *sizes, GraftNodePlan *ask)
{
  const GraftDense *dense = node->config;
  gsize block = block_rows (dense);

  if (dense->wide)
    {
      graft_dense_wide_plan (dense, sizes, ask);
      return;
    }
  ask->gradient = GRAFT_GRADIENT_WHOLE;
  ask->gradient_parts = (guint)((dense->in + block - 1) / block);
  ask->packed = packed_size (dense, sizes->training);
}

static void
plain_forward (const GraftDense *dense, const GraftTask *task, gsize rows)
{
  GraftReal *y = task->y;

  for (gsize r = 0; dense->bias && r < rows; r++)
    memcpy (y + r * dense->out, task->weights[1], dense->out * sizeof *y);
  graft_gemm (rows, dense->out, dense->in, 1, task->x[0],
              (GraftGemmSide){ dense->in, FALSE }, task->weights[0],
              (GraftGemmSide){ dense->out, FALSE }, dense->bias ? 1 : 0, y, dense->out);
  for (gsize i = 0; task->node->relu && i < rows * dense->out; i++)
    y[i] = y[i] < 0 ? 0 : y[i];
}

static void
forward (const GraftTask *task)
{
  const GraftDense *dense = task->node->config;
  gsize rows = task->n * dense->steps;

  if (dense->wide)
    graft_dense_wide_forward (task);
  else if (dense->kernels != NULL)
    fast_forward (dense, task, rows);
  else
    plain_forward (dense, task, rows);
}

static void
backward (const GraftTask *task)
{
  const GraftDense *dense = task->node->config;
  gsize rows = task->n * dense->steps;

  if (dense->wide)
    {
      graft_dense_wide_backward (task);
      return;
    }
  /* In place: gradient() reads the masked dy. */
  if (task->node->relu)
    graft_task_mask_relu (task);
  if (task->dx[0] == NULL)
    return;
  if (dense->kernels != NULL && !dense->first)
    fast_input_gradient (dense, task, rows);
  else
    graft_gemm (rows, dense->in, dense->out, 1, task->dy,
                (GraftGemmSide){ dense->out, FALSE }, task->weights[0],
                (GraftGemmSide){ dense->out, TRUE }, 0, task->dx[0], dense->in);
}

/* Some columns at a time, row by row: a column alone would be read in leaps. */
static void
bias_gradient (const GraftDense *dense, const GraftTask *task, gsize rows)
{
  double sums[64];

  for (gsize first = 0; first < dense->out; first += G_N_ELEMENTS (sums))
    {
      const gsize n = MIN (dense->out - first, G_N_ELEMENTS (sums));
      const GraftReal *dy = task->dy + first;

      memset (sums, 0, sizeof sums);
      for (gsize r = 0; r < rows; r++, dy += dense->out)
        for (gsize c = 0; c < n; c++)
          sums[c] += (double)dy[c];
      for (gsize c = 0; c < n; c++)
        task->dw[1][first + c] = (GraftReal)sums[c];
    }
}

/* Every weight is summed over the rows in order, so the cut into parts changes no bit. */
static void
gradient (const GraftTask *task)
{
  const GraftDense *dense = task->node->config;
  gsize rows = task->n * dense->steps, block = block_rows (dense);
  gsize first = task->part * block, end = MIN (first + block, dense->in);

  if (dense->bias && task->part == 0 && task->dw[1] != NULL)
    bias_gradient (dense, task, rows);
  if (task->dw[0] == NULL)
    return;
  if (dense->wide)
    graft_dense_wide_gradient (task);
  else if (dense->kernels != NULL)
    fast_weight_gradient (dense, task, rows, first, end);
  else if (rows == 0)
    memset (task->dw[0] + first * dense->out, 0,
            (end - first) * dense->out * sizeof (GraftReal));
  else
    graft_gemm (end - first, dense->out, rows, 1, task->x[0] + first,
                (GraftGemmSide){ dense->in, TRUE }, task->dy,
                (GraftGemmSide){ dense->out, FALSE }, 0, task->dw[0] + first * dense->out,
                dense->out);
}

static const GraftLayerSample samples[] = {
  { "out=3", 1, { { 1, { 5 } } } },
  { "out=17;bias=false", 1, { { 1, { 9 } } } },
  { "out=4", 1, { { 2, { 3, 6 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_dense = {
  .id = "dense",
  .label = N_ ("Dense"),
  .summary = N_ ("Connects every input value with every output value."),
  .flags = GRAFT_LAYER_READS_INPUT | GRAFT_LAYER_WHOLE_SHARD | GRAFT_LAYER_FUSES_RELU,
  .min_inputs = 1,
  .max_inputs = 1,
  .attributes = attributes,
  .n_attributes = G_N_ELEMENTS (attributes),
  .configure = configure,
  .plan = plan,
  .prepare = prepare,
  .forward = forward,
  .backward = backward,
  .gradient = gradient,
  .samples = samples,
};
