/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moving one layout onto another (methods 8.4). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * graft_procrustes:
 * @a: [n, 2] the layout to match; @b: [n, 2] the layout to move; @moved: [n, 2], may be
 * @b
 * @scales: also change the size of @b
 * @rotation: (nullable): [2, 2] R; @scale: (nullable): s; @residual: (nullable): ‖A −
 * B'‖²
 *
 * B' = s (B − mean B) R + mean A with the least ‖A − B'‖; reflections allowed.
 */
void graft_procrustes (const double *a,
                       const double *b,
                       gsize n,
                       gboolean scales,
                       double *moved,
                       double *rotation,
                       double *scale,
                       double *residual);

G_END_DECLS
