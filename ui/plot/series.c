/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curve data: append, smooth, find, thin. Points stay sorted by x, so every look-up
 * bisects. Not here: drawing (line-draw.c). */
#include "ui/plot/series.h"

#include <math.h>
#include <stdlib.h>

/* When a point is a spike: it stands four times as high as all but two in a hundred. */
#define USUAL 0.98
#define SPIKE 4.0
#define HEADROOM 0.25
#define LEAST_ROBUST 20u /* of fewer points none is usual */
#define N_SAMPLE 512u

struct _GraftSeries
{
  GArray *raw;    /* GraftSeriesPoint, x never decreases */
  GArray *smooth; /* as long as raw while smoothing > 0, else empty */
  double smoothing;
  double average; /* of the exponential filter, before its bias is taken out */
  double weight;  /* sum of the filter's weights so far, → 1 */
};

GraftSeries *
graft_series_new (void)
{
  GraftSeries *self = g_new0 (GraftSeries, 1);

  self->raw = g_array_new (FALSE, FALSE, sizeof (GraftSeriesPoint));
  self->smooth = g_array_new (FALSE, FALSE, sizeof (GraftSeriesPoint));
  return self;
}

void
graft_series_free (GraftSeries *self)
{
  g_array_unref (self->raw);
  g_array_unref (self->smooth);
  g_free (self);
}

/* Continues the filter over raw points that have no smoothed one yet. Dividing by the sum
 * of weights takes out the pull of the start value 0, so that the first points are right
 * too. */
static void
extend_smooth (GraftSeries *self)
{
  if (self->smoothing <= 0)
    return;
  for (guint i = self->smooth->len; i < self->raw->len; i++)
    {
      GraftSeriesPoint point = g_array_index (self->raw, GraftSeriesPoint, i);

      self->average = self->smoothing * self->average + (1 - self->smoothing) * point.y;
      self->weight = self->smoothing * self->weight + (1 - self->smoothing);
      point.y = self->average / self->weight;
      g_array_append_val (self->smooth, point);
    }
}

static void
restart_smooth (GraftSeries *self)
{
  g_array_set_size (self->smooth, 0);
  self->average = 0;
  self->weight = 0;
  extend_smooth (self);
}

gsize
graft_series_append (GraftSeries *self, const GraftSeriesPoint *points, gsize n_points)
{
  gsize taken = 0;
  double last = -INFINITY;

  if (self->raw->len > 0)
    last = g_array_index (self->raw, GraftSeriesPoint, self->raw->len - 1).x;
  for (gsize i = 0; i < n_points; i++)
    {
      if (!isfinite (points[i].x) || !isfinite (points[i].y) || points[i].x < last)
        continue;
      g_array_append_val (self->raw, points[i]);
      last = points[i].x;
      taken++;
    }
  extend_smooth (self);
  return taken;
}

void
graft_series_clear (GraftSeries *self)
{
  g_array_set_size (self->raw, 0);
  restart_smooth (self);
}

/* First index whose x is not below @x; n when there is none. */
static gsize
lower_bound (const GraftSeries *self, double x)
{
  const GraftSeriesPoint *points = graft_series_peek_raw (self);
  gsize low = 0, high = self->raw->len;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (points[middle].x < x)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
graft_series_truncate (GraftSeries *self, double x)
{
  gsize end = lower_bound (self, x);

  while (end < self->raw->len && g_array_index (self->raw, GraftSeriesPoint, end).x <= x)
    end++;
  if (end == self->raw->len)
    return;
  g_array_set_size (self->raw, end);
  restart_smooth (self);
}

gsize
graft_series_get_n_points (const GraftSeries *self)
{
  return self->raw->len;
}

const GraftSeriesPoint *
graft_series_peek_raw (const GraftSeries *self)
{
  return (const GraftSeriesPoint *)(const void *)self->raw->data;
}

const GraftSeriesPoint *
graft_series_peek_smooth (const GraftSeries *self)
{
  if (self->smoothing <= 0)
    return graft_series_peek_raw (self);
  return (const GraftSeriesPoint *)(const void *)self->smooth->data;
}

void
graft_series_set_smoothing (GraftSeries *self, double smoothing)
{
  smoothing = CLAMP (smoothing, 0, 0.999);
  if (smoothing == self->smoothing)
    return;
  self->smoothing = smoothing;
  restart_smooth (self);
}

double
graft_series_get_smoothing (const GraftSeries *self)
{
  return self->smoothing;
}

gboolean
graft_series_get_y_range (
    const GraftSeries *self, double x0, double x1, double *y_min, double *y_max)
{
  const GraftSeriesPoint *points = graft_series_peek_raw (self);
  double low = INFINITY, high = -INFINITY;

  for (gsize i = lower_bound (self, x0); i < self->raw->len && points[i].x <= x1; i++)
    {
      low = MIN (low, points[i].y);
      high = MAX (high, points[i].y);
    }
  if (low > high)
    return FALSE;
  *y_min = low;
  *y_max = high;
  return TRUE;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double *first = a, *second = b;

  return (*first > *second) - (*first < *second);
}

/* The y that @share of the points of [begin, end) do not exceed, from a sample of them:
 * this is asked for with every frame. */
static double
sampled_quantile (const GraftSeries *self, gsize begin, gsize end, double share)
{
  const GraftSeriesPoint *points = graft_series_peek_raw (self);
  gsize stride = (end - begin) / N_SAMPLE + 1;
  double sample[N_SAMPLE];
  guint n = 0;

  for (gsize i = begin; i < end && n < N_SAMPLE; i += stride)
    sample[n++] = points[i].y;
  qsort (sample, n, sizeof *sample, compare_doubles);
  return sample[(guint)(share * (n - 1))];
}

gboolean
graft_series_get_robust_range (
    const GraftSeries *self, double x0, double x1, double *y_min, double *y_max)
{
  const GraftSeriesPoint *points = graft_series_peek_raw (self);
  gsize begin = lower_bound (self, x0), end = lower_bound (self, x1);
  double usual;

  if (!graft_series_get_y_range (self, x0, x1, y_min, y_max))
    return FALSE;
  while (end < self->raw->len && points[end].x <= x1)
    end++;
  if (end - begin < LEAST_ROBUST)
    return TRUE;
  usual = sampled_quantile (self, begin, end, USUAL) - *y_min;
  if (usual > 0 && *y_max - *y_min > SPIKE * usual)
    *y_max = *y_min + usual * (1 + HEADROOM);
  return TRUE;
}

gssize
graft_series_find (const GraftSeries *self, double x)
{
  const GraftSeriesPoint *points = graft_series_peek_raw (self);
  gsize i = lower_bound (self, x);

  if (self->raw->len == 0)
    return -1;
  if (i == self->raw->len || (i > 0 && x - points[i - 1].x <= points[i].x - x))
    i--;
  return (gssize)i;
}

/* The lowest and the highest point of [begin, end), in the order in which they come. */
static void
append_extremes (const GraftSeriesPoint *points, gsize begin, gsize end, GArray *out)
{
  gsize low = begin, high = begin;

  for (gsize i = begin + 1; i < end; i++)
    {
      if (points[i].y < points[low].y)
        low = i;
      if (points[i].y > points[high].y)
        high = i;
    }
  g_array_append_val (out, points[MIN (low, high)]);
  if (low != high)
    g_array_append_val (out, points[MAX (low, high)]);
}

/* Every point is sorted by this one formula: an edge worked out otherwise would round
 * otherwise. */
static guint
column_of (double x, double x0, double x1, guint n_columns)
{
  return MIN ((guint)((x - x0) / (x1 - x0) * n_columns), n_columns - 1);
}

/**
 * graft_series_decimate:
 * @self: a series
 * @smooth: take the smoothed points
 * @x0, @x1: the range on screen, x0 < x1
 * @n_columns: pixel columns of that range, ≥ 1
 * @out: (element-type GraftSeriesPoint): emptied, then filled
 *
 * Thins the curve to at most two points a pixel column, its lowest and its highest: drawn
 * as a polyline it covers the same pixels as all the points would. One neighbour each
 * side of the range is kept so that the line reaches the plot's edge.
 *
 * Cost: O(log n + points in range). Thread: any, while nobody appends.
 */
void
graft_series_decimate (const GraftSeries *self,
                       gboolean smooth,
                       double x0,
                       double x1,
                       guint n_columns,
                       GArray *out)
{
  const GraftSeriesPoint *points =
      smooth ? graft_series_peek_smooth (self) : graft_series_peek_raw (self);
  gsize n = self->raw->len;
  gsize i = lower_bound (self, x0);

  g_return_if_fail (n_columns > 0 && x1 > x0);

  g_array_set_size (out, 0);
  if (i > 0)
    g_array_append_val (out, points[i - 1]);
  while (i < n && points[i].x <= x1)
    {
      gsize begin = i;
      guint column = column_of (points[i].x, x0, x1, n_columns);

      do
        i++;
      while (i < n && points[i].x <= x1 &&
             column_of (points[i].x, x0, x1, n_columns) == column);
      append_extremes (points, begin, i, out);
    }
  if (i < n)
    g_array_append_val (out, points[i]);
}
