/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See lbfgs.h. */
#include "engine/stats/lbfgs.h"

#include <math.h>
#include <string.h>

#define MEMORY 10
#define MOST_TRIALS 40
#define SUFFICIENT 1e-4
#define CURVATURE 0.9

typedef struct
{
  const GraftLbfgs *problem;
  gsize n;
  double *x, *gradient, *direction; /* where we are */
  double *trial, *trial_gradient;   /* where we look */
  double *s[MEMORY], *y[MEMORY], rho[MEMORY];
  guint n_pairs, newest;
  double value;
} State;

static double
dot (const double *a, const double *b, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}

static double
largest (const double *a, gsize n)
{
  double most = 0;

  for (gsize i = 0; i < n; i++)
    most = MAX (most, fabs (a[i]));
  return most;
}

/* The two loops: direction = −H gradient. */
static void
find_direction (State *self)
{
  double alpha[MEMORY];
  double *d = self->direction;

  for (gsize i = 0; i < self->n; i++)
    d[i] = -self->gradient[i];
  for (guint i = 0; i < self->n_pairs; i++)
    {
      guint p = (self->newest + MEMORY - i) % MEMORY;

      alpha[p] = self->rho[p] * dot (self->s[p], d, self->n);
      for (gsize j = 0; j < self->n; j++)
        d[j] -= alpha[p] * self->y[p][j];
    }
  if (self->n_pairs > 0)
    {
      const double *y = self->y[self->newest];
      double scale = 1 / (self->rho[self->newest] * dot (y, y, self->n));

      for (gsize j = 0; j < self->n; j++)
        d[j] *= scale;
    }
  for (guint i = self->n_pairs; i-- > 0;)
    {
      guint p = (self->newest + MEMORY - i) % MEMORY;
      double beta = self->rho[p] * dot (self->y[p], d, self->n);

      for (gsize j = 0; j < self->n; j++)
        d[j] += (alpha[p] - beta) * self->s[p][j];
    }
}

static double
look_at (State *self, double step, double *slope)
{
  double value;

  for (gsize i = 0; i < self->n; i++)
    self->trial[i] = self->x[i] + step * self->direction[i];
  value =
      self->problem->objective (self->trial, self->trial_gradient, self->problem->data);
  *slope = dot (self->trial_gradient, self->direction, self->n);
  return value;
}

/* Minimum of the cubic through two values and slopes, kept away from the ends. */
static double
interpolate (double a, double fa, double da, double b, double fb, double db)
{
  double d1 = da + db - 3 * (fa - fb) / (a - b);
  double root = d1 * d1 - da * db, middle = 0.5 * (a + b), at, low, high;

  if (!(root >= 0))
    return middle;
  root = b > a ? sqrt (root) : -sqrt (root);
  at = b - (b - a) * (db + root - d1) / (db - da + 2 * root);
  low = MIN (a, b) + 0.1 * fabs (b - a);
  high = MAX (a, b) - 0.1 * fabs (b - a);
  return isfinite (at) ? CLAMP (at, low, high) : middle;
}

/* A step that satisfies both Wolfe conditions: brackets by doubling, then narrows. Leaves
 * the place in trial; FALSE when rounding leaves nothing to gain. */
static gboolean
search_line (State *self, double step, double *value)
{
  double start = self->value, slope0 = dot (self->gradient, self->direction, self->n);
  double low = 0, f_low = start, d_low = slope0, high = 0, f_high = 0, d_high = 0, slope;
  gboolean bracketed = FALSE;

  if (!(slope0 < 0))
    return FALSE;
  for (guint i = 0; i < MOST_TRIALS; i++)
    {
      double f = look_at (self, step, &slope);

      if (!isfinite (f) || f > start + SUFFICIENT * step * slope0 || f >= f_low)
        {
          high = step, f_high = f, d_high = slope;
          bracketed = TRUE;
        }
      else
        {
          *value = f;
          if (fabs (slope) <= -CURVATURE * slope0)
            return TRUE;
          if (bracketed ? slope * (high - low) >= 0 : slope >= 0)
            {
              high = low, f_high = f_low, d_high = d_low;
              bracketed = TRUE;
            }
          low = step, f_low = f, d_low = slope;
        }
      if (!bracketed)
        step *= 2;
      else if (isfinite (f_high))
        step = interpolate (low, f_low, d_low, high, f_high, d_high);
      else
        step = 0.5 * (low + high);
      if (bracketed && fabs (high - low) < 1e-14 * MAX (1, low))
        break;
    }
  if (low == 0)
    return FALSE;
  *value = look_at (self, low, &slope);
  return TRUE;
}

/* Keeps the pair of this step and moves there. */
static void
accept (State *self, double value)
{
  guint p = (self->newest + 1) % MEMORY;
  double curvature;

  for (gsize i = 0; i < self->n; i++)
    {
      self->s[p][i] = self->trial[i] - self->x[i];
      self->y[p][i] = self->trial_gradient[i] - self->gradient[i];
    }
  curvature = dot (self->s[p], self->y[p], self->n);
  if (curvature > 0)
    {
      self->rho[p] = 1 / curvature;
      self->newest = p;
      self->n_pairs = MIN (self->n_pairs + 1, MEMORY);
    }
  memcpy (self->x, self->trial, self->n * sizeof (double));
  memcpy (self->gradient, self->trial_gradient, self->n * sizeof (double));
  self->value = value;
}

double
graft_lbfgs_minimise (const GraftLbfgs *problem, double *x)
{
  gsize n = problem->n;
  g_autofree double *memory = g_new0 (double, n *(4 + 2 * MEMORY));
  State self = { .problem = problem, .n = n, .x = x };

  self.gradient = memory;
  self.direction = memory + n;
  self.trial = memory + 2 * n;
  self.trial_gradient = memory + 3 * n;
  for (guint i = 0; i < MEMORY; i++)
    {
      self.s[i] = memory + (4 + 2 * i) * n;
      self.y[i] = memory + (5 + 2 * i) * n;
    }
  self.value = problem->objective (x, self.gradient, problem->data);
  for (guint i = 0; i < problem->max_iterations; i++)
    {
      double value, most = largest (self.gradient, n);

      if (most < problem->tolerance || g_cancellable_is_cancelled (problem->cancellable))
        break;
      find_direction (&self);
      if (!search_line (&self, self.n_pairs > 0 ? 1 : MIN (1, 1 / most), &value))
        {
          if (self.n_pairs == 0)
            break;
          self.n_pairs = 0; /* once more, downhill */
          continue;
        }
      accept (&self, value);
    }
  return self.value;
}
