/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What part of the curves is on screen: all of them, or what a person zoomed to. A zoom
 * along one axis leaves the other as it was. */
#include "ui/plot/curve-plot-private.h"

#include <math.h>

/* A range as wide as everything but for rounding is not zoomed. */
#define WHOLE 0.9999
#define LEAST 1e-4 /* of everything: there is nothing to see below */

static void
full_x_range (GraftCurvePlot *self, double *x0, double *x1)
{
  *x0 = 0;
  *x1 = fmax (self->x_max, graft_curve_plot_last_x (self));
  for (guint i = 0; i < self->curves->len; i++)
    {
      GraftPlotCurve *curve = self->curves->pdata[i];

      if (graft_series_get_n_points (curve->series) > 0)
        *x0 = MIN (*x0, graft_series_peek_raw (curve->series)[0].x);
    }
  if (!(*x1 > *x0))
    *x1 = *x0 + 1;
}

void
graft_curve_plot_get_x_range (GraftCurvePlot *self, double *x0, double *x1)
{
  full_x_range (self, x0, x1);
  if (isnan (self->zoom_x0))
    return;
  *x0 = self->zoom_x0;
  *x1 = self->zoom_x1;
}

/* The heights of all curves between @x0 and @x1; FALSE without points. */
static gboolean
data_y_range (
    GraftCurvePlot *self, double x0, double x1, gboolean robust, double *y0, double *y1)
{
  *y0 = INFINITY;
  *y1 = -INFINITY;
  for (guint i = 0; i < self->curves->len; i++)
    {
      const GraftSeries *series = ((GraftPlotCurve *)self->curves->pdata[i])->series;
      double low, high;

      if (!(robust ? graft_series_get_robust_range (series, x0, x1, &low, &high)
                   : graft_series_get_y_range (series, x0, x1, &low, &high)))
        continue;
      *y0 = MIN (*y0, low);
      *y1 = MAX (*y1, high);
    }
  return *y0 <= *y1;
}

/* What the plot shows of its own accord, or, @whole, all that a zoom may reach. */
static void
own_y_range (GraftCurvePlot *self, gboolean whole, double *y0, double *y1)
{
  double x0, x1;

  *y0 = 0;
  *y1 = 1;
  if (self->percent)
    return;
  if (whole)
    full_x_range (self, &x0, &x1);
  else
    graft_curve_plot_get_x_range (self, &x0, &x1);
  if (!data_y_range (self, x0, x1, self->robust && !whole, y0, y1))
    *y0 = *y1 = 0.5;
  /* Losses and rates stand on zero, unless they are all far from it. */
  if (*y0 > 0 && (whole || *y0 < 0.6 * *y1))
    *y0 = 0;
  graft_axis_pad (y0, y1);
}

void
graft_curve_plot_get_y_range (GraftCurvePlot *self, double *y0, double *y1)
{
  own_y_range (self, FALSE, y0, y1);
  if (isnan (self->zoom_y0))
    return;
  *y0 = self->zoom_y0;
  *y1 = self->zoom_y1;
}

gboolean
graft_curve_plot_get_zoomed (GraftCurvePlot *self)
{
  return !isnan (self->zoom_x0) || !isnan (self->zoom_y0);
}

static void
zoom_changed (GraftCurvePlot *self)
{
  graft_curve_plot_changed (self);
  graft_curve_plot_notify_zoomed (self);
}

/* Moves low … high into the full range, keeping its width where that is possible. */
static void
fit_range (double full0, double full1, double *low, double *high)
{
  double width = CLAMP (*high - *low, (full1 - full0) * LEAST, full1 - full0);

  *low = CLAMP (*low, full0, full1 - width);
  *high = *low + width;
}

static void
set_x (GraftCurvePlot *self, double x0, double x1)
{
  double full0, full1;

  full_x_range (self, &full0, &full1);
  fit_range (full0, full1, &x0, &x1);
  self->zoom_x0 = self->zoom_x1 = NAN;
  if (x1 - x0 >= (full1 - full0) * WHOLE)
    return;
  self->zoom_x0 = x0;
  self->zoom_x1 = x1;
}

static void
set_y (GraftCurvePlot *self, double y0, double y1)
{
  double full0, full1, own0, own1;

  own_y_range (self, TRUE, &full0, &full1);
  own_y_range (self, FALSE, &own0, &own1);
  fit_range (MIN (full0, own0), MAX (full1, own1), &y0, &y1);
  self->zoom_y0 = self->zoom_y1 = NAN;
  if (fabs (y0 - own0) + fabs (y1 - own1) <= (own1 - own0) * (1 - WHOLE))
    return;
  self->zoom_y0 = y0;
  self->zoom_y1 = y1;
}

void
graft_curve_plot_zoom (GraftCurvePlot *self, double factor, double x)
{
  double x0, x1;

  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self) && factor > 0 && isfinite (x));

  graft_curve_plot_get_x_range (self, &x0, &x1);
  set_x (self, x - (x - x0) / factor, x + (x1 - x) / factor);
  zoom_changed (self);
}

void
graft_curve_plot_zoom_y (GraftCurvePlot *self, double factor, double y)
{
  double y0, y1;

  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self) && factor > 0 && isfinite (y));

  graft_curve_plot_get_y_range (self, &y0, &y1);
  set_y (self, y - (y - y0) / factor, y + (y1 - y) / factor);
  zoom_changed (self);
}

void
graft_curve_plot_pan (GraftCurvePlot *self, double dx, double dy)
{
  double low, high;

  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self) && isfinite (dx) && isfinite (dy));

  graft_curve_plot_get_x_range (self, &low, &high);
  if (!isnan (self->zoom_x0))
    set_x (self, low + dx, high + dx);
  graft_curve_plot_get_y_range (self, &low, &high);
  if (!isnan (self->zoom_y0))
    set_y (self, low + dy, high + dy);
  zoom_changed (self);
}

void
graft_curve_plot_zoom_to (
    GraftCurvePlot *self, double x0, double x1, double y0, double y1)
{
  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self));

  if (x1 > x0)
    set_x (self, x0, x1);
  if (y1 > y0)
    set_y (self, y0, y1);
  zoom_changed (self);
}

void
graft_curve_plot_fit_y (GraftCurvePlot *self)
{
  double x0, x1, y0, y1;

  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self));

  graft_curve_plot_get_x_range (self, &x0, &x1);
  if (!data_y_range (self, x0, x1, FALSE, &y0, &y1))
    return;
  graft_axis_pad (&y0, &y1);
  set_y (self, y0, y1);
  zoom_changed (self);
}

void
graft_curve_plot_reset_zoom (GraftCurvePlot *self)
{
  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self));

  self->zoom_x0 = self->zoom_x1 = self->zoom_y0 = self->zoom_y1 = NAN;
  zoom_changed (self);
}
