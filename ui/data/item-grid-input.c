/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pointer and keys of the grid. Keys are caught before the list sees them: a space
 * accepts a suggestion where there is one and toggles the selection, as in every list,
 * where there is none. */
#include "graft-config.h"
#include "ui/data/data-actions.h"
#include "ui/data/item-drag.h"
#include "ui/data/item-grid-private.h"
#include "ui/data/item-menu.h"
#include "ui/data/item-view-private.h"
#include "ui/data/label-keys.h"
#include "ui/data/show-file.h"
#include "ui/data/text-popover.h"

#include <glib/gi18n.h>

/* Pictures on the pile under the pointer. */
#define N_DRAGGED 4

static GraftItemView *
view_of (GraftItemGrid *self)
{
  return graft_item_grid_get_view (self);
}

/* ---- dragging ---- */

static void
select_for (GraftItemGrid *self, GraftItemTile *tile)
{
  GtkSelectionModel *model = graft_item_view_get_model (view_of (self));
  const guint position = graft_item_row_get_position (graft_item_tile_get_row (tile));

  if (!gtk_selection_model_is_selected (model, position))
    gtk_selection_model_select_item (model, position, TRUE);
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, GraftItemGrid *self)
{
  GtkWidget *tile = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  GraftItemView *view = view_of (self);
  g_autoptr (GraftItemDrag) drag = NULL;
  g_autofree guint32 *ids = NULL;
  gsize n;

  if (graft_item_tile_get_row (GRAFT_ITEM_TILE (tile)) == NULL ||
      !graft_item_view_can_edit (view))
    return NULL;
  select_for (self, GRAFT_ITEM_TILE (tile));
  ids = graft_item_view_dup_selected (view, &n);
  drag = graft_item_drag_new (graft_item_view_get_set (view), ids, n);
  return graft_item_drag_to_content (drag);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, GraftItemGrid *self)
{
  GraftItemTile *tile =
      GRAFT_ITEM_TILE (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source)));
  GraftItemModel *model = graft_item_view_peek_model (view_of (self));
  GdkTexture *textures[N_DRAGGED] = { graft_item_tile_get_texture (tile) };
  guint n_textures = textures[0] != NULL ? 1 : 0;
  g_autoptr (GdkPaintable) icon = NULL;
  g_autofree guint32 *ids = NULL;
  gsize n;
  guint position;

  ids = graft_item_view_dup_selected (view_of (self), &n);
  for (gsize i = 0; i < MIN (n, 64) && n_textures < N_DRAGGED; i++)
    {
      GraftItemTile *other = graft_item_model_find (model, ids[i], &position)
                                 ? graft_item_grid_find_tile (self, position)
                                 : NULL;

      if (other != NULL && other != tile && graft_item_tile_get_texture (other) != NULL)
        textures[n_textures++] = graft_item_tile_get_texture (other);
    }
  icon = graft_item_drag_make_icon (GTK_WIDGET (tile), textures, n_textures, n);
  gtk_drag_source_set_icon (source, icon, 12, 12);
}

void
graft_item_grid_add_drag (GraftItemGrid *self, GtkWidget *tile)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, 0);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), self, 0);
  gtk_widget_add_controller (tile, GTK_EVENT_CONTROLLER (source));
}

/* ---- the menu ---- */

static GraftItemTile *
tile_at (GtkWidget *widget, double x, double y)
{
  GtkWidget *at = gtk_widget_pick (widget, x, y, GTK_PICK_DEFAULT);

  while (at != NULL && !GRAFT_IS_ITEM_TILE (at) && at != widget)
    at = gtk_widget_get_parent (at);
  return GRAFT_IS_ITEM_TILE (at) ? GRAFT_ITEM_TILE (at) : NULL;
}

static GtkWidget *
find_child (GraftItemGrid *self, GType type)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  while (child != NULL && !G_TYPE_CHECK_INSTANCE_TYPE (child, type))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* Classes and flags may differ from last time, so that the entries are made anew. */
static void
show_menu (GraftItemGrid *self, const GdkRectangle *at)
{
  g_autoptr (GMenuModel) menu = graft_item_menu_new (view_of (self));
  GtkWidget *popover = find_child (self, GTK_TYPE_POPOVER_MENU);

  if (popover == NULL)
    {
      popover = gtk_popover_menu_new_from_model (menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
      gtk_widget_set_halign (popover, GTK_ALIGN_START);
      gtk_widget_set_parent (popover, GTK_WIDGET (self));
    }
  else
    gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (popover), menu);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), at);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
pressed_cb (
    GtkGestureClick *gesture, int n_press, double x, double y, GraftItemGrid *self)
{
  GtkWidget *scroller = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GraftItemTile *tile = tile_at (scroller, x, y);

  if (tile == NULL || graft_item_tile_get_row (tile) == NULL)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  select_for (self, tile);
  show_menu (self, &(GdkRectangle){ (int)x, (int)y, 1, 1 });
}

static void
held_cb (GtkGestureLongPress *gesture, double x, double y, GraftItemGrid *self)
{
  GtkWidget *scroller = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GraftItemTile *tile = tile_at (scroller, x, y);

  if (tile == NULL || graft_item_tile_get_row (tile) == NULL)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  select_for (self, tile);
  show_menu (self, &(GdkRectangle){ (int)x, (int)y, 1, 1 });
}

/* Where the cursor is, in the grid's own coordinates; the middle when it is not seen. */
static GdkRectangle
cursor_place (GraftItemGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const guint cursor = graft_item_view_get_cursor (view_of (self));
  GraftItemTile *tile = cursor != GTK_INVALID_LIST_POSITION
                            ? graft_item_grid_find_tile (self, cursor)
                            : NULL;
  graphene_rect_t bounds;

  if (tile == NULL || !graft_item_tile_get_on_screen (tile) ||
      !gtk_widget_compute_bounds (GTK_WIDGET (tile), widget, &bounds))
    return (GdkRectangle){ gtk_widget_get_width (widget) / 2,
                           gtk_widget_get_height (widget) / 2, 1, 1 };
  return (GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y,
                         (int)bounds.size.width, (int)bounds.size.height };
}

static void
menu_cb (GSimpleAction *action, GVariant *parameter, GraftItemGrid *self)
{
  const GdkRectangle at = cursor_place (self);

  if (graft_item_view_get_n_selected (view_of (self)) > 0)
    show_menu (self, &at);
}

/* ---- commands that ask ---- */

static void
ask (GraftItemGrid *self, const char *question, const char *action)
{
  const GdkRectangle at = cursor_place (self);

  graft_text_popover_show (GTK_WIDGET (self), &at, question, action);
}

static void
ask_tag_cb (GSimpleAction *action, GVariant *parameter, GraftItemGrid *self)
{
  ask (self, _ ("Tag the selected items with"), "data.tag");
}

static void
ask_group_cb (GSimpleAction *action, GVariant *parameter, GraftItemGrid *self)
{
  ask (self, _ ("Keep the selected items together in splits, as the group"),
       "data.group");
}

static void
show_file_cb (GSimpleAction *action, GVariant *parameter, GraftItemGrid *self)
{
  GraftItemView *view = view_of (self);
  const guint cursor = graft_item_view_get_cursor (view);

  if (cursor != GTK_INVALID_LIST_POSITION)
    graft_show_file (GTK_WIDGET (self), graft_item_view_get_project (view),
                     graft_item_model_get_id (graft_item_view_peek_model (view), cursor));
}

/* ---- keys and wheel ---- */

static void
add_keys (GtkWidget *scroller)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  const GraftKey keys[] = {
    { GDK_KEY_Escape, 0, "data.select-none" },
    { GDK_KEY_Menu, 0, "data.menu" },
    { GDK_KEY_F10, GDK_SHIFT_MASK, "data.menu" },
    { GDK_KEY_a, GDK_CONTROL_MASK, "data.select-all" },
  };

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  graft_label_keys_add (GTK_SHORTCUT_CONTROLLER (controller));
  graft_keys_add (GTK_SHORTCUT_CONTROLLER (controller), keys, G_N_ELEMENTS (keys));
  graft_keys_add_zoom (GTK_SHORTCUT_CONTROLLER (controller), GDK_CONTROL_MASK);
  gtk_widget_add_controller (scroller, controller);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double dx,
           double dy,
           GraftItemGrid *self)
{
  const GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), "data.zoom", "d", -dy);
  return GDK_EVENT_STOP;
}

static void
add_wheel (GraftItemGrid *self, GtkWidget *scroller)
{
  GtkEventController *controller = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_VERTICAL | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "scroll", G_CALLBACK (scroll_cb), self, 0);
  gtk_widget_add_controller (scroller, controller);
}

static void
add_menu_gestures (GraftItemGrid *self, GtkWidget *scroller)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click),
                                              GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_add_controller (scroller, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (hold),
                                              GTK_PHASE_CAPTURE);
  g_signal_connect_object (hold, "pressed", G_CALLBACK (held_cb), self, 0);
  gtk_widget_add_controller (scroller, GTK_EVENT_CONTROLLER (hold));
}

void
graft_item_grid_add_input (GraftItemGrid *self, GtkWidget *scroller)
{
  GSimpleActionGroup *actions = graft_item_grid_get_actions (self);

  graft_data_actions_add (actions, "menu", NULL, G_CALLBACK (menu_cb), self);
  graft_data_actions_add (actions, "ask-tag", NULL, G_CALLBACK (ask_tag_cb), self);
  graft_data_actions_add (actions, "ask-group", NULL, G_CALLBACK (ask_group_cb), self);
  graft_data_actions_add (actions, "show-file", NULL, G_CALLBACK (show_file_cb), self);
  add_keys (scroller);
  add_wheel (self, scroller);
  add_menu_gestures (self, scroller);
}
