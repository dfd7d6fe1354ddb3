/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See holm.h. */
#include "engine/stats/holm.h"

#include <stdlib.h>

static int
compare_pointed (const void *a, const void *b)
{
  double x = **(const double *const *)a, y = **(const double *const *)b;

  return (x > y) - (x < y);
}

void
graft_holm (const double *p, gsize n, double *adjusted)
{
  g_autofree const double **order = g_new (const double *, MAX (n, 1));
  double highest = 0;

  for (gsize i = 0; i < n; i++)
    order[i] = &p[i];
  qsort (order, n, sizeof *order, compare_pointed);
  for (gsize i = 0; i < n; i++)
    {
      highest = MAX (highest, MIN (1, (double)(n - i) * *order[i]));
      adjusted[order[i] - p] = highest;
    }
}
