/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Losses (methods 1.9). Each takes what the network put out, returns the mean loss,
 * summed in double in a fixed order, and overwrites @gradient with the gradient of that
 * mean; where @gradient is %NULL only the loss is computed. None can fail: what is not
 * finite comes out as not finite, and the trainer looks at it. One file a family:
 * loss-softmax.c, loss-binary.c, loss-regression.c, loss-hinge.c. */
#pragma once

#include "engine/tensor/real.h"

G_BEGIN_DECLS

/**
 * GraftSoftmaxCe:
 * @smoothing: ε of label smoothing: targets (1 − ε) onehot + ε / K
 * @class_weights: (nullable): [k]; the loss is Σ w_y ℓ / Σ w_y over the rows kept
 */
typedef struct
{
  double smoothing;
  const double *class_weights;
} GraftSoftmaxCe;

/**
 * graft_loss_softmax_ce:
 * @logits: [n, k]
 * @labels: [n]; a negative one takes its row out: no loss, gradient 0
 * @options: (nullable): plain cross-entropy when %NULL
 * @gradient: (nullable): [n, k]
 *
 * Softmax cross-entropy from logits. With no row kept the loss is 0. Cost: O(n k).
 */
double graft_loss_softmax_ce (const GraftReal *logits,
                              const gint32 *labels,
                              gsize n,
                              gsize k,
                              const GraftSoftmaxCe *options,
                              GraftReal *gradient);

/* −mean Σ q log softmax(z); @targets q: [n, k], rows sum to 1. */
double graft_loss_soft_ce (const GraftReal *logits,
                           const GraftReal *targets,
                           gsize n,
                           gsize k,
                           GraftReal *gradient);

/**
 * graft_loss_distillation:
 * @logits: of the student, [n, k]; @teacher: logits of the teacher, [n, k]
 * @temperature: T > 0
 *
 * T² · KL(softmax(teacher / T) ‖ softmax(student / T)), mean over rows; the factor T²
 * keeps the gradient's size when T changes. Source: Hinton et al. 2015, arXiv:1503.02531.
 */
double graft_loss_distillation (const GraftReal *logits,
                                const GraftReal *teacher,
                                gsize n,
                                gsize k,
                                double temperature,
                                GraftReal *gradient);

/* Binary cross-entropy on logits, mean over all elements; @targets in [0, 1]. */
double graft_loss_bce (const GraftReal *logits,
                       const GraftReal *targets,
                       gsize n,
                       GraftReal *gradient);

/**
 * graft_loss_domain_bce:
 * @logits: [n_source + n_target], source rows first; a logit above 0 says "target"
 * @gradient: (nullable): as long as @logits
 *
 * ½ mean over source rows (label 0) + ½ mean over target rows (label 1) of the binary
 * cross-entropy: each domain weighs half, however many rows it has (methods 5.2). A
 * domain without rows adds 0. An undecided head has loss ln 2.
 */
double graft_loss_domain_bce (const GraftReal *logits,
                              gsize n_source,
                              gsize n_target,
                              GraftReal *gradient);

/* Reals that graft_loss_coral() needs. */
gsize graft_coral_scratch (gsize n_source, gsize n_target, gsize d);
/**
 * graft_loss_coral:
 * @features: [n_source + n_target, d], source rows first
 * @weight: by which the gradient, not the returned loss, is multiplied
 * @gradient: as long as @features
 *
 * ‖C_s − C_t‖² / (4 d²), the squared Frobenius distance of the covariances (n − 1) of the
 * two domains; 0 when a domain has less than two rows. Cost: about 4 (n_s + n_t)² d
 * operations. Source: Sun and Saenko 2016, arXiv:1607.01719, equations 1 to 6.
 */
double graft_loss_coral (const GraftReal *features,
                         gsize n_source,
                         gsize n_target,
                         gsize d,
                         double weight,
                         GraftReal *scratch,
                         GraftReal *gradient);

/* Mean of squared differences over all @n elements. */
double graft_loss_mse (const GraftReal *values,
                       const GraftReal *targets,
                       gsize n,
                       GraftReal *gradient);

/* Mean over all elements of ½ d² / β where |d| < β, else |d| − β / 2; @beta > 0. */
double graft_loss_smooth_l1 (const GraftReal *values,
                             const GraftReal *targets,
                             gsize n,
                             double beta,
                             GraftReal *gradient);

/* Mean over rows of (1 / k) Σ_{j ≠ y} max(0, @margin − z_y + z_j). Rows with a negative
 * label are left out, as in graft_loss_softmax_ce(). */
double graft_loss_multi_hinge (const GraftReal *logits,
                               const gint32 *labels,
                               gsize n,
                               gsize k,
                               double margin,
                               GraftReal *gradient);

G_END_DECLS
