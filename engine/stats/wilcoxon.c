/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See wilcoxon.h. Ranks are kept doubled, so that shared ones are whole numbers. */
#include "engine/stats/wilcoxon.h"

#include <math.h>
#include <stdlib.h>

#define MAX_COUNTED 50

static int
compare_sizes (const void *a, const void *b)
{
  double x = fabs (*(const double *)a), y = fabs (*(const double *)b);

  return (x > y) - (x < y);
}

/* @differences sorted by size → doubled ranks; returns the doubled rank sum of the
 * positive. */
static gsize
rank (const double *differences, gsize n, gsize *ranks)
{
  gsize positive = 0;

  for (gsize i = 0, end; i < n; i = end)
    {
      for (end = i + 1; end < n && fabs (differences[end]) == fabs (differences[i]);
           end++)
        ;
      for (gsize j = i; j < end; j++)
        {
          /* Ranks i + 1 … end share their mean; twice that. */
          ranks[j] = i + 1 + end;
          positive += differences[j] > 0 ? ranks[j] : 0;
        }
    }
  return positive;
}

/* The share of the 2ⁿ sign patterns whose positive rank sum is at most @sum. */
static double
share_up_to (const gsize *ranks, gsize n, gsize sum)
{
  gsize total = n * (n + 1);
  g_autofree double *share = g_new0 (double, total + 1);
  double below = 0;

  share[0] = 1;
  for (gsize i = 0; i < n; i++)
    for (gsize s = total + 1; s-- > 0;)
      share[s] = (share[s] + (s >= ranks[i] ? share[s - ranks[i]] : 0)) / 2;
  for (gsize s = 0; s <= sum; s++)
    below += share[s];
  return below;
}

static double
normal_p (const gsize *ranks, gsize n, gsize sum)
{
  double mean = (double)(n * (n + 1)) / 2, variance = 0;

  for (gsize i = 0; i < n; i++)
    variance += (double)ranks[i] * (double)ranks[i] / 4;
  return erfc (fabs ((double)sum - mean) / sqrt (2 * variance));
}

double
graft_wilcoxon (const double *a, const double *b, gsize n)
{
  g_autofree double *differences = g_new (double, MAX (n, 1));
  g_autofree gsize *ranks = g_new (gsize, MAX (n, 1));
  gsize m = 0, positive;

  for (gsize i = 0; i < n; i++)
    if (a[i] != b[i])
      differences[m++] = a[i] - b[i];
  if (m == 0)
    return 1;
  qsort (differences, m, sizeof *differences, compare_sizes);
  positive = rank (differences, m, ranks);
  if (m > MAX_COUNTED)
    return normal_p (ranks, m, positive);
  return MIN (1, 2 * share_up_to (ranks, m, MIN (positive, m * (m + 1) - positive)));
}
