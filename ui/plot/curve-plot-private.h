/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by curve-plot.c (the widget), curve-plot-input.c and curve-plot-export.c. */
#pragma once

#include "ui/plot/curve-plot.h"
#include "ui/plot/line-draw.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *label;
  GraftColorRole role;
  gboolean dashed;
  GraftSeries *series;
} GraftPlotCurve;

struct _GraftCurvePlot
{
  GtkWidget parent_instance;

  GPtrArray *curves; /* GraftPlotCurve */
  char *title;
  char *x_label;
  gboolean percent;
  double x_max;
  double smoothing;
  double zoom_x0; /* NaN while not zoomed */
  double zoom_x1;
  double crosshair; /* NaN while hidden */

  GraftLineLayout layout; /* of the last frame */
  GskRenderNode *axes;    /* cached; dropped when its key changes */
  GraftLineChart axes_chart;
  graphene_size_t axes_size;
  double pan_x0; /* x range when a drag began */
  double pan_x1;
  double pinch_span;

  guint
      describe_id;  /* one-shot source while a description waits for its second to pass */
  gint64 described; /* monotonic time of the last one */
  GtkFileChooserNative *chooser;
};

/* Fills @lines ([n curves]) and @chart with what is on screen now. */
void graft_curve_plot_fill_chart (GraftCurvePlot *self,
                                  GraftLineChart *chart,
                                  GraftLine *lines);
/* Of the newest point of any curve; NaN without one. */
double graft_curve_plot_last_x (GraftCurvePlot *self);
void graft_curve_plot_changed (GraftCurvePlot *self);
void graft_curve_plot_describe (GraftCurvePlot *self);
void graft_curve_plot_move_crosshair (GraftCurvePlot *self, int steps);
void graft_curve_plot_init_input (GraftCurvePlot *self);
void graft_curve_plot_class_init_input (GtkWidgetClass *widget_class);
void graft_curve_plot_class_init_export (GtkWidgetClass *widget_class);

G_END_DECLS
