/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See lr-finder.h. */
#include "engine/optim/lr-finder.h"

#include <math.h>

/* The ends of the curve say nothing: smoothing has just begun, or the loss explodes. */
#define SKIP_FIRST 10
#define SKIP_LAST 5

void
graft_rate_finder_init (GraftRateFinder *self)
{
  *self = (GraftRateFinder){
    .first = 1e-7, .last = 10, .n_steps = 100, .smoothing = 0.98, .stop_factor = 4
  };
}

static double
rate_of_step (const GraftRateFinder *self, guint step)
{
  double share = self->n_steps > 1 ? (double)step / (double)(self->n_steps - 1) : 0;

  return self->first * pow (self->last / self->first, share);
}

/* Slope of the loss against log rate at @i, from its two neighbours. */
static double
slope_at (const GraftRateCurve *curve, guint i)
{
  return (curve->loss[i + 1] - curve->loss[i - 1]) /
         (log (curve->rate[i + 1]) - log (curve->rate[i - 1]));
}

static void
suggest (GraftRateCurve *curve)
{
  guint best = 0, steepest = 0;

  curve->steepest = curve->tenth = NAN;
  for (guint i = 0; i < curve->n; i++)
    if (curve->loss[i] < curve->loss[best])
      best = i;
  if (curve->n > 0)
    curve->tenth = curve->rate[best] / 10;
  for (guint i = SKIP_FIRST; i + SKIP_LAST + 1 < curve->n; i++)
    if (steepest == 0 || slope_at (curve, i) < slope_at (curve, steepest))
      steepest = i;
  if (steepest > 0 && slope_at (curve, steepest) < 0)
    curve->steepest = curve->rate[steepest];
}

GraftRateCurve *
graft_rate_finder_run (const GraftRateFinder *self,
                       GraftRateStepFunc step,
                       GraftRestoreFunc restore,
                       gpointer data)
{
  GraftRateCurve *curve = g_new0 (GraftRateCurve, 1);
  double smooth = 0, least = INFINITY;

  curve->rate = g_new (double, self->n_steps);
  curve->loss = g_new (double, self->n_steps);
  while (curve->n < self->n_steps)
    {
      double rate = rate_of_step (self, curve->n);
      double loss = step (rate, data);
      double corrected;

      smooth = self->smoothing * smooth + (1 - self->smoothing) * loss;
      corrected = smooth / (1 - pow (self->smoothing, curve->n + 1));
      if (!isfinite (corrected) || corrected > self->stop_factor * least)
        break;
      curve->rate[curve->n] = rate;
      curve->loss[curve->n++] = corrected;
      least = MIN (least, corrected);
    }
  if (restore != NULL)
    restore (data);
  suggest (curve);
  return curve;
}

void
graft_rate_curve_free (GraftRateCurve *self)
{
  g_free (self->rate);
  g_free (self->loss);
  g_free (self);
}
