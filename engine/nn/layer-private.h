/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small things that several layer classes share. Private to engine/nn. */
#pragma once

#include "engine/nn/layer.h"

G_BEGIN_DECLS

/* A configure() for layers whose output has the shape of their first input. */
gboolean graft_configure_same (GraftNode *node, GError **error);

/* Fails with GRAFT_NETWORK_ERROR_SHAPE unless the first input is height, width, channels.
 */
gboolean graft_node_want_image (const GraftNode *node, GError **error);

/* Values in the rows of one call, of a layer whose output has the shape of its input. */
static inline gsize
graft_task_size (const GraftTask *task)
{
  return task->n * graft_shape_size (&task->node->output);
}

/* Masks dy where a fused ReLU was off: y is 0 there, and the slope at 0 is 0
 * (methods 1.3). */
static inline void
graft_task_mask_relu (const GraftTask *task)
{
  const GraftReal *restrict y = task->y;
  GraftReal *restrict dy = task->dy;
  gsize n = graft_task_size (task);

  for (gsize i = 0; i < n; i++)
    dy[i] = y[i] > 0 ? dy[i] : 0;
}

G_END_DECLS
