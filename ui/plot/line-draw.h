/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves over epochs: axes, lines with their names at their ends, crosshair. */
#pragma once

#include "ui/plot/axis.h"
#include "ui/plot/palette.h"
#include "ui/plot/series.h"

#include <cairo.h>

G_BEGIN_DECLS

/* One curve; nothing is owned. @dashed marks the twin. */
typedef struct
{
  const char *label;
  GraftColorRole role;
  gboolean dashed;
  const GraftSeries *series;
} GraftLine;

/**
 * GraftLineChart:
 * @x0, @x1, @y0, @y1: the range on screen
 * @percent: y is a fraction and written as per cent
 * @x_label: one word, e.g. "epoch"
 * @now: where a run stands: a thin line in the accent colour; NaN for none
 * @crosshair: x at which values are read off; NaN for none
 * @reference: y of a dotted line, named by @reference_label; NULL for none
 * @mark_clipped: points above @y1 get a mark at the upper edge
 */
typedef struct
{
  const GraftLine *lines;
  guint n_lines;
  double x0;
  double x1;
  double y0;
  double y1;
  gboolean percent;
  const char *x_label;
  double now;
  double crosshair;
  double reference;
  const char *reference_label;
  gboolean mark_clipped;
} GraftLineChart;

/* Where the parts of a chart stand, in pixels. */
typedef struct
{
  double left;
  double top;
  double width;
  double height;
  GraftTicks x_ticks;
  GraftTicks y_ticks;
} GraftLineLayout;

void graft_line_layout_init (GraftLineLayout *layout,
                             cairo_t *cr,
                             const GraftLineChart *chart,
                             double width,
                             double height,
                             const GraftPlotStyle *style);
/* Where the data point @x, @y stands, in pixels. */
double graft_line_layout_x (const GraftLineLayout *layout,
                            const GraftLineChart *chart,
                            double x);
/* Down from the top; see graft_line_layout_x(). */
double graft_line_layout_y (const GraftLineLayout *layout,
                            const GraftLineChart *chart,
                            double y);
/* Ticks, their numbers and the grid; the layers of graft_line_draw(), to be drawn apart.
 */
void graft_line_draw_axes (cairo_t *cr,
                           const GraftLineChart *chart,
                           const GraftLineLayout *layout,
                           const GraftPlotStyle *style);
/* Lines, and names and values at their ends: the newest ones, or those at the crosshair.
 * Cost: O(points on screen). */
void graft_line_draw_curves (cairo_t *cr,
                             const GraftLineChart *chart,
                             const GraftLineLayout *layout,
                             const GraftPlotStyle *style);
/* The crosshair with its marks and its place on the axis, where the chart has one. */
void graft_line_draw_crosshair (cairo_t *cr,
                                const GraftLineChart *chart,
                                const GraftLineLayout *layout,
                                const GraftPlotStyle *style);
/* All of it, on a background that the caller has painted (or not: then it is
 * transparent). */
void graft_line_draw (cairo_t *cr,
                      const GraftLineChart *chart,
                      double width,
                      double height,
                      const GraftPlotStyle *style);
/* "81.4 %" in a percent chart, three digits otherwise. @buffer: GRAFT_NUMBER_SIZE bytes.
 */
char *graft_line_format_value (char *buffer, const GraftLineChart *chart, double value);

G_END_DECLS
