/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two models over the same seeds, by ranks. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * graft_wilcoxon:
 * @a: [n] figures of one model; @b: [n] of the other, same seeds
 *
 * Two-sided signed-rank test. Zero differences are left out, ties share their mean rank. The
 * distribution is counted exactly, ties included, up to 50 differences, and normal with the
 * variance of the tied ranks beyond.
 * Cost: O(n³) counted. Source: Wilcoxon, "Individual comparisons by ranking methods", 1945.
 *
 * Returns: the p-value; 1 without a difference
 */
double graft_wilcoxon (const double *a, const double *b, gsize n);

G_END_DECLS
