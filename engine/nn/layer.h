/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a layer is: a const GraftLayerClass in a file of its own and a line in
 * nn/meson.build. The class infers shapes and weights, asks for memory, and computes; the
 * executor (plan.h) owns every buffer, decides what runs where, and hands a layer plain
 * pointers in a GraftTask. relu.c is the template to start from. Read network.h for
 * graphs, plan.h for execution. */
#pragma once

#include "engine/base/param.h"
#include "engine/tensor/real.h"
#include "engine/tensor/shape.h"

G_BEGIN_DECLS

#define GRAFT_MAX_INPUTS 8   /* of one node */
#define GRAFT_MAX_WEIGHTS 12 /* arrays of one node */

typedef struct _GraftNode GraftNode;
typedef struct _GraftLayerClass GraftLayerClass;

/* How a weight array starts (methods 1.12); fans are given with the weight. */
typedef enum
{
  GRAFT_INIT_ZERO,
  GRAFT_INIT_ONE,
  GRAFT_INIT_HE_NORMAL,
  GRAFT_INIT_HE_UNIFORM,
  GRAFT_INIT_GLOROT_UNIFORM,
  GRAFT_INIT_NORMAL,     /* sd = @scale */
  GRAFT_INIT_ORTHOGONAL, /* square blocks of the last axis */
} GraftInit;

typedef enum
{
  GRAFT_WEIGHT_NONE = 0,
  GRAFT_WEIGHT_DECAY = 1 << 0, /* weight decay and max-norm apply: not to biases, γ, β */
  GRAFT_WEIGHT_STATE =
      1 << 1, /* running statistics: saved with the weights, never trained */
  GRAFT_WEIGHT_AS_IN_FILE = 1 << 2, /* files have the same layout: tables of vectors */
} GraftWeightFlags;

/**
 * GraftWeight:
 * @rank, @dim: inside layout: convolution [kernel_h, kernel_w, in/groups, out], dense
 * [in, out]; files and goldens have OIHW and [out, in] and are converted at the doors
 * @offset: of its first value in the network's one array of weights; set by the network
 */
typedef struct
{
  const char *name; /* "weight", "bias", "gamma", … */
  guint rank;
  gsize dim[5];
  GraftWeightFlags flags;
  GraftInit init;
  double scale; /* of the initialiser, 1 unless said */
  gsize fan_in;
  gsize fan_out;
  gsize size;   /* product of @dim; set by the network */
  gsize offset; /* set by the network */
} GraftWeight;

/* Which rows of a mini-batch a node computes: source rows come first, then target rows.
 */
typedef enum
{
  GRAFT_ROWS_ALL,
  GRAFT_ROWS_SOURCE,
  GRAFT_ROWS_TARGET,
} GraftRows;

/**
 * GraftNode:
 * @inputs: node numbers whose outputs it reads; node 0 is the network's input
 * @input_shapes: of those, filled before configure()
 * @output: of one sample; set by configure()
 * @config: what configure() worked out (geometry); freed with g_free()
 * @relu: fused: the node applies ReLU to its own output (dense, conv2d, batch-norm, add)
 * or, for max-pool, to its input; only ever set for classes with %GRAFT_LAYER_FUSES_RELU
 * @frozen: no weight gradient, no update, and batch normalisation keeps its statistics
 * @group: index in the network's group names: "features", "label", "domain"
 */
struct _GraftNode
{
  const GraftLayerClass *klass;
  char *name;
  GraftParams *attributes;
  guint index;
  guint n_inputs;
  guint inputs[GRAFT_MAX_INPUTS];
  GraftShape input_shapes[GRAFT_MAX_INPUTS];
  GraftShape output;
  guint n_weights;
  GraftWeight weights[GRAFT_MAX_WEIGHTS];
  gpointer config;
  GraftRows rows;
  guint group;
  gboolean relu;
  gboolean frozen;
};

/* Who computes a node's samples. */
typedef enum
{
  GRAFT_SCOPE_SAMPLE, /* each sample by itself: runs shard by shard, depth first with its
                         neighbours */
  GRAFT_SCOPE_BATCH, /* needs the whole mini-batch: phases of parallel tasks with barriers
                        between */
} GraftScope;

/* How weight gradients are summed. */
typedef enum
{
  GRAFT_GRADIENT_SHARD, /* backward() adds into the shard's own copy; summed in shard
                           order */
  GRAFT_GRADIENT_WHOLE, /* gradient() computes slices of it from the whole mini-batch:
                           large dense */
} GraftGradient;

/**
 * GraftNodePlan:
 * What a class asks for, for one node in one plan. All zero means: per sample, nothing
 * kept.
 * @packed: reals filled by prepare() once a pass and read by every task (packed weights)
 * @saved: bytes a sample kept from forward() for backward() (winner bytes, masks)
 * @scratch: bytes one worker needs during one call, for up to @n rows of one call
 * @shared: bytes a shard, kept from phase to phase and from forward to backward (partial
 * sums)
 * @forward_phases, @backward_phases: BATCH scope: how often the tasks are run, barrier
 * between; each phase is called once a shard; 0 means 1
 * @gradient_parts: WHOLE: into how many tasks gradient() is cut; a function of shapes
 * only
 */
typedef struct
{
  GraftScope scope;
  GraftGradient gradient;
  gsize packed;
  gsize saved;
  gsize scratch;
  gsize shared;
  guint forward_phases;
  guint backward_phases;
  guint gradient_parts;
} GraftNodePlan;

/* The sizes that a class may plan by. */
typedef struct
{
  gsize batch;      /* rows of the mini-batch */
  gsize shard_rows; /* most rows in one call of a SAMPLE node */
  gboolean training;
} GraftPlanSizes;

/**
 * GraftTask:
 * @first, @n: rows of the mini-batch this call is about; every pointer below is already
 * moved to row @first (a BATCH node: rows of its shard; gradient(): all rows of the
 * batch)
 * @node_first, @node_rows: rows of this mini-batch that the node computes at all; a BATCH
 * node is called once for each shard that has some of them
 * @shard, @n_shards: and @shard_rows, the rows of a full shard
 * @weights: the node's weight arrays; STATE arrays may be written by BATCH nodes in the
 * last phase by shard 0 alone
 * @x: inputs, [n, input shape]; @y: output
 * @dy: gradient of the loss by the output; may be overwritten (the fused ReLU masks it in
 * place)
 * @dx: to be overwritten; %NULL where nobody needs it
 * @dw: to be added to (SHARD) or overwritten (WHOLE); %NULL entries when frozen or STATE
 * @saved: [n, saved bytes]; @shared: of this shard; @all_shared: of shard 0, the others
 * follow at
 *     @shared_stride bytes
 * @rng_key: seed of the run for dropout; draws must depend on (rng_key, step, node, row)
 * only
 * @lambda: strength of gradient reversal, set for the whole pass
 */
typedef struct
{
  const GraftNode *node;
  gsize first;
  gsize n;
  gsize node_first;
  gsize node_rows;
  guint shard;
  guint n_shards;
  gsize shard_rows;
  gsize batch;
  guint phase;
  guint part;
  guint n_parts;
  gboolean training;
  guint64 step;
  guint64 rng_key;
  GraftReal lambda;
  GraftReal *weights[GRAFT_MAX_WEIGHTS];
  const GraftReal *x[GRAFT_MAX_INPUTS];
  GraftReal *y;
  GraftReal *dy;
  GraftReal *dx[GRAFT_MAX_INPUTS];
  GraftReal *dw[GRAFT_MAX_WEIGHTS];
  GraftReal *packed;
  guint8 *saved;
  guint8 *shared;
  guint8 *all_shared;
  gsize shared_stride;
  guint8 *scratch;
} GraftTask;

typedef enum
{
  GRAFT_LAYER_NONE = 0,
  GRAFT_LAYER_READS_INPUT =
      1 << 0, /* backward() or gradient() reads x: it must be kept */
  GRAFT_LAYER_READS_OUTPUT = 1 << 1, /* backward() reads y */
  GRAFT_LAYER_VIEW = 1 << 2, /* y is x under another shape; forward() is never called */
  GRAFT_LAYER_WHOLE_SHARD =
      1 << 3, /* wants all rows of a shard in one call (dense, GRU) */
  GRAFT_LAYER_FUSES_RELU = 1 << 4,        /* a following ReLU may be fused: node->relu */
  GRAFT_LAYER_FUSES_RELU_BEFORE = 1 << 5, /* a preceding ReLU may be fused (max-pool) */
  GRAFT_LAYER_KINKED = 1 << 6, /* not differentiable everywhere: looser gradient check */
} GraftLayerFlags;

/**
 * GraftLayerClass:
 * @id: "conv2d": in layers= of experiment files and in saved networks
 * @summary: one sentence, N_()
 * @min_inputs, @max_inputs: 1 and 1 for most
 * @configure: checks attributes and input shapes, sets node->output and node->weights
 * (names, dims, flags, init, fans) and node->config. Errors: GRAFT_NETWORK_ERROR_SHAPE
 * with both shapes
 * @plan: (nullable): fills what is not zero
 * @prepare: (nullable): packs weights into task->packed; once a pass, before the others;
 * in training also what backward() needs. The mini-batch pointers are not set
 * @forward: computes rows of y from x
 * @backward: computes dx (where not NULL) and, for SHARD gradients, adds to dw;
 * (nullable) for layers without either
 * @gradient: WHOLE only: overwrites slice @part of @n_parts of dw, from x and dy of all
 * rows
 * @samples: attribute strings and input shapes the gradient check tries, ended by
 * n_inputs 0
 */
typedef struct
{
  const char *attributes; /* "out=3;kernel=2" */
  guint n_inputs;
  GraftShape inputs[3];
} GraftLayerSample;

struct _GraftLayerClass
{
  const char *id;
  const char *label;
  const char *summary;
  GraftLayerFlags flags;
  guint min_inputs;
  guint max_inputs;
  const GraftParam *attributes;
  gsize n_attributes;
  gboolean (*configure) (GraftNode *node, GError **error);
  void (*plan) (const GraftNode *node, const GraftPlanSizes *sizes, GraftNodePlan *plan);
  void (*prepare) (const GraftTask *task);
  void (*forward) (const GraftTask *task);
  void (*backward) (const GraftTask *task);
  void (*gradient) (const GraftTask *task);
  const GraftLayerSample *samples;
};

/* The registry, made by nn/meson.build. */
const GraftLayerClass *graft_layer_class_get (gsize index); /* NULL past the end */
const GraftLayerClass *graft_layer_class_find (const char *id);

/* For configure(): declares the next weight array and returns it to be completed. */
GraftWeight *
graft_node_add_weight (GraftNode *node, const char *name, guint rank, const gsize *dim);
int graft_node_get_int (const GraftNode *node, const char *attribute);
double graft_node_get_real (const GraftNode *node, const char *attribute);

G_END_DECLS
