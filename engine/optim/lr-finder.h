/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking for a learning rate (methods 1.14): the rate is raised from tiny to huge over a
 * few mini-batches and the loss is watched. Smith 2017, arXiv:1506.01186. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One training step at @rate; returns the loss of its mini-batch. */
typedef double (*GraftRateStepFunc) (double rate, gpointer data);
/* Puts weights, optimiser state and running statistics back. */
typedef void (*GraftRestoreFunc) (gpointer data);

/**
 * GraftRateFinder:
 * @first, @last: rates of the first and of the last step; @n_steps: between them,
 * geometrically
 * @smoothing: of the loss, ŝ = s / (1 − smoothingᵗ) with s ← smoothing · s + (1 −
 * smoothing) ℓ
 * @stop_factor: stops when ŝ exceeds its minimum so many times
 */
typedef struct
{
  double first;
  double last;
  guint n_steps;
  double smoothing;
  double stop_factor;
} GraftRateFinder;

/**
 * GraftRateCurve:
 * @rate, @loss: [n]: rates tried and smoothed losses
 * @steepest: rate where ŝ falls fastest against log rate; NaN when there are too few
 * points
 * @tenth: a tenth of the rate with the smallest ŝ
 */
typedef struct
{
  guint n;
  double *rate;
  double *loss;
  double steepest;
  double tenth;
} GraftRateCurve;

/* 1e-7 to 10 in 100 steps, smoothing 0.98, stop at 4 times the minimum. */
void graft_rate_finder_init (GraftRateFinder *self);

/**
 * graft_rate_finder_run:
 * @restore: (nullable): called once when the last step is done
 *
 * Returns: (transfer full): the curve; free with graft_rate_curve_free()
 */
GraftRateCurve *graft_rate_finder_run (const GraftRateFinder *self,
                                       GraftRateStepFunc step,
                                       GraftRestoreFunc restore,
                                       gpointer data);
void graft_rate_curve_free (GraftRateCurve *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftRateCurve, graft_rate_curve_free)

G_END_DECLS
