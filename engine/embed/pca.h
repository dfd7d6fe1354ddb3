/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Principal components (methods 8.1). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GraftPca:
 * @mean: [d]; @components: [k, d], the entry of largest size in each is positive
 * @variance: [k], s² / (n − 1); @ratio: [k], share of the total variance
 */
typedef struct
{
  gsize d;
  gsize k;
  double *mean;
  double *components;
  double *variance;
  double *ratio;
} GraftPca;

/**
 * graft_pca_fit:
 * @x: [n, d]
 * @k: components wanted; cut to min(n − 1, d)
 * @seed: of the randomised method, used where min(n, d) > 500
 *
 * Cost: exact O(n d min(n, d)); randomised O(n d (k + 10) · 10).
 * Errors: GRAFT_DATA_ERROR_TOO_FEW below two rows, GRAFT_DATA_ERROR_NOT_FINITE.
 */
GraftPca *
graft_pca_fit (const float *x, gsize n, gsize d, gsize k, guint64 seed, GError **error);
void graft_pca_free (GraftPca *self);
/* @scores: [n, k] */
void graft_pca_transform (const GraftPca *self, const float *x, gsize n, float *scores);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftPca, graft_pca_free)

G_END_DECLS
