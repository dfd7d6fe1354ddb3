/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pointer and keyboard of the curve plot. Every gesture calls a public function that
 * tests and other controls can call too. */
#include "ui/plot/curve-plot-private.h"

#include <math.h>

#define WHEEL_FACTOR 1.25

/* x of a place on screen. */
static double
x_at (GraftCurvePlot *self, double pixel)
{
  double x0, x1;

  graft_curve_plot_get_x_range (self, &x0, &x1);
  if (self->layout.width <= 0)
    return x0;
  return x0 + (pixel - self->layout.left) / self->layout.width * (x1 - x0);
}

/* Keeps the range inside the data; a range as wide as the data is "not zoomed". */
static void
set_zoom (GraftCurvePlot *self, double x0, double x1)
{
  double full0, full1, width = x1 - x0;

  self->zoom_x0 = self->zoom_x1 = NAN;
  graft_curve_plot_get_x_range (self, &full0, &full1);
  width = MAX (width, (full1 - full0) * 1e-4);
  if (width < (full1 - full0) * 0.9999)
    {
      self->zoom_x0 = CLAMP (x0, full0, full1 - width);
      self->zoom_x1 = self->zoom_x0 + width;
    }
  graft_curve_plot_changed (self);
}

void
graft_curve_plot_zoom (GraftCurvePlot *self, double factor, double x)
{
  double x0, x1;

  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self) && factor > 0 && isfinite (x));

  graft_curve_plot_get_x_range (self, &x0, &x1);
  set_zoom (self, x - (x - x0) / factor, x + (x1 - x) / factor);
}

void
graft_curve_plot_pan (GraftCurvePlot *self, double delta)
{
  double x0, x1;

  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self) && isfinite (delta));

  graft_curve_plot_get_x_range (self, &x0, &x1);
  set_zoom (self, x0 + delta, x1 + delta);
}

void
graft_curve_plot_reset_zoom (GraftCurvePlot *self)
{
  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self));

  self->zoom_x0 = self->zoom_x1 = NAN;
  graft_curve_plot_changed (self);
}

/* ---- crosshair ---- */

static const GraftSeries *
longest_series (GraftCurvePlot *self)
{
  const GraftSeries *longest = NULL;

  for (guint i = 0; i < self->curves->len; i++)
    {
      const GraftSeries *series = ((GraftPlotCurve *)self->curves->pdata[i])->series;

      if (longest == NULL ||
          graft_series_get_n_points (series) > graft_series_get_n_points (longest))
        longest = series;
    }
  return longest;
}

/**
 * graft_curve_plot_set_crosshair:
 * @self: a curve plot
 * @x: where to read values; goes to the nearest point of the longest curve. NaN hides it.
 */
void
graft_curve_plot_set_crosshair (GraftCurvePlot *self, double x)
{
  const GraftSeries *series;
  gssize index = -1;

  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self));

  series = longest_series (self);
  if (series != NULL && !isnan (x))
    index = graft_series_find (series, x);
  x = index >= 0 ? graft_series_peek_raw (series)[index].x : NAN;
  if (x == self->crosshair || (isnan (x) && isnan (self->crosshair)))
    return;
  self->crosshair = x;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

double
graft_curve_plot_get_crosshair (GraftCurvePlot *self)
{
  g_return_val_if_fail (GRAFT_IS_CURVE_PLOT (self), NAN);

  return self->crosshair;
}

/* A hundred presses cross the screen, whatever the number of points; each moves by one at
 * least. */
void
graft_curve_plot_move_crosshair (GraftCurvePlot *self, int steps)
{
  const GraftSeries *series = longest_series (self);
  gssize n = series != NULL ? (gssize)graft_series_get_n_points (series) : 0;
  gssize first, last, stride, index;
  double x0, x1;

  if (n == 0)
    return;
  graft_curve_plot_get_x_range (self, &x0, &x1);
  first = graft_series_find (series, x0);
  last = graft_series_find (series, x1);
  stride = MAX ((last - first) / 100, 1);
  index = isnan (self->crosshair)
              ? last
              : graft_series_find (series, self->crosshair) + steps * stride;
  index = CLAMP (index, first, last);
  graft_curve_plot_set_crosshair (self, graft_series_peek_raw (series)[index].x);
  graft_curve_plot_describe (self);
}

/* ---- pointer ---- */

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, GraftCurvePlot *self)
{
  double right = self->layout.left + self->layout.width;

  if (x < self->layout.left - 4 || x > right + 4)
    graft_curve_plot_set_crosshair (self, NAN);
  else
    graft_curve_plot_set_crosshair (self, x_at (self, x));
}

static void
leave_cb (GtkEventControllerMotion *controller, GraftCurvePlot *self)
{
  graft_curve_plot_set_crosshair (self, NAN);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double dx,
           double dy,
           GraftCurvePlot *self)
{
  double x0, x1, x = self->crosshair;

  graft_curve_plot_get_x_range (self, &x0, &x1);
  if (fabs (dx) > fabs (dy))
    graft_curve_plot_pan (self, dx * (x1 - x0) / 12);
  else
    graft_curve_plot_zoom (self, pow (WHEEL_FACTOR, -dy), isnan (x) ? (x0 + x1) / 2 : x);
  return GDK_EVENT_STOP;
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, GraftCurvePlot *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  graft_curve_plot_get_x_range (self, &self->pan_x0, &self->pan_x1);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, GraftCurvePlot *self)
{
  double shift;

  if (isnan (self->zoom_x0) || self->layout.width <= 0 || fabs (dx) < 2)
    return;
  shift = -dx / self->layout.width * (self->pan_x1 - self->pan_x0);
  set_zoom (self, self->pan_x0 + shift, self->pan_x1 + shift);
}

static void
pressed_cb (
    GtkGestureClick *gesture, int n_press, double x, double y, GraftCurvePlot *self)
{
  if (n_press == 2)
    graft_curve_plot_reset_zoom (self);
}

static void
pinch_begin_cb (GtkGesture *gesture, GdkEventSequence *sequence, GraftCurvePlot *self)
{
  double x0, x1;

  graft_curve_plot_get_x_range (self, &x0, &x1);
  self->pinch_span = x1 - x0;
}

static void
pinch_cb (GtkGestureZoom *gesture, double scale, GraftCurvePlot *self)
{
  double x, y, x0, x1;

  if (!gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y) || scale <= 0)
    return;
  graft_curve_plot_get_x_range (self, &x0, &x1);
  graft_curve_plot_zoom (self, (x1 - x0) / (self->pinch_span / scale), x_at (self, x));
}

void
graft_curve_plot_init_input (GraftCurvePlot *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *drag = gtk_gesture_drag_new (), *click = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
}

/* ---- actions and keys ---- */

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GraftCurvePlot *self = GRAFT_CURVE_PLOT (widget);
  gboolean in = g_str_equal (name, "plot.zoom-in");
  double x0, x1, x = self->crosshair;

  graft_curve_plot_get_x_range (self, &x0, &x1);
  graft_curve_plot_zoom (self, in ? WHEEL_FACTOR : 1 / WHEEL_FACTOR,
                         isnan (x) ? (x0 + x1) / 2 : x);
}

static void
reset_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  graft_curve_plot_reset_zoom (GRAFT_CURVE_PLOT (widget));
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  graft_curve_plot_move_crosshair (GRAFT_CURVE_PLOT (widget),
                                   g_variant_get_int32 (parameter));
}

static void
hide_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  graft_curve_plot_set_crosshair (GRAFT_CURVE_PLOT (widget), NAN);
  graft_curve_plot_describe (GRAFT_CURVE_PLOT (widget));
}

void
graft_curve_plot_class_init_input (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    int steps;
  } moves[] = {
    { GDK_KEY_Left, 0, -1 },
    { GDK_KEY_Right, 0, 1 },
    { GDK_KEY_Left, GDK_SHIFT_MASK, -10 },
    { GDK_KEY_Right, GDK_SHIFT_MASK, 10 },
  };

  gtk_widget_class_install_action (klass, "plot.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (klass, "plot.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (klass, "plot.reset-zoom", NULL, reset_action);
  gtk_widget_class_install_action (klass, "plot.move-crosshair", "i", move_action);
  gtk_widget_class_install_action (klass, "plot.hide-crosshair", NULL, hide_action);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    gtk_widget_class_add_binding_action (klass, moves[i].key, moves[i].modifiers,
                                         "plot.move-crosshair", "i", moves[i].steps);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Home, 0, "plot.reset-zoom", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Escape, 0, "plot.hide-crosshair",
                                       NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_plus, 0, "plot.zoom-in", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_KP_Add, 0, "plot.zoom-in", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_minus, 0, "plot.zoom-out", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_KP_Subtract, 0, "plot.zoom-out",
                                       NULL);
}
