/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One network in training: its heads, its plans for training and for looking, its
 * optimiser. An adaptation run has three of them side by side (adapted, twin, oracle);
 * they share the team of workers and never each other's weights. */
#pragma once

#include "engine/optim/optimizer.h"
#include "engine/transfer/method.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GraftLearnerSpec:
 * @preset: network family; @layers: (nullable): a chain that replaces the preset's
 * features
 * @n_source, @n_target: rows of a mini-batch; @n_target 0 for methods that look at the
 * source only
 * @cancellable: (nullable): ends whatever is being computed; must outlive the learner
 */
typedef struct
{
  const GraftMethodClass *method;
  const GraftPreset *preset;
  const char *layers;
  const GraftParams *params;
  GraftShape input;
  guint n_classes;
  guint n_source;
  guint n_target;
  guint64 seed;
  GCancellable *cancellable;
} GraftLearnerSpec;

typedef struct _GraftLearner GraftLearner;

/* Which groups move in a step. */
typedef enum
{
  GRAFT_MOVE_ALL,
  GRAFT_MOVE_FEATURES,    /* features and label head */
  GRAFT_MOVE_DOMAIN_HEAD, /* the domain head alone */
} GraftMove;

GraftLearner *
graft_learner_new (const GraftLearnerSpec *spec, GraftWorkers *workers, GError **error);
void graft_learner_free (GraftLearner *self);

/* The first half of a step: forward, loss and backward. Errors:
 * GRAFT_TRAIN_ERROR_DIVERGED when a loss is not finite, G_IO_ERROR_CANCELLED. */
gboolean graft_learner_compute (GraftLearner *self,
                                const GraftBatch *batch,
                                double progress,
                                double lambda,
                                double learning_rate,
                                GraftStepFigures *figures,
                                GError **error);
/* The second half: the weights move. */
void graft_learner_apply (GraftLearner *self,
                          double lambda,
                          double learning_rate,
                          GraftMove move);
/* In place of the second half, or when the first one failed: all is as it was before the
 * step. */
void graft_learner_forget (GraftLearner *self);
/* Both halves; after an error all is as it was. */
gboolean graft_learner_step (GraftLearner *self,
                             const GraftBatch *batch,
                             double progress,
                             double lambda,
                             double learning_rate,
                             GraftMove move,
                             GraftStepFigures *figures,
                             GError **error);

/**
 * GraftLook:
 * @prediction: [n] most probable class; @confidence: [n] its probability
 * @features: (nullable): [n, graft_learner_get_n_features()]
 * @loss: (nullable): mean cross-entropy over labelled items
 *
 * What to fill when looking at items; arrays are the caller's, NULL ones are skipped.
 */
typedef struct
{
  gint16 *prediction;
  float *confidence;
  float *features;
  double *loss;
} GraftLook;

/* Runs items [0, n) of @dataset through the network in evaluation mode. FALSE when
 * cancelled, by @cancellable or by the learner's own; what is filled is then worth
 * nothing. */
gboolean graft_learner_look (GraftLearner *self,
                             GraftDataset *dataset,
                             const GraftNormalisation *normalisation,
                             gsize n,
                             GCancellable *cancellable,
                             const GraftLook *look);

GraftNetwork *graft_learner_get_network (GraftLearner *self);
GraftOptimizer *graft_learner_get_optimizer (GraftLearner *self);
const GraftHeads *graft_learner_get_heads (GraftLearner *self);
gsize graft_learner_get_n_features (GraftLearner *self);
gsize graft_learner_get_bytes (GraftLearner *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftLearner, graft_learner_free)

G_END_DECLS
