/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the line of place: a track, two yardsticks with their names above and figures
 * below, and the run's dot with its interval. */
#include "ui/plot/axis.h"
#include "ui/plot/scale-draw.h"
#include "ui/plot/text-draw.h"

#include <math.h>
#include <stdlib.h>

#define TRACK 8.0
#define DOT 7.0
#define LEADER 6.0 /* room for a line from a mark to its figure */

void
graft_place_range (const GraftPlaceReading *reading, double *low, double *high)
{
  const double values[] = { reading->twin, reading->value, reading->low, reading->high,
                            reading->oracle };
  double least = INFINITY, most = -INFINITY, span;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (isfinite (values[i]))
      {
        least = MIN (least, values[i]);
        most = MAX (most, values[i]);
      }
  *low = 0;
  *high = 1;
  if (least > most)
    return;
  if (!isfinite (reading->oracle))
    most = 1;
  span = MAX (most - least, 0.05);
  *low = MAX (0, least - 0.4 * span);
  *high = MIN (1, most + 0.15 * span);
}

typedef struct
{
  double low;
  double high;
  double width;
} Mapping;

static double
place_of (const Mapping *map, double value)
{
  double fraction = (value - map->low) / (map->high - map->low);

  return DOT + CLAMP (fraction, 0, 1) * (map->width - 2 * DOT);
}

static void
fill_bar (cairo_t *cr, double x0, double x1, double y, double thick, GraftColor color)
{
  graft_rounded_rectangle (cr, MIN (x0, x1), y - thick / 2, fabs (x1 - x0), thick,
                           thick / 2);
  graft_set_source_color (cr, color);
  cairo_fill (cr);
}

static void
draw_yardstick (cairo_t *cr, const GraftPlotStyle *style, double x, double y)
{
  cairo_rectangle (cr, floor (x) - 1, y - TRACK, 2, 2 * TRACK);
  graft_set_source_color (cr, style->foreground);
  cairo_fill (cr);
}

/* The names above the yardsticks give way to each other sideways: @x: [2], from the left.
 */
static void
draw_names (cairo_t *cr,
            const GraftPlotStyle *style,
            const char *const *names,
            const double *x,
            double y,
            double width)
{
  double widths[2], left[2];

  for (guint i = 0; i < 2; i++)
    {
      GraftText text = { .text = names[i], .size = 0.95 };

      graft_text_measure (cr, style, &text, &widths[i], NULL);
      left[i] = CLAMP (x[i] - widths[i] / 2, 0, MAX (width - widths[i], 0));
    }
  if (names[1][0] != '\0' && names[0][0] != '\0' && left[0] + widths[0] + 6 > left[1])
    {
      left[1] = MIN (left[0] + widths[0] + 6, MAX (width - widths[1], 0));
      left[0] = MAX (MIN (left[0], left[1] - widths[0] - 6), 0);
    }
  for (guint i = 0; i < 2; i++)
    {
      GraftText text = {
        .text = names[i], .color = style->dim, .align_y = 1, .size = 0.95
      };

      graft_text_draw (cr, style, &text, left[i], y - TRACK - 3);
    }
}

static void
draw_dot (cairo_t *cr, double x, double y, GraftColor color, GraftColor background)
{
  cairo_arc (cr, x, y, DOT, 0, 2 * G_PI);
  graft_set_source_color (cr, color);
  cairo_fill_preserve (cr);
  graft_set_source_color (cr, background);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
}

/* In this order where two stand at the same place. */
typedef enum
{
  TWIN,
  RUN,
  ORACLE,
  N_FIGURES
} FigureKind;

typedef struct
{
  FigureKind kind;
  double x;
  char text[GRAFT_NUMBER_SIZE];
} Figure;

static int
compare_figures (gconstpointer a, gconstpointer b)
{
  const Figure *first = a, *second = b;

  if (first->x != second->x)
    return first->x > second->x ? 1 : -1;
  return (first->kind > second->kind) - (first->kind < second->kind);
}

static guint
collect_figures (const GraftPlaceReading *reading, const Mapping *map, Figure *figures)
{
  const double values[N_FIGURES] = { reading->twin, reading->value, reading->oracle };
  guint n = 0;

  for (FigureKind kind = 0; kind < N_FIGURES; kind++)
    if (isfinite (values[kind]))
      {
        figures[n].kind = kind;
        figures[n].x = place_of (map, values[kind]);
        graft_format_fixed (figures[n++].text, 100 * values[kind], 1);
      }
  qsort (figures, n, sizeof *figures, compare_figures);
  return n;
}

/* Marks that read alike share one figure, the run's where it is among them. */
static guint
merge_figures (Figure *figures, guint n)
{
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    if (kept == 0 || !g_str_equal (figures[kept - 1].text, figures[i].text))
      figures[kept++] = figures[i];
    else if (figures[i].kind == RUN)
      figures[kept - 1] = figures[i];
  return kept;
}

/* From a mark to its figure, where that had to give way. */
static void
draw_leader (cairo_t *cr, const GraftPlotStyle *style, double x, double place, double y)
{
  if (fabs (place - x) < 6)
    return;
  cairo_move_to (cr, x, y + TRACK + 1);
  cairo_line_to (cr, place, y + TRACK + LEADER);
  graft_set_source_color (cr, style->dim);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

/* The figures below the line give way to each other sideways. */
static void
draw_figures (cairo_t *cr,
              const GraftPlotStyle *style,
              const Figure *figures,
              guint n,
              double y,
              double width,
              GraftColor color)
{
  double places[N_FIGURES], separation, half;

  graft_text_measure (cr, style, &(GraftText){ .text = "100.0", .bold = TRUE },
                      &separation, NULL);
  half = separation / 2;
  for (guint i = 0; i < n; i++)
    places[i] = figures[i].x;
  graft_spread_labels (places, n, separation + 6, half, width - half);
  for (guint i = 0; i < n; i++)
    {
      GraftText text = { .text = figures[i].text,
                         .color = figures[i].kind == RUN ? color : style->foreground,
                         .bold = figures[i].kind == RUN,
                         .align_x = 0.5 };

      /* A figure pushed in from the edge stands below its mark still. */
      if (n > 1 && figures[i].x > half && figures[i].x < width - half)
        draw_leader (cr, style, figures[i].x, places[i], y);
      graft_text_draw (cr, style, &text, places[i], y + TRACK + LEADER + 1);
    }
}

static void
draw_yardsticks (cairo_t *cr,
                 const GraftPlaceReading *reading,
                 const Mapping *map,
                 const GraftPlotStyle *style,
                 double y)
{
  gboolean has_twin = isfinite (reading->twin), has_oracle = isfinite (reading->oracle);
  const char *twin_name = has_twin ? reading->twin_label : "";
  const char *oracle_name = has_oracle ? reading->oracle_label : "";
  double twin = has_twin ? place_of (map, reading->twin) : 0;
  double oracle = has_oracle ? place_of (map, reading->oracle) : map->width;

  if (has_twin)
    draw_yardstick (cr, style, twin, y);
  if (has_oracle)
    draw_yardstick (cr, style, oracle, y);
  if (has_twin && oracle < twin)
    draw_names (cr, style, (const char *const[]){ oracle_name, twin_name },
                (double[]){ oracle, twin }, y, map->width);
  else
    draw_names (cr, style, (const char *const[]){ twin_name, oracle_name },
                (double[]){ twin, oracle }, y, map->width);
}

/* A gain that was shown is green, a loss orange; anything between says nothing. */
static GraftColor
color_of_sign (const GraftPlotStyle *style, GraftTransferSign sign)
{
  if (sign == GRAFT_TRANSFER_POSITIVE)
    return graft_palette_get_role_color (style, GRAFT_COLOR_GOOD);
  if (sign == GRAFT_TRANSFER_NEGATIVE)
    return graft_palette_get_role_color (style, GRAFT_COLOR_WARNING);
  return style->foreground;
}

/**
 * graft_place_draw:
 * @cr: a context
 * @reading: what to show
 * @width, @height: the line runs over all of the width at half the height
 * @style: colours and font
 */
void
graft_place_draw (cairo_t *cr,
                  const GraftPlaceReading *reading,
                  double width,
                  double height,
                  const GraftPlotStyle *style)
{
  Mapping map = { .width = width };
  GraftColor color = color_of_sign (style, reading->sign);
  double y = floor (height / 2);
  Figure figures[N_FIGURES];
  guint n;

  graft_place_range (reading, &map.low, &map.high);
  fill_bar (cr, 0, width, y, TRACK, style->track);
  if (isfinite (reading->twin) && isfinite (reading->value))
    fill_bar (cr, place_of (&map, reading->twin), place_of (&map, reading->value), y,
              TRACK, color);
  if (isfinite (reading->low) && isfinite (reading->high))
    fill_bar (cr, place_of (&map, reading->low), place_of (&map, reading->high), y,
              TRACK + 6, graft_color_with_alpha (color, 0.3));
  draw_yardsticks (cr, reading, &map, style, y);
  if (isfinite (reading->value))
    draw_dot (cr, place_of (&map, reading->value), y, color, style->background);
  n = merge_figures (figures, collect_figures (reading, &map, figures));
  draw_figures (cr, style, figures, n, y, width, color);
}
