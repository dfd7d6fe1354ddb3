/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See procrustes.h. In the plane the polar factor of the 2 × 2 product has a closed form:
 * the best turn and the best mirror are one arc tangent each, and the better of the two
 * is taken. */
#include "engine/embed/procrustes.h"

#include <math.h>

static void
mean_of (const double *points, gsize n, double mean[2])
{
  mean[0] = mean[1] = 0;
  for (gsize i = 0; i < 2 * n; i++)
    mean[i % 2] += points[i];
  mean[0] /= (double)n;
  mean[1] /= (double)n;
}

/* R, [2, 2], that maximises trace(R' M) for M = B'A, and that maximum. */
static double
best_rotation (const double m[4], double r[4])
{
  double turn = hypot (m[0] + m[3], m[1] - m[2]);
  double mirror = hypot (m[0] - m[3], m[1] + m[2]);
  double best = MAX (turn, mirror);
  double c, s;

  if (best == 0)
    {
      r[0] = r[3] = 1;
      r[1] = r[2] = 0;
      return 0;
    }
  if (turn >= mirror)
    {
      c = (m[0] + m[3]) / turn;
      s = (m[1] - m[2]) / turn;
      r[0] = c, r[1] = s, r[2] = -s, r[3] = c;
    }
  else
    {
      c = (m[0] - m[3]) / mirror;
      s = (m[1] + m[2]) / mirror;
      r[0] = c, r[1] = s, r[2] = s, r[3] = -c;
    }
  return best;
}

void
graft_procrustes (const double *a,
                  const double *b,
                  gsize n,
                  gboolean scales,
                  double *moved,
                  double *rotation,
                  double *scale,
                  double *residual)
{
  double mean_a[2], mean_b[2], m[4] = { 0 }, r[4], norm = 0, s = 1, rest = 0, trace;

  if (n == 0)
    return;
  mean_of (a, n, mean_a);
  mean_of (b, n, mean_b);
  for (gsize i = 0; i < n; i++)
    {
      double ax = a[2 * i] - mean_a[0], ay = a[2 * i + 1] - mean_a[1];
      double bx = b[2 * i] - mean_b[0], by = b[2 * i + 1] - mean_b[1];

      m[0] += bx * ax;
      m[1] += bx * ay;
      m[2] += by * ax;
      m[3] += by * ay;
      norm += bx * bx + by * by;
    }
  trace = best_rotation (m, r);
  if (scales && norm > 0)
    s = trace / norm;
  for (gsize i = 0; i < n; i++)
    {
      double bx = b[2 * i] - mean_b[0], by = b[2 * i + 1] - mean_b[1];

      moved[2 * i] = s * (bx * r[0] + by * r[2]) + mean_a[0];
      moved[2 * i + 1] = s * (bx * r[1] + by * r[3]) + mean_a[1];
      rest += pow (a[2 * i] - moved[2 * i], 2) + pow (a[2 * i + 1] - moved[2 * i + 1], 2);
    }
  for (guint i = 0; rotation != NULL && i < 4; i++)
    rotation[i] = r[i];
  if (scale != NULL)
    *scale = s;
  if (residual != NULL)
    *residual = rest;
}
