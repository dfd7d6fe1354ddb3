/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a classifier gets right, class by class. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GraftMetrics:
 * @n: samples counted: those with a label
 * @confusion: [k, k]; rows are the truth, columns the prediction
 * @recall: [k]; @precision: [k]; @f1: [k]; 0 where nothing can be divided by
 * @accuracy: share of right predictions
 * @balanced_accuracy: mean of @recall over all k classes
 * @macro_f1: mean of @f1 over all k classes
 */
typedef struct
{
  gsize k;
  gsize n;
  gsize *confusion;
  double *recall;
  double *precision;
  double *f1;
  double accuracy;
  double balanced_accuracy;
  double macro_f1;
} GraftMetrics;

/**
 * graft_metrics_new:
 * @labels: [n] 0 … k − 1; negative is unknown, and skipped
 * @predictions: [n] 0 … k − 1
 *
 * Errors: `GRAFT_DATA_ERROR_RANGE` for a class that is not one of the @k.
 */
GraftMetrics *graft_metrics_new (
    const gint32 *labels, const gint32 *predictions, gsize n, gsize k, GError **error);
void graft_metrics_free (GraftMetrics *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftMetrics, graft_metrics_free)

G_END_DECLS
