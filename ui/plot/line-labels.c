/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a line chart says: names and newest values at the lines' ends, or, under a
 * crosshair, the values there. Values are the measured ones, never smoothed. */
#include "ui/plot/line-draw-private.h"

#include <math.h>

#define VALUE_GAP 4.0   /* between a name and its value */
#define LEAST_NAME 20.0 /* less than that says nothing */
#define CHIP_PADDING 5.0

/* The value of @line at the crosshair, unless its points end before it. */
static gboolean
value_at_crosshair (const GraftLineChart *chart, const GraftLine *line, double *value)
{
  gssize i = graft_series_find (line->series, chart->crosshair);
  const GraftSeriesPoint *points = graft_series_peek_raw (line->series);
  gsize n = graft_series_get_n_points (line->series);
  double reach = (chart->x1 - chart->x0) / 50;

  if (i < 0 || chart->crosshair < points[0].x - reach ||
      chart->crosshair > points[n - 1].x + reach)
    return FALSE;
  *value = points[i].y;
  return TRUE;
}

/* The last point that is on screen: as it was measured, smoothed or not. */
static gboolean
line_end (const GraftLineChart *chart, const GraftLine *line, GraftSeriesPoint *end)
{
  const GraftSeriesPoint *points = graft_series_peek_raw (line->series);
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

/* The value has the right of way: what room it leaves is the name's. */
static void
draw_label (cairo_t *cr,
            const GraftPlotStyle *style,
            GraftText text,
            const char *value,
            double x,
            double y,
            double room)
{
  GraftText number = text;
  double width;

  number.text = value;
  graft_text_measure (cr, style, &number, &width, NULL);
  text.max_width = room - width - VALUE_GAP;
  if (text.max_width >= LEAST_NAME)
    {
      graft_text_draw (cr, style, &text, x, y);
      graft_text_measure (cr, style, &text, &width, NULL);
      x += width + VALUE_GAP;
    }
  graft_text_draw (cr, style, &number, x, y);
}

static void
write_value (char *buffer,
             const GraftLineChart *chart,
             const GraftLine *line,
             double newest)
{
  gboolean reading = chart->crosshair >= chart->x0 && chart->crosshair <= chart->x1;
  double value = newest;

  if (reading && !value_at_crosshair (chart, line, &value))
    value = NAN;
  graft_line_format_value (buffer, chart, value);
}

/* Names and values stand where the lines end: no legend to look up. They keep their
 * places under a crosshair, so that the eye finds them again. */
void
graft_line_draw_labels (cairo_t *cr,
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
      char value[GRAFT_NUMBER_SIZE];
      GraftText text = { .text = line->label,
                         .bold = TRUE,
                         .halo = TRUE,
                         .align_y = 0.5,
                         .color = graft_palette_get_role_color (style, line->role) };

      write_value (value, chart, line, label->value);
      draw_label (cr, style, text, value, right + LABEL_GAP, places[i],
                  width - right - LABEL_GAP);
    }
}

/* ---- crosshair ---- */

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

/* Where the crosshair stands, on the axis below it. */
static void
draw_chip (cairo_t *cr,
           const GraftLineChart *chart,
           const GraftLineLayout *layout,
           const GraftPlotStyle *style,
           double x)
{
  char number[GRAFT_NUMBER_SIZE];
  g_autofree char *words = NULL;
  GraftText text = { .color = style->background, .bold = TRUE };
  double width, height, y = layout->top + layout->height + TICK_GAP;

  graft_format_value (number, chart->crosshair);
  words =
      g_strdup_printf ("%s %s", chart->x_label != NULL ? chart->x_label : "x", number);
  text.text = words;
  graft_text_measure (cr, style, &text, &width, &height);
  x = MAX (x - width / 2, CHIP_PADDING);
  graft_rounded_rectangle (cr, x - CHIP_PADDING, y - 1, width + 2 * CHIP_PADDING,
                           height + 2, 5);
  graft_set_source_color (cr, style->foreground);
  cairo_fill (cr);
  graft_text_draw (cr, style, &text, x, y);
}

void
graft_line_draw_crosshair (cairo_t *cr,
                           const GraftLineChart *chart,
                           const GraftLineLayout *layout,
                           const GraftPlotStyle *style)
{
  double x;

  if (!(chart->crosshair >= chart->x0 && chart->crosshair <= chart->x1))
    return;
  x = graft_line_layout_x (layout, chart, chart->crosshair);
  draw_crosshair_marks (cr, chart, layout, style, x);
  draw_chip (cr, chart, layout, style, x);
}
