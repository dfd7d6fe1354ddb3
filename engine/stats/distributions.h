/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The distribution functions that the tests of this folder ask for. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * graft_incomplete_beta:
 * @a: > 0; @b: > 0; @x: 0 … 1
 *
 * Regularised incomplete beta function I_x(a, b), to about 1e-14 for a, b up to a
 * hundred and 1e-11 up to a few thousand. Source: continued fraction 8.17.22 of the NIST
 * Digital Library of Mathematical Functions, evaluated by Lentz's method.
 */
double graft_incomplete_beta (double a, double b, double x);

/* P(|T| ≥ |t|) of Student's t with @df > 0 degrees of freedom. */
double graft_student_p (double t, double df);

/* The t with P(|T| ≥ t) = @p, 0 < p < 1: for a 95 % interval ask for 0.05. */
double graft_student_t (double p, double df);

/* P(X ≥ @x) of χ² with one degree of freedom. */
double graft_chi2_1_p (double x);

/* P(X ≤ @k) of a fair coin thrown @n times; 0 for negative k. */
double graft_coin_cdf (gint64 k, gint64 n);

G_END_DECLS
