/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves of a run over its epochs, with zoom, crosshair and export. The page feeds it; it
 * knows no session. */
#pragma once

#include "ui/plot/palette.h"
#include "ui/plot/series.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_CURVE_PLOT (graft_curve_plot_get_type ())
G_DECLARE_FINAL_TYPE (GraftCurvePlot, graft_curve_plot, GRAFT, CURVE_PLOT, GtkWidget)

/* Actions: plot.zoom-in, plot.zoom-out, plot.zoom-in-y, plot.zoom-out-y, plot.fit-y,
 * plot.reset-zoom, plot.pan (ii: tenths of the width and height),
 * plot.move-crosshair (i: steps), plot.hide-crosshair, plot.export-svg|pdf|png|csv (these
 * ask for a file). Signal ::export-done (const char *path, const char *message): message
 * is NULL on success. */

GtkWidget *graft_curve_plot_new (void);
/* Begins the accessible description: "Accuracy". */
void graft_curve_plot_set_title (GraftCurvePlot *self, const char *title);
void graft_curve_plot_set_x_label (GraftCurvePlot *self, const char *label);
/* y is a fraction, written as per cent; the axis runs from 0 to 100 %. */
void graft_curve_plot_set_percent (GraftCurvePlot *self, gboolean percent);
/* The axis reaches at least to @x_max (the planned epochs); 0: to the last point. */
void graft_curve_plot_set_x_max (GraftCurvePlot *self, double x_max);
/* A dotted line at @y with a name: "chance". */
void graft_curve_plot_set_reference (GraftCurvePlot *self, double y, const char *label);
/* The axis does not reach to a few points that lie far above the others; they are marked.
 */
void graft_curve_plot_set_robust (GraftCurvePlot *self, gboolean robust);
void graft_curve_plot_set_smoothing (GraftCurvePlot *self, double smoothing);
double graft_curve_plot_get_smoothing (GraftCurvePlot *self);

/* @id names the curve in append and in exports; adding it again changes label and look.
 */
void graft_curve_plot_add_series (GraftCurvePlot *self,
                                  const char *id,
                                  const char *label,
                                  GraftColorRole role,
                                  gboolean dashed);
void graft_curve_plot_remove_series (GraftCurvePlot *self, const char *id);
/* Forgets the points and keeps the curves: a new run begins. */
void graft_curve_plot_clear (GraftCurvePlot *self);
/* Forgets the points right of @x: a run was rewound. */
void graft_curve_plot_truncate (GraftCurvePlot *self, double x);
void graft_curve_plot_append (GraftCurvePlot *self,
                              const char *id,
                              const GraftSeriesPoint *points,
                              gsize n_points);

/* @factor > 1 shows less of the axis; @x or @y stays in its place. */
void graft_curve_plot_zoom (GraftCurvePlot *self, double factor, double x);
void graft_curve_plot_zoom_y (GraftCurvePlot *self, double factor, double y);
/* Moves along the axes that are zoomed, in units of the data. */
void graft_curve_plot_pan (GraftCurvePlot *self, double dx, double dy);
/* An empty range leaves its axis as it is. */
void graft_curve_plot_zoom_to (
    GraftCurvePlot *self, double x0, double x1, double y0, double y1);
/* The height of the curves between the ends of the x axis fills the plot. */
void graft_curve_plot_fit_y (GraftCurvePlot *self);
void graft_curve_plot_reset_zoom (GraftCurvePlot *self);
gboolean graft_curve_plot_get_zoomed (GraftCurvePlot *self);
void graft_curve_plot_get_x_range (GraftCurvePlot *self, double *x0, double *x1);
void graft_curve_plot_get_y_range (GraftCurvePlot *self, double *y0, double *y1);
/* NaN hides it. */
void graft_curve_plot_set_crosshair (GraftCurvePlot *self, double x);
double graft_curve_plot_get_crosshair (GraftCurvePlot *self);
/* See curve-plot-export.c and curve-plot-save.c. */
char *graft_curve_plot_path_with_ending (const char *path, const char *format);
gboolean graft_curve_plots_export (GraftCurvePlot *const *plots,
                                   guint n_plots,
                                   const char *path,
                                   GError **error);
void graft_curve_plots_save (GraftCurvePlot *const *plots,
                             guint n_plots,
                             const char *format,
                             const char *name);

G_END_DECLS
