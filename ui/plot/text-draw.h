/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of text on a Cairo context, laid out by Pango: class names may be in any
 * script. */
#pragma once

#include "ui/plot/palette.h"

#include <cairo.h>

G_BEGIN_DECLS

/**
 * GraftText:
 * @size: relative to the style's font size; 0 counts as 1
 * @align_x, @align_y: which point of the text's box stands at x, y: 0 left/top … 1
 * right/bottom
 * @max_width: longer text ends in "…"; 0 is without limit
 * @halo: outlined in the background's colour, for text that crosses lines
 */
typedef struct
{
  const char *text;
  GraftColor color;
  double size;
  double align_x;
  double align_y;
  double max_width;
  gboolean bold;
  gboolean halo;
} GraftText;

/* Draws @text with its anchor at @x, @y, in pixels. */
void graft_text_draw (
    cairo_t *cr, const GraftPlotStyle *style, const GraftText *text, double x, double y);
/* The size it would take, in pixels. */
void graft_text_measure (cairo_t *cr,
                         const GraftPlotStyle *style,
                         const GraftText *text,
                         double *width,
                         double *height);
/* A rectangle with round corners as the current path. */
void graft_rounded_rectangle (
    cairo_t *cr, double x, double y, double width, double height, double radius);
void graft_set_source_color (cairo_t *cr, GraftColor color);
/* Moves n positions as little as possible so that neighbours are @separation apart and
 * all lie in low … high; see text-draw.c. */
void graft_spread_labels (
    double *positions, guint n, double separation, double low, double high);

G_END_DECLS
