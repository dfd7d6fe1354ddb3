/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which given labels may be wrong: confident learning (methods 9.4). It suggests; the
 * person decides. The probabilities must be out of sample (cross-fit.h): a classifier
 * that has seen a wrong label believes it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GRAFT_CONFIDENT_TOP 100

/**
 * GraftConfident:
 * @n_judged: items with a given label
 * @threshold: [k] mean probability of class j over the items given as j; infinite for a
 * class without items, which therefore wins none
 * @count: [k, k] confident joint: items given as the row that are confidently the column
 * @joint: [k, k] shares of sum 1 (or 0, when nothing was counted): each row of @count
 * scaled to the size of its class
 * @noise: share of @joint off the diagonal: the labels estimated to be wrong
 * @margin: [n] probability of the given label minus the largest of the others; NaN for
 * items without label
 * @issues: [n_issues] items counted off the diagonal, the smallest margin first
 * @believed: [n_issues] the class that each is counted as
 * @top_losses: [n_top] items with the least probable labels, the worst first
 */
typedef struct
{
  gsize n;
  gsize k;
  gsize n_judged;
  double *threshold;
  gsize *count;
  double *joint;
  double noise;
  double *margin;
  guint32 *issues;
  gint32 *believed;
  gsize n_issues;
  guint32 *top_losses;
  gsize n_top;
} GraftConfident;

/**
 * graft_confident_new:
 * @probabilities: [n, k] out of sample
 * @given: [n] 0 … k − 1; negative is no label, or one that is not to be judged
 * @n_top: how many top losses, 0 for 100
 *
 * Cost: n k + n log n. Thread: any. Errors: `GRAFT_DATA_ERROR_RANGE` for a label that is
 * none of the @k, `GRAFT_DATA_ERROR_NOT_FINITE` for a probability that is no number.
 * Source: Northcutt, Jiang, Chuang, "Confident learning: estimating uncertainty in
 * dataset labels", JAIR 70, 2021, equations 1 to 3.
 */
GraftConfident *graft_confident_new (const double *probabilities,
                                     const gint32 *given,
                                     gsize n,
                                     gsize k,
                                     gsize n_top,
                                     GError **error);
void graft_confident_free (GraftConfident *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftConfident, graft_confident_free)

G_END_DECLS
