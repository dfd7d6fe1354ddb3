/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pointer and keyboard of the curve plot. Every gesture calls a public function that
 * tests and other controls can call too. */
#include "ui/plot/curve-plot-private.h"
#include "ui/plot/text-draw.h"

#include <math.h>

#define WHEEL_FACTOR 1.25
#define BAND_LEAST 8.0 /* pixels that a drag has to go along an axis to mean it */

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

/* y of a place on screen. */
static double
y_at (GraftCurvePlot *self, double pixel)
{
  double y0, y1;

  graft_curve_plot_get_y_range (self, &y0, &y1);
  if (self->layout.height <= 0)
    return y0;
  return y1 - (pixel - self->layout.top) / self->layout.height * (y1 - y0);
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

  self->pointer_y = y;
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

/* Along x; with Ctrl or Alt along y. */
static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double dx,
           double dy,
           GraftCurvePlot *self)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  double x0, x1, x = self->crosshair;

  graft_curve_plot_get_x_range (self, &x0, &x1);
  if (fabs (dx) > fabs (dy))
    graft_curve_plot_pan (self, dx * (x1 - x0) / 12, 0);
  else if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    graft_curve_plot_zoom_y (self, pow (WHEEL_FACTOR, -dy), y_at (self, self->pointer_y));
  else
    graft_curve_plot_zoom (self, pow (WHEEL_FACTOR, -dy), isnan (x) ? (x0 + x1) / 2 : x);
  return GDK_EVENT_STOP;
}

/* ---- dragging ---- */

void
graft_curve_plot_draw_band (GraftCurvePlot *self,
                            cairo_t *cr,
                            const GraftPlotStyle *style)
{
  const graphene_rect_t *place = &self->band_place;

  if (!self->band)
    return;
  cairo_rectangle (cr, floorf (place->origin.x) + 0.5, floorf (place->origin.y) + 0.5,
                   floorf (place->size.width), floorf (place->size.height));
  graft_set_source_color (cr, graft_color_with_alpha (style->accent, 0.14));
  cairo_fill_preserve (cr);
  graft_set_source_color (cr, style->accent);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

/* A band that is nearly flat means one axis and takes all of the other. */
static void
place_band (GraftCurvePlot *self, double x, double y, double dx, double dy)
{
  const GraftLineLayout *layout = &self->layout;
  double right = layout->left + layout->width, bottom = layout->top + layout->height;
  double x0 = CLAMP (MIN (x, x + dx), layout->left, right);
  double x1 = CLAMP (MAX (x, x + dx), layout->left, right);
  double y0 = CLAMP (MIN (y, y + dy), layout->top, bottom);
  double y1 = CLAMP (MAX (y, y + dy), layout->top, bottom);

  if (fabs (dy) < BAND_LEAST)
    {
      y0 = layout->top;
      y1 = bottom;
    }
  else if (fabs (dx) < BAND_LEAST)
    {
      x0 = layout->left;
      x1 = right;
    }
  self->band = MAX (fabs (dx), fabs (dy)) >= BAND_LEAST && x1 > x0 && y1 > y0;
  self->band_place =
      GRAPHENE_RECT_INIT ((float)x0, (float)y0, (float)(x1 - x0), (float)(y1 - y0));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
zoom_to_band (GraftCurvePlot *self)
{
  const graphene_rect_t *place = &self->band_place;
  double right = place->origin.x + place->size.width;
  double bottom = place->origin.y + place->size.height;
  gboolean all_x = place->size.width >= self->layout.width - 1;
  gboolean all_y = place->size.height >= self->layout.height - 1;

  self->band = FALSE;
  graft_curve_plot_zoom_to (
      self, all_x ? 0 : x_at (self, place->origin.x), all_x ? 0 : x_at (self, right),
      all_y ? 0 : y_at (self, bottom), all_y ? 0 : y_at (self, place->origin.y));
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, GraftCurvePlot *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag_x = self->drag_y = 0;
  self->band = FALSE;
}

static void
drag_pan (GraftCurvePlot *self, double dx, double dy)
{
  double x0, x1, y0, y1;

  graft_curve_plot_get_x_range (self, &x0, &x1);
  graft_curve_plot_get_y_range (self, &y0, &y1);
  graft_curve_plot_pan (self, (self->drag_x - dx) / self->layout.width * (x1 - x0),
                        (dy - self->drag_y) / self->layout.height * (y1 - y0));
  self->drag_x = dx;
  self->drag_y = dy;
}

/* Draws a band to zoom to; where that was done already it moves the curves, and with
 * Shift it is a band again. */
static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, GraftCurvePlot *self)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  double x, y;

  if (self->layout.width <= 0 || hypot (dx, dy) < 2)
    return;
  if (graft_curve_plot_get_zoomed (self) && !(state & GDK_SHIFT_MASK) && !self->band)
    drag_pan (self, dx, dy);
  else if (gtk_gesture_drag_get_start_point (gesture, &x, &y))
    place_band (self, x, y, dx, dy);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, GraftCurvePlot *self)
{
  if (self->band)
    zoom_to_band (self);
}

static void
cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, GraftCurvePlot *self)
{
  self->band = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
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
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (cancel_cb), self);
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
  gboolean in = g_str_has_prefix (name, "plot.zoom-in");
  double factor = in ? WHEEL_FACTOR : 1 / WHEEL_FACTOR;
  double low, high, x = self->crosshair;

  if (g_str_has_suffix (name, "-y"))
    {
      graft_curve_plot_get_y_range (self, &low, &high);
      graft_curve_plot_zoom_y (self, factor, (low + high) / 2);
      return;
    }
  graft_curve_plot_get_x_range (self, &low, &high);
  graft_curve_plot_zoom (self, factor, isnan (x) ? (low + high) / 2 : x);
}

static void
fit_y_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  graft_curve_plot_fit_y (GRAFT_CURVE_PLOT (widget));
}

static void
pan_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GraftCurvePlot *self = GRAFT_CURVE_PLOT (widget);
  double x0, x1, y0, y1;
  int x, y;

  g_variant_get (parameter, "(ii)", &x, &y);
  graft_curve_plot_get_x_range (self, &x0, &x1);
  graft_curve_plot_get_y_range (self, &y0, &y1);
  graft_curve_plot_pan (self, x * (x1 - x0) / 10, y * (y1 - y0) / 10);
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

static void
bind_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
    { GDK_KEY_Home, 0, "plot.reset-zoom" },
    { GDK_KEY_Escape, 0, "plot.hide-crosshair" },
    { GDK_KEY_plus, 0, "plot.zoom-in" },
    { GDK_KEY_KP_Add, 0, "plot.zoom-in" },
    { GDK_KEY_minus, 0, "plot.zoom-out" },
    { GDK_KEY_KP_Subtract, 0, "plot.zoom-out" },
    { GDK_KEY_plus, GDK_CONTROL_MASK, "plot.zoom-in-y" },
    { GDK_KEY_KP_Add, GDK_CONTROL_MASK, "plot.zoom-in-y" },
    { GDK_KEY_minus, GDK_CONTROL_MASK, "plot.zoom-out-y" },
    { GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "plot.zoom-out-y" },
    { GDK_KEY_f, 0, "plot.fit-y" },
  };
  static const struct
  {
    guint key;
    int x;
    int y;
  } arrows[] = {
    { GDK_KEY_Left, -1, 0 },
    { GDK_KEY_Right, 1, 0 },
    { GDK_KEY_Up, 0, 1 },
    { GDK_KEY_Down, 0, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (klass, keys[i].key, keys[i].modifiers,
                                         keys[i].action, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    gtk_widget_class_add_binding_action (klass, arrows[i].key, GDK_CONTROL_MASK,
                                         "plot.pan", "(ii)", arrows[i].x, arrows[i].y);
  for (int far = 0; far < 2; far++)
    for (int way = -1; way <= 1; way += 2)
      gtk_widget_class_add_binding_action (
          klass, way < 0 ? GDK_KEY_Left : GDK_KEY_Right, far ? GDK_SHIFT_MASK : 0,
          "plot.move-crosshair", "i", far ? 10 * way : way);
}

void
graft_curve_plot_class_init_input (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "plot.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (klass, "plot.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (klass, "plot.zoom-in-y", NULL, zoom_action);
  gtk_widget_class_install_action (klass, "plot.zoom-out-y", NULL, zoom_action);
  gtk_widget_class_install_action (klass, "plot.fit-y", NULL, fit_y_action);
  gtk_widget_class_install_action (klass, "plot.pan", "(ii)", pan_action);
  gtk_widget_class_install_action (klass, "plot.reset-zoom", NULL, reset_action);
  gtk_widget_class_install_action (klass, "plot.move-crosshair", "i", move_action);
  gtk_widget_class_install_action (klass, "plot.hide-crosshair", NULL, hide_action);
  bind_keys (klass);
}
