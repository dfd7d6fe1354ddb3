/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours of data and the style that every drawing function here takes. Class colours are
 * safe for colour-blind readers and keep a contrast of at least 3:1 against the plot's
 * background (4.5:1 in high contrast). Colour is never alone: the domain is the shape of
 * a mark. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* sRGB, each 0 … 1, alpha not premultiplied. */
typedef struct
{
  double r;
  double g;
  double b;
  double a;
} GraftColor;

/* What a curve or a figure stands for; the same thing has the same colour everywhere. */
typedef enum
{
  GRAFT_COLOR_SOURCE,
  GRAFT_COLOR_TARGET,
  GRAFT_COLOR_ORACLE,
  GRAFT_COLOR_DOMAIN,
  GRAFT_COLOR_LAMBDA,
  GRAFT_COLOR_RATE,
  GRAFT_COLOR_OTHER,
  GRAFT_COLOR_GOOD,    /* a gain, domains that met */
  GRAFT_COLOR_WARNING, /* a wrong answer, domains apart */
  GRAFT_N_COLOR_ROLES
} GraftColorRole;

/**
 * GraftPlotStyle:
 * @background: opaque; what marks are held against
 * @font: a font family, e.g. "Cantarell"
 * @font_size: of axis labels, in pixels
 *
 * A plain value: copy it freely, also to another thread.
 */
typedef struct
{
  gboolean dark;
  gboolean high_contrast;
  GraftColor background;
  GraftColor foreground;
  GraftColor dim;
  GraftColor grid;
  GraftColor track; /* the unfilled part of gauges and scales */
  GraftColor accent;
  char font[64];
  double font_size;
} GraftPlotStyle;

/* How many class colours were chosen by hand; beyond them they are generated. */
#define GRAFT_PALETTE_N_BASE 10

void graft_plot_style_init (GraftPlotStyle *style, gboolean dark, gboolean high_contrast);
/* @index < 0 is a class that is not known: a neutral grey. */
GraftColor graft_palette_get_class_color (const GraftPlotStyle *style, int index);
GraftColor graft_palette_get_role_color (const GraftPlotStyle *style,
                                         GraftColorRole role);

/* WCAG 2 contrast ratio of two opaque colours, 1 … 21. */
double graft_color_contrast (GraftColor a, GraftColor b);
/* @color with its OKLab lightness moved away from @background until @ratio is reached. */
GraftColor
graft_color_ensure_contrast (GraftColor color, GraftColor background, double ratio);
/* @over laid on opaque @under by its alpha; the result is opaque. */
GraftColor graft_color_flatten (GraftColor over, GraftColor under);
GraftColor graft_color_with_alpha (GraftColor color, double alpha);
/* Premultiplied ARGB in host order, as CAIRO_FORMAT_ARGB32 keeps it. */
guint32 graft_color_to_argb32 (GraftColor color);

G_END_DECLS
