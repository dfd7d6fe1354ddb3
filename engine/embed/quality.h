/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a map may be trusted (methods 8.5). Euclidean distances throughout. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Trustworthiness and continuity of @y [n, d_map] as a map of @x [n, d] for @k < n/2
 * neighbours. */
void graft_trust_continuity (const double *x,
                             gsize d,
                             const double *y,
                             gsize d_map,
                             gsize n,
                             guint k,
                             double *trustworthiness,
                             double *continuity);
/* Mean silhouette of @labels [n] on @x [n, d]; @samples: (nullable): [n]. Negative labels
 * are left out; NaN with fewer than two classes. O(n² d). */
double graft_silhouette (
    const float *x, gsize n, gsize d, const gint32 *labels, double *samples);

G_END_DECLS
