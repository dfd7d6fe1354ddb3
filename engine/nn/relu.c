/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rectified linear unit, y = max(0, x): the template to start a new layer from.
 *
 * A layer is one file that ends in a const GraftLayerClass, and one line in
 * nn/meson.build. This one needs the least: no attributes, no weights, no memory of its
 * own. See batch-norm.c for weights, state and phases, dropout.c for random numbers and
 * bytes kept from forward to backward, and avg-pool.c for geometry worked out in
 * configure(). */
#include "engine/nn/layer-private.h"

#include <glib/gi18n-lib.h>

/* Rows [task->first, task->first + task->n) of the mini-batch; the pointers are already
 * there. The loop has no branch, so that the compiler makes vector code of it. A NaN
 * stays a NaN: x < 0 is false for it, and training must notice. */
static void
forward (const GraftTask *task)
{
  const GraftReal *restrict x = task->x[0];
  GraftReal *restrict y = task->y;
  gsize n = graft_task_size (task);

  for (gsize i = 0; i < n; i++)
    y[i] = x[i] < 0 ? 0 : x[i];
}

/* dx is overwritten, never added to: where several consumers meet, the executor adds. It
 * is NULL when nothing before this node is trained. Reading y instead of x lets the
 * executor drop x; the slope at 0 is 0 (methods 1.3), and y > 0 exactly where x > 0. */
static void
backward (const GraftTask *task)
{
  const GraftReal *restrict y = task->y;
  const GraftReal *restrict dy = task->dy;
  GraftReal *restrict dx = task->dx[0];
  gsize n = graft_task_size (task);

  if (dx == NULL)
    return;
  for (gsize i = 0; i < n; i++)
    dx[i] = y[i] > 0 ? dy[i] : 0;
}

/* What the gradient check tries without being told: attributes, number of inputs, their
 * shapes. Odd sizes find what multiples of a vector hide. */
static const GraftLayerSample samples[] = {
  { "", 1, { { 1, { 7 } } } },
  { "", 1, { { 3, { 3, 5, 2 } } } },
  { "", 1, { { 3, { 4, 4, 16 } } } },
  { 0 },
};

/* KINKED because of the corner at 0. The executor knows this class by its id and lets it
 * disappear into a neighbour that can apply it by itself (GRAFT_LAYER_FUSES_RELU). */
const GraftLayerClass graft_layer_relu = {
  .id = "relu",
  .label = N_ ("ReLU"),
  .summary = N_ ("Keeps positive values and sets the others to zero."),
  .flags = GRAFT_LAYER_READS_OUTPUT | GRAFT_LAYER_KINKED,
  .min_inputs = 1,
  .max_inputs = 1,
  .configure = graft_configure_same,
  .forward = forward,
  .backward = backward,
  .samples = samples,
};
