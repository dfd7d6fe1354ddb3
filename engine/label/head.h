/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A linear classifier on features, for suggestions and doubts: the logistic head of
 * methods 3.8 with what it takes to use it on any features. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _GraftHead GraftHead;

/**
 * GraftHeadFit:
 * @x: features, [n, d]
 * @labels: [n] 0 … k − 1; negative is none
 * @leave_out: (nullable): [n] not 0 for items that are not to be learnt from
 * @l2: weight of ½‖W‖² beside the mean cross-entropy, above 0
 */
typedef struct
{
  const float *x;
  const gint32 *labels;
  const guint8 *leave_out;
  gsize n;
  gsize d;
  gsize k;
  double l2;
  GCancellable *cancellable;
} GraftHeadFit;

/**
 * graft_head_fit:
 *
 * Learns from the labelled items. The features are centred and divided by one number, so
 * that their mean variance is 1 and @l2 means the same for all; their ratios stay, which
 * for principal components are worth keeping. Classes without items have probability 0.
 * Cost: 4 n d k an iteration, at most 150. Memory: 8 n (d + k) bytes. Thread: any.
 * Errors: `GRAFT_DATA_ERROR_TOO_FEW` without any labelled item,
 * `GRAFT_DATA_ERROR_NOT_FINITE`, cancellation.
 */
GraftHead *graft_head_fit (const GraftHeadFit *fit, GError **error);
void graft_head_free (GraftHead *self);
/* Classes that it has seen, of the k. */
gsize graft_head_get_n_seen (const GraftHead *self);
/* @probabilities: [k] of the features @x, [d], and so on for @n rows. */
void graft_head_predict (const GraftHead *self,
                         const float *x,
                         gsize n,
                         double *probabilities);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftHead, graft_head_free)

G_END_DECLS
