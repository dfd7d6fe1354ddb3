/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the theme of a widget to the style of a drawing. */
#pragma once

#include "ui/plot/palette.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The background is that of a libadwaita card, flattened: maps are opaque pictures. */
void graft_plot_style_init_for_widget (GraftPlotStyle *style, GtkWidget *widget);
/* The looks of the small controls of this folder; again costs nothing. */
void graft_plot_load_css (GdkDisplay *display);
/* Whether a person has turned animations off. */
gboolean graft_plot_animations_enabled (GtkWidget *widget);
/* A ring just inside the widget, while it has the keyboard focus and shows it. */
void graft_plot_snapshot_focus (GtkWidget *widget,
                                GtkSnapshot *snapshot,
                                const GraftPlotStyle *style);
GdkRGBA graft_color_to_rgba (GraftColor color);

G_END_DECLS
