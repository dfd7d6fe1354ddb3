/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a line chart says: names and newest values at the lines' ends, or, under a
 * crosshair, the values there. Values are the measured ones, never smoothed. */
#include "ui/plot/line-draw-private.h"

#include <math.h>

#define VALUE_GAP 4.0   /* between a name and its value */
#define LEAST_NAME 20.0 /* less than that says nothing */
#define BLOCK_GAP 4.0   /* between labels of two rows */
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

/* The last point that is on screen: as it was measured, smoothed or not. @goes_on: the
 * line does not end there, it runs out of the plot. */
static gboolean
line_end (const GraftLineChart *chart,
          const GraftLine *line,
          GraftSeriesPoint *end,
          gboolean *goes_on)
{
  const GraftSeriesPoint *points = graft_series_peek_raw (line->series);
  gsize n = graft_series_get_n_points (line->series);
  gssize i = graft_series_find (line->series, chart->x1);

  if (i > 0 && points[i].x > chart->x1)
    i--;
  if (i < 0 || points[i].x < chart->x0 || points[i].x > chart->x1)
    return FALSE;
  *end = points[i];
  *goes_on = (gsize)i + 1 < n && points[i + 1].x > chart->x1;
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
      gboolean goes_on;

      if (!line_end (chart, &chart->lines[i], &end, &goes_on))
        continue;
      label.value = end.y;
      label.y = graft_line_layout_y (layout, chart, end.y);
      label.y = CLAMP (label.y, layout->top, layout->top + layout->height);
      *right = MAX (*right, goes_on ? layout->left + layout->width
                                    : graft_line_layout_x (layout, chart, end.x));
      g_array_append_val (labels, label);
    }
  g_array_sort (labels, compare_labels);
  return labels;
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

/* A label with what it says and where. */
typedef struct
{
  GraftText name;
  char value[GRAFT_NUMBER_SIZE];
  double name_width;
  double value_width;
} Words;

static void
words_init (Words *words,
            cairo_t *cr,
            const GraftLineChart *chart,
            const GraftPlotStyle *style,
            const EndLabel *label)
{
  const GraftLine *line = &chart->lines[label->line];
  GraftText value;

  words->name = (GraftText){ .text = line->label,
                             .bold = TRUE,
                             .halo = TRUE,
                             .align_y = 0.5,
                             .color = graft_palette_get_role_color (style, line->role) };
  write_value (words->value, chart, line, label->value);
  value = words->name;
  value.text = words->value;
  graft_text_measure (cr, style, &words->name, &words->name_width, NULL);
  graft_text_measure (cr, style, &value, &words->value_width, NULL);
}

/* Beside each other, or, @row > 0, the name a row above its value. The value has the
 * right of way: what room it leaves is the name's. */
static void
draw_words (cairo_t *cr,
            const GraftPlotStyle *style,
            const Words *words,
            double x,
            double y,
            double room,
            double row)
{
  GraftText name = words->name, value = words->name;
  gboolean stacked = row > 0;

  room -= stacked ? 0 : words->value_width + VALUE_GAP;

  value.text = words->value;
  if (words->name_width > room)
    name.max_width = room;
  if (words->name_width <= room || room >= LEAST_NAME)
    {
      double width;

      graft_text_draw (cr, style, &name, x, y - row / 2);
      graft_text_measure (cr, style, &name, &width, NULL);
      x += stacked ? 0 : width + VALUE_GAP;
    }
  graft_text_draw (cr, style, &value, x, y + row / 2);
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
  double right, row;
  g_autoptr (GArray) labels = collect_labels (chart, layout, &right);
  g_autofree double *places = g_new (double, labels->len + 1);
  g_autofree Words *words = g_new (Words, labels->len + 1);
  double room = width - right - LABEL_GAP;
  gboolean stacked = FALSE;

  graft_text_measure (cr, style, &(GraftText){ .text = "0", .bold = TRUE }, NULL, &row);
  for (guint i = 0; i < labels->len; i++)
    {
      const EndLabel *label = &g_array_index (labels, EndLabel, i);

      words_init (&words[i], cr, chart, style, label);
      places[i] = label->y;
      stacked = stacked || words[i].name_width + VALUE_GAP + words[i].value_width > room;
    }
  /* Two rows each, where there is the height for them. */
  stacked = stacked && (2 * row + BLOCK_GAP) * labels->len <= layout->height;
  graft_spread_labels (places, labels->len, stacked ? 2 * row + BLOCK_GAP : row,
                       layout->top + (stacked ? row / 2 : 0),
                       layout->top + layout->height - (stacked ? row / 2 : 0));
  for (guint i = 0; i < labels->len; i++)
    draw_words (cr, style, &words[i], right + LABEL_GAP, places[i], room,
                stacked ? row : 0);
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
