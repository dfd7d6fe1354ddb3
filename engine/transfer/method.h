/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a transfer method is: one file ending in a const GraftMethodClass and one line in
 * transfer/meson.build. A method builds its network's heads and says what one step does
 * with a mini-batch; the trainer (trainer.h) owns the loop, the data, the optimiser and
 * the figures. source-only.c is the template to start from. */
#pragma once

#include "engine/data/batch-loader.h"
#include "engine/nn/network.h"
#include "engine/nn/plan.h"
#include "engine/nn/preset.h"
#include "engine/transfer/catalogue.h"

G_BEGIN_DECLS

/**
 * GraftHeads:
 * @features: the node whose output is "the features": map, A-distance
 * @label: logits of the classes
 * @domain: logit of "this is the target", after gradient reversal; 0 without an adversary
 */
typedef struct
{
  guint features;
  guint label;
  guint domain;
} GraftHeads;

/**
 * GraftStepContext:
 * @progress: p in [0, 1)
 * @lambda, @learning_rate: what the schedules, or the person, say now
 *
 * @scratch: what the method's scratch() asked for, its own from step to step
 *
 * Read by a method's loss; the network has been run forward on @batch.
 */
typedef struct
{
  GraftPlan *plan;
  const GraftHeads *heads;
  const GraftBatch *batch;
  const GraftParams *params;
  guint n_classes;
  gsize n_features;
  double progress;
  double lambda;
  double learning_rate;
  GraftReal *scratch;
} GraftStepContext;

/* What a step measured; NaN where the method has no such thing. @domain_loss: of the
 * adversary, or the distance between the domains that the method makes small. */
typedef struct
{
  double label_loss;
  double domain_loss;
  double domain_accuracy;
} GraftStepFigures;

/**
 * GraftMethodClass:
 * @info: what people see
 * @build: adds heads to a network that ends in @heads->features; fills @heads
 * @loss: writes the gradients of its losses into the plan's outputs and returns the
 * figures. The features are among the outputs with GRAFT_METHOD_READS_FEATURES
 * @lambda: (nullable): weight of the adaptation term at progress p by the method's
 * schedule
 * @domain_rate: (nullable): by what the domain head's learning rate is multiplied at λ; 1
 * without
 * @scratch: (nullable): how many reals the loss needs for itself, for features of size
 * @n_features: a step allocates nothing
 */
typedef struct
{
  GraftMethodInfo info;
  gboolean (*build) (GraftNetwork *network,
                     const GraftPreset *preset,
                     guint n_classes,
                     const GraftParams *params,
                     GraftHeads *heads,
                     GError **error);
  void (*loss) (const GraftStepContext *context, GraftStepFigures *figures);
  double (*lambda) (const GraftParams *params, double progress);
  double (*domain_rate) (double lambda);
  gsize (*scratch) (gsize n_source, gsize n_target, gsize n_features);
} GraftMethodClass;

/* The registry, made by transfer/meson.build. */
const GraftMethodClass *graft_method_class_get (gsize index); /* NULL past the end */
const GraftMethodClass *graft_method_class_find (const char *id);

/* The parameters every training run has: epochs, batch, learning_rate, optimizer, … They
 * come before the method's own in the GraftParams of an experiment. */
extern const GraftParam graft_training_params[];
extern const gsize graft_n_training_params;

G_END_DECLS
