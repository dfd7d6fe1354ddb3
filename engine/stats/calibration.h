/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does a classifier mean what it says: how often is it right where it claims a certain
 * probability, and one number that mends it (methods 9.6). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GRAFT_CALIBRATION_BINS 15

/**
 * GraftCalibration:
 * @n: samples counted: those with a label
 * @count: [n_bins] samples whose largest probability lies in (b / n_bins, (b + 1) /
 * n_bins]
 * @accuracy: [n_bins] share of them that are right; @confidence: [n_bins] mean of that
 * probability; 0 in an empty bin
 * @ece: mean of |accuracy − confidence|, weighted by @count; @mce: the largest one
 * @brier: mean over samples of Σ_c (p_c − 1[c is the label])², between 0 and 2
 * @nll: mean −ln p of the label, nats
 *
 * What a reliability diagram shows.
 */
typedef struct
{
  gsize n_bins;
  gsize n;
  gsize *count;
  double *accuracy;
  double *confidence;
  double ece;
  double mce;
  double brier;
  double nll;
} GraftCalibration;

/**
 * graft_calibration_new:
 * @probabilities: [n, k] rows of sum 1
 * @labels: [n] 0 … k − 1; negative is unknown, and skipped
 * @n_bins: 0 for 15
 *
 * Cost: n k. Errors: `GRAFT_DATA_ERROR_RANGE` for a label that is none of the @k.
 * Source: Guo et al., "On calibration of modern neural networks", ICML 2017.
 */
GraftCalibration *graft_calibration_new (const double *probabilities,
                                         const gint32 *labels,
                                         gsize n,
                                         gsize k,
                                         gsize n_bins,
                                         GError **error);
void graft_calibration_free (GraftCalibration *self);

/**
 * graft_temperature_fit:
 * @logits: [n, k] of samples that were not trained on
 * @labels: [n] 0 … k − 1; negative is unknown, and skipped
 * @nll: (out) (optional): mean cross-entropy at that temperature, nats
 *
 * The temperature T for which softmax (logits / T) has the least cross-entropy: the same
 * classes win, with other probabilities. Convex in 1 / T: Newton's steps, and a bisection
 * where they leave the bracket. Kept between 0.001 and 1000, and stops on the way there
 * when nothing is left to gain because every sample is right. 1 without any labelled
 * sample.
 * Cost: about 10 n k. Source: the same, section 4.2.
 */
double graft_temperature_fit (
    const double *logits, const gint32 *labels, gsize n, gsize k, double *nll);
/* softmax (logits / @temperature): [n, k]; may be @logits itself. */
void graft_temperature_apply (
    const double *logits, gsize n, gsize k, double temperature, double *probabilities);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftCalibration, graft_calibration_free)

G_END_DECLS
