/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See bootstrap.h. */
#include "engine/stats/bootstrap.h"

#include "engine/base/rng.h"
#include "engine/stats/binomial.h"

#include <math.h>
#include <stdlib.h>

/* How many samples only A, and only B, gets right. */
typedef struct
{
  gsize a_only;
  gsize b_only;
} Disagreement;

static Disagreement
count (const guint8 *a_right, const guint8 *b_right, gsize n)
{
  Disagreement self = { 0, 0 };

  for (gsize i = 0; i < n; i++)
    {
      self.a_only += a_right[i] && !b_right[i];
      self.b_only += !a_right[i] && b_right[i];
    }
  return self;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

double
graft_quantile_sorted (const double *sorted, gsize n, double p)
{
  double place = p * (double)(n - 1);
  gsize below = MIN ((gsize)place, n - 1);
  gsize above = MIN (below + 1, n - 1);

  return sorted[below] + (place - (double)below) * (sorted[above] - sorted[below]);
}

static void
take_interval (double *differences, gsize n, double *low, double *high)
{
  qsort (differences, n, sizeof *differences, compare);
  *low = graft_quantile_sorted (differences, n, 0.025);
  *high = graft_quantile_sorted (differences, n, 0.975);
}

void
graft_bootstrap_paired (const guint8 *a_right,
                        const guint8 *b_right,
                        gsize n,
                        guint64 seed,
                        double *low,
                        double *high)
{
  const Disagreement seen = count (a_right, b_right, n);
  const double disagree = (double)(seen.a_only + seen.b_only);
  g_autofree double *differences = g_new (double, GRAFT_BOOTSTRAP_RESAMPLES);
  g_autofree double *table = graft_log_factorials (n);
  GraftRng rng;

  *low = *high = 0;
  if (n == 0 || disagree == 0)
    return;
  graft_rng_init (&rng, seed, GRAFT_RNG_SAMPLE, 0);
  for (gsize i = 0; i < GRAFT_BOOTSTRAP_RESAMPLES; i++)
    {
      gsize both = graft_binomial_draw (&rng, table, n, disagree / (double)n);
      gsize a_only =
          graft_binomial_draw (&rng, table, both, (double)seen.a_only / disagree);

      differences[i] = (2 * (double)a_only - (double)both) / (double)n;
    }
  take_interval (differences, GRAFT_BOOTSTRAP_RESAMPLES, low, high);
}

void
graft_bootstrap_paired_indices (const guint8 *a_right,
                                const guint8 *b_right,
                                gsize n,
                                const gint64 *indices,
                                gsize n_resamples,
                                double *differences,
                                double *low,
                                double *high)
{
  g_autofree double *sorted = NULL;

  *low = *high = 0;
  if (n == 0 || n_resamples == 0)
    return;
  for (gsize r = 0; r < n_resamples; r++)
    {
      gint64 sum = 0;

      for (gsize i = 0; i < n; i++)
        {
          gint64 at = indices[r * n + i];

          g_return_if_fail (at >= 0 && (gsize)at < n);
          sum += (a_right[at] != 0) - (b_right[at] != 0);
        }
      differences[r] = (double)sum / (double)n;
    }
  sorted = g_memdup2 (differences, n_resamples * sizeof *differences);
  take_interval (sorted, n_resamples, low, high);
}

gboolean
graft_negative_transfer (const guint8 *with_right,
                         const guint8 *without_right,
                         gsize n,
                         guint64 seed,
                         double *gap,
                         double *low,
                         double *high)
{
  const Disagreement seen = count (without_right, with_right, n);

  *gap = n > 0 ? ((double)seen.a_only - (double)seen.b_only) / (double)n : 0;
  /* error(with) − error(without) = accuracy(without) − accuracy(with) */
  graft_bootstrap_paired (without_right, with_right, n, seed, low, high);
  return *low > 0;
}
