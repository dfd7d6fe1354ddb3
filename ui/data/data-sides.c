/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See data-sides.h. */
#include "ui/data/data-sides.h"

#include "ui/data/item-view-private.h"
#include "ui/data/set-column.h"
#include "ui/widgets/children.h"

struct _GraftDataSides
{
  GtkWidget parent_instance;
  GraftItemView *view;
  GraftItemView *second_view;   /* or NULL */
  GraftProject *project;        /* or NULL */
  GraftThumbnailLoader *loader; /* or NULL */
  GtkAdjustment *size;
  GSimpleActionGroup *actions; /* of the first grid */
  GtkWidget *column;
  GtkWidget *second_column; /* or NULL */
  GtkWidget *active;        /* one of the two */
};

enum
{
  SIGNAL_OPEN,
  SIGNAL_SIDE,
  N_SIGNALS
};

/* Written once by class_init. */
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GraftDataSides, graft_data_sides, GTK_TYPE_WIDGET)

static GraftItemGrid *
grid_of (GtkWidget *column)
{
  return graft_set_column_get_grid (GRAFT_SET_COLUMN (column));
}

GraftItemGrid *
graft_data_sides_get_grid (GraftDataSides *self)
{
  g_return_val_if_fail (GRAFT_IS_DATA_SIDES (self), NULL);
  return grid_of (self->column);
}

GraftItemView *
graft_data_sides_get_second_view (GraftDataSides *self)
{
  g_return_val_if_fail (GRAFT_IS_DATA_SIDES (self), NULL);
  return self->second_view;
}

GraftItemGrid *
graft_data_sides_get_active (GraftDataSides *self)
{
  g_return_val_if_fail (GRAFT_IS_DATA_SIDES (self), NULL);
  return grid_of (self->active);
}

void
graft_data_sides_set_loader (GraftDataSides *self, GraftThumbnailLoader *loader)
{
  g_return_if_fail (GRAFT_IS_DATA_SIDES (self));

  g_set_object (&self->loader, loader);
  graft_item_grid_set_loader (grid_of (self->column), loader);
  if (self->second_column != NULL)
    graft_item_grid_set_loader (grid_of (self->second_column), loader);
}

/* ---- one side ---- */

static void
activate_side (GraftDataSides *self, GtkWidget *column)
{
  if (self->active == column)
    return;
  self->active = column;
  g_signal_emit (self, signals[SIGNAL_SIDE], 0);
}

static void
enter_cb (GraftDataSides *self, GtkEventController *controller)
{
  activate_side (self, gtk_event_controller_get_widget (controller));
}

static GtkWidget *
add_column (GraftDataSides *self, GraftItemView *view)
{
  GtkWidget *column = graft_set_column_new (view);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_object_bind_property (self->size, "value", grid_of (column), "tile-width",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (focus, "enter", G_CALLBACK (enter_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (column, focus);
  gtk_widget_set_parent (column, GTK_WIDGET (self));
  return column;
}

static void
open_cb (GraftDataSides *self, guint position)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, position);
}

/* ---- the second side ---- */

/* The first set that is not on the left. */
static GraftProjectSet *
dup_other_set (GraftDataSides *self)
{
  GListModel *sets = graft_project_get_sets (self->project);

  for (guint i = 0; i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (GraftProjectSet) set = g_list_model_get_item (sets, i);

      if (set != graft_item_view_get_set (self->view))
        return g_steal_pointer (&set);
    }
  return NULL;
}

/* It is looked at large in its own set: the first view takes set and item over. A filter
 * of the first view would hide it. */
static void
second_open_cb (GraftDataSides *self, guint position)
{
  const guint32 id =
      graft_item_model_get_id (graft_item_view_peek_model (self->second_view), position);
  GraftItemModel *model = graft_item_view_peek_model (self->view);
  guint at;

  graft_item_view_set_set (self->view, graft_item_view_get_set (self->second_view));
  if (!graft_item_model_find (model, id, &at))
    graft_item_view_set_show (self->view, GRAFT_SHOW_ALL);
  if (graft_item_model_find (model, id, &at))
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, at);
}

/* The switches are the same on both sides. */
static void
share_action (GraftDataSides *self, GraftItemGrid *grid, const char *name)
{
  g_action_map_add_action (
      G_ACTION_MAP (graft_item_grid_get_actions (grid)),
      g_action_map_lookup_action (G_ACTION_MAP (self->actions), name));
}

static void
add_second (GraftDataSides *self)
{
  g_autoptr (GraftProjectSet) set = dup_other_set (self);
  GraftItemGrid *grid;

  self->second_view = graft_item_view_new ();
  graft_item_view_set_project (self->second_view, self->project);
  if (set != NULL)
    graft_item_view_set_set (self->second_view, set);
  self->second_column = add_column (self, self->second_view);
  grid = grid_of (self->second_column);
  share_action (self, grid, "side-by-side");
  share_action (self, grid, "whole");
  graft_item_grid_set_whole (grid, graft_item_grid_get_whole (grid_of (self->column)));
  graft_item_grid_set_loader (grid, self->loader);
  g_signal_connect_object (grid, "open", G_CALLBACK (second_open_cb), self,
                           G_CONNECT_SWAPPED);
  graft_set_column_set_head_shown (GRAFT_SET_COLUMN (self->second_column), TRUE);
}

static void
set_two_sides (GraftDataSides *self, gboolean two)
{
  if (two)
    add_second (self);
  else
    {
      self->active = self->column;
      g_clear_pointer (&self->second_column, gtk_widget_unparent);
      g_clear_object (&self->second_view);
    }
  graft_set_column_set_head_shown (GRAFT_SET_COLUMN (self->column), two);
  g_signal_emit (self, signals[SIGNAL_SIDE], 0);
}

static void
side_by_side_cb (GSimpleAction *action, GVariant *state, GraftDataSides *self)
{
  const gboolean two = g_variant_get_boolean (state) && self->project != NULL;

  if (two == (self->second_view != NULL))
    return;
  g_simple_action_set_state (action, g_variant_new_boolean (two));
  set_two_sides (self, two);
}

void
graft_data_sides_set_project (GraftDataSides *self, GraftProject *project)
{
  g_return_if_fail (GRAFT_IS_DATA_SIDES (self));

  g_set_object (&self->project, project);
  if (project == NULL)
    g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "side-by-side",
                                        g_variant_new_boolean (FALSE));
  else if (self->second_view != NULL)
    graft_item_view_set_project (self->second_view, project);
}

static void
whole_cb (GSimpleAction *action, GVariant *state, GraftDataSides *self)
{
  const gboolean whole = g_variant_get_boolean (state);

  graft_item_grid_set_whole (grid_of (self->column), whole);
  if (self->second_column != NULL)
    graft_item_grid_set_whole (grid_of (self->second_column), whole);
  g_simple_action_set_state (action, state);
}

/* ---- life ---- */

static void
add_switch (GraftDataSides *self, const char *name, GCallback callback)
{
  g_autoptr (GSimpleAction) action =
      g_simple_action_new_stateful (name, NULL, g_variant_new_boolean (FALSE));

  g_signal_connect_object (action, "change-state", callback, self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
}

GtkWidget *
graft_data_sides_new (GraftItemView *view, GtkAdjustment *size)
{
  GraftDataSides *self = g_object_new (GRAFT_TYPE_DATA_SIDES, NULL);

  self->view = g_object_ref (view);
  self->size = g_object_ref (size);
  self->column = self->active = add_column (self, view);
  self->actions = g_object_ref (graft_item_grid_get_actions (grid_of (self->column)));
  g_signal_connect_object (grid_of (self->column), "open", G_CALLBACK (open_cb), self,
                           G_CONNECT_SWAPPED);
  add_switch (self, "side-by-side", G_CALLBACK (side_by_side_cb));
  add_switch (self, "whole", G_CALLBACK (whole_cb));
  return GTK_WIDGET (self);
}

static void
graft_data_sides_dispose (GObject *object)
{
  GraftDataSides *self = GRAFT_DATA_SIDES (object);

  graft_widget_remove_children (GTK_WIDGET (self));
  g_clear_object (&self->actions);
  g_clear_object (&self->second_view);
  g_clear_object (&self->view);
  g_clear_object (&self->size);
  g_clear_object (&self->loader);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (graft_data_sides_parent_class)->dispose (object);
}

static void
graft_data_sides_class_init (GraftDataSidesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = graft_data_sides_dispose;
  signals[SIGNAL_OPEN] = g_signal_new ("open", GRAFT_TYPE_DATA_SIDES, G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_SIDE] = g_signal_new ("side", GRAFT_TYPE_DATA_SIDES, G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BOX_LAYOUT);
}

static void
graft_data_sides_init (GraftDataSides *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (layout), TRUE);
}
