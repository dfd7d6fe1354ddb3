/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What plan-layout.c works out and plan.c runs. Private to engine/nn. */
#pragma once

#include "engine/nn/plan.h"

G_BEGIN_DECLS

#define GRAFT_PLAN_NOWHERE G_MAXSIZE

/* Where the values of one tensor (= node output) or its gradient live. */
typedef struct
{
  gboolean transient; /* in the worker's area, a few samples; else for the whole batch */
  gsize offset; /* bytes, in the arena or in the area; GRAFT_PLAN_NOWHERE: not stored */
} GraftPlace;

/* How a node's backward hands over the gradient of one of its inputs. */
typedef struct
{
  gboolean wanted;
  gboolean accumulate; /* another consumer, or the loss, has written before */
  gboolean zero_first; /* first writer, but it does not cover all rows */
  gsize temporary;     /* BATCH nodes that accumulate: whole-batch place in the arena */
} GraftHandover;

typedef struct
{
  GraftNode node;    /* a copy: relu is this plan's own decision */
  gboolean idle;     /* no output needs it: a domain head in an evaluation plan */
  gboolean skip;     /* a view, or idle: nothing is computed */
  gboolean backward; /* has a gradient to pass on or to sum */
  GraftNodePlan ask;
  guint root; /* node whose values this one shows */
  guint gradient_root;
  guint run; /* which run it belongs to */
  guint n_consumers;
  gboolean output;  /* named in the options */
  GraftPlace value; /* roots only */
  GraftPlace gradient;
  GraftHandover hand[GRAFT_MAX_INPUTS];
  gsize packed; /* arena offsets, bytes */
  gsize saved;
  gsize shared;
  gsize shared_stride;
  gsize shard_weights[GRAFT_MAX_WEIGHTS]; /* reals, in a shard's gradient copy */
} GraftPlanNode;

/* Nodes of one stage that take the same number of rows a call. */
typedef struct
{
  guint first; /* nodes [first, end) */
  guint end;
  gboolean batch; /* one BATCH node */
  gboolean whole; /* rows of a shard at once, else @chunk rows */
  gsize chunk;
  guint stage; /* runs with the same number are executed in one parallel region */
} GraftRun;

/* A slice of the summing of gradients: one task at the end of backward. */
typedef struct
{
  guint node;
  gboolean whole;
  guint part, n_parts; /* WHOLE */
  gsize to, from, n;   /* SHARD: reals, in the gradients and in a shard's copy */
} GraftPiece;

struct _GraftPlan
{
  GraftNetwork *network;
  GraftWorkers *workers;
  GraftPlanOptions options;
  gsize batch;
  gsize shard_rows;
  guint n_shards;
  guint n_nodes;
  GraftPlanNode *nodes; /* [n_nodes] */
  GArray *runs;         /* GraftRun */
  guint n_stages;
  GArray *pieces; /* GraftPiece */
  guint8 *arena;
  gsize arena_bytes;
  gsize gradients; /* offsets in the arena, bytes */
  gsize input_gradient;
  gsize states; /* copies of the STATE weights, from before the pass under way */
  gsize shard_gradients;
  gsize shard_stride; /* bytes */
  gsize areas;        /* per worker: transients, then temporaries, then scratch */
  gsize area_stride;
  gsize area_temporary;
  gsize area_scratch;

  /* of the pass under way */
  const GraftReal *x;
  gsize rows;
  guint64 step;
  GraftReal lambda;
  guint stage;
  guint phase;
  gboolean timing;
  double *seconds;     /* [n_workers, n_nodes] */
  double *seconds_sum; /* [n_nodes] */
};

/* Fills nodes, runs, pieces and all offsets; @arena_bytes is then the size to allocate.
 */
void graft_plan_layout (GraftPlan *self);

/* Rows [*first, *first + *n) cut down to those that @node computes. */
void graft_plan_clip_rows (const GraftPlan *self,
                           const GraftNode *node,
                           gsize *first,
                           gsize *n);

G_END_DECLS
