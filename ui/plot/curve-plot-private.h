/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the files of the curve plot: curve-plot.c and curve-plot-*.c. */
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
  double reference;
  char *reference_label;
  gboolean robust;
  double zoom_x0; /* NaN while not zoomed along x */
  double zoom_x1;
  double zoom_y0; /* NaN while not zoomed along y */
  double zoom_y1;
  double crosshair; /* NaN while hidden */

  GraftLineLayout layout; /* of the last frame */
  GskRenderNode *axes;    /* cached; dropped when its key changes */
  GraftLineChart axes_chart;
  graphene_size_t axes_size;
  double pointer_y; /* where the pointer was last, in pixels */
  gboolean band;    /* a drag goes on that will zoom to band_place */
  graphene_rect_t band_place;
  double drag_x; /* what a drag has moved the plot by so far, in pixels */
  double drag_y;
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
void graft_curve_plot_notify_zoomed (GraftCurvePlot *self);
void graft_curve_plot_move_crosshair (GraftCurvePlot *self, int steps);
/* The rectangle that a drag would zoom to, while there is one. */
void graft_curve_plot_draw_band (GraftCurvePlot *self,
                                 cairo_t *cr,
                                 const GraftPlotStyle *style);
void graft_curve_plot_init_input (GraftCurvePlot *self);
void graft_curve_plot_class_init_input (GtkWidgetClass *widget_class);
void graft_curve_plot_class_init_export (GtkWidgetClass *widget_class);

G_END_DECLS
