/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The paired bootstrap (methods 10.3): is A better than B on the same items? */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* 95 % percentile interval (type 7) of mean(a) − mean(b) over 10 000 seeded resamples of the @n
 * items; @a_right and @b_right are 0 or 1. Drawn from the counts of agreement, so the cost does
 * not grow with @n. */
void graft_bootstrap_paired (const guint8 *a_right, const guint8 *b_right, gsize n, guint64 seed,
                             double *low, double *high);
/* The same with the resamples given: @indices [n_resamples, n]; @differences [n_resamples]. */
void graft_bootstrap_paired_indices (const guint8 *a_right, const guint8 *b_right, gsize n,
                                     const gint64 *indices, gsize n_resamples,
                                     double *differences, double *low, double *high);

G_END_DECLS
