/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a GraftLineChart: layout, axes and strokes; names and values are in
 * line-labels.c. The widget calls the parts one by one, because axes change far less
 * often than curves; reports call graft_line_draw(). Zoom, pointer and export are the
 * widget's (curve-plot.c). */
#include "ui/plot/line-draw-private.h"

#include <math.h>

#define LINE_WIDTH 1.75
#define CLIP_MARK 4.0  /* half the width of the mark of a point above the range */
#define CLIP_APART 9.0 /* marks that would touch are one */

char *
graft_line_format_value (char *buffer, const GraftLineChart *chart, double value)
{
  if (chart->percent)
    return graft_format_percent (buffer, value, 1);
  return graft_format_value (buffer, value);
}

static void
format_y_tick (char *buffer,
               const GraftLineChart *chart,
               const GraftTicks *ticks,
               guint i)
{
  double value = graft_ticks_get (ticks, i);
  guint decimals = ticks->decimals;

  if (chart->percent)
    graft_format_percent (buffer, value, decimals > 2 ? decimals - 2 : 0);
  else if (ticks->step < 1e-4)
    graft_format_value (buffer, value);
  else
    graft_format_fixed (buffer, value, decimals);
}

static double
widest_y_tick (cairo_t *cr,
               const GraftLineChart *chart,
               const GraftLineLayout *layout,
               const GraftPlotStyle *style)
{
  char number[GRAFT_NUMBER_SIZE];
  double widest = 0;

  for (guint i = 0; i < layout->y_ticks.n; i++)
    {
      double width;

      format_y_tick (number, chart, &layout->y_ticks, i);
      graft_text_measure (cr, style, &(GraftText){ .text = number }, &width, NULL);
      widest = MAX (widest, width);
    }
  return ceil (widest);
}

/* A value of the usual width stands in, so that the plot does not breathe with every
 * digit. */
static double
widest_label (cairo_t *cr, const GraftLineChart *chart, const GraftPlotStyle *style)
{
  double widest = 0;

  for (guint i = 0; i < chart->n_lines; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s %s", chart->lines[i].label,
                                               chart->percent ? "100.0 %" : "0.00·10⁻⁰");
      double width;

      graft_text_measure (cr, style, &(GraftText){ .text = text, .bold = TRUE }, &width,
                          NULL);
      widest = MAX (widest, width);
    }
  return ceil (widest);
}

/**
 * graft_line_layout_init:
 * @layout: to fill
 * @cr: gives the font's metrics only
 * @chart: what is drawn
 * @width, @height: pixels
 * @style: fonts
 *
 * Finds the plot's rectangle between the tick texts and the names at the lines' ends. In
 * a narrow place the names get at most a third of the width.
 */
void
graft_line_layout_init (GraftLineLayout *layout,
                        cairo_t *cr,
                        const GraftLineChart *chart,
                        double width,
                        double height,
                        const GraftPlotStyle *style)
{
  double text_height, right, bottom;

  graft_text_measure (cr, style, &(GraftText){ .text = "0" }, NULL, &text_height);
  layout->top = ceil (text_height / 2) + 2;
  bottom = ceil (text_height) + TICK_GAP + 2;
  layout->height = MAX (height - layout->top - bottom, 8);
  graft_ticks_init (&layout->y_ticks, chart->y0, chart->y1,
                    (guint)CLAMP (layout->height / (2.2 * text_height) + 1, 2, 6));
  layout->left = widest_y_tick (cr, chart, layout, style) + TICK_GAP;
  right = MIN (widest_label (cr, chart, style) + LABEL_GAP + 2, width / 3);
  layout->width = MAX (width - layout->left - right, 8);
  graft_ticks_init (&layout->x_ticks, chart->x0, chart->x1,
                    (guint)CLAMP (layout->width / 56 + 1, 2, 12));
}

double
graft_line_layout_x (const GraftLineLayout *layout, const GraftLineChart *chart, double x)
{
  return layout->left + (x - chart->x0) / (chart->x1 - chart->x0) * layout->width;
}

double
graft_line_layout_y (const GraftLineLayout *layout, const GraftLineChart *chart, double y)
{
  return layout->top + (chart->y1 - y) / (chart->y1 - chart->y0) * layout->height;
}

static void
draw_x_ticks (cairo_t *cr,
              const GraftLineChart *chart,
              const GraftLineLayout *layout,
              const GraftPlotStyle *style)
{
  double y = layout->top + layout->height + TICK_GAP;
  GraftText text = { .color = style->dim, .align_x = 0.5 };
  char number[GRAFT_NUMBER_SIZE];
  double end = layout->left;

  for (guint i = 0; i < layout->x_ticks.n; i++)
    {
      double value = graft_ticks_get (&layout->x_ticks, i), width;
      double x = graft_line_layout_x (layout, chart, value);

      text.text = graft_format_fixed (number, value, layout->x_ticks.decimals);
      graft_text_draw (cr, style, &text, x, y);
      graft_text_measure (cr, style, &text, &width, NULL);
      end = x + width / 2;
    }
  if (chart->x_label == NULL)
    return;
  text = (GraftText){ .text = chart->x_label, .color = style->dim };
  graft_text_draw (cr, style, &text, end + LABEL_GAP, y);
}

/* The name stands on the line at the left, where few curves begin. */
static void
draw_reference (cairo_t *cr,
                const GraftLineChart *chart,
                const GraftLineLayout *layout,
                const GraftPlotStyle *style)
{
  static const double dots[] = { 1.5, 3 };
  double y = floor (graft_line_layout_y (layout, chart, chart->reference)) + 0.5;
  GraftText text = { .text = chart->reference_label,
                     .color = style->dim,
                     .size = 0.92,
                     .align_y = 1,
                     .halo = TRUE };

  if (chart->reference < chart->y0 || chart->reference > chart->y1)
    return;
  graft_set_source_color (cr, style->dim);
  cairo_set_line_width (cr, style->high_contrast ? 2 : 1.25);
  cairo_set_dash (cr, dots, G_N_ELEMENTS (dots), 0);
  cairo_move_to (cr, layout->left, y);
  cairo_line_to (cr, layout->left + layout->width, y);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  graft_text_draw (cr, style, &text, layout->left + 4, y - 1);
}

void
graft_line_draw_axes (cairo_t *cr,
                      const GraftLineChart *chart,
                      const GraftLineLayout *layout,
                      const GraftPlotStyle *style)
{
  GraftText text = { .color = style->dim, .align_x = 1, .align_y = 0.5 };
  char number[GRAFT_NUMBER_SIZE];

  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < layout->y_ticks.n; i++)
    {
      double value = graft_ticks_get (&layout->y_ticks, i);
      double y = graft_line_layout_y (layout, chart, value);

      graft_set_source_color (cr, style->grid);
      cairo_move_to (cr, layout->left, floor (y) + 0.5);
      cairo_line_to (cr, layout->left + layout->width, floor (y) + 0.5);
      cairo_stroke (cr);
      format_y_tick (number, chart, &layout->y_ticks, i);
      text.text = number;
      graft_text_draw (cr, style, &text, layout->left - TICK_GAP, y);
    }
  draw_x_ticks (cr, chart, layout, style);
  if (chart->reference_label != NULL)
    draw_reference (cr, chart, layout, style);
}

static void
stroke_series (cairo_t *cr,
               const GraftLineChart *chart,
               const GraftLineLayout *layout,
               const GraftLine *line,
               gboolean smooth,
               GArray *scratch)
{
  graft_series_decimate (line->series, smooth, chart->x0, chart->x1,
                         (guint)MAX (layout->width, 1), scratch);
  for (guint i = 0; i < scratch->len; i++)
    {
      const GraftSeriesPoint *point = &g_array_index (scratch, GraftSeriesPoint, i);
      double x = graft_line_layout_x (layout, chart, point->x);
      double y = graft_line_layout_y (layout, chart, point->y);

      /* Cairo's fixed point ends near 8 million; far off is far off. */
      cairo_line_to (cr, CLAMP (x, -1e5, 1e5), CLAMP (y, -1e5, 1e5));
    }
  if (scratch->len == 1)
    cairo_rel_line_to (cr, 0.01, 0);
  cairo_stroke (cr);
}

/* A small hand that points to where a spike goes on. */
static void
mark_clipped (cairo_t *cr,
              const GraftLineChart *chart,
              const GraftLineLayout *layout,
              const GArray *points)
{
  double last = -INFINITY;

  for (guint i = 0; i < points->len; i++)
    {
      const GraftSeriesPoint *point = &g_array_index (points, GraftSeriesPoint, i);
      double x = graft_line_layout_x (layout, chart, point->x);

      if (point->y <= chart->y1 || x < layout->left || x > layout->left + layout->width ||
          x - last < CLIP_APART)
        continue;
      cairo_move_to (cr, x, layout->top - LINE_WIDTH);
      cairo_rel_line_to (cr, CLIP_MARK, 1.5 * CLIP_MARK);
      cairo_rel_line_to (cr, -2 * CLIP_MARK, 0);
      cairo_close_path (cr);
      last = x;
    }
  cairo_fill (cr);
}

static void
draw_line (cairo_t *cr,
           const GraftLineChart *chart,
           const GraftLineLayout *layout,
           const GraftPlotStyle *style,
           const GraftLine *line,
           GArray *scratch)
{
  static const double dashes[] = { 5, 4 };
  GraftColor color = graft_palette_get_role_color (style, line->role);

  if (graft_series_get_smoothing (line->series) > 0)
    {
      graft_set_source_color (cr, graft_color_with_alpha (color, 0.28));
      cairo_set_line_width (cr, 1);
      stroke_series (cr, chart, layout, line, FALSE, scratch);
    }
  else if (chart->mark_clipped)
    graft_series_decimate (line->series, FALSE, chart->x0, chart->x1,
                           (guint)MAX (layout->width, 1), scratch);
  if (chart->mark_clipped)
    {
      graft_set_source_color (cr, color);
      mark_clipped (cr, chart, layout, scratch);
    }
  graft_set_source_color (cr, color);
  cairo_set_line_width (cr, style->high_contrast ? LINE_WIDTH * 1.4 : LINE_WIDTH);
  if (line->dashed)
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  stroke_series (cr, chart, layout, line, TRUE, scratch);
  cairo_set_dash (cr, NULL, 0, 0);
}

void
graft_line_draw_curves (cairo_t *cr,
                        const GraftLineChart *chart,
                        const GraftLineLayout *layout,
                        const GraftPlotStyle *style)
{
  g_autoptr (GArray) scratch = g_array_new (FALSE, FALSE, sizeof (GraftSeriesPoint));
  double margin = LINE_WIDTH;
  double clip_left, clip_right, clip_top, clip_bottom;

  if (!(chart->x1 > chart->x0) || !(chart->y1 > chart->y0))
    return;
  cairo_clip_extents (cr, &clip_left, &clip_top, &clip_right, &clip_bottom);
  cairo_save (cr);
  cairo_rectangle (cr, layout->left - margin, layout->top - margin,
                   layout->width + 2 * margin, layout->height + 2 * margin);
  cairo_clip (cr);
  if (chart->now >= chart->x0 && chart->now <= chart->x1)
    {
      double x = floor (graft_line_layout_x (layout, chart, chart->now)) + 0.5;

      graft_set_source_color (cr, graft_color_with_alpha (style->accent, 0.7));
      cairo_set_line_width (cr, 1);
      cairo_move_to (cr, x, layout->top);
      cairo_line_to (cr, x, layout->top + layout->height);
      cairo_stroke (cr);
    }
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < chart->n_lines; i++)
    draw_line (cr, chart, layout, style, &chart->lines[i], scratch);
  cairo_restore (cr);
  graft_line_draw_labels (cr, chart, layout, style, clip_right);
}

/**
 * graft_line_draw:
 * @cr: a context on any surface, its clip at least width × height
 * @chart: the curves and their range
 * @width, @height: in user units
 * @style: colours and font
 *
 * Draws the whole chart at 0, 0. Cost: O(points in range + columns · lines).
 */
void
graft_line_draw (cairo_t *cr,
                 const GraftLineChart *chart,
                 double width,
                 double height,
                 const GraftPlotStyle *style)
{
  GraftLineLayout layout;

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  graft_line_layout_init (&layout, cr, chart, width, height, style);
  graft_line_draw_axes (cr, chart, &layout, style);
  graft_line_draw_curves (cr, chart, &layout, style);
  graft_line_draw_crosshair (cr, chart, &layout, style);
  cairo_restore (cr);
}
