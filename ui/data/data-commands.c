/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See data-commands.h. */
#include "ui/data/data-commands.h"

#include "ui/data/agreement-dialog.h"
#include "ui/data/data-actions.h"
#include "ui/data/export-dialog.h"
#include "ui/data/import-dialog.h"

/* Kept by the page. */
typedef struct
{
  GtkWidget *page; /* borrowed */
  GraftItemView *view;
  GSimpleActionGroup *group;
} Commands;

static Commands *
commands_of (GtkWidget *page)
{
  return g_object_get_data (G_OBJECT (page), "graft-data-commands");
}

static void
commands_free (gpointer data)
{
  Commands *self = data;

  g_signal_handlers_disconnect_by_data (self->view, self);
  g_object_unref (self->view);
  g_object_unref (self->group);
  g_free (self);
}

static void
enable (Commands *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->group), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
update (Commands *self)
{
  GraftProject *project = graft_item_view_get_project (self->view);
  gboolean has_set = graft_item_view_get_set (self->view) != NULL;

  enable (self, "import", project != NULL && !graft_project_get_read_only (project));
  enable (self, "import-paths",
          project != NULL && !graft_project_get_read_only (project));
  enable (self, "export", has_set);
  enable (self, "agreement", has_set);
}

/* ---- import ---- */

/* What came is what a person wants to see next. */
static void
show_set (GraftItemView *view, const char *name)
{
  GraftProject *project = graft_item_view_get_project (view);
  GraftProjectSet *set = project != NULL ? graft_project_find_set (project, name) : NULL;

  if (set != NULL)
    graft_item_view_set_set (view, set);
}

static void
imported_cb (GraftImportDialog *dialog, const char *name, GraftItemView *view)
{
  show_set (view, name);
}

static void
duplicates_cb (GraftImportDialog *dialog, const char *name, GraftItemView *view)
{
  show_set (view, name);
  graft_item_view_set_show (view, GRAFT_SHOW_DUPLICATES);
}

static void
import (Commands *self, const char *const *paths)
{
  GraftProject *project = graft_item_view_get_project (self->view);
  GraftImportDialog *dialog;

  if (project == NULL || graft_project_get_read_only (project))
    return;
  dialog = graft_import_dialog_present (self->page, project, paths);
  g_signal_connect_object (dialog, "imported", G_CALLBACK (imported_cb), self->view, 0);
  g_signal_connect_object (dialog, "show-duplicates", G_CALLBACK (duplicates_cb),
                           self->view, 0);
}

static void
import_cb (GSimpleAction *action, GVariant *parameter, GtkWidget *page)
{
  import (commands_of (page), NULL);
}

/* Files that were dropped on the window come this way. */
static void
import_paths_cb (GSimpleAction *action, GVariant *parameter, GtkWidget *page)
{
  g_autofree const char **paths = g_variant_get_bytestring_array (parameter, NULL);

  import (commands_of (page), paths);
}

/* ---- the others ---- */

static void
export_cb (GSimpleAction *action, GVariant *parameter, GtkWidget *page)
{
  Commands *self = commands_of (page);

  graft_export_dialog_present (page, graft_item_view_get_project (self->view),
                               graft_item_view_get_set (self->view));
}

static void
agreement_cb (GSimpleAction *action, GVariant *parameter, GtkWidget *page)
{
  graft_agreement_dialog_present (page, commands_of (page)->view);
}

void
graft_data_commands_install (GtkWidget *page,
                             GraftItemView *view,
                             GSimpleActionGroup *group)
{
  Commands *self = g_new0 (Commands, 1);

  self->page = page;
  self->view = g_object_ref (view);
  self->group = g_object_ref (group);
  graft_data_actions_add (group, "import", NULL, G_CALLBACK (import_cb), page);
  graft_data_actions_add (group, "import-paths", "aay", G_CALLBACK (import_paths_cb),
                          page);
  graft_data_actions_add (group, "export", NULL, G_CALLBACK (export_cb), page);
  graft_data_actions_add (group, "agreement", NULL, G_CALLBACK (agreement_cb), page);
  g_signal_connect_swapped (view, "notify::project", G_CALLBACK (update), self);
  g_signal_connect_swapped (view, "notify::set", G_CALLBACK (update), self);
  update (self);
  g_object_set_data_full (G_OBJECT (page), "graft-data-commands", self, commands_free);
}
