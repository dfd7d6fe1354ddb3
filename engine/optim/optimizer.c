/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all optimisers share: which weights move, clipping, decay, threads. See
 * optimizer.h. */
#include "engine/optim/optimizer.h"

#include "engine/base/error.h"

#include <string.h>

/* Reals of one task: a few cache-sized arrays, small enough to balance. */
#define PIECE 16384

/* A piece of one weight array. */
typedef struct
{
  guint node;
  guint weight;
  gsize offset; /* in the network's weights */
  gsize n;
  double squares; /* Σ gradient² of this piece, of the step under way */
} Piece;

struct _GraftOptimizer
{
  const GraftOptimizerClass *klass;
  const GraftNetwork *network;
  GraftWorkers *workers;
  double *params;   /* [klass->n_params] */
  double decay;     /* λ */
  double clip_norm; /* 0: off */
  double max_norm;  /* 0: off */
  guint n_groups;
  double *scales; /* [n_groups] */
  GArray *pieces; /* Piece */
  gsize n_weights;
  gsize n_state;
  GraftReal *state; /* [n_slots][n_weights], then [n_nodes]: steps each node has made */
  guint64 count;
  double norm;

  /* of the step under way */
  GraftReal *weights;
  GraftReal *gradients;
  double rate;
  double factor; /* what clipping multiplies gradients by */
};

const GraftOptimizerClass *
graft_optimizer_class_find (const char *id)
{
  const GraftOptimizerClass *klass;

  for (gsize i = 0; (klass = graft_optimizer_class_get (i)) != NULL; i++)
    if (strcmp (klass->id, id) == 0)
      return klass;
  return NULL;
}

static void
fail_unknown (const char *id, GError **error)
{
  const GraftOptimizerClass *klass;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  const char *near;

  for (gsize i = 0; (klass = graft_optimizer_class_get (i)) != NULL; i++)
    g_ptr_array_add (ids, (gpointer)klass->id);
  near = graft_nearest_word (id, (const char *const *)ids->pdata, ids->len);
  g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN,
               "there is no optimizer “%s”; %s “%s”", id,
               near != NULL ? "did you mean" : "one is",
               near != NULL ? near : (const char *)ids->pdata[0]);
}

static double
look_up (const GraftParams *params, const char *key, double otherwise)
{
  if (params == NULL || graft_params_find (params, key) == NULL)
    return otherwise;
  return graft_params_get (params, key);
}

static void
cut_pieces (GraftOptimizer *self)
{
  for (guint i = 1; i < graft_network_get_n_nodes (self->network); i++)
    {
      const GraftNode *node = graft_network_get_node (self->network, i);

      for (guint w = 0; w < node->n_weights; w++)
        for (gsize at = 0; at < node->weights[w].size; at += PIECE)
          {
            Piece piece = { i, w, node->weights[w].offset + at,
                            MIN (PIECE, node->weights[w].size - at), 0 };

            if (!(node->weights[w].flags & GRAFT_WEIGHT_STATE))
              g_array_append_val (self->pieces, piece);
          }
    }
}

GraftOptimizer *
graft_optimizer_new (const char *id,
                     const GraftNetwork *network,
                     const GraftParams *params,
                     GraftWorkers *workers,
                     GError **error)
{
  const GraftOptimizerClass *klass = graft_optimizer_class_find (id);
  GraftOptimizer *self;

  if (klass == NULL)
    {
      fail_unknown (id, error);
      return NULL;
    }
  self = g_new0 (GraftOptimizer, 1);
  self->klass = klass;
  self->network = network;
  self->workers = workers;
  self->params = g_new (double, klass->n_params);
  for (gsize i = 0; i < klass->n_params; i++)
    self->params[i] = look_up (params, klass->params[i].key, klass->params[i].value);
  self->decay = look_up (params, "weight_decay", klass->decay);
  self->clip_norm = look_up (params, "clip_norm", 0);
  self->max_norm = look_up (params, "max_norm", 0);
  self->n_groups = graft_network_get_n_groups (network);
  self->scales = g_new (double, self->n_groups);
  for (guint i = 0; i < self->n_groups; i++)
    self->scales[i] = 1;
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  cut_pieces (self);
  self->n_weights = graft_network_get_n_weights (network);
  self->n_state = klass->n_slots * self->n_weights + graft_network_get_n_nodes (network);
  self->state = g_new0 (GraftReal, self->n_state);
  return self;
}

void
graft_optimizer_free (GraftOptimizer *self)
{
  g_free (self->params);
  g_free (self->scales);
  g_free (self->state);
  g_array_unref (self->pieces);
  g_free (self);
}

void
graft_optimizer_set_group_scale (GraftOptimizer *self, guint group, double scale)
{
  g_return_if_fail (group < self->n_groups);
  self->scales[group] = scale;
}

static double
scale_of (const GraftOptimizer *self, const GraftNode *node)
{
  return node->frozen ? 0 : self->scales[node->group];
}

static GraftReal *
steps_of (const GraftOptimizer *self, guint node)
{
  return self->state + self->klass->n_slots * self->n_weights + node;
}

static double
sum_squares (const GraftReal *values, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += (double)values[i] * (double)values[i];
  return sum;
}

double
graft_clip_gradient_norm (GraftReal *gradients, gsize n, double most)
{
  double norm = sqrt (sum_squares (gradients, n));
  GraftReal factor = (GraftReal)(most / norm);

  for (gsize i = 0; norm > most && i < n; i++)
    gradients[i] *= factor;
  return norm;
}

static void
measure_piece (guint index, guint worker, gpointer data)
{
  GraftOptimizer *self = data;
  Piece *piece = &g_array_index (self->pieces, Piece, index);
  const GraftNode *node = graft_network_get_node (self->network, piece->node);

  piece->squares = scale_of (self, node) != 0
                       ? sum_squares (self->gradients + piece->offset, piece->n)
                       : 0;
}

/* The norm over all weights that move: pieces are the same at any number of threads, and
 * their sums are added in order. */
static void
clip (GraftOptimizer *self)
{
  double squares = 0;

  self->factor = 1;
  if (self->clip_norm <= 0)
    return;
  graft_workers_run (self->workers, self->pieces->len, measure_piece, self);
  for (guint i = 0; i < self->pieces->len; i++)
    squares += g_array_index (self->pieces, Piece, i).squares;
  self->norm = sqrt (squares);
  if (self->norm > self->clip_norm)
    self->factor = self->clip_norm / self->norm;
}

static void
update_piece (guint index, guint worker, gpointer data)
{
  GraftOptimizer *self = data;
  const Piece *piece = &g_array_index (self->pieces, Piece, index);
  const GraftNode *node = graft_network_get_node (self->network, piece->node);
  gboolean decays = (node->weights[piece->weight].flags & GRAFT_WEIGHT_DECAY) != 0;
  double scale = scale_of (self, node);
  GraftStep step = { .n = piece->n,
                     .weights = self->weights + piece->offset,
                     .gradients = self->gradients + piece->offset,
                     .rate = self->rate * scale,
                     .decay = decays ? self->decay : 0,
                     .count = (double)*steps_of (self, piece->node),
                     .params = self->params };

  if (scale == 0)
    return;
  for (guint s = 0; s < self->klass->n_slots; s++)
    step.slots[s] = self->state + s * self->n_weights + piece->offset;
  for (gsize i = 0; self->factor < 1 && i < piece->n; i++)
    step.gradients[i] *= (GraftReal)self->factor;
  self->klass->update (&step);
}

/* Output units are the last axis of a weight array: bounds the length of each one's
 * column. */
static void
bound_norms (guint index, guint worker, gpointer data)
{
  GraftOptimizer *self = data;
  const Piece *piece = &g_array_index (self->pieces, Piece, index);
  const GraftNode *node = graft_network_get_node (self->network, piece->node);
  const GraftWeight *weight = &node->weights[piece->weight];
  GraftReal *values = self->weights + weight->offset;
  gsize n_units = weight->rank > 0 ? weight->dim[weight->rank - 1] : 1;

  /* The array's first piece stands for all of it. */
  if (piece->offset != weight->offset || !(weight->flags & GRAFT_WEIGHT_DECAY) ||
      scale_of (self, node) == 0)
    return;
  for (gsize u = 0; u < n_units; u++)
    {
      double squares = 0;

      for (gsize i = u; i < weight->size; i += n_units)
        squares += (double)values[i] * (double)values[i];
      for (gsize i = u; squares > self->max_norm * self->max_norm && i < weight->size;
           i += n_units)
        values[i] *= (GraftReal)(self->max_norm / sqrt (squares));
    }
}

void
graft_optimizer_step (GraftOptimizer *self,
                      GraftReal *weights,
                      GraftReal *gradients,
                      double learning_rate)
{
  self->weights = weights;
  self->gradients = gradients;
  self->rate = learning_rate;
  self->count++;
  for (guint i = 1; i < graft_network_get_n_nodes (self->network); i++)
    if (scale_of (self, graft_network_get_node (self->network, i)) != 0)
      *steps_of (self, i) += 1;
  clip (self);
  graft_workers_run (self->workers, self->pieces->len, update_piece, self);
  if (self->max_norm > 0)
    graft_workers_run (self->workers, self->pieces->len, bound_norms, self);
}

GraftReal *
graft_optimizer_peek_state (GraftOptimizer *self, gsize *n)
{
  *n = self->n_state;
  return self->state;
}

guint64
graft_optimizer_get_count (const GraftOptimizer *self)
{
  return self->count;
}

void
graft_optimizer_set_count (GraftOptimizer *self, guint64 count)
{
  self->count = count;
}

double
graft_optimizer_get_gradient_norm (const GraftOptimizer *self)
{
  return self->norm;
}
