/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two models over the same seeds: Student's paired test. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * graft_paired_t:
 * @a: [n] figures of one model, a seed an entry
 * @b: [n] of the other, same seeds
 * @p: (out): two-sided; 1 below two pairs and when all differences are 0, 0 when they are
 *     equal and not 0
 *
 * Returns: t = mean(a − b) / (sd(a − b) / √n); 0 or ±infinity in the cases above
 */
double graft_paired_t (const double *a, const double *b, gsize n, double *p);

G_END_DECLS
