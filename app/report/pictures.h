/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures of a report as data: URLs, drawn by ui/plot's Cairo library in a light and a dark
 * style. Text around them is html.c. */
#pragma once

#include "app/report/record.h"

G_BEGIN_DECLS

/* Width and height on the page, in CSS pixels. */
#define GRAFT_PICTURE_CURVES_WIDTH 470
#define GRAFT_PICTURE_CURVES_HEIGHT 240
#define GRAFT_PICTURE_MAP_WIDTH 460
#define GRAFT_PICTURE_MAP_HEIGHT 400

/* Charts of a run. λ and learning rate are charts of their own: paper has no zoom. */
typedef enum
{
  GRAFT_CHART_ACCURACY,
  GRAFT_CHART_LOSS,
  GRAFT_CHART_DOMAIN,
  GRAFT_CHART_LAMBDA,
  GRAFT_CHART_LEARNING_RATE,
  GRAFT_N_CHARTS
} GraftChart;

gboolean graft_chart_has (GraftChart chart, GraftCurve curve);
/* SVG of a chart of a run; NULL when the run has none of its curves. */
char *graft_picture_curves (GraftRecord *record, guint run, GraftChart kind, gboolean dark);
/* PNG of one frame of a map, at two pixels a CSS pixel; NULL without points. */
char *graft_picture_map    (GraftMap *map, guint frame, gboolean dark);
/* "#rrggbb" of a class on the map. */
char *graft_picture_class_color (guint index, gboolean dark);

G_END_DECLS
