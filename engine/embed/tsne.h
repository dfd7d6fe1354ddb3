/* SPDX-License-Identifier: GPL-3.0-or-later */
/* t-SNE to two dimensions (methods 8.2), an iteration at a time, so that it can be
 * stopped and watched. The same bits at any number of threads. */
#pragma once

#include "engine/base/workers.h"
#include "engine/embed/affinities.h"

G_BEGIN_DECLS

/**
 * GraftTsneDescent:
 * @exaggeration: factor of P in the early iterations, the first 250
 * @early_momentum: μ in them; @momentum: afterwards, and without exaggeration
 * @gain_add: added to a coordinate's gain while it goes downhill as before
 * @gain_factor: the gain is multiplied by it where the slope has turned
 * @least_gain: below which no gain falls
 *
 * How steps are made. Source: van der Maaten, Hinton, JMLR 9, 2008 (methods 8.2).
 */
typedef struct
{
  double exaggeration;
  double early_momentum;
  double momentum;
  double gain_add;
  double gain_factor;
  double least_gain;
} GraftTsneDescent;

/* What methods 8.2 has: 12, 0.5, 0.8, 0.2, 0.8, 0.01. */
extern const GraftTsneDescent graft_tsne_descent;

/**
 * GraftTsneOptions:
 * @perplexity: reduced to (n − 1) / 3 where there are too few points
 * @start: (nullable): [n, 2] a previous layout to start from
 * @exaggerate: the first 250 iterations with factor 12, starting from @start (or PCA)
 * scaled to sd 1e-4; without it from @start as it is: following a layout through training
 * (methods 8.4)
 * @rate: η; 0 for max(n / 48, 50)
 */
typedef struct
{
  double perplexity;
  const float *start;
  gboolean exaggerate;
  double rate;
} GraftTsneOptions;

typedef struct _GraftTsne GraftTsne;

/* @x: [n, d], d ≤ 50 or so: reduce by PCA first. @workers: (nullable), must outlive it.
 * Errors: GRAFT_DATA_ERROR_TOO_FEW below five points, GRAFT_DATA_ERROR_NOT_FINITE. */
GraftTsne *graft_tsne_new (const float *x,
                           gsize n,
                           gsize d,
                           const GraftTsneOptions *options,
                           GraftWorkers *workers,
                           GError **error);
/* From affinities and a layout, [n, 2], as they are, and without a bound on steps. Takes
 * the affinities. @descent: (nullable): that of methods 8.2 */
GraftTsne *graft_tsne_new_from_affinities (GraftAffinities *affinities,
                                           const double *start,
                                           const GraftTsneDescent *descent,
                                           gboolean exaggerate,
                                           double rate);
void graft_tsne_free (GraftTsne *self);
/* One iteration of gradient descent. */
void graft_tsne_step (GraftTsne *self);
guint graft_tsne_get_iteration (const GraftTsne *self);
const float *graft_tsne_peek_layout (const GraftTsne *self);       /* [n, 2] */
void graft_tsne_get_exact (const GraftTsne *self, double *layout); /* [n, 2] */
/* 4 Σ_j (p − q) w (y_i − y_j), without exaggeration: [n, 2]; O(n²). */
void graft_tsne_gradient (GraftTsne *self, double *gradient);
/* KL(P ‖ Q) of the layout as it is, without exaggeration; O(n²). */
double graft_tsne_get_kl (GraftTsne *self);
/* What is used after reduction for few points. */
double graft_tsne_get_perplexity (const GraftTsne *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftTsne, graft_tsne_free)

G_END_DECLS
