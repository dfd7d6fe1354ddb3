/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be imported: choosers, drops, and a look at it on a worker thread. */
#include "graft-config.h"
#include "ui/data/import-dialog-private.h"
#include "ui/data/import-words.h"

#include <glib/gi18n.h>

/* ---- looking ---- */

static void
look_worker (GTask *task, gpointer object, gpointer paths, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *previews =
      graft_import_look ((const char *const *)paths, cancellable, &error);

  if (previews != NULL)
    g_task_return_pointer (task, previews, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
add_row (GraftImportDialog *self, const GraftImportPreview *preview)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = graft_import_preview_dup_words (preview);
  g_autofree char *path = g_filename_display_name (preview->path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *subtitle = g_markup_escape_text (words, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_tooltip_text (row, path);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->found), row);
  g_ptr_array_add (self->rows, row);
}

static void
show_previews (GraftImportDialog *self, GPtrArray *previews)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->found),
                                  g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->previews, g_ptr_array_unref);
  self->previews = g_ptr_array_ref (previews);
  for (guint i = 0; i < previews->len; i++)
    add_row (self, g_ptr_array_index (previews, i));
}

/* A name that nobody has changed follows what was found; several finds keep their own. */
static void
suggest_name (GraftImportDialog *self)
{
  const GraftImportPreview *only =
      self->previews->len == 1 ? g_ptr_array_index (self->previews, 0) : NULL;
  const char *name = only != NULL && only->set != NULL ? only->set : "";
  const char *current = gtk_editable_get_text (GTK_EDITABLE (self->name));

  if (*current != '\0' && g_strcmp0 (current, self->suggested) != 0)
    return;
  g_free (self->suggested);
  self->suggested = g_strdup (name);
  gtk_editable_set_text (GTK_EDITABLE (self->name), name);
}

static void
looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GraftImportDialog *self = GRAFT_IMPORT_DIALOG (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) previews = g_task_propagate_pointer (G_TASK (result), &error);

  /* Another look has begun, or the window has been closed. */
  if (g_task_get_cancellable (G_TASK (result)) != self->looking)
    return;
  g_clear_object (&self->looking);
  if (previews != NULL)
    {
      show_previews (self, previews);
      suggest_name (self);
    }
  else
    {
      graft_import_dialog_show_failure (self, error->message);
      g_ptr_array_set_size (self->paths, 0);
    }
  graft_import_dialog_update (self);
}

static char **
dup_paths (GraftImportDialog *self)
{
  char **paths = g_new0 (char *, self->paths->len + 1);

  for (guint i = 0; i < self->paths->len; i++)
    paths[i] = g_strdup (g_ptr_array_index (self->paths, i));
  return paths;
}

static void
look (GraftImportDialog *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  task = g_task_new (self, self->looking, looked_cb, NULL);
  g_task_set_task_data (task, dup_paths (self), (GDestroyNotify)g_strfreev);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, look_worker);
}

void
graft_import_dialog_add_paths (GraftImportDialog *self, const char *const *paths)
{
  g_return_if_fail (GRAFT_IS_IMPORT_DIALOG (self) && paths != NULL);

  for (gsize i = 0; paths[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (self->paths, paths[i], g_str_equal, NULL))
      g_ptr_array_add (self->paths, g_strdup (paths[i]));
  graft_import_dialog_show_failure (self, NULL);
  if (self->paths->len > 0)
    look (self);
  graft_import_dialog_update (self);
}

/* ---- choosing ---- */

static char **
paths_of (GListModel *files)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        g_strv_builder_add (builder, path);
    }
  return g_strv_builder_end (builder);
}

static void
set_labels (GraftImportDialog *self, const char *path)
{
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;
  g_autofree char *escaped = name != NULL ? g_markup_escape_text (name, -1) : NULL;

  g_free (self->labels_path);
  self->labels_path = g_strdup (path);
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (self->labels),
      escaped != NULL ? escaped : _ ("IDX, NPY, or CSV with file and label"));
  gtk_widget_set_visible (self->no_labels, path != NULL);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, GraftImportDialog *self)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  g_auto (GStrv) paths = paths_of (files);

  if (response == GTK_RESPONSE_ACCEPT)
    graft_import_dialog_add_paths (self, (const char *const *)paths);
}

static void
labels_chosen_cb (GtkNativeDialog *dialog, int response, GraftImportDialog *self)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  g_auto (GStrv) paths = paths_of (files);

  if (response == GTK_RESPONSE_ACCEPT && paths[0] != NULL)
    set_labels (self, paths[0]);
}

static void
choose (GraftImportDialog *self,
        const char *title,
        GtkFileChooserAction kind,
        gboolean several,
        GCallback callback)
{
  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), kind,
                                               _ ("_Choose"), _ ("_Cancel"));
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), several);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", callback, self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
choose_folder_action (GtkWidget *widget, const char *name, GVariant *target)
{
  choose (GRAFT_IMPORT_DIALOG (widget), _ ("Folders to Import"),
          GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, TRUE, G_CALLBACK (chosen_cb));
}

static void
choose_files_action (GtkWidget *widget, const char *name, GVariant *target)
{
  choose (GRAFT_IMPORT_DIALOG (widget), _ ("Files to Import"),
          GTK_FILE_CHOOSER_ACTION_OPEN, TRUE, G_CALLBACK (chosen_cb));
}

static void
choose_labels_action (GtkWidget *widget, const char *name, GVariant *target)
{
  choose (GRAFT_IMPORT_DIALOG (widget), _ ("File of Labels"),
          GTK_FILE_CHOOSER_ACTION_OPEN, FALSE, G_CALLBACK (labels_chosen_cb));
}

static void
no_labels_action (GtkWidget *widget, const char *name, GVariant *target)
{
  set_labels (GRAFT_IMPORT_DIALOG (widget), NULL);
}

/* ---- dropping ---- */

static char **
paths_of_drop (const GValue *value)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GSList *files = g_value_get_boxed (value);

  for (GSList *l = files; l != NULL; l = l->next)
    {
      g_autofree char *path = g_file_get_path (l->data);

      if (path != NULL)
        g_strv_builder_add (builder, path);
    }
  return g_strv_builder_end (builder);
}

/* Where drops on a widget go. */
typedef struct
{
  GraftImportDrop take;
  gpointer user_data;
} DropTarget;

static void
free_target (gpointer data, GClosure *closure)
{
  g_free (data);
}

static gboolean
drop_cb (GtkDropTarget *drop, const GValue *value, double x, double y, DropTarget *target)
{
  g_auto (GStrv) paths = paths_of_drop (value);

  return paths[0] != NULL && target->take ((const char *const *)paths, target->user_data);
}

void
graft_import_accept_drops (GtkWidget *widget, GraftImportDrop take, gpointer user_data)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  DropTarget *target = g_new (DropTarget, 1);

  *target = (DropTarget){ take, user_data };
  g_signal_connect_data (drop, "drop", G_CALLBACK (drop_cb), target, free_target, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drop));
}

void
graft_import_dialog_bind_paths (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "import.choose-folder", NULL,
                                   choose_folder_action);
  gtk_widget_class_install_action (widget_class, "import.choose-files", NULL,
                                   choose_files_action);
  gtk_widget_class_install_action (widget_class, "import.choose-labels", NULL,
                                   choose_labels_action);
  gtk_widget_class_install_action (widget_class, "import.no-labels", NULL,
                                   no_labels_action);
}
