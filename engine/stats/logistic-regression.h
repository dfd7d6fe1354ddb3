/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Multinomial logistic regression: the linear head of methods 3.8. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GraftLogistic:
 * @w: [k, d]; @b: [k]
 * @loss: mean cross-entropy + (l2 / 2) ‖W‖² where the fit ended
 */
typedef struct
{
  gsize d;
  gsize k;
  double *w;
  double *b;
  double loss;
} GraftLogistic;

/**
 * GraftLogisticFit:
 * @x: [n, d], best standardised; @labels: [n], 0 … k - 1
 * @l2: weight of ½‖W‖²; the bias is free
 * @max_iterations: 0 for 500
 * @tolerance: the fit ends earlier when no entry of the gradient reaches it; 0 for 1e-6
 */
typedef struct
{
  const double *x;
  const gint32 *labels;
  gsize n;
  gsize d;
  gsize k;
  double l2;
  guint max_iterations;
  double tolerance;
  GCancellable *cancellable;
} GraftLogisticFit;

/* Starts at 0 and descends by L-BFGS. Cost: 4 n d k an iteration. Thread: any. */
GraftLogistic *graft_logistic_fit (const GraftLogisticFit *fit);
void graft_logistic_free (GraftLogistic *self);
/* @probabilities: [n, k] of the rows of @x, [n, d] */
void graft_logistic_predict (const GraftLogistic *self,
                             const double *x,
                             gsize n,
                             double *probabilities);
/* Share of the rows whose most probable class is not their label. */
double graft_logistic_error (const GraftLogistic *self,
                             const double *x,
                             const gint32 *labels,
                             gsize n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftLogistic, graft_logistic_free)

G_END_DECLS
