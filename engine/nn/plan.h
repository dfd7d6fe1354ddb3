/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Execution: a plan is one network at one batch size with every buffer laid out in one
 * arena. Nothing is allocated after graft_plan_new().
 *
 * Nodes of SAMPLE scope that follow each other form a stage. Workers take shards of it
 * (16 rows) and run the whole stage on one shard, a few samples at a time, so that what
 * lies between two layers stays in the cache and, where no backward needs it, is never
 * stored for the whole batch. Nodes of BATCH scope run alone, in phases. Shard gradients
 * are summed in shard order: the same bits at any number of threads. */
#pragma once

#include "engine/base/workers.h"
#include "engine/nn/network.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _GraftPlan GraftPlan;

/**
 * GraftPlanOptions:
 * @n_source, @n_target: rows of the two domains; plain networks have n_target 0
 * @training: backward will be called
 * @outputs: nodes whose values are read afterwards (heads, the feature layer), at most 8
 * @input_gradient: also compute the gradient by the network's input (checks, saliency)
 * @seed: for dropout
 * @cancellable: (nullable): see graft_plan_is_abandoned(); must outlive the plan
 *
 * What is frozen is read when the plan is made: after freezing or freeing nodes, make a
 * new one.
 */
typedef struct
{
  gsize n_source;
  gsize n_target;
  gboolean training;
  guint outputs[8];
  guint n_outputs;
  gboolean input_gradient;
  guint64 seed;
  GCancellable *cancellable;
} GraftPlanOptions;

/* Errors: GRAFT_NETWORK_ERROR_MEMORY when the arena cannot be had; the message has its
 * size.
 * @network and @workers must outlive the plan. */
GraftPlan *graft_plan_new (GraftNetwork *network,
                           const GraftPlanOptions *options,
                           GraftWorkers *workers,
                           GError **error);
void graft_plan_free (GraftPlan *self);
gsize graft_plan_get_bytes (const GraftPlan *self);

/* @x: [n_source + n_target, input shape], must stay until backward is done. @rows: how
 * many of them to compute (evaluation of a last, smaller batch); 0 means all. */
void graft_plan_forward (GraftPlan *self, const GraftReal *x, gsize rows, guint64 step);
/* [batch, node's shape]; only nodes named in the options. */
const GraftReal *graft_plan_get_output (GraftPlan *self, guint node);
/* To be filled before backward: the loss's gradient by that output, for the node's rows.
 * Zeroed by graft_plan_forward(). */
GraftReal *graft_plan_get_output_gradient (GraftPlan *self, guint node);
/* Fills graft_plan_get_gradients(): same places as the network's weights. STATE and
 * frozen: 0. */
void graft_plan_backward (GraftPlan *self, GraftReal lambda);
GraftReal *graft_plan_get_gradients (GraftPlan *self);
/* Once its cancellable is cancelled a plan computes nothing any more, in the middle of a
 * pass too: what its outputs and gradients hold is then worth nothing. */
gboolean graft_plan_is_abandoned (const GraftPlan *self);
/* Puts STATE weights back to where they were before the newest graft_plan_forward(), for
 * a step that is not taken. Training plans only. */
void graft_plan_restore_states (GraftPlan *self);
/* [batch, input shape]; with @input_gradient only. */
const GraftReal *graft_plan_get_input_gradient (GraftPlan *self);
/* Thread-seconds spent in each node since timing was turned on, [n_nodes]: for profiles.
 */
void graft_plan_set_timing (GraftPlan *self, gboolean timing);
const double *graft_plan_get_timing (GraftPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftPlan, graft_plan_free)

G_END_DECLS
