/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wilson's score interval; see wilson.h. */
#include "engine/stats/wilson.h"

#include <math.h>

/* The 97.5 % point of the normal distribution. */
#define Z 1.959963984540054

void
graft_wilson_interval (gsize successes, gsize n, double *low, double *high)
{
  double count = (double)n, p, centre, half;

  *low = 0;
  *high = 1;
  g_return_if_fail (successes <= n);
  if (n == 0)
    return;
  p = (double)successes / count;
  centre = (p + Z * Z / (2 * count)) / (1 + Z * Z / count);
  half =
      Z / (1 + Z * Z / count) * sqrt (p * (1 - p) / count + Z * Z / (4 * count * count));
  /* At the ends the two terms cancel up to rounding: say 0 and 1 there. */
  if (successes > 0)
    *low = MAX (0, centre - half);
  if (successes < n)
    *high = MIN (1, centre + half);
}
