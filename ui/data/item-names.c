/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See item-names.h. */
#include "ui/data/item-names.h"

#include "ui/data/item-tile.h"

#define DELAY_MS 150

struct _GraftItemNames
{
  GraftItemView *view;
  GtkWidget *list;
  guint timeout_id;
  GCancellable *cancellable; /* of the names that are looked up */
};

static void
name_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GraftItemRow) row = user_data;
  g_autoptr (GraftItemDetails) details =
      graft_project_get_details_finish (GRAFT_PROJECT (source), result, NULL);

  if (details != NULL)
    graft_item_row_set_name (row, details->file);
}

static void
look_up (GraftItemNames *self, GraftItemTile *tile)
{
  GraftItemRow *row = graft_item_tile_get_row (tile);
  GraftProject *project = graft_item_view_get_project (self->view);

  if (graft_item_tile_get_on_screen (tile) && row != NULL && project != NULL &&
      graft_item_row_get_name (row) == NULL)
    graft_project_get_details_async (project, graft_item_row_get_id (row),
                                     self->cancellable, name_cb, g_object_ref (row));
}

static gboolean
timeout_cb (gpointer user_data)
{
  GraftItemNames *self = user_data;

  self->timeout_id = 0;
  self->cancellable = g_cancellable_new ();
  for (GtkWidget *cell = gtk_widget_get_first_child (self->list); cell != NULL;
       cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *tile = gtk_widget_get_first_child (cell);

      if (GRAFT_IS_ITEM_TILE (tile))
        look_up (self, GRAFT_ITEM_TILE (tile));
    }
  return G_SOURCE_REMOVE;
}

void
graft_item_names_stop (GraftItemNames *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
graft_item_names_restart (GraftItemNames *self)
{
  graft_item_names_stop (self);
  self->timeout_id = g_timeout_add (DELAY_MS, timeout_cb, self);
}

GraftItemNames *
graft_item_names_new (GraftItemView *view, GtkWidget *list)
{
  GraftItemNames *self = g_new0 (GraftItemNames, 1);

  self->view = g_object_ref (view);
  self->list = list;
  return self;
}

void
graft_item_names_free (GraftItemNames *self)
{
  graft_item_names_stop (self);
  g_object_unref (self->view);
  g_free (self);
}
