/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many labelled items each class has: a bar a class, with its mark, name and number.
 * Of many classes the largest are shown and the others are summed up. */
#pragma once

#include "engine/graft-engine.h"
#include "ui/plot/palette.h"

#include <cairo.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_CLASS_BARS_MOST 12

/* @index: of the class, or −1 for the rest of them. */
typedef struct
{
  int index;
  char *name;
  gsize count;
} GraftClassBar;

/* Rows that fit on the screen: in the order of the list when all do, otherwise the
 * largest, then one for the others. Free with g_array_unref(). */
GArray *graft_class_bars_collect (GraftProjectSet *set);
/* Draws [n] bars below each other, each @height / @n high. */
void graft_class_bars_draw (cairo_t *cr,
                            const GraftPlotStyle *style,
                            const GraftClassBar *bars,
                            guint n,
                            double width,
                            double height);

#define GRAFT_TYPE_CLASS_BARS (graft_class_bars_get_type ())
G_DECLARE_FINAL_TYPE (GraftClassBars, graft_class_bars, GRAFT, CLASS_BARS, GtkWidget)

/* Shows the counts as they are now. */
void graft_class_bars_set_set (GraftClassBars *self, GraftProjectSet *set);
/* The same in words: "accordion 26, butterfly 18". */
const char *graft_class_bars_get_words (GraftClassBars *self);

G_END_DECLS
