/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See paired-t.h. */
#include "engine/stats/paired-t.h"

#include "engine/stats/distributions.h"
#include "engine/stats/summary.h"

#include <math.h>

double
graft_paired_t (const double *a, const double *b, gsize n, double *p)
{
  g_autofree double *differences = g_new (double, MAX (n, 1));
  GraftSummary summary;
  double t;

  *p = 1;
  for (gsize i = 0; i < n; i++)
    differences[i] = a[i] - b[i];
  summary = graft_summary (differences, n);
  if (n < 2 || (summary.sd == 0 && summary.mean == 0))
    return 0;
  t = summary.mean / (summary.sd / sqrt ((double)n));
  *p = isinf (t) ? 0 : graft_student_p (t, (double)(n - 1));
  return t;
}
