/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paired bootstrap: how sure is the difference of two models on the same test samples. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GRAFT_BOOTSTRAP_RESAMPLES 10000

/**
 * graft_bootstrap_paired:
 * @a_right: [n] 1 where model A is right, 0 where it is wrong
 * @b_right: [n] the same for model B, same samples in the same order
 * @seed: same seed, same interval
 * @low: (out): 2.5 % point; @high: (out): 97.5 % point
 *
 * 95 % percentile interval of mean(a) − mean(b) over 10 000 resamples of the samples. A sample
 * counts only by the pair (a, b), and the difference only by how many of the n draws fall on
 * (1, 0) and on (0, 1): both are drawn as binomials, which is the same distribution at a cost
 * that does not grow with n·10 000. Both ends are 0 when @n is 0.
 * Source: Efron, Tibshirani, "An introduction to the bootstrap", 1993, chapter 13.
 */
void graft_bootstrap_paired (const guint8 *a_right,
                             const guint8 *b_right,
                             gsize n,
                             guint64 seed,
                             double *low,
                             double *high);

/**
 * graft_bootstrap_paired_indices:
 * @indices: [n_resamples, n] which sample each draw takes, below @n
 * @differences: (out): [n_resamples] mean(a) − mean(b) of each resample
 *
 * The same by given draws; the ends are quantiles with linear interpolation (type 7).
 */
void graft_bootstrap_paired_indices (const guint8 *a_right,
                                     const guint8 *b_right,
                                     gsize n,
                                     const gint64 *indices,
                                     gsize n_resamples,
                                     double *differences,
                                     double *low,
                                     double *high);

/* The @p quantile, 0 … 1, of @sorted, [n], ascending, n > 0: linear interpolation (type 7). */
double graft_quantile_sorted (const double *sorted, gsize n, double p);

/**
 * graft_negative_transfer:
 * @with_right: [n] 1 where the adapted model is right on target test sample i
 * @without_right: [n] the same for the model trained without transfer
 * @gap: (out): error with transfer minus error without: above 0, transfer hurts
 * @low: (out): 95 % paired bootstrap interval of @gap; @high: (out): its upper end
 *
 * Methods 10.5. Source: Wang, Dai, Póczos, Carbonell, "Characterizing and avoiding negative
 * transfer", CVPR 2019 (the gap).
 *
 * Returns: %TRUE when the whole interval lies above 0: a warning is due
 */
gboolean graft_negative_transfer (const guint8 *with_right,
                                  const guint8 *without_right,
                                  gsize n,
                                  guint64 seed,
                                  double *gap,
                                  double *low,
                                  double *high);

G_END_DECLS
