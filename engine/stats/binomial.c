/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See binomial.h. */
#include "engine/stats/binomial.h"

#include <math.h>

double *
graft_log_factorials (gsize n)
{
  double *self = g_new (double, n + 1);

  self[0] = 0;
  for (gsize i = 1; i <= n; i++)
    self[i] = self[i - 1] + log ((double)i);
  return self;
}

gsize
graft_binomial_draw (GraftRng *rng, const double *log_factorial, gsize n, double p)
{
  gsize low, high;
  double up, down, left = graft_rng_uniform (rng), odds = p / (1 - p);

  if (n == 0 || p <= 0)
    return 0;
  if (p >= 1)
    return n;
  low = high = MIN (n, (gsize)((double)(n + 1) * p));
  up = down = exp (log_factorial[n] - log_factorial[low] - log_factorial[n - low] +
                   (double)low * log (p) + (double)(n - low) * log1p (-p));
  left -= up;
  while (left >= 0 && (low > 0 || high < n))
    {
      if (high < n)
        {
          up *= (double)(n - high) / (double)(high + 1) * odds;
          high++;
          left -= up;
          if (left < 0)
            return high;
        }
      if (low > 0)
        {
          down *= (double)low / (double)(n - low + 1) / odds;
          low--;
          left -= down;
          if (left < 0)
            return low;
        }
    }
  /* Rounding may leave a crumb beyond both tails: the mode takes it. */
  return MIN (n, (gsize)((double)(n + 1) * p));
}
