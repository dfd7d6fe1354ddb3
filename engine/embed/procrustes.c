/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See procrustes.h. */
#include "engine/embed/procrustes.h"

#include "engine/tensor/linalg.h"

/* [n, d] less the means of the columns, which go to @mean, [d]. */
static double *
dup_centred (const double *points, gsize n, gsize d, double *mean)
{
  double *centred = g_new (double, n *d);

  for (gsize c = 0; c < d; c++)
    mean[c] = 0;
  for (gsize i = 0; i < n * d; i++)
    mean[i % d] += points[i];
  for (gsize c = 0; c < d; c++)
    mean[c] /= (double)n;
  for (gsize i = 0; i < n * d; i++)
    centred[i] = points[i] - mean[i % d];
  return centred;
}

/* R = U Vᵀ, [d, d], that maximises trace(Rᵀ M) for @m = U diag(s) Vᵀ, destroyed; and that
 * maximum, Σ s. Numbers that are not finite are not turned. */
static double
best_rotation (double *m, gsize d, double *r)
{
  g_autofree double *u = g_new (double, d *d), *vt = g_new (double, d *d);
  g_autofree double *s = g_new (double, d);
  double sum = 0;

  if (!graft_linalg_svd (m, d, d, u, s, vt, NULL))
    {
      for (gsize i = 0; i < d * d; i++)
        r[i] = i % (d + 1) == 0;
      return 0;
    }
  graft_linalg_multiply ((GraftProduct){ .m = d, .n = d, .k = d }, u, vt, r);
  for (gsize c = 0; c < d; c++)
    sum += s[c];
  return sum;
}

static double
sum_of_squares (const double *values, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += values[i] * values[i];
  return sum;
}

void
graft_procrustes (const double *a,
                  const double *b,
                  gsize n,
                  gsize d,
                  gboolean scales,
                  double *moved,
                  double *rotation,
                  double *scale,
                  double *residual)
{
  g_autofree double *mean_a = g_new (double, d), *mean_b = g_new (double, d);
  g_autofree double *m = g_new (double, d *d), *r = g_new (double, d *d);
  g_autofree double *from = NULL, *to = NULL;
  double s = 1, trace, norm, rest = 0;

  if (n == 0 || d == 0)
    return;
  to = dup_centred (a, n, d, mean_a);
  from = dup_centred (b, n, d, mean_b);
  graft_linalg_multiply ((GraftProduct){ .m = d, .n = d, .k = n, .transpose_a = TRUE },
                         from, to, m);
  trace = best_rotation (m, d, r);
  norm = sum_of_squares (from, n * d);
  if (scales && norm > 0)
    s = trace / norm;
  graft_linalg_multiply ((GraftProduct){ .m = n, .n = d, .k = d }, from, r, moved);
  for (gsize i = 0; i < n * d; i++)
    {
      double off = to[i] - s * moved[i];

      rest += off * off;
      moved[i] = s * moved[i] + mean_a[i % d];
    }
  for (gsize i = 0; rotation != NULL && i < d * d; i++)
    rotation[i] = r[i];
  if (scale != NULL)
    *scale = s;
  if (residual != NULL)
    *residual = rest;
}
