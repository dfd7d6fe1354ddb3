/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pointer, lasso and keyboard of the feature map. Gestures only translate: what they do
 * is a public function or an action. */
#include "ui/plot/feature-map-private.h"

#include <math.h>

#define HOVER_RADIUS 14.0
#define DRAG_THRESHOLD 4.0
#define LASSO_STEP 3.0 /* least distance of two corners, in pixels */
#define MAX_ZOOM 40.0
#define ZOOM_FACTOR 1.25

/* ---- selection ---- */

/* Even-odd rule: how many edges lie right of the point. */
static gboolean
is_inside (const graphene_point_t *polygon, guint n, float x, float y)
{
  gboolean inside = FALSE;

  for (guint i = 0, j = n - 1; i < n; j = i++)
    {
      const graphene_point_t *a = &polygon[i], *b = &polygon[j];

      if ((a->y > y) != (b->y > y) &&
          x < (b->x - a->x) * (y - a->y) / (b->y - a->y) + a->x)
        inside = !inside;
    }
  return inside;
}

/* The pane's picture knows what it shows, so a lasso takes just what was seen inside it.
 */
static gboolean
is_shown (GraftFeatureMap *self, guint pane, guint point)
{
  const GraftMapRequest *request = self->picture->request;
  GraftScatterScene scene = {
    .view = request->view,
    .flags = request->flags,
    .hidden_domains = request->hidden_domains,
    .hidden_classes = g_bytes_get_data (request->hidden_classes, NULL),
  };
  guint frame =
      graft_map_view_nearest_frame (request->view, request->panes[pane].position);

  return graft_scatter_scene_shows (&scene, frame, point);
}

/**
 * graft_feature_map_select_polygon:
 * @self: a feature map
 * @polygon: [n] corners, in the widget's coordinates
 * @n: how many; fewer than 3 select nothing
 * @extend: add to the selection instead of replacing it
 *
 * Selects the shown points inside @polygon. In split view the pane of the first corner
 * counts. Cost: O(n_points · n).
 */
void
graft_feature_map_select_polygon (GraftFeatureMap *self,
                                  const graphene_point_t *polygon,
                                  guint n,
                                  gboolean extend)
{
  g_autoptr (GtkBitset) points = NULL;
  guint pane;

  g_return_if_fail (GRAFT_IS_FEATURE_MAP (self));

  if (self->picture == NULL)
    return;
  points = extend ? gtk_bitset_copy (self->selection) : gtk_bitset_new_empty ();
  pane = n > 0 ? graft_feature_map_pane_at (self, polygon[0].x) : 0;
  for (guint i = 0; n >= 3 && i < self->picture->request->view->n_points; i++)
    {
      graphene_point_t place;

      if (graft_feature_map_locate_in_pane (self, pane, i, &place) &&
          is_inside (polygon, n, place.x, place.y) && is_shown (self, pane, i))
        gtk_bitset_add (points, i);
    }
  graft_feature_map_set_selection (self, points);
}

static void
select_point (GraftFeatureMap *self, int point, gboolean toggle)
{
  g_autoptr (GtkBitset) points =
      toggle ? gtk_bitset_copy (self->selection) : gtk_bitset_new_empty ();

  if (point >= 0 && toggle && gtk_bitset_contains (points, (guint)point))
    gtk_bitset_remove (points, (guint)point);
  else if (point >= 0)
    gtk_bitset_add (points, (guint)point);
  graft_feature_map_set_selection (self, points);
}

/* ---- pointer ---- */

static void
motion_cb (GtkEventControllerMotion *controller,
           double x,
           double y,
           GraftFeatureMap *self)
{
  if (self->lasso->len > 0)
    return;
  self->hovered_pane = graft_feature_map_pane_at (self, x);
  self->hovered_by_pointer = TRUE;
  graft_feature_map_set_hovered (self, graft_feature_map_pick (self, x, y, HOVER_RADIUS));
}

static void
leave_cb (GtkEventControllerMotion *controller, GraftFeatureMap *self)
{
  if (self->hovered_by_pointer)
    graft_feature_map_set_hovered (self, -1);
}

static gboolean
has_modifier (GtkGesture *gesture, GdkModifierType modifier)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (gesture);

  return (gtk_event_controller_get_current_event_state (controller) & modifier) != 0;
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, GraftFeatureMap *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  g_array_set_size (self->lasso, 0);
  self->drag_camera = self->camera;
}

static void
extend_lasso (GraftFeatureMap *self, double start_x, double start_y, double dx, double dy)
{
  graphene_point_t point =
      GRAPHENE_POINT_INIT ((float)(start_x + dx), (float)(start_y + dy));
  graphene_point_t first = GRAPHENE_POINT_INIT ((float)start_x, (float)start_y);

  if (self->lasso->len == 0)
    {
      if (hypot (dx, dy) < DRAG_THRESHOLD)
        return;
      g_array_append_val (self->lasso, first);
      graft_feature_map_set_hovered (self, -1);
    }
  first = g_array_index (self->lasso, graphene_point_t, self->lasso->len - 1);
  if (graphene_point_distance (&first, &point, NULL, NULL) < (float)LASSO_STEP)
    return;
  g_array_append_val (self->lasso, point);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The first button draws a lasso; the middle one, or Ctrl, moves the picture. */
static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, GraftFeatureMap *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  double x, y;

  if (button == GDK_BUTTON_MIDDLE ||
      has_modifier (GTK_GESTURE (gesture), GDK_CONTROL_MASK))
    {
      self->camera.x = self->drag_camera.x + dx;
      self->camera.y = self->drag_camera.y + dy;
      graft_feature_map_request (self);
      return;
    }
  if (gtk_gesture_drag_get_start_point (gesture, &x, &y))
    extend_lasso (self, x, y, dx, dy);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, GraftFeatureMap *self)
{
  gboolean extend = has_modifier (GTK_GESTURE (gesture), GDK_SHIFT_MASK);
  double x, y;

  if (self->lasso->len > 0)
    graft_feature_map_select_polygon (
        self, (const graphene_point_t *)(const void *)self->lasso->data, self->lasso->len,
        extend);
  else if (hypot (dx, dy) < DRAG_THRESHOLD &&
           gtk_gesture_drag_get_start_point (gesture, &x, &y) &&
           !has_modifier (GTK_GESTURE (gesture), GDK_CONTROL_MASK))
    select_point (self, graft_feature_map_pick (self, x, y, HOVER_RADIUS), extend);
  g_array_set_size (self->lasso, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, GraftFeatureMap *self)
{
  g_array_set_size (self->lasso, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
released_cb (
    GtkGestureClick *gesture, int n_press, double x, double y, GraftFeatureMap *self)
{
  int point = graft_feature_map_pick (self, x, y, HOVER_RADIUS);

  if (n_press == 2 && point >= 0)
    g_signal_emit_by_name (self, "point-activated", (guint)point);
  else if (n_press == 2)
    gtk_widget_activate_action (GTK_WIDGET (self), "map.reset-zoom", NULL);
}

/* ---- zoom ---- */

void
graft_feature_map_zoom (GraftFeatureMap *self, double factor, double x, double y)
{
  GraftMapCamera *camera = &self->camera;
  double zoom, left, width;

  g_return_if_fail (GRAFT_IS_FEATURE_MAP (self) && factor > 0);

  graft_feature_map_get_pane (self, graft_feature_map_pane_at (self, x), &left, &width);
  zoom = CLAMP (camera->zoom * factor, 1, MAX_ZOOM);
  factor = zoom / camera->zoom;
  camera->x = (x - left) - factor * (x - left - camera->x);
  camera->y = y - factor * (y - camera->y);
  camera->zoom = zoom;
  /* All fits again: back to the middle. */
  if (zoom <= 1)
    camera->x = camera->y = 0;
  graft_feature_map_request (self);
}

/* A plain wheel is left to the page around the map. */
static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double dx,
           double dy,
           GraftFeatureMap *self)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  GdkEvent *event =
      gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  double x, y, left, top;
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));

  if (!(state & GDK_CONTROL_MASK) || !gdk_event_get_position (event, &x, &y))
    return GDK_EVENT_PROPAGATE;
  gtk_native_get_surface_transform (native, &left, &top);
  gtk_widget_translate_coordinates (GTK_WIDGET (native), GTK_WIDGET (self), x - left,
                                    y - top, &x, &y);
  graft_feature_map_zoom (self, pow (ZOOM_FACTOR, -dy), x, y);
  return GDK_EVENT_STOP;
}

static void
pinch_begin_cb (GtkGesture *gesture, GdkEventSequence *sequence, GraftFeatureMap *self)
{
  self->pinch_zoom = self->camera.zoom;
}

static void
pinch_cb (GtkGestureZoom *gesture, double scale, GraftFeatureMap *self)
{
  double x, y;

  if (scale > 0 && gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    graft_feature_map_zoom (self, self->pinch_zoom * scale / self->camera.zoom, x, y);
}

void
graft_feature_map_init_input (GraftFeatureMap *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *drag = gtk_gesture_drag_new (), *click = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (cancel_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
}

/* ---- keyboard ---- */

/* How far a point is, seen in a direction: sideways counts double, and what lies more
 * than 60° off the way is not "there". @direction is a unit vector. */
static double
walk_cost (float dx, float dy, const int direction[2])
{
  double along = dx * direction[0] + dy * direction[1];
  double across = fabs (dx * direction[1] - dy * direction[0]);

  if (along <= 0.01 || across > 1.75 * along)
    return INFINITY;
  return along + 2 * across;
}

/* The place from which a walk starts: the hovered point, or the middle of the pane. */
static void
walk_start (GraftFeatureMap *self, guint pane, graphene_point_t *from)
{
  double x, width;

  if (self->hovered >= 0 &&
      graft_feature_map_locate_in_pane (self, pane, (guint)self->hovered, from))
    return;
  graft_feature_map_get_pane (self, pane, &x, &width);
  graphene_point_init (from, (float)(x + width / 2),
                       gtk_widget_get_height (GTK_WIDGET (self)) / 2.0f);
}

static int
find_walk_target (GraftFeatureMap *self, guint pane, const int direction[2])
{
  graphene_point_t from, place;
  double best = INFINITY;
  int found = -1;

  walk_start (self, pane, &from);
  for (guint i = 0; i < self->picture->request->view->n_points; i++)
    {
      double cost;

      if ((int)i == self->hovered ||
          !graft_feature_map_locate_in_pane (self, pane, i, &place))
        continue;
      cost = walk_cost (place.x - from.x, place.y - from.y, direction);
      if (cost < best && is_shown (self, pane, i))
        {
          best = cost;
          found = (int)i;
        }
    }
  return found;
}

static void
walk_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GraftFeatureMap *self = GRAFT_FEATURE_MAP (widget);
  int direction[2], found;
  guint pane = self->split ? 1 : 0;

  if (self->picture == NULL || pane >= self->picture->request->n_panes)
    return;
  g_variant_get (parameter, "(ii)", &direction[0], &direction[1]);
  self->hovered_pane = pane;
  self->hovered_by_pointer = FALSE;
  found = find_walk_target (self, pane, direction);
  if (found >= 0)
    graft_feature_map_set_hovered (self, found);
  else
    gtk_widget_error_bell (widget);
}

static void
toggle_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GraftFeatureMap *self = GRAFT_FEATURE_MAP (widget);

  if (self->hovered >= 0)
    select_point (self, self->hovered, TRUE);
}

static void
activate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GraftFeatureMap *self = GRAFT_FEATURE_MAP (widget);

  if (self->hovered >= 0)
    g_signal_emit_by_name (self, "point-activated", (guint)self->hovered);
}

/* One press ends a lasso or the selection, the next one the card. */
static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GraftFeatureMap *self = GRAFT_FEATURE_MAP (widget);

  if (self->lasso->len > 0)
    g_array_set_size (self->lasso, 0);
  else if (!gtk_bitset_is_empty (self->selection))
    select_point (self, -1, FALSE);
  else
    graft_feature_map_set_hovered (self, -1);
  gtk_widget_queue_draw (widget);
}

static void
select_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GraftFeatureMap *self = GRAFT_FEATURE_MAP (widget);
  g_autoptr (GtkBitset) points = gtk_bitset_new_empty ();
  guint pane = self->split ? 1 : 0;

  if (self->picture == NULL || pane >= self->picture->request->n_panes)
    return;
  for (guint i = 0; i < self->picture->request->view->n_points; i++)
    if (is_shown (self, pane, i))
      gtk_bitset_add (points, i);
  graft_feature_map_set_selection (self, points);
}

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GraftFeatureMap *self = GRAFT_FEATURE_MAP (widget);
  graphene_point_t place;
  gboolean in = g_str_equal (name, "map.zoom-in");

  walk_start (self, self->split ? 1 : 0, &place);
  graft_feature_map_zoom (self, in ? ZOOM_FACTOR : 1 / ZOOM_FACTOR, place.x, place.y);
}

static void
reset_zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GraftFeatureMap *self = GRAFT_FEATURE_MAP (widget);

  self->camera = (GraftMapCamera){ .zoom = 1 };
  graft_feature_map_request (self);
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
    { GDK_KEY_space, 0, "map.toggle-point" },
    { GDK_KEY_Return, 0, "map.activate-point" },
    { GDK_KEY_KP_Enter, 0, "map.activate-point" },
    { GDK_KEY_Escape, 0, "map.clear" },
    { GDK_KEY_a, GDK_CONTROL_MASK, "map.select-all" },
    { GDK_KEY_plus, 0, "map.zoom-in" },
    { GDK_KEY_KP_Add, 0, "map.zoom-in" },
    { GDK_KEY_minus, 0, "map.zoom-out" },
    { GDK_KEY_KP_Subtract, 0, "map.zoom-out" },
    { GDK_KEY_Home, 0, "map.reset-zoom" },
  };
  static const struct
  {
    guint key;
    int x;
    int y;
  } arrows[] = {
    { GDK_KEY_Left, -1, 0 },
    { GDK_KEY_Right, 1, 0 },
    { GDK_KEY_Up, 0, -1 },
    { GDK_KEY_Down, 0, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (klass, keys[i].key, keys[i].modifiers,
                                         keys[i].action, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    gtk_widget_class_add_binding_action (klass, arrows[i].key, 0, "map.walk", "(ii)",
                                         arrows[i].x, arrows[i].y);
}

void
graft_feature_map_class_init_input (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "map.walk", "(ii)", walk_action);
  gtk_widget_class_install_action (klass, "map.toggle-point", NULL, toggle_action);
  gtk_widget_class_install_action (klass, "map.activate-point", NULL, activate_action);
  gtk_widget_class_install_action (klass, "map.clear", NULL, clear_action);
  gtk_widget_class_install_action (klass, "map.select-all", NULL, select_all_action);
  gtk_widget_class_install_action (klass, "map.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (klass, "map.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (klass, "map.reset-zoom", NULL, reset_zoom_action);
  bind_keys (klass);
}
