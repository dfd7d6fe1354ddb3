/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Batch normalisation (methods 1.6, 3.5). Ioffe and Szegedy 2015, arXiv:1502.03167.
 *
 * In training it needs the whole mini-batch: forward phase 0 takes the moments of each
 * shard, phase 1 merges them in shard order (so that one and three threads agree to the
 * bit) and normalises. Backward likewise. In evaluation, frozen, or with frozen
 * statistics it is an affine map of each value by the running statistics and runs sample
 * by sample. With a single value a channel there is no variance: then it does in training
 * what it does in evaluation. */
#include "engine/nn/layer-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  GAMMA,
  BETA,
  MEAN,
  VARIANCE,
};

/* What a shard keeps from phase to phase, and from forward to backward. */
typedef struct
{
  double count;  /* values a channel; 0: this shard has no rows */
  double *first; /* [channels]: forward the shard's mean, backward Σ dy */
  double *second; /* [channels]: forward Σ (x − the shard's mean)², backward Σ dy · x̂ */
  GraftReal *mean;  /* [channels] of the mini-batch, or running */
  GraftReal *scale; /* [channels] 1 / √(variance + ε) */
} Moments;

static gsize
moments_size (gsize channels)
{
  return sizeof (double) * (1 + 2 * channels) + 2 * channels * sizeof (GraftReal);
}

static Moments
moments_at (guint8 *bytes, gsize channels)
{
  double *doubles = (double *)(gpointer)bytes;
  GraftReal *reals = (GraftReal *)(gpointer)(doubles + 1 + 2 * channels);

  return (Moments){ doubles[0], doubles + 1, doubles + 1 + channels, reals,
                    reals + channels };
}

/* Moments of shard @shard, 0 … count_shards() - 1. */
static Moments
moments_of (const GraftTask *task, guint shard)
{
  return moments_at (task->all_shared + shard * task->shared_stride,
                     graft_shape_channels (&task->node->output));
}

static guint
count_shards (const GraftTask *task)
{
  return (guint)((task->batch + task->shard_rows - 1) / task->shard_rows);
}

static gboolean
uses_running (const GraftNode *node, gboolean training)
{
  return !training || node->frozen || graft_node_get_int (node, "freeze_statistics");
}

static gboolean
configure (GraftNode *node, GError **error)
{
  gsize channels = graft_shape_channels (&node->input_shapes[0]);

  graft_node_add_weight (node, "gamma", 1, &channels)->init = GRAFT_INIT_ONE;
  graft_node_add_weight (node, "beta", 1, &channels);
  graft_node_add_weight (node, "mean", 1, &channels)->flags = GRAFT_WEIGHT_STATE;
  *graft_node_add_weight (node, "variance", 1, &channels) = (GraftWeight){
    .name = "variance",
    .rank = 1,
    .dim = { channels },
    .scale = 1,
    .flags = GRAFT_WEIGHT_STATE,
    .init = GRAFT_INIT_ONE,
  };
  return graft_configure_same (node, error);
}

static void
plan (const GraftNode *node, const GraftPlanSizes *sizes, GraftNodePlan *plan)
{
  gsize channels = graft_shape_channels (&node->output);

  if (uses_running (node, sizes->training))
    {
      plan->packed = channels;
      return;
    }
  plan->scope = GRAFT_SCOPE_BATCH;
  plan->shared = moments_size (channels);
  plan->scratch = 2 * channels * sizeof (double);
  plan->forward_phases = 2;
  plan->backward_phases = 2;
}

/* 1 / √(running variance + ε) */
static void
invert_variance (const GraftTask *task, GraftReal *scale)
{
  gsize channels = graft_shape_channels (&task->node->output);
  double eps = graft_node_get_real (task->node, "eps");

  for (gsize c = 0; c < channels; c++)
    scale[c] = (GraftReal)(1 / sqrt ((double)task->weights[VARIANCE][c] + eps));
}

static void
prepare (const GraftTask *task)
{
  if (uses_running (task->node, task->training))
    invert_variance (task, task->packed);
}

/* y = γ (x − mean) · scale + β, and the fused ReLU. */
static void
normalise (const GraftTask *task,
           const GraftReal *restrict mean,
           const GraftReal *restrict scale)
{
  gsize channels = graft_shape_channels (&task->node->output);
  gsize rows = graft_task_size (task) / channels;
  const GraftReal *restrict gamma = task->weights[GAMMA];
  const GraftReal *restrict beta = task->weights[BETA];
  const GraftReal *restrict x = task->x[0];
  GraftReal *restrict y = task->y;

  for (gsize r = 0; r < rows; r++, x += channels, y += channels)
    for (gsize c = 0; c < channels; c++)
      y[c] = (x[c] - mean[c]) * (gamma[c] * scale[c]) + beta[c];
  if (!task->node->relu)
    return;
  y = task->y;
  for (gsize i = 0; i < rows * channels; i++)
    y[i] = y[i] < 0 ? 0 : y[i];
}

/* Mean and sum of squared deviations of this shard, in two passes: no cancellation. */
static void
take_moments (const GraftTask *task)
{
  gsize channels = graft_shape_channels (&task->node->output);
  gsize rows = graft_task_size (task) / channels;
  const GraftReal *restrict x = task->x[0];
  Moments own = moments_at (task->shared, channels);
  double *restrict mean = own.first;
  double *restrict squares = own.second;

  *(double *)(gpointer)task->shared = (double)rows;
  memset (mean, 0, 2 * channels * sizeof *mean);
  for (gsize r = 0; r < rows; r++)
    for (gsize c = 0; c < channels; c++)
      mean[c] += (double)x[r * channels + c];
  for (gsize c = 0; c < channels; c++)
    mean[c] /= (double)rows;
  for (gsize r = 0; r < rows; r++)
    for (gsize c = 0; c < channels; c++)
      {
        double d = (double)x[r * channels + c] - mean[c];

        squares[c] += d * d;
      }
}

/* Merges the shards' moments in their order (Chan et al. 1979) into @mean and @squares
 * and returns the number of values a channel. @leader: the first shard that has rows. */
static double
merge_moments (const GraftTask *task, double *mean, double *squares, guint *leader)
{
  gsize channels = graft_shape_channels (&task->node->output);
  double count = 0;

  memset (mean, 0, channels * sizeof *mean);
  memset (squares, 0, channels * sizeof *squares);
  for (guint s = 0; s < count_shards (task); s++)
    {
      Moments part = moments_of (task, s);
      double sum = count + part.count;

      if (part.count == 0)
        continue;
      if (count == 0)
        *leader = s;
      for (gsize c = 0; c < channels; c++)
        {
          double d = part.first[c] - mean[c];

          mean[c] += d * part.count / sum;
          squares[c] += part.second[c] + d * d * count * part.count / sum;
        }
      count = sum;
    }
  return count;
}

/* Running ← (1 − momentum) · running + momentum · batch, with the unbiased variance. */
static void
update_running (const GraftTask *task,
                const double *mean,
                const double *squares,
                double count)
{
  gsize channels = graft_shape_channels (&task->node->output);
  double momentum = graft_node_get_real (task->node, "momentum");
  GraftReal *running_mean = task->weights[MEAN];
  GraftReal *running_variance = task->weights[VARIANCE];

  for (gsize c = 0; c < channels; c++)
    {
      running_mean[c] =
          (GraftReal)((1 - momentum) * (double)running_mean[c] + momentum * mean[c]);
      running_variance[c] = (GraftReal)((1 - momentum) * (double)running_variance[c] +
                                        momentum * squares[c] / (count - 1));
    }
}

static void
normalise_batch (const GraftTask *task)
{
  gsize channels = graft_shape_channels (&task->node->output);
  double *mean = (double *)(gpointer)task->scratch;
  double *squares = mean + channels;
  Moments own = moments_at (task->shared, channels);
  double eps = graft_node_get_real (task->node, "eps");
  guint leader = 0;
  double count = merge_moments (task, mean, squares, &leader);

  if (count < 2)
    {
      memcpy (own.mean, task->weights[MEAN], channels * sizeof (GraftReal));
      invert_variance (task, own.scale);
    }
  else
    for (gsize c = 0; c < channels; c++)
      {
        own.mean[c] = (GraftReal)mean[c];
        own.scale[c] = (GraftReal)(1 / sqrt (squares[c] / count + eps));
      }
  normalise (task, own.mean, own.scale);
  if (count >= 2 && task->shard == leader)
    update_running (task, mean, squares, count);
}

static void
forward (const GraftTask *task)
{
  if (uses_running (task->node, task->training))
    normalise (task, task->weights[MEAN], task->packed);
  else if (task->phase == 0)
    take_moments (task);
  else
    normalise_batch (task);
}

/* Σ dy and Σ dy · x̂ of these rows, added to @sum and @product. */
static void
sum_gradients (const GraftTask *task,
               const GraftReal *restrict mean,
               const GraftReal *restrict scale,
               double *restrict sum,
               double *restrict product)
{
  gsize channels = graft_shape_channels (&task->node->output);
  gsize rows = graft_task_size (task) / channels;
  const GraftReal *restrict x = task->x[0];
  const GraftReal *restrict dy = task->dy;

  for (gsize r = 0; r < rows; r++, x += channels, dy += channels)
    for (gsize c = 0; c < channels; c++)
      {
        sum[c] += (double)dy[c];
        product[c] += (double)(dy[c] * ((x[c] - mean[c]) * scale[c]));
      }
}

static void
add_weight_gradients (const GraftTask *task, const double *sum, const double *product)
{
  gsize channels = graft_shape_channels (&task->node->output);

  for (gsize c = 0; task->dw[GAMMA] != NULL && c < channels; c++)
    task->dw[GAMMA][c] += (GraftReal)product[c];
  for (gsize c = 0; task->dw[BETA] != NULL && c < channels; c++)
    task->dw[BETA][c] += (GraftReal)sum[c];
}

/* dx = dy · γ · scale: the statistics do not depend on x. */
static void
scale_gradient (const GraftTask *task, const GraftReal *restrict scale)
{
  gsize channels = graft_shape_channels (&task->node->output);
  gsize rows = graft_task_size (task) / channels;
  const GraftReal *restrict gamma = task->weights[GAMMA];
  const GraftReal *restrict dy = task->dy;
  GraftReal *restrict dx = task->dx[0];

  for (gsize r = 0; dx != NULL && r < rows; r++)
    for (gsize c = 0; c < channels; c++)
      dx[r * channels + c] = dy[r * channels + c] * (gamma[c] * scale[c]);
}

/* The affine map's gradients, a few rows at a time. */
static void
backward_running (const GraftTask *task)
{
  gsize channels = graft_shape_channels (&task->node->output);
  gsize rows = graft_task_size (task) / channels;

  if (task->node->relu)
    graft_task_mask_relu (task);
  for (gsize c = 0; task->dw[GAMMA] != NULL && c < channels; c++)
    {
      double sum = 0, product = 0;

      for (gsize i = c; i < rows * channels; i += channels)
        {
          sum += (double)task->dy[i];
          product += (double)(task->dy[i] * (task->x[0][i] - task->weights[MEAN][c]));
        }
      task->dw[GAMMA][c] += (GraftReal)(product * (double)task->packed[c]);
      task->dw[BETA][c] += (GraftReal)sum;
    }
  scale_gradient (task, task->packed);
}

/* Totals over all shards, in their order; returns the number of values a channel. */
static double
total_gradients (const GraftTask *task, double *sum, double *product)
{
  gsize channels = graft_shape_channels (&task->node->output);
  double count = 0;

  memset (sum, 0, channels * sizeof *sum);
  memset (product, 0, channels * sizeof *product);
  for (guint s = 0; s < count_shards (task); s++)
    {
      Moments part = moments_of (task, s);

      count += part.count;
      for (gsize c = 0; part.count > 0 && c < channels; c++)
        {
          sum[c] += part.first[c];
          product[c] += part.second[c];
        }
    }
  return count;
}

/* dx = γ · scale · (dy − Σ dy / n − x̂ · Σ dy x̂ / n) */
static void
backward_batch (const GraftTask *task)
{
  gsize channels = graft_shape_channels (&task->node->output);
  gsize rows = graft_task_size (task) / channels;
  Moments own = moments_at (task->shared, channels);
  double *sum = (double *)(gpointer)task->scratch;
  double *product = sum + channels;
  double count = total_gradients (task, sum, product);
  const GraftReal *restrict x = task->x[0];
  const GraftReal *restrict dy = task->dy;
  const GraftReal *restrict gamma = task->weights[GAMMA];
  GraftReal *restrict dx = task->dx[0];

  if (dx == NULL)
    return;
  if (count < 2)
    {
      scale_gradient (task, own.scale);
      return;
    }
  for (gsize r = 0; r < rows; r++, x += channels, dy += channels, dx += channels)
    for (gsize c = 0; c < channels; c++)
      {
        GraftReal normalised = (x[c] - own.mean[c]) * own.scale[c];

        dx[c] = gamma[c] * own.scale[c] *
                (dy[c] - (GraftReal)(sum[c] / count) -
                 normalised * (GraftReal)(product[c] / count));
      }
}

static void
backward (const GraftTask *task)
{
  Moments own;

  if (uses_running (task->node, task->training))
    {
      backward_running (task);
      return;
    }
  if (task->phase == 1)
    {
      backward_batch (task);
      return;
    }
  own = moments_at (task->shared, graft_shape_channels (&task->node->output));
  if (task->node->relu)
    graft_task_mask_relu (task);
  memset (own.first, 0, 2 * graft_shape_channels (&task->node->output) * sizeof (double));
  sum_gradients (task, own.mean, own.scale, own.first, own.second);
  add_weight_gradients (task, own.first, own.second);
}

static const GraftParam attributes[] = {
  { "eps", N_ ("ε"), N_ ("Added to the variance: keeps constant channels finite."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_NONE, 0, 1, 1e-5, NULL },
  { "momentum", N_ ("Momentum"), N_ ("Share of a mini-batch in the running statistics."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_NONE, 0, 1, 0.1, NULL },
  { "freeze_statistics", N_ ("Freeze statistics"),
    N_ ("Trains γ and β with the running statistics held still."), GRAFT_PARAM_BOOLEAN,
    GRAFT_PARAM_NONE, 0, 1, 0, NULL },
};

static const GraftLayerSample samples[] = {
  { "", 1, { { 1, { 7 } } } },
  { "eps=0.001;momentum=0.01", 1, { { 3, { 3, 5, 2 } } } },
  { "freeze_statistics=true", 1, { { 3, { 2, 3, 9 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_batch_norm = {
  .id = "batch-norm",
  .label = N_ ("Batch normalisation"),
  .summary = N_ ("Gives each channel mean 0 and variance 1, then scales and shifts it."),
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
