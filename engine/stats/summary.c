/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See summary.h. */
#include "engine/stats/summary.h"

#include "engine/stats/distributions.h"

#include <math.h>

GraftSummary
graft_summary (const double *values, gsize n)
{
  GraftSummary self = { .n = n, .half = INFINITY };
  double squares = 0;

  if (n == 0)
    return self;
  for (gsize i = 0; i < n; i++)
    self.mean += values[i] / (double)n;
  for (gsize i = 0; i < n; i++)
    squares += (values[i] - self.mean) * (values[i] - self.mean);
  if (n < 2)
    return self;
  self.sd = sqrt (squares / (double)(n - 1));
  self.half = graft_student_t (0.05, (double)(n - 1)) * self.sd / sqrt ((double)n);
  return self;
}
