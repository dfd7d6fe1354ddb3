/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several classifiers as one (methods 3.9). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * graft_ensemble_mean:
 * @probabilities: [n_models, n, k], all models with the same items and order of classes
 * @weights: (nullable): [n_models], not negative; %NULL: all the same
 * @mean: (out): [n, k] Σ w p / Σ w
 *
 * The mean of predicted probabilities. Its cross-entropy is at most the mean of theirs.
 */
void graft_ensemble_mean (const double *probabilities,
                          const double *weights,
                          gsize n_models,
                          gsize n,
                          gsize k,
                          double *mean);
/* The same by geometric means, renormalised: a class that one model excludes is excluded.
 */
void graft_ensemble_geometric_mean (
    const double *probabilities, gsize n_models, gsize n, gsize k, double *mean);

G_END_DECLS
