/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thinking half of a plan: which ReLU is fused, what must be kept for backward, which
 * nodes run together, and where everything lies in the arena. plan.c executes the result.
 */
#include "engine/nn/plan-private.h"

/* Cache lines, and the width of the widest vector. */
#define ALIGNMENT 64
/* What a worker touches between two layers should stay in half of a 512 KiB L2 cache. */
#define CHUNK_BYTES (128 * 1024)

static gsize
align (gsize bytes)
{
  return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/* Takes @bytes from the arena and returns their offset. */
static gsize
take (gsize *top, gsize bytes)
{
  gsize offset = *top;

  *top += align (bytes);
  return offset;
}

static gsize
sample_bytes (const GraftPlan *self, guint node)
{
  return graft_shape_size (&self->nodes[node].node.output) * sizeof (GraftReal);
}

static void
copy_nodes (GraftPlan *self)
{
  for (guint i = 0; i < self->n_nodes; i++)
    {
      GraftPlanNode *it = &self->nodes[i];

      it->node = *graft_network_get_node (self->network, i);
      it->value.offset = it->gradient.offset = GRAFT_PLAN_NOWHERE;
    }
  for (guint i = 0; i < self->options.n_outputs; i++)
    self->nodes[self->options.outputs[i]].output = TRUE;
}

/* Only ancestors of an output are computed; the others must not count as consumers
 * either. */
static void
count_consumers (GraftPlan *self)
{
  for (guint i = 0; i < self->n_nodes; i++)
    self->nodes[i].idle = !self->nodes[i].output;
  for (guint i = self->n_nodes; i-- > 1;)
    for (guint k = 0; !self->nodes[i].idle && k < self->nodes[i].node.n_inputs; k++)
      {
        self->nodes[self->nodes[i].node.inputs[k]].idle = FALSE;
        self->nodes[self->nodes[i].node.inputs[k]].n_consumers++;
      }
}

static GraftPlanNode *
sole_consumer (GraftPlan *self, guint index)
{
  for (guint i = index + 1; i < self->n_nodes; i++)
    for (guint k = 0; !self->nodes[i].idle && k < self->nodes[i].node.n_inputs; k++)
      if (self->nodes[i].node.inputs[k] == index)
        return &self->nodes[i];
  return NULL;
}

static gboolean
is_relu (const GraftPlanNode *it)
{
  return it->node.klass != NULL && g_str_equal (it->node.klass->id, "relu");
}

/* A ReLU disappears into the max-pool after it or, failing that, into the layer before
 * it. */
static void
fuse_relu (GraftPlan *self, GraftPlanNode *relu)
{
  GraftPlanNode *before = &self->nodes[relu->node.inputs[0]];
  GraftPlanNode *after = sole_consumer (self, relu->node.index);

  if (relu->n_consumers == 1 && !relu->output && after->node.rows == relu->node.rows &&
      (after->node.klass->flags & GRAFT_LAYER_FUSES_RELU_BEFORE))
    after->node.relu = TRUE;
  else if (before->node.klass != NULL && before->n_consumers == 1 && !before->output &&
           before->node.rows == relu->node.rows &&
           (before->node.klass->flags & GRAFT_LAYER_FUSES_RELU))
    before->node.relu = TRUE;
  else
    return;
  relu->skip = TRUE;
}

static gboolean
has_trainable_weights (const GraftNode *node)
{
  if (node->frozen)
    return FALSE;
  for (guint i = 0; i < node->n_weights; i++)
    if (!(node->weights[i].flags & GRAFT_WEIGHT_STATE))
      return TRUE;
  return FALSE;
}

static void
ask_classes (GraftPlan *self)
{
  GraftPlanSizes sizes = { self->batch, self->shard_rows, self->options.training };

  self->nodes[0].backward = self->options.input_gradient;
  for (guint i = 1; i < self->n_nodes; i++)
    {
      GraftPlanNode *it = &self->nodes[i];
      const GraftLayerClass *klass = it->node.klass;

      if (it->idle)
        {
          it->skip = TRUE;
          continue;
        }
      if (is_relu (it))
        fuse_relu (self, it);
      if (klass->flags & GRAFT_LAYER_VIEW)
        it->skip = TRUE;
      it->backward = has_trainable_weights (&it->node);
      for (guint k = 0; k < it->node.n_inputs; k++)
        it->backward |= self->nodes[it->node.inputs[k]].backward;
      it->backward &= self->options.training;
    }
  /* After fusing, since a class may plan by node->relu. */
  for (guint i = 1; i < self->n_nodes; i++)
    if (self->nodes[i].node.klass->plan != NULL && !self->nodes[i].skip)
      self->nodes[i].node.klass->plan (&self->nodes[i].node, &sizes, &self->nodes[i].ask);
}

/* A view without a backward of its own shares its gradient with its input, if it alone
 * reads it. */
static gboolean
shares_gradient (GraftPlan *self, guint index)
{
  GraftPlanNode *it = &self->nodes[index];
  GraftPlanNode *input = &self->nodes[it->node.inputs[0]];

  return it->skip && (is_relu (it) || it->node.klass->backward == NULL) &&
         input->n_consumers == 1 && !input->output && input->node.rows == it->node.rows;
}

static void
find_roots (GraftPlan *self)
{
  for (guint i = 0; i < self->n_nodes; i++)
    {
      GraftPlanNode *it = &self->nodes[i];

      it->root = it->skip ? self->nodes[it->node.inputs[0]].root : i;
    }
  for (guint i = 0; i < self->n_nodes; i++)
    self->nodes[i].gradient_root =
        i > 0 && shares_gradient (self, i)
            ? self->nodes[self->nodes[i].node.inputs[0]].gradient_root
            : i;
}

static gboolean
wants_whole_shard (const GraftPlanNode *it)
{
  if (it->node.klass->flags & GRAFT_LAYER_WHOLE_SHARD)
    return TRUE;
  return it->node.output.rank < 3 && it->node.input_shapes[0].rank < 3;
}

static void
find_runs (GraftPlan *self)
{
  GraftRun run = { 0 };
  gboolean open = FALSE;
  guint stage = 0;

  for (guint i = 1; i < self->n_nodes; i++)
    {
      GraftPlanNode *it = &self->nodes[i];
      gboolean batch = !it->skip && it->ask.scope == GRAFT_SCOPE_BATCH;
      gboolean whole = wants_whole_shard (it);
      /* A view that passes its gradient along takes part; one that shares it does not
       * matter. */
      gboolean indifferent = it->skip && open && !run.batch;

      if (open && !indifferent && (batch || run.batch || whole != run.whole))
        {
          if (batch || run.batch)
            stage++;
          g_array_append_val (self->runs, run);
          open = FALSE;
        }
      if (!open)
        run = (GraftRun){ .first = i, .batch = batch, .whole = whole, .stage = stage };
      open = TRUE;
      run.end = i + 1;
      it->run = self->runs->len;
    }
  if (open)
    g_array_append_val (self->runs, run);
  self->n_stages = open ? stage + 1 : 0;
}

/* Values that outlive their run: read by another run, by backward, or from outside. */
static void
mark_kept_values (GraftPlan *self)
{
  for (guint i = 1; i < self->n_nodes; i++)
    {
      GraftPlanNode *it = &self->nodes[i];

      if (it->idle)
        continue;
      if (it->output)
        self->nodes[it->root].value.transient = FALSE;
      for (guint k = 0; k < it->node.n_inputs; k++)
        {
          GraftPlanNode *from = &self->nodes[self->nodes[it->node.inputs[k]].root];
          gboolean read = it->backward && !it->skip &&
                          (it->node.klass->flags & GRAFT_LAYER_READS_INPUT);

          if (from->run != it->run || read)
            from->value.transient = FALSE;
        }
      if (it->backward && !it->skip &&
          ((it->node.klass->flags & GRAFT_LAYER_READS_OUTPUT) ||
           (it->node.relu && (it->node.klass->flags & GRAFT_LAYER_FUSES_RELU))))
        self->nodes[it->root].value.transient = FALSE;
    }
}

static void
mark_kept_gradients (GraftPlan *self)
{
  for (guint i = 1; i < self->n_nodes; i++)
    {
      GraftPlanNode *it = &self->nodes[i];
      GraftPlanNode *own = &self->nodes[it->gradient_root];

      if (it->idle)
        continue;
      if (it->output || (!it->skip && it->ask.gradient == GRAFT_GRADIENT_WHOLE))
        own->gradient.transient = FALSE;
      for (guint k = 0; k < it->node.n_inputs; k++)
        {
          GraftPlanNode *from =
              &self->nodes[self->nodes[it->node.inputs[k]].gradient_root];

          if (from->run != it->run)
            from->gradient.transient = FALSE;
        }
      if (own->run != it->run)
        own->gradient.transient = FALSE;
    }
}

static void
mark_transients (GraftPlan *self)
{
  for (guint i = 1; i < self->n_nodes; i++)
    {
      gboolean batch = g_array_index (self->runs, GraftRun, self->nodes[i].run).batch;

      self->nodes[i].value.transient = !batch;
      self->nodes[i].gradient.transient = !batch;
    }
  mark_kept_values (self);
  mark_kept_gradients (self);
}

static gboolean
covers (GraftRows writer, GraftRows tensor)
{
  return writer == GRAFT_ROWS_ALL || writer == tensor;
}

/* Backward visits nodes from the last to the first: the first visited consumer may
 * overwrite. */
static void
plan_handovers (GraftPlan *self)
{
  g_autofree gboolean *written = g_new0 (gboolean, self->n_nodes);

  for (guint i = 0; i < self->n_nodes; i++)
    if (self->nodes[i].output && self->nodes[i].n_consumers > 0)
      written[self->nodes[i].gradient_root] = TRUE;
  for (guint i = self->n_nodes - 1; i > 0; i--)
    {
      GraftPlanNode *it = &self->nodes[i];

      for (guint k = 0; k < it->node.n_inputs; k++)
        {
          GraftPlanNode *input = &self->nodes[it->node.inputs[k]];
          GraftHandover *hand = &it->hand[k];

          hand->wanted = it->backward && input->backward &&
                         it->gradient_root != input->gradient_root;
          if (!hand->wanted)
            continue;
          hand->accumulate = written[input->gradient_root];
          hand->zero_first =
              !hand->accumulate && !covers (it->node.rows, input->node.rows);
          written[input->gradient_root] = TRUE;
        }
    }
}

static void
choose_chunks (GraftPlan *self)
{
  for (guint r = 0; r < self->runs->len; r++)
    {
      GraftRun *run = &g_array_index (self->runs, GraftRun, r);
      gsize bytes = 1;

      for (guint i = run->first; i < run->end; i++)
        {
          if (self->nodes[i].value.transient && self->nodes[i].root == i)
            bytes += sample_bytes (self, i);
          if (self->nodes[i].gradient.transient && self->nodes[i].gradient_root == i &&
              self->nodes[i].backward)
            bytes += sample_bytes (self, i);
        }
      run->chunk = run->whole || run->batch
                       ? self->shard_rows
                       : CLAMP (CHUNK_BYTES / bytes, 1, self->shard_rows);
    }
}

/* Transients of one run lie side by side; runs share the area. */
static gsize
place_transients (GraftPlan *self)
{
  gsize largest = 0;

  for (guint r = 0; r < self->runs->len; r++)
    {
      const GraftRun *run = &g_array_index (self->runs, GraftRun, r);
      gsize top = 0;

      for (guint i = run->first; i < run->end; i++)
        {
          GraftPlanNode *it = &self->nodes[i];

          if (it->value.transient && it->root == i)
            it->value.offset = take (&top, run->chunk * sample_bytes (self, i));
          if (it->gradient.transient && it->gradient_root == i && it->backward)
            it->gradient.offset = take (&top, run->chunk * sample_bytes (self, i));
        }
      largest = MAX (largest, top);
    }
  return largest;
}

static void
place_kept (GraftPlan *self, gsize *top)
{
  for (guint i = 0; i < self->n_nodes; i++)
    {
      GraftPlanNode *it = &self->nodes[i];
      gsize bytes = self->batch * sample_bytes (self, i);

      if (i > 0 && !it->value.transient && it->root == i)
        it->value.offset = take (top, bytes);
      if ((i > 0 || self->options.input_gradient) && !it->gradient.transient &&
          it->gradient_root == i &&
          (it->backward || (it->output && self->options.training)))
        it->gradient.offset = take (top, bytes);
      it->packed = take (top, it->ask.packed * sizeof (GraftReal));
      it->saved = take (top, it->ask.saved * self->batch);
      it->shared_stride = align (it->ask.shared);
      it->shared = take (top, it->shared_stride * self->n_shards);
      if (it->ask.scope == GRAFT_SCOPE_BATCH)
        for (guint k = 0; k < it->node.n_inputs; k++)
          if (it->hand[k].wanted && it->hand[k].accumulate)
            it->hand[k].temporary =
                take (top, self->batch * sample_bytes (self, it->node.inputs[k]));
    }
}

/* Largest temporary of a SAMPLE node that accumulates: all such inputs of one call. */
static gsize
temporary_bytes (GraftPlan *self)
{
  gsize largest = 0;

  for (guint i = 1; i < self->n_nodes; i++)
    {
      GraftPlanNode *it = &self->nodes[i];
      gsize rows = g_array_index (self->runs, GraftRun, it->run).chunk;
      gsize bytes = 0;

      for (guint k = 0; k < it->node.n_inputs; k++)
        if (it->hand[k].wanted && it->hand[k].accumulate)
          bytes += align (rows * sample_bytes (self, it->node.inputs[k]));
      largest = MAX (largest, bytes);
    }
  return largest;
}

static void
add_pieces (GraftPlan *self, guint index, guint w)
{
  const gsize most = 8192; /* reals: small enough to balance, large enough to stream */
  GraftPlanNode *it = &self->nodes[index];
  const GraftWeight *weight = &it->node.weights[w];

  for (gsize at = 0; at < weight->size; at += most)
    {
      GraftPiece piece = { .node = index,
                           .to = weight->offset + at,
                           .from = it->shard_weights[w] + at,
                           .n = MIN (most, weight->size - at) };

      g_array_append_val (self->pieces, piece);
    }
}

static void
place_gradients (GraftPlan *self, gsize *top)
{
  gsize reals = 0;

  for (guint i = 1; i < self->n_nodes; i++)
    {
      GraftPlanNode *it = &self->nodes[i];
      gboolean trained = it->backward && has_trainable_weights (&it->node);

      if (trained && it->ask.gradient == GRAFT_GRADIENT_WHOLE)
        for (guint p = 0; p < MAX (1, it->ask.gradient_parts); p++)
          {
            GraftPiece piece = { .node = i,
                                 .whole = TRUE,
                                 .part = p,
                                 .n_parts = MAX (1, it->ask.gradient_parts) };

            g_array_append_val (self->pieces, piece);
          }
      for (guint w = 0; w < it->node.n_weights; w++)
        {
          it->shard_weights[w] = GRAFT_PLAN_NOWHERE;
          if (!trained || it->ask.gradient == GRAFT_GRADIENT_WHOLE ||
              (it->node.weights[w].flags & GRAFT_WEIGHT_STATE))
            continue;
          it->shard_weights[w] = reals;
          reals +=
              align (it->node.weights[w].size * sizeof (GraftReal)) / sizeof (GraftReal);
          add_pieces (self, i, w);
        }
    }
  self->shard_stride = align (reals * sizeof (GraftReal));
  self->shard_gradients = take (top, self->shard_stride * self->n_shards);
  self->gradients =
      take (top, graft_network_get_n_weights (self->network) * sizeof (GraftReal));
}

static gsize
count_state_bytes (const GraftPlan *self)
{
  gsize reals = 0;

  for (guint i = 1; i < self->n_nodes; i++)
    for (guint w = 0; w < self->nodes[i].node.n_weights; w++)
      if (self->nodes[i].node.weights[w].flags & GRAFT_WEIGHT_STATE)
        reals += self->nodes[i].node.weights[w].size;
  return reals * sizeof (GraftReal);
}

void
graft_plan_layout (GraftPlan *self)
{
  gsize top = 0, scratch = 0;

  copy_nodes (self);
  count_consumers (self);
  ask_classes (self);
  find_roots (self);
  find_runs (self);
  mark_transients (self);
  plan_handovers (self);
  choose_chunks (self);
  place_kept (self, &top);
  if (self->options.training)
    {
      place_gradients (self, &top);
      self->states = take (&top, count_state_bytes (self));
    }
  for (guint i = 1; i < self->n_nodes; i++)
    scratch = MAX (scratch, self->nodes[i].ask.scratch);
  self->area_temporary = align (place_transients (self));
  self->area_scratch = self->area_temporary + align (temporary_bytes (self));
  /* A page between workers keeps their prefetchers apart. */
  self->area_stride = self->area_scratch + align (scratch) + 4096;
  self->areas =
      take (&top, self->area_stride * graft_workers_get_n_threads (self->workers));
  self->arena_bytes = top;
}
