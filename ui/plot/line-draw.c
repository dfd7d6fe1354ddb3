/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a GraftLineChart. The widget calls the parts one by one, because axes change far
 * less often than curves; reports call graft_line_draw(). Zoom, pointer and export are
 * the widget's (curve-plot.c). */
#include "ui/plot/line-draw.h"
#include "ui/plot/text-draw.h"

#include <math.h>

#define LABEL_GAP 8.0 /* between a line's end and its name */
#define TICK_GAP 6.0  /* between a tick's text and the plot */
#define CARD_PADDING 8.0
#define LINE_WIDTH 1.75

char *
graft_line_format_value (char *buffer, const GraftLineChart *chart, double value)
{
  if (chart->percent)
    return graft_format_fixed (buffer, 100 * value, 1);
  return graft_format_value (buffer, value);
}

static char *
line_text (const GraftLineChart *chart, const GraftLine *line, double value)
{
  char number[GRAFT_NUMBER_SIZE];

  graft_line_format_value (number, chart, value);
  return g_strdup_printf ("%s %s", line->label, number);
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
      g_autofree char *text = g_strdup_printf ("%s %s", chart->lines[i].label, "00.00");
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
  graft_set_source_color (cr, color);
  cairo_set_line_width (cr, style->high_contrast ? LINE_WIDTH * 1.4 : LINE_WIDTH);
  if (line->dashed)
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  stroke_series (cr, chart, layout, line, TRUE, scratch);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* The last point that is on screen. */
static gboolean
line_end (const GraftLineChart *chart, const GraftLine *line, GraftSeriesPoint *end)
{
  const GraftSeriesPoint *points = graft_series_peek_smooth (line->series);
  gssize i = graft_series_find (line->series, chart->x1);

  if (i > 0 && points[i].x > chart->x1)
    i--;
  if (i < 0 || points[i].x < chart->x0 || points[i].x > chart->x1)
    return FALSE;
  *end = points[i];
  return TRUE;
}

typedef struct
{
  guint line;
  double value;
  double y;
} EndLabel;

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  const EndLabel *first = a, *second = b;

  return (first->y > second->y) - (first->y < second->y);
}

static GArray *
collect_labels (const GraftLineChart *chart, const GraftLineLayout *layout, double *right)
{
  GArray *labels = g_array_new (FALSE, FALSE, sizeof (EndLabel));

  *right = layout->left;
  for (guint i = 0; i < chart->n_lines; i++)
    {
      GraftSeriesPoint end;
      EndLabel label = { .line = i };

      if (!line_end (chart, &chart->lines[i], &end))
        continue;
      label.value = end.y;
      label.y = graft_line_layout_y (layout, chart, end.y);
      label.y = CLAMP (label.y, layout->top, layout->top + layout->height);
      *right = MAX (*right, graft_line_layout_x (layout, chart, end.x));
      g_array_append_val (labels, label);
    }
  g_array_sort (labels, compare_labels);
  return labels;
}

/* Names and last values stand where the lines end: no legend to look up. */
static void
draw_end_labels (cairo_t *cr,
                 const GraftLineChart *chart,
                 const GraftLineLayout *layout,
                 const GraftPlotStyle *style,
                 double width)
{
  double right, separation;
  g_autoptr (GArray) labels = collect_labels (chart, layout, &right);
  g_autofree double *places = g_new (double, labels->len + 1);

  graft_text_measure (cr, style, &(GraftText){ .text = "0", .bold = TRUE }, NULL,
                      &separation);
  for (guint i = 0; i < labels->len; i++)
    places[i] = g_array_index (labels, EndLabel, i).y;
  graft_spread_labels (places, labels->len, separation, layout->top,
                       layout->top + layout->height);
  for (guint i = 0; i < labels->len; i++)
    {
      const EndLabel *label = &g_array_index (labels, EndLabel, i);
      const GraftLine *line = &chart->lines[label->line];
      g_autofree char *words = line_text (chart, line, label->value);
      GraftText text = { .text = words,
                         .bold = TRUE,
                         .halo = TRUE,
                         .align_y = 0.5,
                         .max_width = MAX (width - right - LABEL_GAP, 24),
                         .color = graft_palette_get_role_color (style, line->role) };

      graft_text_draw (cr, style, &text, right + LABEL_GAP, places[i]);
    }
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
  draw_end_labels (cr, chart, layout, style, clip_right);
}

/* The value of @line at the crosshair, unless its points end before it. */
static gboolean
value_at_crosshair (const GraftLineChart *chart, const GraftLine *line, double *value)
{
  gssize i = graft_series_find (line->series, chart->crosshair);
  const GraftSeriesPoint *points = graft_series_peek_smooth (line->series);
  gsize n = graft_series_get_n_points (line->series);
  double reach = (chart->x1 - chart->x0) / 50;

  if (i < 0 || chart->crosshair < points[0].x - reach ||
      chart->crosshair > points[n - 1].x + reach)
    return FALSE;
  *value = points[i].y;
  return TRUE;
}

static void
draw_crosshair_marks (cairo_t *cr,
                      const GraftLineChart *chart,
                      const GraftLineLayout *layout,
                      const GraftPlotStyle *style,
                      double x)
{
  graft_set_source_color (cr, graft_color_with_alpha (style->foreground, 0.55));
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, floor (x) + 0.5, layout->top);
  cairo_line_to (cr, floor (x) + 0.5, layout->top + layout->height);
  cairo_stroke (cr);
  for (guint i = 0; i < chart->n_lines; i++)
    {
      double value, y;

      if (!value_at_crosshair (chart, &chart->lines[i], &value))
        continue;
      y = graft_line_layout_y (layout, chart, value);
      if (y < layout->top - 1 || y > layout->top + layout->height + 1)
        continue;
      cairo_arc (cr, x, y, 4, 0, 2 * G_PI);
      graft_set_source_color (cr, style->background);
      cairo_fill_preserve (cr);
      graft_set_source_color (cr,
                              graft_palette_get_role_color (style, chart->lines[i].role));
      cairo_set_line_width (cr, 2);
      cairo_stroke (cr);
    }
}

/* The rows of the card: a head line in the foreground, then a line a curve in its colour.
 */
static GPtrArray *
card_rows (const GraftLineChart *chart, GArray *colors, const GraftPlotStyle *style)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_free);
  char number[GRAFT_NUMBER_SIZE];
  const char *name = chart->x_label != NULL ? chart->x_label : "x";

  graft_format_value (number, chart->crosshair);
  g_ptr_array_add (rows, g_strdup_printf ("%s %s", name, number));
  g_array_append_val (colors, style->dim);
  for (guint i = 0; i < chart->n_lines; i++)
    {
      GraftColor color = graft_palette_get_role_color (style, chart->lines[i].role);
      double value;

      if (!value_at_crosshair (chart, &chart->lines[i], &value))
        continue;
      g_ptr_array_add (rows, line_text (chart, &chart->lines[i], value));
      g_array_append_val (colors, color);
    }
  return rows;
}

static void
draw_card (cairo_t *cr,
           const GraftLineLayout *layout,
           const GraftPlotStyle *style,
           GPtrArray *rows,
           GArray *colors,
           double crosshair_x)
{
  double width = 0, row_height = 0, height, x, y = layout->top + 4;

  for (guint i = 0; i < rows->len; i++)
    {
      GraftText text = { .text = rows->pdata[i], .bold = i > 0 };
      double row_width;

      graft_text_measure (cr, style, &text, &row_width, &row_height);
      width = MAX (width, row_width);
    }
  width = ceil (width) + 2 * CARD_PADDING;
  height = ceil (row_height * rows->len) + 2 * CARD_PADDING - 4;
  x = crosshair_x + 12;
  if (x + width > layout->left + layout->width)
    x = MAX (crosshair_x - 12 - width, 0);
  graft_rounded_rectangle (cr, floor (x) + 0.5, floor (y) + 0.5, width, height, 6);
  graft_set_source_color (cr, graft_color_with_alpha (style->background, 0.94));
  cairo_fill_preserve (cr);
  graft_set_source_color (cr, style->high_contrast ? style->foreground : style->grid);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  for (guint i = 0; i < rows->len; i++)
    {
      GraftText text = { .text = rows->pdata[i],
                         .bold = i > 0,
                         .color = g_array_index (colors, GraftColor, i) };

      graft_text_draw (cr, style, &text, x + CARD_PADDING,
                       y + CARD_PADDING - 2 + i * row_height);
    }
}

void
graft_line_draw_crosshair (cairo_t *cr,
                           const GraftLineChart *chart,
                           const GraftLineLayout *layout,
                           const GraftPlotStyle *style)
{
  g_autoptr (GArray) colors = g_array_new (FALSE, FALSE, sizeof (GraftColor));
  g_autoptr (GPtrArray) rows = NULL;
  double x;

  if (!(chart->crosshair >= chart->x0 && chart->crosshair <= chart->x1))
    return;
  x = graft_line_layout_x (layout, chart, chart->crosshair);
  draw_crosshair_marks (cr, chart, layout, style, x);
  rows = card_rows (chart, colors, style);
  draw_card (cr, layout, style, rows, colors, x);
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
