/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See distributions.h. */
#include "engine/stats/distributions.h"

#include <float.h>
#include <math.h>

/* Lentz's method replaces a zero by this: small, and far from the smallest number. */
#define TINY 1e-300
#define MAX_TERMS 10000

static double
away_from_zero (double value)
{
  return fabs (value) < TINY ? TINY : value;
}

/* Converges fast for x < (a + 1) / (a + b + 2). */
static double
beta_fraction (double a, double b, double x)
{
  double c = 1, d = 1 / away_from_zero (1 - (a + b) * x / (a + 1)), value = d;

  for (int m = 1; m <= MAX_TERMS; m++)
    {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));

      d = 1 / away_from_zero (1 + even * d);
      c = away_from_zero (1 + even / c);
      value *= c * d;
      d = 1 / away_from_zero (1 + odd * d);
      c = away_from_zero (1 + odd / c);
      value *= c * d;
      if (fabs (c * d - 1) < DBL_EPSILON)
        break;
    }
  return value;
}

/* lgamma() writes the sign to a global variable; this does not. */
static double
log_gamma (double x)
{
  int sign;

  return lgamma_r (x, &sign);
}

double
graft_incomplete_beta (double a, double b, double x)
{
  double front;

  g_return_val_if_fail (a > 0 && b > 0, 0);
  if (!(x > 0))
    return 0;
  if (x >= 1)
    return 1;
  front = exp (log_gamma (a + b) - log_gamma (a) - log_gamma (b) + a * log (x) +
               b * log1p (-x));
  if (x < (a + 1) / (a + b + 2))
    return front * beta_fraction (a, b, x) / a;
  return 1 - front * beta_fraction (b, a, 1 - x) / b;
}

double
graft_student_p (double t, double df)
{
  if (isnan (t))
    return NAN;
  return graft_incomplete_beta (df / 2, 0.5, df / (df + t * t));
}

double
graft_student_t (double p, double df)
{
  double low = 0, high = 1;

  g_return_val_if_fail (p > 0 && p < 1 && df > 0, NAN);
  while (graft_student_p (high, df) > p && high < 1e300)
    high *= 2;
  /* The p falls with t: halve until no number is left between the two. */
  for (;;)
    {
      double middle = low + (high - low) / 2;

      if (!(middle > low && middle < high))
        return middle;
      if (graft_student_p (middle, df) > p)
        low = middle;
      else
        high = middle;
    }
}

double
graft_chi2_1_p (double x)
{
  return erfc (sqrt (MAX (0, x) / 2));
}

double
graft_coin_cdf (gint64 k, gint64 n)
{
  if (k < 0)
    return 0;
  if (k >= n)
    return 1;
  return graft_incomplete_beta ((double)(n - k), (double)k + 1, 0.5);
}
