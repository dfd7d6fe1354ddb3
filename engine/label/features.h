/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers that describe the items of a data set, for everything in this folder that
 * learns, covers or compares. */
#pragma once

#include "engine/data/batch-loader.h"
#include "engine/nn/network.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Features of simple descriptions, at most. */
#define GRAFT_SIMPLE_FEATURES 64

/**
 * GraftFeatures:
 * @x: [n, d]
 */
typedef struct
{
  gsize n;
  gsize d;
  float *x;
} GraftFeatures;

/**
 * graft_features_simple:
 * @seed: of the items that the scales and components are measured on
 *
 * What can be had without a network. An image becomes a thumbnail of 16 × 16 (means over
 * areas; colours apart) and a histogram (4 × 4 × 4 colours or 16 greys, square roots of
 * shares); each of the two is centred and scaled as a whole, the histogram to half the
 * weight, so that a margin that is nearly always blank stays unimportant. A vector has
 * each of its entries standardised, since they may have different units. Above 64 numbers
 * the 64 first principal components are taken. Means, scales and components come from up
 * to 4000 items, labelled or not.
 *
 * Cost: the pixels once or twice, n · raw · 64, and the components of 4000 rows: about
 * 0.3 s. Thread: any. Errors: `GRAFT_DATA_ERROR` of graft_pca_fit(), cancellation.
 */
GraftFeatures *graft_features_simple (GraftDataset *dataset,
                                      guint64 seed,
                                      GCancellable *cancellable,
                                      GError **error);

/**
 * GraftNetworkFeatures:
 * @network: not changed; copied, so that it may be trained on meanwhile, if nobody writes
 * to its weights during the first moments of the call
 * @node: whose output is wanted; 0 for the last one of the group "features"
 * @normalisation: as the network was trained with
 * @n_threads: 0 for one a processor; the answer is the same
 */
typedef struct
{
  const GraftNetwork *network;
  guint node;
  const GraftNormalisation *normalisation;
  guint n_threads;
  GCancellable *cancellable;
} GraftNetworkFeatures;

/**
 * graft_features_network:
 *
 * What @options' network makes of each item, as it stands: not scaled. Items of another
 * shape are converted batch by batch (graft_dataset_convert()). Cost: one forward pass an
 * item. Thread: any.
 * Errors: `GRAFT_NETWORK_ERROR_SHAPE` without such a node, `GRAFT_NETWORK_ERROR_MEMORY`
 * when the plan or 1 GiB of features cannot be had, `GRAFT_DATA_ERROR_MISMATCH` for
 * vectors of another length, `GRAFT_DATA_ERROR_NOT_FINITE`, cancellation.
 */
GraftFeatures *graft_features_network (GraftDataset *dataset,
                                       const GraftNetworkFeatures *options,
                                       GError **error);

void graft_features_free (GraftFeatures *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftFeatures, graft_features_free)

G_END_DECLS
