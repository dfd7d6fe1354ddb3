/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Label propagation between all pairs of items, by direct solution (methods 9.3): for
 * few items, and as the yardstick of propagation.h, which does the same on a graph of
 * neighbours. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GraftDenseLabels:
 * @x: features, [n, d]
 * @labels: [n] 0 … k − 1; negative is none
 * @sigma2: σ² of the weights exp (−d² / 2σ²), above 0; nothing is joined with itself
 */
typedef struct
{
  const double *x;
  const gint32 *labels;
  gsize n;
  gsize d;
  gsize k;
  double sigma2;
} GraftDenseLabels;

/**
 * graft_spread_dense:
 * @alpha: share of the neighbours, below 1
 * @f: (out): [n, k] (1 − α) (I − α S)⁻¹ Y with S = D^(−½) W D^(−½)
 *
 * Cost: n² d + ⅔ n³. Memory: 8 n² bytes. Errors: `GRAFT_DATA_ERROR_NOT_FINITE`.
 * Source: Zhou et al., "Learning with local and global consistency", NIPS 2003.
 */
gboolean graft_spread_dense (const GraftDenseLabels *problem,
                             double alpha,
                             double *f,
                             GError **error);

/**
 * graft_harmonic_dense:
 * @f: (out): [n, k] rows of labelled items as given, of the others (I − T_uu)⁻¹ T_ul Y_l;
 * 0 for items that no label reaches
 *
 * Cost: n² d + ⅔ n³. Memory: 16 n² bytes. Errors: `GRAFT_DATA_ERROR_NOT_FINITE`.
 * Source: Zhu, Ghahramani, Lafferty, "Semi-supervised learning using Gaussian fields and
 * harmonic functions", ICML 2003, equation 5.
 */
gboolean
graft_harmonic_dense (const GraftDenseLabels *problem, double *f, GError **error);

G_END_DECLS
