/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See propagation-dense.h. */
#include "engine/label/propagation-dense.h"

#include "engine/tensor/linalg.h"

#include <math.h>
#include <string.h>

/* W, [n, n]. */
static double *
dup_weights (const GraftDenseLabels *problem)
{
  gsize n = problem->n, d = problem->d;
  double *w = g_new0 (double, MAX (n * n, 1));

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < i; j++)
      {
        double square = 0;

        for (gsize c = 0; c < d; c++)
          square += pow (problem->x[i * d + c] - problem->x[j * d + c], 2);
        w[i * n + j] = w[j * n + i] = exp (-square / (2 * problem->sigma2));
      }
  return w;
}

static double *
dup_degrees (const double *w, gsize n)
{
  double *degree = g_new0 (double, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      degree[i] += w[i * n + j];
  return degree;
}

gboolean
graft_spread_dense (const GraftDenseLabels *problem,
                    double alpha,
                    double *f,
                    GError **error)
{
  gsize n = problem->n, k = problem->k;
  g_autofree double *a = dup_weights (problem);
  g_autofree double *degree = dup_degrees (a, n);

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      {
        double norm = sqrt (degree[i] * degree[j]);

        /* Without a neighbour within reach of a double, an item keeps to itself. */
        a[i * n + j] = (i == j) - (norm > 0 ? alpha * a[i * n + j] / norm : 0);
      }
  memset (f, 0, n * k * sizeof *f);
  for (gsize i = 0; i < n; i++)
    if (problem->labels[i] >= 0)
      f[i * k + (gsize)problem->labels[i]] = 1 - alpha;
  return graft_linalg_solve (a, n, f, k, error);
}

/* ---- harmonic ---- */

/* Unlabelled items that some path of weights above 0 joins to a label, in order. */
static GArray *
list_reached (const GraftDenseLabels *problem, const double *w)
{
  gsize n = problem->n;
  g_autofree guint8 *reached = g_new0 (guint8, MAX (n, 1));
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (gsize));
  GArray *list = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (gsize i = 0; i < n; i++)
    if (problem->labels[i] >= 0)
      {
        reached[i] = 1;
        g_array_append_val (queue, i);
      }
  for (guint q = 0; q < queue->len; q++)
    for (gsize j = 0; j < n; j++)
      if (!reached[j] && w[g_array_index (queue, gsize, q) * n + j] > 0)
        {
          reached[j] = 1;
          g_array_append_val (queue, j);
        }
  for (gsize i = 0; i < n; i++)
    if (reached[i] && problem->labels[i] < 0)
      g_array_append_val (list, i);
  return list;
}

/* I − T_uu into @a, [m, m], and T_ul Y_l into @b, [m, k]. */
static void
fill_system (const GraftDenseLabels *problem,
             const double *w,
             const GArray *list,
             double *a,
             double *b)
{
  gsize n = problem->n, k = problem->k, m = list->len;
  g_autofree double *degree = dup_degrees (w, n);

  for (gsize r = 0; r < m; r++)
    {
      gsize i = g_array_index (list, gsize, r);

      for (gsize s = 0; s < m; s++)
        a[r * m + s] = (r == s) - w[i * n + g_array_index (list, gsize, s)] / degree[i];
      for (gsize j = 0; j < n; j++)
        if (problem->labels[j] >= 0)
          b[r * k + (gsize)problem->labels[j]] += w[i * n + j] / degree[i];
    }
}

gboolean
graft_harmonic_dense (const GraftDenseLabels *problem, double *f, GError **error)
{
  gsize n = problem->n, k = problem->k;
  g_autofree double *w = dup_weights (problem);
  g_autoptr (GArray) list = list_reached (problem, w);
  g_autofree double *a = g_new (double, MAX ((gsize)list->len * list->len, 1));
  g_autofree double *b = g_new0 (double, MAX (list->len * k, 1));

  memset (f, 0, n * k * sizeof *f);
  for (gsize i = 0; i < n; i++)
    if (problem->labels[i] >= 0)
      f[i * k + (gsize)problem->labels[i]] = 1;
  if (list->len == 0)
    return TRUE;
  fill_system (problem, w, list, a, b);
  if (!graft_linalg_solve (a, list->len, b, k, error))
    return FALSE;
  for (gsize r = 0; r < list->len; r++)
    memcpy (f + g_array_index (list, gsize, r) * k, b + r * k, k * sizeof *f);
  return TRUE;
}
