/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data of one curve: points are appended while a run goes on, and thinned for drawing
 * so that a curve of a million steps costs no more strokes than the screen has columns.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double x;
  double y;
} GraftSeriesPoint;

typedef struct _GraftSeries GraftSeries;

GraftSeries *graft_series_new (void);
void graft_series_free (GraftSeries *self);
/* Appends and returns how many were taken: a point that is not finite or lies left of the
 * last one is left out. Cost: O(n). */
gsize
graft_series_append (GraftSeries *self, const GraftSeriesPoint *points, gsize n_points);
void graft_series_clear (GraftSeries *self);
/* Forgets the points right of @x: a run was rewound. */
void graft_series_truncate (GraftSeries *self, double x);
gsize graft_series_get_n_points (const GraftSeries *self);
const GraftSeriesPoint *graft_series_peek_raw (const GraftSeries *self);
/* The smoothed points; the raw ones while smoothing is 0. */
const GraftSeriesPoint *graft_series_peek_smooth (const GraftSeries *self);
/* Exponential smoothing, 0 (none) … 0.999; cost O(n points) when it changes. */
void graft_series_set_smoothing (GraftSeries *self, double smoothing);
double graft_series_get_smoothing (const GraftSeries *self);
/* Range of raw y among x0 ≤ x ≤ x1; FALSE when there is no point. */
gboolean graft_series_get_y_range (
    const GraftSeries *self, double x0, double x1, double *y_min, double *y_max);
/* The same, but few points that lie far above all others do not count: a spike must not
 * flatten the rest. */
gboolean graft_series_get_robust_range (
    const GraftSeries *self, double x0, double x1, double *y_min, double *y_max);
/* Index of the point nearest to @x, −1 without points. Cost: O(log n). */
gssize graft_series_find (const GraftSeries *self, double x);
/* See series.c. @out: GArray of GraftSeriesPoint, emptied first. */
void graft_series_decimate (const GraftSeries *self,
                            gboolean smooth,
                            double x0,
                            double x1,
                            guint n_columns,
                            GArray *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftSeries, graft_series_free)

G_END_DECLS
