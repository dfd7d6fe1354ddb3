/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See item-frame.h. Which items are inside is worked out from the place of one of them:
 * all are equally large, and most have no widget. */
#include "ui/data/item-frame.h"

#include "ui/data/item-tile.h"

#include <math.h>

/* Pixels a second for each pixel that the pointer is beyond the edge. */
#define SCROLL_SPEED 8.0

struct _GraftItemFrame
{
  GtkWidget parent_instance;
  GtkScrolledWindow *scroller; /* these two hold the frame; weak */
  GtkWidget *list;
  GraftItemView *view;
  gboolean active;
  double start_x; /* in the list's coordinates, scrolled */
  double start_y;
  double x; /* of the pointer, in the scroller's */
  double y;
  GtkBitset *before; /* what stays selected */
  guint tick_id;     /* while it scrolls */
  gint64 last_tick;  /* µs */
};

G_DEFINE_FINAL_TYPE (GraftItemFrame, graft_item_frame, GTK_TYPE_WIDGET)

/* ---- which items ---- */

/* First and last of the lines from @at on, every @step, @size thick, that low … high
 * touches; FALSE when it touches none. */
static gboolean
touched (double low, double high, double at, double step, double size, guint range[2])
{
  const double first = MAX (0, ceil ((low - at - size) / step));
  const double last = floor ((high - at) / step);

  if (last < first || last < 0)
    return FALSE;
  range[0] = (guint)first;
  range[1] = (guint)MIN (last, G_MAXINT);
  return TRUE;
}

GtkBitset *
graft_grid_plan_find (const GraftGridPlan *self, const graphene_rect_t *area)
{
  GtkBitset *found = gtk_bitset_new_empty ();
  const double x = (double)area->origin.x, y = (double)area->origin.y;
  guint columns[2], rows[2], n_rows;

  if (self->n_items == 0 || self->columns == 0 ||
      !touched (x, x + (double)area->size.width, self->x, self->step_x, self->width,
                columns) ||
      !touched (y, y + (double)area->size.height, self->y, self->step_y, self->height,
                rows) ||
      columns[0] >= self->columns)
    return found;
  n_rows = (self->n_items + self->columns - 1) / self->columns;
  for (guint row = rows[0]; row <= rows[1] && row < n_rows; row++)
    {
      const guint first = row * self->columns + columns[0];
      const guint last = row * self->columns + MIN (columns[1], self->columns - 1);

      if (first < self->n_items)
        gtk_bitset_add_range_closed (found, first, MIN (last, self->n_items - 1));
    }
  return found;
}

/* Any tile will do. */
static GraftItemTile *
find_tile (GraftItemFrame *self)
{
  for (GtkWidget *cell = gtk_widget_get_first_child (self->list); cell != NULL;
       cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *tile = gtk_widget_get_first_child (cell);

      if (GRAFT_IS_ITEM_TILE (tile) &&
          graft_item_tile_get_on_screen (GRAFT_ITEM_TILE (tile)))
        return GRAFT_ITEM_TILE (tile);
    }
  return NULL;
}

static double
scrolled (GraftItemFrame *self)
{
  return gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller));
}

static gboolean
make_plan (GraftItemFrame *self, GraftGridPlan *plan)
{
  GraftItemTile *tile = find_tile (self);
  GtkWidget *cell = tile != NULL ? gtk_widget_get_parent (GTK_WIDGET (tile)) : NULL;
  const double inner = gtk_widget_get_width (self->list);
  graphene_rect_t bounds, outer;
  GtkBorder margin;
  guint position;

  if (tile == NULL ||
      !gtk_widget_compute_bounds (GTK_WIDGET (tile), self->list, &bounds) ||
      !gtk_widget_compute_bounds (cell, self->list, &outer))
    return FALSE;
  gtk_style_context_get_margin (gtk_widget_get_style_context (cell), &margin);
  position = graft_item_row_get_position (graft_item_tile_get_row (tile));
  plan->width = (double)bounds.size.width;
  plan->height = (double)bounds.size.height;
  plan->step_x = (double)outer.size.width + margin.left + margin.right;
  plan->step_y = (double)outer.size.height + margin.top + margin.bottom;
  plan->columns = (guint)MAX (1, round (inner / plan->step_x));
  /* Cells are whole pixels wide, columns are not. */
  plan->step_x = inner / plan->columns;
  plan->n_items =
      g_list_model_get_n_items (G_LIST_MODEL (graft_item_view_get_model (self->view)));
  plan->x = (double)bounds.origin.x - position % plan->columns * plan->step_x;
  plan->y =
      (double)bounds.origin.y + scrolled (self) - position / plan->columns * plan->step_y;
  return TRUE;
}

/* ---- the frame ---- */

/* In the list's coordinates, scrolled. */
static graphene_rect_t
frame_area (GraftItemFrame *self)
{
  graphene_rect_t area = GRAPHENE_RECT_INIT (
      (float)self->start_x, (float)self->start_y, (float)(self->x - self->start_x),
      (float)(self->y + scrolled (self) - self->start_y));

  return *graphene_rect_normalize (&area);
}

static void
select_inside (GraftItemFrame *self)
{
  const graphene_rect_t area = frame_area (self);
  g_autoptr (GtkBitset) found = NULL, all = NULL;
  GraftGridPlan plan;

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!make_plan (self, &plan))
    return;
  found = graft_grid_plan_find (&plan, &area);
  gtk_bitset_union (found, self->before);
  all = gtk_bitset_new_range (0, plan.n_items);
  gtk_selection_model_set_selection (graft_item_view_get_model (self->view), found, all);
}

static double
beyond_edge (GraftItemFrame *self)
{
  const int height = gtk_widget_get_height (GTK_WIDGET (self->scroller));

  return self->y < 0 ? self->y : self->y > height ? self->y - height : 0;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  GraftItemFrame *self = GRAFT_ITEM_FRAME (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  const gint64 now = gdk_frame_clock_get_frame_time (clock);
  const double seconds = (double)(now - self->last_tick) / G_USEC_PER_SEC;

  self->last_tick = now;
  if (!self->active || beyond_edge (self) == 0)
    {
      self->tick_id = 0;
      return G_SOURCE_REMOVE;
    }
  gtk_adjustment_set_value (adjustment,
                            gtk_adjustment_get_value (adjustment) +
                                beyond_edge (self) * SCROLL_SPEED * MIN (seconds, 0.1));
  select_inside (self);
  return G_SOURCE_CONTINUE;
}

/* In the list, and on no tile. */
static gboolean
is_between (GraftItemFrame *self, double x, double y)
{
  GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self->scroller), x, y, GTK_PICK_DEFAULT);

  while (at != NULL && at != self->list && !GRAFT_IS_ITEM_TILE (at))
    at = gtk_widget_get_parent (at);
  return at == self->list;
}

gboolean
graft_item_frame_begin (GraftItemFrame *self, double x, double y, gboolean extend)
{
  g_autoptr (GtkBitset) selection = NULL;
  GtkSelectionModel *model;

  g_return_val_if_fail (GRAFT_IS_ITEM_FRAME (self), FALSE);

  if (!is_between (self, x, y))
    return FALSE;
  model = graft_item_view_get_model (self->view);
  if (!extend)
    gtk_selection_model_unselect_all (model);
  g_clear_pointer (&self->before, gtk_bitset_unref);
  selection = gtk_selection_model_get_selection (model);
  self->before = gtk_bitset_copy (selection);
  self->active = TRUE;
  self->start_x = self->x = x;
  self->start_y = y + scrolled (self);
  self->y = y;
  return TRUE;
}

void
graft_item_frame_move (GraftItemFrame *self, double x, double y)
{
  g_return_if_fail (GRAFT_IS_ITEM_FRAME (self));

  if (!self->active)
    return;
  self->x = x;
  self->y = y;
  select_inside (self);
  if (beyond_edge (self) != 0 && self->tick_id == 0)
    {
      self->last_tick =
          gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (GTK_WIDGET (self)));
      self->tick_id =
          gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
    }
}

void
graft_item_frame_end (GraftItemFrame *self)
{
  g_return_if_fail (GRAFT_IS_ITEM_FRAME (self));

  self->active = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- pointer ---- */

/* A finger scrolls. */
static gboolean
is_touch (GtkGesture *gesture)
{
  GdkEvent *event = gtk_gesture_get_last_event (gesture, NULL);

  return event != NULL && gdk_event_get_event_type (event) == GDK_TOUCH_BEGIN;
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, GraftItemFrame *self)
{
  const GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  const gboolean extend = (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0;

  if (is_touch (GTK_GESTURE (gesture)) || !graft_item_frame_begin (self, x, y, extend))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, GraftItemFrame *self)
{
  double x, y;

  if (!self->active || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  graft_item_frame_move (self, x + dx, y + dy);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, GraftItemFrame *self)
{
  graft_item_frame_end (self);
}

void
graft_item_frame_attach (GraftItemFrame *self,
                         GtkScrolledWindow *scroller,
                         GtkWidget *list,
                         GraftItemView *view)
{
  GtkGesture *gesture = gtk_gesture_drag_new ();

  g_return_if_fail (GRAFT_IS_ITEM_FRAME (self) && self->scroller == NULL);

  g_set_weak_pointer (&self->scroller, scroller);
  g_set_weak_pointer (&self->list, list);
  self->view = g_object_ref (view);
  g_signal_connect_object (gesture, "drag-begin", G_CALLBACK (drag_begin_cb), self, 0);
  g_signal_connect_object (gesture, "drag-update", G_CALLBACK (drag_update_cb), self, 0);
  g_signal_connect_object (gesture, "drag-end", G_CALLBACK (drag_end_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (scroller), GTK_EVENT_CONTROLLER (gesture));
}

/* ---- life ---- */

static void
graft_item_frame_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GraftItemFrame *self = GRAFT_ITEM_FRAME (widget);
  graphene_rect_t area;
  GskRoundedRect border;
  GdkRGBA color;
  const float widths[4] = { 1, 1, 1, 1 };

  if (!self->active || self->scroller == NULL)
    return;
  area = frame_area (self);
  graphene_rect_offset (&area, 0, -(float)scrolled (self));
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gsk_rounded_rect_init_from_rect (&border, &area, 0);
  gtk_snapshot_append_border (snapshot, &border, widths,
                              (GdkRGBA[]){ color, color, color, color });
  color.alpha *= 0.2f;
  gtk_snapshot_append_color (snapshot, &color, &area);
}

static void
graft_item_frame_dispose (GObject *object)
{
  GraftItemFrame *self = GRAFT_ITEM_FRAME (object);

  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  self->active = FALSE;
  g_clear_pointer (&self->before, gtk_bitset_unref);
  g_clear_weak_pointer (&self->scroller);
  g_clear_weak_pointer (&self->list);
  g_clear_object (&self->view);
  G_OBJECT_CLASS (graft_item_frame_parent_class)->dispose (object);
}

static void
graft_item_frame_class_init (GraftItemFrameClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = graft_item_frame_dispose;
  GTK_WIDGET_CLASS (klass)->snapshot = graft_item_frame_snapshot;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "itemframe");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass),
                                        GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
graft_item_frame_init (GraftItemFrame *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}
