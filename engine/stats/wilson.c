/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wilson's score interval; see wilson.h. */
#include "engine/stats/wilson.h"

#include <math.h>

void
graft_wilson_interval (gsize successes, gsize n, double *low, double *high)
{
  graft_wilson_interval_at (GRAFT_WILSON_95, successes, n, low, high);
}

void
graft_wilson_interval_at (double z, gsize successes, gsize n, double *low, double *high)
{
  double count = (double)n, p, centre, half;

  *low = 0;
  *high = 1;
  g_return_if_fail (successes <= n);
  if (n == 0)
    return;
  p = (double)successes / count;
  centre = (p + z * z / (2 * count)) / (1 + z * z / count);
  half =
      z / (1 + z * z / count) * sqrt (p * (1 - p) / count + z * z / (4 * count * count));
  /* At the ends the two terms cancel up to rounding: say 0 and 1 there. */
  if (successes > 0)
    *low = MAX (0, centre - half);
  if (successes < n)
    *high = MIN (1, centre + half);
}
