/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limited-memory BFGS with a strong Wolfe line search, for smooth convex problems such as the
 * linear heads (methods 3.8). Nocedal, Wright, "Numerical optimization", 2006, 7.2 and 3.5. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Value at @x, [n]; fills @gradient, [n]. */
typedef double (*GraftObjective) (const double *x, double *gradient, gpointer data);

/**
 * GraftLbfgs:
 * @tolerance: stop when the largest entry of the gradient is below it
 * @max_iterations: or after this many
 */
typedef struct
{
  GraftObjective objective;
  gpointer data;
  gsize n;
  double tolerance;
  guint max_iterations;
  GCancellable *cancellable;
} GraftLbfgs;

/* Minimises from @x on, [n], which is replaced. Memory 10, c₁ 1e-4, c₂ 0.9. Returns the value
 * reached; a cancelled call returns where it is. */
double graft_lbfgs_minimise (const GraftLbfgs *problem, double *x);

G_END_DECLS
