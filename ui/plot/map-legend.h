/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The legend of a feature map: a toggle a domain and a class that shows or hides its
 * points; resting on a class highlights it. */
#pragma once

#include "ui/plot/feature-map.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_MAP_LEGEND (graft_map_legend_get_type ())
G_DECLARE_FINAL_TYPE (GraftMapLegend, graft_map_legend, GRAFT, MAP_LEGEND, GtkWidget)

GtkWidget *graft_map_legend_new (void);
/* Keeps a reference; chips follow the map's classes. */
void graft_map_legend_set_map (GraftMapLegend *self, GraftFeatureMap *map);
guint graft_map_legend_get_n_chips (GraftMapLegend *self);

G_END_DECLS
