/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the line of place: a track, two yardsticks with their names above and figures
 * below, and the run's dot with its interval. */
#include "ui/plot/axis.h"
#include "ui/plot/scale-draw.h"
#include "ui/plot/text-draw.h"

#include <math.h>

#define TRACK 8.0
#define DOT 7.0

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

typedef struct
{
  double value;
  double x;
  GraftColor color;
  gboolean bold;
} Figure;

static int
compare_figures (gconstpointer a, gconstpointer b)
{
  const Figure *first = a, *second = b;

  return (first->x > second->x) - (first->x < second->x);
}

/* The figures below the line give way to each other sideways. */
static void
draw_figures (cairo_t *cr,
              const GraftPlotStyle *style,
              Figure *figures,
              guint n,
              double y,
              double width)
{
  double places[3], separation, half;
  char number[GRAFT_NUMBER_SIZE];

  graft_text_measure (cr, style, &(GraftText){ .text = "100.0", .bold = TRUE },
                      &separation, NULL);
  half = separation / 2;
  qsort (figures, n, sizeof *figures, compare_figures);
  for (guint i = 0; i < n; i++)
    places[i] = figures[i].x;
  graft_spread_labels (places, n, separation + 6, half, width - half);
  for (guint i = 0; i < n; i++)
    {
      GraftText text = { .text = graft_format_fixed (number, 100 * figures[i].value, 1),
                         .color = figures[i].color,
                         .bold = figures[i].bold,
                         .align_x = 0.5 };

      graft_text_draw (cr, style, &text, places[i], y + TRACK + 4);
    }
}

/**
 * graft_place_draw:
 * @cr: a context
 * @reading: what to show
 * @width, @height: the line runs over all of the width at half the height
 * @style: colours and font
 *
 * A run left of source-only is drawn in the warning colour: that is negative transfer.
 */
void
graft_place_draw (cairo_t *cr,
                  const GraftPlaceReading *reading,
                  double width,
                  double height,
                  const GraftPlotStyle *style)
{
  Mapping map = { .width = width };
  gboolean worse = reading->value < reading->twin;
  GraftColor color = graft_palette_get_role_color (style, worse ? GRAFT_COLOR_WARNING
                                                                : GRAFT_COLOR_GOOD);
  double y = floor (height / 2);
  const char *twin_name = isfinite (reading->twin) ? reading->twin_label : "";
  const char *oracle_name = isfinite (reading->oracle) ? reading->oracle_label : "";
  double twin = NAN, oracle = NAN;
  Figure figures[3];
  guint n = 0;

  graft_place_range (reading, &map.low, &map.high);
  fill_bar (cr, 0, width, y, TRACK, style->track);
  if (isfinite (reading->twin) && isfinite (reading->value))
    fill_bar (cr, place_of (&map, reading->twin), place_of (&map, reading->value), y,
              TRACK, color);
  if (isfinite (reading->low) && isfinite (reading->high))
    fill_bar (cr, place_of (&map, reading->low), place_of (&map, reading->high), y,
              TRACK + 6, graft_color_with_alpha (color, 0.3));
  if (isfinite (reading->twin))
    {
      figures[n] = (Figure){ reading->twin, place_of (&map, reading->twin),
                             style->foreground, FALSE };
      twin = figures[n].x;
      draw_yardstick (cr, style, figures[n++].x, y);
    }
  if (isfinite (reading->oracle))
    {
      figures[n] = (Figure){ reading->oracle, place_of (&map, reading->oracle),
                             style->foreground, FALSE };
      oracle = figures[n].x;
      draw_yardstick (cr, style, figures[n++].x, y);
    }
  if (isfinite (reading->value))
    {
      figures[n] =
          (Figure){ reading->value, place_of (&map, reading->value), color, TRUE };
      draw_dot (cr, figures[n++].x, y, color, style->background);
    }
  draw_figures (cr, style, figures, n, y, width);
  if (oracle < twin)
    draw_names (cr, style, (const char *const[]){ oracle_name, twin_name },
                (double[]){ oracle, twin }, y, width);
  else
    draw_names (
        cr, style, (const char *const[]){ twin_name, oracle_name },
        (double[]){ isfinite (twin) ? twin : 0, isfinite (oracle) ? oracle : width }, y,
        width);
}
