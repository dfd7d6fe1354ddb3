/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the gauge. The words beside it belong to the page. */
#include "ui/plot/gauge-draw.h"
#include "ui/plot/text-draw.h"

#include <math.h>

static double
angle_of (double value)
{
  return G_PI + CLAMP (value / GRAFT_GAUGE_MAX, 0, 1) * G_PI;
}

/* Green while the domains are near, orange from 1.5 on: a classifier then errs on less
 * than one item in eight (proxy A-distance = 2 (1 − 2 error)). */
static GraftColor
fill_color (const GraftPlotStyle *style, double value)
{
  return graft_palette_get_role_color (style, value < 1.5 ? GRAFT_COLOR_GOOD
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

  cairo_arc (cr, x + radius * cos (angle), y + radius * sin (angle), 5, 0, 2 * G_PI);
  graft_set_source_color (cr, graft_palette_get_role_color (style, GRAFT_COLOR_WARNING));
  cairo_fill_preserve (cr);
  graft_set_source_color (cr, style->background);
  cairo_set_line_width (cr, 1.5);
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
  double thick = 10, end_width, radius, x = width / 2, y;
  GraftText text = { .text = "0", .color = style->dim, .align_x = 1, .align_y = 0.5 };

  graft_text_measure (cr, style, &text, &end_width, NULL);
  radius = MIN (width / 2 - end_width - thick - 8, height - 1.5 * thick - 2);
  if (radius < thick)
    return;
  y = height - thick;
  cairo_save (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, thick);
  draw_arc (cr, x, y, radius, 2 * G_PI, style->track);
  if (isfinite (reading->value) && reading->value > 0)
    draw_arc (cr, x, y, radius, angle_of (reading->value),
              fill_color (style, reading->value));
  if (isfinite (reading->before))
    draw_before (cr, x, y, radius, reading->before, style);
  if (isfinite (reading->value))
    draw_needle (cr, x, y, radius - 0.4 * thick, reading->value, style);
  graft_text_draw (cr, style, &text, x - radius - thick, y);
  text.text = "2";
  text.align_x = 0;
  graft_text_draw (cr, style, &text, x + radius + thick, y);
  cairo_restore (cr);
}
