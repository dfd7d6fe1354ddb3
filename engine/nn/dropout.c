/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inverted dropout (methods 1.7): in training each value, or each whole channel, is set
 * to 0 with probability @rate and the others are divided by 1 − rate; in evaluation the
 * identity. Srivastava et al., "Dropout", JMLR 15, 2014. */
#include "engine/nn/dropout.h"
#include "engine/nn/layer-private.h"

#include "engine/base/rng.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gsize
mask_size (const GraftNode *node)
{
  return graft_node_get_int (node, "channels") ? graft_shape_channels (&node->output)
                                               : graft_shape_size (&node->output);
}

static void
plan (const GraftNode *node, const GraftPlanSizes *sizes, GraftNodePlan *plan)
{
  if (sizes->training)
    plan->saved = mask_size (node);
}

/* A row's draws depend on (seed, step, node, row) alone: 32, 12 and 20 bits of the
 * stream. */
static void
draw_mask (const GraftTask *task, gsize row, double rate, guint8 *mask, gsize n_mask)
{
  guint64 stream = task->step << 32 | ((guint64)task->node->index & 0xfff) << 20 |
                   ((task->first + row) & 0xfffff);
  GraftRng rng;

  graft_rng_init (&rng, task->rng_key, GRAFT_RNG_DROPOUT, stream);
  for (gsize i = 0; i < n_mask; i++)
    mask[i] = graft_rng_uniform (&rng) >= rate;
}

void
graft_dropout_apply (const GraftReal *from,
                     const guint8 *mask,
                     gsize n,
                     gsize n_mask,
                     double rate,
                     GraftReal *to)
{
  GraftReal scale = (GraftReal)(1 / (1 - rate));

  for (gsize at = 0; at < n; at += n_mask)
    for (gsize i = 0; i < n_mask; i++)
      to[at + i] = mask[i] ? from[at + i] * scale : 0;
}

static void
forward (const GraftTask *task)
{
  gsize size = graft_shape_size (&task->node->output);
  gsize n_mask = mask_size (task->node);
  double rate = graft_node_get_real (task->node, "rate");

  if (!task->training)
    {
      memcpy (task->y, task->x[0], task->n * size * sizeof (GraftReal));
      return;
    }
  for (gsize row = 0; row < task->n; row++)
    {
      guint8 *mask = task->saved + row * n_mask;

      draw_mask (task, row, rate, mask, n_mask);
      graft_dropout_apply (task->x[0] + row * size, mask, size, n_mask, rate,
                           task->y + row * size);
    }
}

static void
backward (const GraftTask *task)
{
  gsize size = graft_shape_size (&task->node->output);
  gsize n_mask = mask_size (task->node);
  double rate = graft_node_get_real (task->node, "rate");

  for (gsize row = 0; task->dx[0] != NULL && row < task->n; row++)
    graft_dropout_apply (task->dy + row * size, task->saved + row * n_mask, size, n_mask,
                         rate, task->dx[0] + row * size);
}

static const GraftParam attributes[] = {
  { "rate", N_ ("Rate"), N_ ("Share of the values that is set to zero in training."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_NONE, 0, 0.99, 0.5, NULL },
  { "channels", N_ ("Whole channels"), N_ ("Drops whole maps instead of single values."),
    GRAFT_PARAM_BOOLEAN, GRAFT_PARAM_NONE, 0, 1, 0, NULL },
};

static const GraftLayerSample samples[] = {
  { "", 1, { { 1, { 7 } } } },
  { "rate=0.25;channels=true", 1, { { 3, { 3, 5, 6 } } } },
  { "rate=0", 1, { { 2, { 4, 3 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_dropout = {
  .id = "dropout",
  .label = N_ ("Dropout"),
  .summary = N_ ("Sets random values to zero while training."),
  .min_inputs = 1,
  .max_inputs = 1,
  .attributes = attributes,
  .n_attributes = G_N_ELEMENTS (attributes),
  .configure = graft_configure_same,
  .plan = plan,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
