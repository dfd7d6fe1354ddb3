/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See conjugate-private.h. Hestenes, Stiefel, "Methods of conjugate gradients for solving
 * linear systems", 1952; S has the diagonal of the problem divided out already. */
#include "engine/label/conjugate-private.h"

#include <math.h>
#include <string.h>

/* q = p − a S p on the unknown rows. */
static void
apply (const GraftConjugate *self, const double *p, double *q)
{
  const GraftNeighbourGraph *graph = self->graph;
  gsize m = self->columns;

  for (gsize i = 0; i < graph->n; i++)
    {
      double sum[GRAFT_CONJUGATE_COLUMNS] = { 0 };

      if (self->unknown != NULL && !self->unknown[i])
        continue; /* stays 0 */
      for (gsize e = graph->first[i]; e < graph->first[i + 1]; e++)
        {
          const double *from = p + graph->column[e] * m;
          double s = self->scaled[e];

          for (gsize c = 0; c < m; c++)
            sum[c] += s * from[c];
        }
      for (gsize c = 0; c < m; c++)
        q[i * m + c] = p[i * m + c] - self->share * sum[c];
    }
}

/* Σ over rows of a · b, for each column. */
static void
dot (const double *a, const double *b, gsize n, gsize m, double *sums)
{
  memset (sums, 0, m * sizeof *sums);
  for (gsize i = 0; i < n; i++)
    for (gsize c = 0; c < m; c++)
      sums[c] += a[i * m + c] * b[i * m + c];
}

/* a += f b, for each column. */
static void
add (double *a, const double *b, gsize n, gsize m, const double *f)
{
  for (gsize i = 0; i < n; i++)
    for (gsize c = 0; c < m; c++)
      a[i * m + c] += f[c] * b[i * m + c];
}

static gboolean
is_done (const double *now, const double *goal, gsize m)
{
  for (gsize c = 0; c < m; c++)
    if (now[c] > goal[c])
      return FALSE;
  return TRUE;
}

guint
graft_conjugate (const GraftConjugate *problem, double *b, double *x, gboolean *converged)
{
  gsize n = problem->graph->n, m = problem->columns;
  g_autofree double *p = g_memdup2 (b, n * m * sizeof *b);
  g_autofree double *q = g_new0 (double, MAX (n * m, 1));
  double now[GRAFT_CONJUGATE_COLUMNS], goal[GRAFT_CONJUGATE_COLUMNS];
  double before[GRAFT_CONJUGATE_COLUMNS], curve[GRAFT_CONJUGATE_COLUMNS];
  double step[GRAFT_CONJUGATE_COLUMNS], back[GRAFT_CONJUGATE_COLUMNS];
  guint iteration = 0;

  memset (x, 0, n * m * sizeof *x);
  dot (b, b, n, m, now);
  for (gsize c = 0; c < m; c++)
    goal[c] = now[c] * problem->tolerance * problem->tolerance;
  while (!is_done (now, goal, m) && iteration < problem->max_iterations &&
         !g_cancellable_is_cancelled (problem->cancellable))
    {
      apply (problem, p, q);
      dot (p, q, n, m, curve);
      for (gsize c = 0; c < m; c++)
        {
          /* A column that has arrived rests, lest it divide 0 by 0. */
          step[c] = now[c] > goal[c] && curve[c] > 0 ? now[c] / curve[c] : 0;
          back[c] = -step[c];
          before[c] = now[c];
        }
      add (x, p, n, m, step);
      add (b, q, n, m, back);
      dot (b, b, n, m, now);
      for (gsize i = 0; i < n; i++)
        for (gsize c = 0; c < m; c++)
          p[i * m + c] =
              b[i * m + c] + (before[c] > 0 ? now[c] / before[c] : 0) * p[i * m + c];
      iteration++;
    }
  *converged = is_done (now, goal, m);
  return iteration;
}
