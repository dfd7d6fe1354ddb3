/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How unsure a classifier is of an item: what uncertainty sampling sorts by (methods
 * 9.1). Settles, "Active learning literature survey", 2009, section 3.1. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All: @probabilities [n, k], rows of sum 1; @scores [n], (out). Cost: n k. Thread: any.
 */

/* 1 − the largest probability: ask for the largest scores first. */
void
graft_least_confidence (const double *probabilities, gsize n, gsize k, double *scores);
/* The largest probability minus the second largest: ask for the smallest first. */
void graft_margin (const double *probabilities, gsize n, gsize k, double *scores);
/* −Σ p ln p, nats: ask for the largest first. */
void graft_entropy (const double *probabilities, gsize n, gsize k, double *scores);

/**
 * graft_bald:
 * @probabilities: [n_models, n, k] what each model of an ensemble says
 * @scores: (out): [n] entropy of the mean minus mean of the entropies, nats, ≥ 0
 *
 * How much the models contradict each other: unlike the entropy, small where all agree
 * that an item is ambiguous. Ask for the largest first. Cost: n_models n k.
 * Source: Houlsby et al., "Bayesian active learning for classification and preference
 * learning", arXiv:1112.5745, equation 2.
 */
void graft_bald (
    const double *probabilities, gsize n_models, gsize n, gsize k, double *scores);

G_END_DECLS
