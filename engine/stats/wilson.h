/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interval of one measured accuracy. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The 97.5 % point of the normal distribution. */
#define GRAFT_WILSON_95 1.959963984540054

/**
 * graft_wilson_interval:
 * @successes: at most @n
 * @n: trials
 * @low: (out): lower end, 0 … 1
 * @high: (out): upper end, 0 … 1
 *
 * The 95 % score interval of a proportion; 0 … 1 when @n is 0. Unlike the textbook
 * p ± 1.96 sd it stays inside 0 … 1 and has a width when all or none succeed.
 * Source: Wilson, "Probable inference", JASA 22, 1927.
 */
void graft_wilson_interval (gsize successes, gsize n, double *low, double *high);
/* The same for another confidence: @z is the point of the normal distribution that leaves
 * half of the rest above it, 1.645 for 90 %. */
void
graft_wilson_interval_at (double z, gsize successes, gsize n, double *low, double *high);

G_END_DECLS
