/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See class-mark.h. */
#include "ui/plot/class-mark.h"

#include "ui/plot/text-draw.h"

#include <math.h>

#define N_SHAPES 6

/* A polygon with @n corners, the first one at the top. @inner is the radius of the
 * corners between them, as a share; 0: there are none. */
static void
polygon (cairo_t *cr, double x, double y, double radius, guint n, double inner)
{
  guint corners = inner > 0 ? 2 * n : n;

  for (guint i = 0; i < corners; i++)
    {
      double angle = 2 * G_PI * i / corners - G_PI / 2;
      double r = inner > 0 && i % 2 == 1 ? radius * inner : radius;

      cairo_line_to (cr, x + r * cos (angle), y + r * sin (angle));
    }
  cairo_close_path (cr);
}

/* Sizes are chosen so that all shapes look equally large. */
static void
shape_path (cairo_t *cr, int index, double x, double y, double radius)
{
  cairo_new_path (cr);
  switch (index < 0 ? 0 : index % N_SHAPES)
    {
    case 1:
      graft_rounded_rectangle (cr, x - 0.84 * radius, y - 0.84 * radius, 1.68 * radius,
                               1.68 * radius, 0.3 * radius);
      break;
    case 2:
      polygon (cr, x, y + 0.15 * radius, 1.15 * radius, 3, 0);
      break;
    case 3:
      polygon (cr, x, y, 1.15 * radius, 4, 0);
      break;
    case 4:
      polygon (cr, x, y + 0.05 * radius, 1.05 * radius, 5, 0);
      break;
    case 5:
      polygon (cr, x, y + 0.05 * radius, 1.2 * radius, 5, 0.5);
      break;
    default:
      cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
    }
}

void
graft_class_mark_draw (cairo_t *cr,
                       const GraftPlotStyle *style,
                       int index,
                       GraftClassMarkKind kind,
                       double x,
                       double y,
                       double radius)
{
  const double dashes[] = { radius * 0.55, radius * 0.4 };

  cairo_save (cr);
  graft_set_source_color (cr, graft_palette_get_class_color (style, index));
  if (kind == GRAFT_CLASS_MARK_SOLID && index >= 0)
    {
      shape_path (cr, index, x, y, radius);
      cairo_fill (cr);
    }
  else
    {
      shape_path (cr, index, x, y, radius - 0.75);
      cairo_set_line_width (cr, 1.5);
      if (kind == GRAFT_CLASS_MARK_DASHED)
        cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}
