/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures of a report as data: URLs, drawn by ui/plot's Cairo library in a light and a dark
 * style. Text around them is html.c. */
#pragma once

#include "app/report/record.h"

G_BEGIN_DECLS

/* Width and height on the page, in CSS pixels. */
#define GRAFT_PICTURE_CURVES_WIDTH 640
#define GRAFT_PICTURE_CURVES_HEIGHT 260
#define GRAFT_PICTURE_MAP_WIDTH 460
#define GRAFT_PICTURE_MAP_HEIGHT 400

/* SVG of one panel of curves of a run; NULL when the run has none of them. */
char *graft_picture_curves (GraftRecord *record, guint run, GraftCurveGroup group, gboolean dark);
/* PNG of one frame of a map, at two pixels a CSS pixel; NULL without points. */
char *graft_picture_map    (GraftMap *map, guint frame, gboolean dark);
/* "#rrggbb" of a class on the map. */
char *graft_picture_class_color (guint index, gboolean dark);

G_END_DECLS
