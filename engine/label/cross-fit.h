/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a classifier says of labelled items that it has not seen: cross-validation, for
 * the search for wrong labels (methods 9.4). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GRAFT_CROSS_FOLDS 5

/**
 * GraftCrossFit:
 * @x: features, [n, d]
 * @labels: [n] 0 … k − 1; negative is none
 * @n_folds: 0 for 5, at most 100
 * @l2: see head.h; 0 for one over the number of labelled items
 * @seed: of the folds
 * @n_threads: 0 for one a processor; the answer is the same
 */
typedef struct
{
  const float *x;
  const gint32 *labels;
  gsize n;
  gsize d;
  gsize k;
  guint n_folds;
  double l2;
  guint64 seed;
  guint n_threads;
  GCancellable *cancellable;
} GraftCrossFit;

/**
 * graft_cross_fit:
 * @probabilities: (out): [n, k] of each judged item, by the head that was fitted to the
 *     other folds; 0 in the rows of all others
 * @judged: (out): [n] the given label where it was judged, else −1: what
 * graft_confident_new() takes as given
 *
 * Folds are stratified: each class is shuffled and dealt to them in turn. The only item
 * of a class cannot be judged by others of its kind: it is in every training part, and
 * not judged. Cost: n_folds fits of head.h. Memory: 8 n (d + k) bytes a thread; one
 * thread where that is much. Thread: any. Errors: `GRAFT_DATA_ERROR_TOO_FEW` unless two
 * classes have two items each, `GRAFT_DATA_ERROR_RANGE` for a label that is none of the
 * k, cancellation.
 */
gboolean graft_cross_fit (const GraftCrossFit *problem,
                          double *probabilities,
                          gint32 *judged,
                          GError **error);

G_END_DECLS
