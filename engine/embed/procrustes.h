/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moving one layout onto another (methods 8.4). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * graft_procrustes:
 * @a: [n, d] the layout to match; @b: [n, d] the layout to move; @moved: [n, d], may be
 * @b
 * @scales: also change the size of @b
 * @rotation: (nullable): [d, d] R; @scale: (nullable): s; @residual: (nullable): ‖A −
 * B'‖²
 *
 * B' = s (B − mean B) R + mean A with the least ‖A − B'‖; reflections allowed. Cost:
 * O(n d² + d³). Source: Schönemann, "A generalized solution of the orthogonal Procrustes
 * problem", Psychometrika 31, 1966.
 */
void graft_procrustes (const double *a,
                       const double *b,
                       gsize n,
                       gsize d,
                       gboolean scales,
                       double *moved,
                       double *rotation,
                       double *scale,
                       double *residual);

G_END_DECLS
