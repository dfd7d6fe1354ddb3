/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mark of a class beside its name: a shape that goes with its colour, so that classes
 * are told apart without colour too. Maps, where the shape of a mark is the domain, do
 * not use it. */
#pragma once

#include "ui/plot/palette.h"

#include <cairo.h>

G_BEGIN_DECLS

typedef enum
{
  GRAFT_CLASS_MARK_SOLID,  /* a label */
  GRAFT_CLASS_MARK_DASHED, /* a suggestion */
} GraftClassMarkKind;

/* Circle, square, triangle, diamond, pentagon, star, and over again; a class that is not
 * known (@index < 0) is a ring. @radius in pixels, of the circle around the shape. */
void graft_class_mark_draw (cairo_t *cr,
                            const GraftPlotStyle *style,
                            int index,
                            GraftClassMarkKind kind,
                            double x,
                            double y,
                            double radius);

G_END_DECLS
