/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Binomial numbers: how often of n draws something happens, without making the n draws.
 */
#pragma once

#include "engine/base/rng.h"

G_BEGIN_DECLS

/* ln 0!, ln 1!, … ln @n!: [n + 1], free with g_free(). */
double *graft_log_factorials (gsize n);

/* How many of @n trials succeed that do so with probability @p each. By inversion,
 * walking outwards from the mode: about one standard deviation of steps.
 * @log_factorial: [n + 1] */
gsize graft_binomial_draw (GraftRng *rng, const double *log_factorial, gsize n, double p);

G_END_DECLS
