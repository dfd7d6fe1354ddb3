/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The running half of a plan: see plan.h for the idea and plan-layout.c for the places.
 */
#include "engine/nn/plan-private.h"

#include "engine/base/error.h"
#include "engine/tensor/gemm.h"

#include <stdlib.h>
#include <string.h>

void
graft_plan_clip_rows (const GraftPlan *self,
                      const GraftNode *node,
                      gsize *first,
                      gsize *n)
{
  gsize low = node->rows == GRAFT_ROWS_TARGET ? self->options.n_source : 0;
  gsize high = node->rows == GRAFT_ROWS_SOURCE ? self->options.n_source : self->batch;
  gsize start = MAX (*first, low);
  gsize end = MIN (MIN (*first + *n, high), self->rows);

  *first = start;
  *n = end > start ? end - start : 0;
}

GraftPlan *
graft_plan_new (GraftNetwork *network,
                const GraftPlanOptions *options,
                GraftWorkers *workers,
                GError **error)
{
  GraftPlan *self = g_new0 (GraftPlan, 1);

  /* Layers without a fast path call BLAS from every worker. */
  graft_gemm_init ();
  self->network = network;
  self->workers = workers;
  self->options = *options;
  self->batch = options->n_source + options->n_target;
  /* Fixed by the batch alone, never by the number of threads: it decides the order of
   * sums. */
  self->shard_rows = self->batch >= 32 ? 16 : MAX (1, self->batch / 4);
  self->n_shards = (guint)((self->batch + self->shard_rows - 1) / self->shard_rows);
  self->n_nodes = graft_network_get_n_nodes (network);
  self->nodes = g_new0 (GraftPlanNode, self->n_nodes);
  self->runs = g_array_new (FALSE, TRUE, sizeof (GraftRun));
  self->pieces = g_array_new (FALSE, TRUE, sizeof (GraftPiece));
  graft_plan_layout (self);
  self->arena = aligned_alloc (4096, (self->arena_bytes + 4095) / 4096 * 4096);
  if (self->arena == NULL)
    {
      g_set_error (error, GRAFT_NETWORK_ERROR, GRAFT_NETWORK_ERROR_MEMORY,
                   "the network needs %.0f MiB for a mini-batch of %" G_GSIZE_FORMAT
                   "; take a smaller batch",
                   (double)self->arena_bytes / 1048576.0, self->batch);
      graft_plan_free (self);
      return NULL;
    }
  memset (self->arena, 0, self->arena_bytes);
  self->seconds =
      g_new0 (double, (gsize)self->n_nodes *graft_workers_get_n_threads (workers));
  self->seconds_sum = g_new0 (double, self->n_nodes);
  return self;
}

void
graft_plan_free (GraftPlan *self)
{
  free (self->arena);
  g_free (self->nodes);
  g_free (self->seconds);
  g_free (self->seconds_sum);
  g_array_unref (self->runs);
  g_array_unref (self->pieces);
  g_free (self);
}

gsize
graft_plan_get_bytes (const GraftPlan *self)
{
  return self->arena_bytes;
}

gboolean
graft_plan_is_abandoned (const GraftPlan *self)
{
  return g_cancellable_is_cancelled (self->options.cancellable);
}

/* Between the network and the plan's own copy. */
static void
copy_states (GraftPlan *self, gboolean restore)
{
  GraftReal *weights = graft_network_peek_weights (self->network);
  GraftReal *copy = (GraftReal *)(gpointer)(self->arena + self->states);

  for (guint i = 1; i < self->n_nodes; i++)
    for (guint w = 0; w < self->nodes[i].node.n_weights; w++)
      {
        const GraftWeight *weight = &self->nodes[i].node.weights[w];

        if (!(weight->flags & GRAFT_WEIGHT_STATE))
          continue;
        memcpy (restore ? weights + weight->offset : copy,
                restore ? copy : weights + weight->offset,
                weight->size * sizeof (GraftReal));
        copy += weight->size;
      }
}

void
graft_plan_restore_states (GraftPlan *self)
{
  g_return_if_fail (self->options.training);
  copy_states (self, TRUE);
}

static guint8 *
area_of (const GraftPlan *self, guint worker)
{
  return self->arena + self->areas + worker * self->area_stride;
}

/* Values (or the gradient) of node @index at @row; transients start at row @base. */
static GraftReal *
locate (const GraftPlan *self,
        const GraftPlace *place,
        guint index,
        guint worker,
        gsize row,
        gsize base)
{
  gsize size = graft_shape_size (&self->nodes[index].node.output);

  if (place->offset == GRAFT_PLAN_NOWHERE)
    return NULL;
  if (place->transient)
    return (GraftReal *)(gpointer)(area_of (self, worker) + place->offset) +
           (row - base) * size;
  return (GraftReal *)(gpointer)(self->arena + place->offset) + row * size;
}

static const GraftReal *
value_of (const GraftPlan *self, guint index, guint worker, gsize row, gsize base)
{
  guint root = self->nodes[index].root;

  if (root == 0)
    return self->x + row * graft_shape_size (&self->nodes[0].node.output);
  return locate (self, &self->nodes[root].value, root, worker, row, base);
}

static GraftReal *
gradient_of (const GraftPlan *self, guint index, guint worker, gsize row, gsize base)
{
  guint root = self->nodes[index].gradient_root;

  return locate (self, &self->nodes[root].gradient, root, worker, row, base);
}

/* What every call of a node has in common. */
static void
begin_task (const GraftPlan *self, const GraftPlanNode *it, guint worker, GraftTask *task)
{
  GraftReal *weights = graft_network_peek_weights (self->network);

  *task = (GraftTask){ .node = &it->node,
                       .n_shards = self->n_shards,
                       .shard_rows = self->shard_rows,
                       .node_rows = self->batch,
                       .batch = MIN (self->batch, self->rows),
                       .training = self->options.training,
                       .step = self->step,
                       .rng_key = self->options.seed,
                       .lambda = self->lambda,
                       .shared_stride = it->shared_stride };
  graft_plan_clip_rows (self, &it->node, &task->node_first, &task->node_rows);
  for (guint w = 0; w < it->node.n_weights; w++)
    task->weights[w] = weights + it->node.weights[w].offset;
  if (it->ask.packed > 0)
    task->packed = (GraftReal *)(gpointer)(self->arena + it->packed);
  task->scratch = area_of (self, worker) + self->area_scratch;
}

/* Pointers to the rows of one call. */
static void
aim_task (const GraftPlan *self,
          const GraftPlanNode *it,
          guint worker,
          gsize first,
          gsize n,
          gsize base,
          GraftTask *task)
{
  task->first = first;
  task->n = n;
  task->shard = (guint)(first / self->shard_rows);
  for (guint k = 0; k < it->node.n_inputs; k++)
    task->x[k] = value_of (self, it->node.inputs[k], worker, first, base);
  task->y = (GraftReal *)value_of (self, it->node.index, worker, first, base);
  if (it->ask.saved > 0)
    task->saved = self->arena + it->saved + first * it->ask.saved;
  if (it->ask.shared > 0)
    {
      task->all_shared = self->arena + it->shared;
      task->shared = task->all_shared + task->shard * it->shared_stride;
    }
}

static void
add_reals (GraftReal *restrict to, const GraftReal *restrict from, gsize n)
{
  for (gsize i = 0; i < n; i++)
    to[i] += from[i];
}

/* The rows of input @k's tensor that lie in the chunk but not in the node's own rows. */
static void
zero_uncovered (const GraftPlan *self,
                const GraftPlanNode *it,
                guint k,
                guint worker,
                gsize base,
                gsize n)
{
  guint input = it->node.inputs[k];
  gsize size = graft_shape_size (&self->nodes[input].node.output);
  gsize first = base, own_first = base, own_n = n;

  graft_plan_clip_rows (self, &self->nodes[input].node, &first, &n);
  graft_plan_clip_rows (self, &it->node, &own_first, &own_n);
  for (gsize row = first; row < first + n; row++)
    if (row < own_first || row >= own_first + own_n)
      memset (gradient_of (self, input, worker, row, base), 0, size * sizeof (GraftReal));
}

/* Gives the node its dx pointers: the tensor itself, or a temporary to be added
 * afterwards. */
static void
open_handovers (const GraftPlan *self,
                const GraftPlanNode *it,
                guint worker,
                gsize base,
                GraftTask *task)
{
  guint8 *temporary = area_of (self, worker) + self->area_temporary;

  for (guint k = 0; k < it->node.n_inputs; k++)
    {
      const GraftHandover *hand = &it->hand[k];
      gsize size = graft_shape_size (&it->node.input_shapes[k]);

      if (!hand->wanted)
        continue;
      if (!hand->accumulate)
        task->dx[k] = gradient_of (self, it->node.inputs[k], worker, task->first, base);
      else if (it->ask.scope == GRAFT_SCOPE_BATCH)
        task->dx[k] =
            (GraftReal *)(gpointer)(self->arena + hand->temporary) + task->first * size;
      else
        {
          task->dx[k] = (GraftReal *)(gpointer)temporary;
          temporary += (task->n * size * sizeof (GraftReal) + 63) / 64 * 64;
        }
    }
}

static void
close_handovers (const GraftPlan *self,
                 const GraftPlanNode *it,
                 guint worker,
                 gsize base,
                 GraftTask *task)
{
  for (guint k = 0; k < it->node.n_inputs; k++)
    if (it->hand[k].wanted && it->hand[k].accumulate)
      add_reals (gradient_of (self, it->node.inputs[k], worker, task->first, base),
                 task->dx[k], task->n * graft_shape_size (&it->node.input_shapes[k]));
}

static void
aim_shard_gradients (const GraftPlan *self,
                     const GraftPlanNode *it,
                     guint shard,
                     GraftTask *task)
{
  GraftReal *copy = (GraftReal *)(gpointer)(self->arena + self->shard_gradients +
                                            shard * self->shard_stride);

  if (it->ask.gradient != GRAFT_GRADIENT_SHARD)
    return;
  for (guint w = 0; w < it->node.n_weights; w++)
    if (it->shard_weights[w] != GRAFT_PLAN_NOWHERE)
      task->dw[w] = copy + it->shard_weights[w];
}

static void
zero_shard_gradients (const GraftPlan *self, const GraftPlanNode *it, guint shard)
{
  GraftTask task = { 0 };

  aim_shard_gradients (self, it, shard, &task);
  for (guint w = 0; w < it->node.n_weights; w++)
    if (task.dw[w] != NULL)
      memset (task.dw[w], 0, it->node.weights[w].size * sizeof (GraftReal));
}

static void
note_time (GraftPlan *self, guint worker, guint index, gint64 since)
{
  self->seconds[(gsize)worker * self->n_nodes + index] +=
      (double)(g_get_monotonic_time () - since) * 1e-6;
}

static void
forward_node (GraftPlan *self, const GraftPlanNode *it, guint worker, gsize base, gsize n)
{
  GraftTask task;
  gint64 since = self->timing ? g_get_monotonic_time () : 0;
  gsize first = base;

  graft_plan_clip_rows (self, &it->node, &first, &n);
  if (n == 0 || graft_plan_is_abandoned (self))
    return;
  begin_task (self, it, worker, &task);
  task.phase = self->phase;
  aim_task (self, it, worker, first, n, base, &task);
  it->node.klass->forward (&task);
  if (self->timing)
    note_time (self, worker, it->node.index, since);
}

/* A view whose gradient could not be shared hands it on unchanged. */
static void
pass_through (const GraftTask *task)
{
  if (task->dx[0] != NULL)
    memcpy (task->dx[0], task->dy,
            task->n * graft_shape_size (&task->node->output) * sizeof (GraftReal));
}

static void
backward_node (
    GraftPlan *self, const GraftPlanNode *it, guint worker, gsize base, gsize n)
{
  GraftTask task;
  gint64 since = self->timing ? g_get_monotonic_time () : 0;
  gsize first = base;
  gsize rows = n;
  gboolean is_batch = it->ask.scope == GRAFT_SCOPE_BATCH;

  if (graft_plan_is_abandoned (self))
    return;
  for (guint k = 0; k < it->node.n_inputs; k++)
    if (it->hand[k].zero_first && self->phase == 0)
      zero_uncovered (self, it, k, worker, base, rows);
  graft_plan_clip_rows (self, &it->node, &first, &n);
  if (n == 0)
    return;
  begin_task (self, it, worker, &task);
  task.phase = self->phase;
  aim_task (self, it, worker, first, n, base, &task);
  task.dy = gradient_of (self, it->node.index, worker, first, base);
  open_handovers (self, it, worker, base, &task);
  aim_shard_gradients (self, it, task.shard, &task);
  /* Skipped but no view by nature: a ReLU that a neighbour took over. */
  if (it->node.klass->backward == NULL ||
      (it->skip && !(it->node.klass->flags & GRAFT_LAYER_VIEW)))
    pass_through (&task);
  else
    it->node.klass->backward (&task);
  if (!is_batch || self->phase + 1 >= MAX (1, it->ask.backward_phases))
    close_handovers (self, it, worker, base, &task);
  if (self->timing)
    note_time (self, worker, it->node.index, since);
}

/* Does backward() of this node have to be called at all? */
static gboolean
acts_backward (const GraftPlan *self, const GraftPlanNode *it)
{
  if (!it->backward)
    return FALSE;
  if (!it->skip)
    return TRUE;
  return it->gradient_root != self->nodes[it->node.inputs[0]].gradient_root;
}

typedef void (*NodeFunc) (
    GraftPlan *self, const GraftPlanNode *it, guint worker, gsize base, gsize n);

static void
forward_shard (guint shard, guint worker, gpointer data)
{
  GraftPlan *self = data;
  gsize start = shard * self->shard_rows;
  gsize end = MIN (MIN (start + self->shard_rows, self->batch), self->rows);

  for (guint r = 0; r < self->runs->len; r++)
    {
      const GraftRun *run = &g_array_index (self->runs, GraftRun, r);

      if (run->stage != self->stage)
        continue;
      for (gsize base = start; base < end; base += run->chunk)
        for (guint i = run->first; i < run->end; i++)
          if (!self->nodes[i].skip)
            forward_node (self, &self->nodes[i], worker, base,
                          MIN (run->chunk, end - base));
    }
}

static void
backward_shard (guint shard, guint worker, gpointer data)
{
  GraftPlan *self = data;
  gsize start = shard * self->shard_rows;
  gsize end = MIN (MIN (start + self->shard_rows, self->batch), self->rows);

  for (guint r = self->runs->len; r-- > 0;)
    {
      const GraftRun *run = &g_array_index (self->runs, GraftRun, r);

      if (run->stage != self->stage)
        continue;
      if (self->phase == 0)
        for (guint i = run->first; i < run->end; i++)
          zero_shard_gradients (self, &self->nodes[i], shard);
      for (gsize base = start; base < end; base += run->chunk)
        for (guint i = run->end; i-- > run->first;)
          if (acts_backward (self, &self->nodes[i]))
            backward_node (self, &self->nodes[i], worker, base,
                           MIN (run->chunk, end - base));
    }
}

static void
prepare_node (guint index, guint worker, gpointer data)
{
  GraftPlan *self = data;
  GraftPlanNode *it = &self->nodes[index];
  GraftTask task;

  if (index == 0 || it->skip || it->node.klass->prepare == NULL ||
      graft_plan_is_abandoned (self))
    return;
  begin_task (self, it, worker, &task);
  it->node.klass->prepare (&task);
}

/* Of a BATCH stage: how many phases; 1 otherwise. */
static guint
count_phases (const GraftPlan *self, guint stage, gboolean backward)
{
  for (guint r = 0; r < self->runs->len; r++)
    {
      const GraftRun *run = &g_array_index (self->runs, GraftRun, r);
      const GraftNodePlan *ask = &self->nodes[run->first].ask;

      if (run->stage == stage && run->batch)
        return MAX (1, backward ? ask->backward_phases : ask->forward_phases);
    }
  return 1;
}

void
graft_plan_forward (GraftPlan *self, const GraftReal *x, gsize rows, guint64 step)
{
  self->x = x;
  self->rows = rows > 0 ? MIN (rows, self->batch) : self->batch;
  self->step = step;
  if (self->options.training)
    copy_states (self, FALSE);
  graft_workers_run (self->workers, self->n_nodes, prepare_node, self);
  for (self->stage = 0; self->stage < self->n_stages; self->stage++)
    {
      guint n_phases = count_phases (self, self->stage, FALSE);

      for (self->phase = 0; self->phase < n_phases; self->phase++)
        graft_workers_run (self->workers, self->n_shards, forward_shard, self);
    }
  if (!self->options.training)
    return;
  for (guint i = 0; i < self->options.n_outputs; i++)
    {
      GraftReal *gradient =
          graft_plan_get_output_gradient (self, self->options.outputs[i]);
      const GraftShape *shape = &self->nodes[self->options.outputs[i]].node.output;

      if (gradient != NULL)
        memset (gradient, 0, self->batch * graft_shape_size (shape) * sizeof (GraftReal));
    }
}

const GraftReal *
graft_plan_get_output (GraftPlan *self, guint node)
{
  g_return_val_if_fail (node < self->n_nodes && self->nodes[node].output, NULL);
  return value_of (self, node, 0, 0, 0);
}

GraftReal *
graft_plan_get_output_gradient (GraftPlan *self, guint node)
{
  g_return_val_if_fail (node < self->n_nodes && self->nodes[node].output, NULL);
  return gradient_of (self, node, 0, 0, 0);
}

/* Sums one slice of the gradients: shard copies in shard order, or a slice of a WHOLE
 * gradient. */
static void
sum_piece (guint index, guint worker, gpointer data)
{
  GraftPlan *self = data;
  const GraftPiece *piece = &g_array_index (self->pieces, GraftPiece, index);
  GraftPlanNode *it = &self->nodes[piece->node];
  GraftReal *gradients = graft_plan_get_gradients (self);
  gint64 since = self->timing ? g_get_monotonic_time () : 0;
  GraftTask task;
  gsize first = 0, n = self->batch;

  if (graft_plan_is_abandoned (self))
    return;
  if (!piece->whole)
    {
      const guint8 *copy =
          self->arena + self->shard_gradients + piece->from * sizeof (GraftReal);
      guint n_shards = (guint)((self->rows + self->shard_rows - 1) / self->shard_rows);

      memcpy (gradients + piece->to, copy, piece->n * sizeof (GraftReal));
      for (guint s = 1; s < n_shards; s++)
        add_reals (gradients + piece->to,
                   (const GraftReal *)(gconstpointer)(copy + s * self->shard_stride),
                   piece->n);
      return;
    }
  graft_plan_clip_rows (self, &it->node, &first, &n);
  begin_task (self, it, worker, &task);
  aim_task (self, it, worker, first, n, 0, &task);
  task.dy = gradient_of (self, it->node.index, worker, first, 0);
  task.part = piece->part;
  task.n_parts = piece->n_parts;
  for (guint w = 0; w < it->node.n_weights; w++)
    if (!(it->node.weights[w].flags & GRAFT_WEIGHT_STATE))
      task.dw[w] = gradients + it->node.weights[w].offset;
  it->node.klass->gradient (&task);
  if (self->timing)
    note_time (self, worker, it->node.index, since);
}

void
graft_plan_backward (GraftPlan *self, GraftReal lambda)
{
  g_return_if_fail (self->options.training);
  self->lambda = lambda;
  for (self->stage = self->n_stages; self->stage-- > 0;)
    {
      guint n_phases = count_phases (self, self->stage, TRUE);

      for (self->phase = 0; self->phase < n_phases; self->phase++)
        graft_workers_run (self->workers, self->n_shards, backward_shard, self);
    }
  graft_workers_run (self->workers, self->pieces->len, sum_piece, self);
}

GraftReal *
graft_plan_get_gradients (GraftPlan *self)
{
  return (GraftReal *)(gpointer)(self->arena + self->gradients);
}

const GraftReal *
graft_plan_get_input_gradient (GraftPlan *self)
{
  g_return_val_if_fail (self->options.input_gradient, NULL);
  return gradient_of (self, 0, 0, 0, 0);
}

void
graft_plan_set_timing (GraftPlan *self, gboolean timing)
{
  self->timing = timing;
  memset (self->seconds, 0,
          sizeof (double) * self->n_nodes * graft_workers_get_n_threads (self->workers));
}

const double *
graft_plan_get_timing (GraftPlan *self)
{
  guint n_workers = graft_workers_get_n_threads (self->workers);

  memset (self->seconds_sum, 0, self->n_nodes * sizeof (double));
  for (guint w = 0; w < n_workers; w++)
    for (guint i = 0; i < self->n_nodes; i++)
      self->seconds_sum[i] += self->seconds[(gsize)w * self->n_nodes + i];
  return self->seconds_sum;
}
