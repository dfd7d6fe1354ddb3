/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts mini-batches on a thread of its own, a few ahead of the trainer. The batch of step
 * t is a pure function of (seed, t), so resuming at t needs no other state. Each domain
 * is shuffled anew for each of its epochs; the smaller one simply starts over. */
#pragma once

#include "engine/data/augment.h"
#include "engine/data/dataset.h"
#include "engine/tensor/real.h"

G_BEGIN_DECLS

/* How an item becomes numbers: (value − mean[c]) · scale, images first divided by 255.
 * At most 4 channels; vectors use mean[0] and scale for all features. */
typedef struct
{
  GraftReal mean[4];
  GraftReal scale;
} GraftNormalisation;

/**
 * GraftBatch:
 * @x: [n_source + n_target, shape], source rows first
 * @labels: [n_source]; there are none for the target by design
 * @source_items, @target_items: positions in the data sets
 */
typedef struct
{
  guint64 step;
  guint n_source;
  guint n_target;
  const GraftReal *x;
  const gint32 *labels;
  const guint32 *source_items;
  const guint32 *target_items;
} GraftBatch;

/**
 * GraftBatchPlan:
 * @source: labelled; items without label are never drawn
 * @target: (nullable): its labels are not read
 * @augment: (nullable): applied to images of both domains; its draws come from the seed
 * @first_step: the step the first call of graft_batch_loader_next() is to return
 */
typedef struct
{
  GraftDataset *source;
  GraftDataset *target;
  guint n_source;
  guint n_target;
  guint64 seed;
  guint64 first_step;
  GraftNormalisation normalisation;
  const GraftAugment *augment;
} GraftBatchPlan;

typedef struct _GraftBatchLoader GraftBatchLoader;

GraftBatchLoader *graft_batch_loader_new (const GraftBatchPlan *plan, GError **error);
void graft_batch_loader_free (GraftBatchLoader *self);
/* Waits for the next batch; it is valid until the next call. Trainer's thread only. */
const GraftBatch *graft_batch_loader_next (GraftBatchLoader *self);

/* Items [first, first + n) of @dataset as numbers, without augmentation: for evaluation.
 */
void graft_normalise_items (GraftDataset *dataset,
                            const GraftNormalisation *normalisation,
                            gsize first,
                            gsize n,
                            GraftReal *x);
/* Per-channel mean over both data sets (target may be NULL), scale 1: the paper's
 * "subtract the pixel mean of both domains". Vectors: mean 0, scale 1. */
void graft_normalisation_fit (GraftDataset *source,
                              GraftDataset *target,
                              GraftNormalisation *normalisation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftBatchLoader, graft_batch_loader_free)

G_END_DECLS
