/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several comparisons at once. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * graft_holm:
 * @p: [n] p-values
 * @adjusted: (out): [n] in the order of @p: compare each with the level for the whole family
 *
 * Step-down adjustment. Source: Holm, Scandinavian Journal of Statistics 6, 1979.
 */
void graft_holm (const double *p, gsize n, double *adjusted);

G_END_DECLS
