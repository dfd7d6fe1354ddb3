/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the gauge. The words beside it belong to the page. */
#include "ui/plot/gauge-draw.h"
#include "ui/plot/text-draw.h"

#include <math.h>

/* Two classifiers on the same features differ by about as much. */
#define NOISE 0.05
#define THICK 10.0
#define ARROW 7.0 /* beyond the arc's outer edge */

static double
angle_of (double value)
{
  return G_PI + CLAMP (value / GRAFT_GAUGE_MAX, 0, 1) * G_PI;
}

int
graft_gauge_direction (const GraftGaugeReading *reading)
{
  double change = reading->value - reading->before;

  /* Also when one of them is NaN. */
  if (!(fabs (change) >= NOISE))
    return 0;
  return change < 0 ? -1 : 1;
}

static GraftColor
color_of (const GraftPlotStyle *style, int direction)
{
  if (direction == 0)
    return style->accent;
  return graft_palette_get_role_color (style, direction < 0 ? GRAFT_COLOR_GOOD
                                                            : GRAFT_COLOR_WARNING);
}

static void
draw_arc (cairo_t *cr, double x, double y, double radius, double end, GraftColor color)
{
  graft_set_source_color (cr, color);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, G_PI, end);
  cairo_stroke (cr);
}

static void
draw_needle (cairo_t *cr,
             double x,
             double y,
             double length,
             double value,
             const GraftPlotStyle *style)
{
  double angle = angle_of (value);

  graft_set_source_color (cr, style->foreground);
  cairo_set_line_width (cr, 2.5);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + length * cos (angle), y + length * sin (angle));
  cairo_stroke (cr);
  cairo_arc (cr, x, y, 4.5, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
draw_before (cairo_t *cr,
             double x,
             double y,
             double radius,
             double before,
             const GraftPlotStyle *style)
{
  double angle = angle_of (before);

  cairo_arc (cr, x + radius * cos (angle), y + radius * sin (angle), 4.5, 0, 2 * G_PI);
  graft_set_source_color (cr, style->background);
  cairo_fill_preserve (cr);
  graft_set_source_color (cr, style->foreground);
  cairo_set_line_width (cr, 1.8);
  cairo_stroke (cr);
}

/* Outside of the arc, from where the domains were to where they are: the direction is
 * not told by colour alone. */
static void
draw_way (cairo_t *cr,
          double x,
          double y,
          double radius,
          const GraftGaugeReading *reading,
          const GraftPlotStyle *style)
{
  int direction = graft_gauge_direction (reading);
  double from = angle_of (reading->before), to = angle_of (reading->value);
  double tip_x = x + radius * cos (to), tip_y = y + radius * sin (to);
  /* The tangent at the tip, pointing back along the way. */
  double back = to + (direction < 0 ? G_PI_2 : -G_PI_2);

  if (direction == 0)
    return;
  graft_set_source_color (cr, color_of (style, direction));
  cairo_set_line_width (cr, 1.8);
  cairo_new_sub_path (cr);
  if (direction < 0)
    cairo_arc_negative (cr, x, y, radius, from, to);
  else
    cairo_arc (cr, x, y, radius, from, to);
  for (int side = -1; side <= 1; side += 2)
    {
      cairo_move_to (cr, tip_x + 5.5 * cos (back + side * 0.6),
                     tip_y + 5.5 * sin (back + side * 0.6));
      cairo_line_to (cr, tip_x, tip_y);
    }
  cairo_stroke (cr);
}

/**
 * graft_gauge_draw:
 * @cr: a context
 * @reading: what to show
 * @width, @height: the largest half circle in this place is drawn
 * @style: colours and font
 */
void
graft_gauge_draw (cairo_t *cr,
                  const GraftGaugeReading *reading,
                  double width,
                  double height,
                  const GraftPlotStyle *style)
{
  double end_width, radius, x = width / 2, y;
  GraftText text = { .text = "0", .color = style->dim, .align_x = 1, .align_y = 0.5 };

  graft_text_measure (cr, style, &text, &end_width, NULL);
  radius = MIN (width / 2 - end_width - THICK - 8, height - 1.5 * THICK - ARROW - 3);
  if (radius < THICK)
    return;
  y = height - THICK;
  cairo_save (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, THICK);
  draw_arc (cr, x, y, radius, 2 * G_PI, style->track);
  if (isfinite (reading->value) && reading->value > 0)
    draw_arc (cr, x, y, radius, angle_of (reading->value),
              color_of (style, graft_gauge_direction (reading)));
  draw_way (cr, x, y, radius + THICK / 2 + ARROW - 2, reading, style);
  if (isfinite (reading->before))
    draw_before (cr, x, y, radius, reading->before, style);
  if (isfinite (reading->value))
    draw_needle (cr, x, y, radius - 0.4 * THICK, reading->value, style);
  graft_text_draw (cr, style, &text, x - radius - THICK, y);
  text.text = "2";
  text.align_x = 0;
  graft_text_draw (cr, style, &text, x + radius + THICK, y);
  cairo_restore (cr);
}
