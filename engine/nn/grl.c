/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gradient reversal (methods 5.2): forward the identity, backward −λ · scale · gradient.
 * λ is set for the whole pass (graft_plan_backward()), so that a schedule or a slider
 * moves it. Only what lies before this layer feels λ; the domain head behind it learns at
 * full rate. Ganin and Lempitsky, "Unsupervised domain adaptation by backpropagation",
 * arXiv:1409.7495. */
#include "engine/nn/layer-private.h"

#include <glib/gi18n-lib.h>

static void
backward (const GraftTask *task)
{
  const GraftReal *restrict dy = task->dy;
  GraftReal *restrict dx = task->dx[0];
  GraftReal factor = -task->lambda * (GraftReal)graft_node_get_real (task->node, "scale");
  gsize n = graft_task_size (task);

  if (dx == NULL)
    return;
  for (gsize i = 0; i < n; i++)
    dx[i] = factor * dy[i];
}

static const GraftParam attributes[] = {
  { "scale", N_ ("Scale"), N_ ("Multiplies λ at this place only."), GRAFT_PARAM_REAL,
    GRAFT_PARAM_NONE, 0, 1e6, 1, NULL },
};

static const GraftLayerSample samples[] = {
  { "", 1, { { 1, { 7 } } } },
  { "scale=0.5", 1, { { 3, { 3, 5, 2 } } } },
  { "scale=2", 1, { { 2, { 4, 3 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_grl = {
  .id = "grl",
  .label = N_ ("Gradient reversal"),
  .summary = N_ ("Passes values on and turns the gradient round."),
  .flags = GRAFT_LAYER_VIEW,
  .min_inputs = 1,
  .max_inputs = 1,
  .attributes = attributes,
  .n_attributes = G_N_ELEMENTS (attributes),
  .configure = graft_configure_same,
  .backward = backward,
  .samples = samples,
};
