/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two small dials of the verdict panel as widgets: the proxy A-distance and the line of
 * place. */
#pragma once

#include "ui/plot/gauge-draw.h"
#include "ui/plot/scale-draw.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_GAUGE (graft_gauge_get_type ())
G_DECLARE_FINAL_TYPE (GraftGauge, graft_gauge, GRAFT, GAUGE, GtkWidget)

GtkWidget *graft_gauge_new (void);
/* Proxy A-distance 0 … 2, now and before; NaN is unknown. */
void graft_gauge_set_reading (GraftGauge *self, double value, double before);

#define GRAFT_TYPE_PLACE_LINE (graft_place_line_get_type ())
G_DECLARE_FINAL_TYPE (GraftPlaceLine, graft_place_line, GRAFT, PLACE_LINE, GtkWidget)

GtkWidget *graft_place_line_new (void);
/* The labels of @reading are not read: the widget has its own. */
void graft_place_line_set_reading (GraftPlaceLine *self,
                                   const GraftPlaceReading *reading);

G_END_DECLS
