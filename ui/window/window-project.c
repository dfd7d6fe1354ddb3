/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The project in the window: making, opening and copying it, files that are dropped, and
 * what a read-only one says. Importing itself belongs to the Data page, which is asked by
 * its action "data.import-paths". */
#include "graft-config.h"
#include "ui/window/window-private.h"

#include <glib/gi18n.h>

#define PROJECT_SUFFIX ".graft"
#define EXPERIMENT_SUFFIX ".experiment"
#define PENDING_PATHS "graft-pending-paths"

static GraftProject *
project_of (GraftWindow *self)
{
  return graft_project_holder_get_project (graft_window_get_projects (self));
}

/* --- making and opening --- */

static void
create_path (GraftWindow *self, const char *path)
{
  graft_project_holder_open (graft_window_get_projects (self), path,
                             GRAFT_PROJECT_CREATE);
}

static void
new_response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    {
      g_autofree char *full = g_str_has_suffix (path, PROJECT_SUFFIX)
                                  ? g_strdup (path)
                                  : g_strconcat (path, PROJECT_SUFFIX, NULL);

      /* One project is never written over another. */
      if (g_file_test (full, G_FILE_TEST_EXISTS))
        graft_window_toast (GRAFT_WINDOW (user_data),
                            _ ("There is a file of that name; choose another one"));
      else
        graft_window_replace_run (GRAFT_WINDOW (user_data), create_path, full);
    }
  g_object_unref (dialog);
}

static GtkFileChooserNative *
make_save_dialog (GraftWindow *self, const char *title, const char *name)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Projects"));
  gtk_file_filter_add_suffix (filter, "graft");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  return dialog;
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *target)
{
  g_autofree char *file = g_strconcat (_ ("Untitled"), PROJECT_SUFFIX, NULL);
  GtkFileChooserNative *dialog =
      make_save_dialog (GRAFT_WINDOW (widget), _ ("New Project"), file);

  g_signal_connect_object (dialog, "response", G_CALLBACK (new_response_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
close_project (GraftWindow *self, const char *what)
{
  graft_project_holder_close (graft_window_get_projects (self));
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *target)
{
  graft_window_replace_run (GRAFT_WINDOW (widget), close_project, "");
}

/* --- the file --- */

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GraftWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (graft_project_save_copy_finish (GRAFT_PROJECT (source), result, &error))
    graft_window_toast (self, _ ("The copy is saved"));
  else
    graft_window_toast_failed (self, _ ("The copy could not be saved"), error);
}

static void
copy_response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  GraftWindow *self = GRAFT_WINDOW (user_data);
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL && project_of (self) != NULL)
    graft_project_save_copy_async (project_of (self), path, NULL, copied_cb,
                                   g_object_ref (self));
  g_object_unref (dialog);
}

static void
save_copy_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftProject *project = project_of (GRAFT_WINDOW (widget));
  g_autofree char *file =
      /* Translators: the name of a copied file, without its ending */
      g_strdup_printf (_ ("%s (copy)"), graft_project_get_name (project));
  g_autofree char *full = g_strconcat (file, PROJECT_SUFFIX, NULL);
  GtkFileChooserNative *dialog =
      make_save_dialog (GRAFT_WINDOW (widget), _ ("Save a Copy"), full);

  g_signal_connect_object (dialog, "response", G_CALLBACK (copy_response_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* Fingers know Ctrl+S. */
static void
save_action (GtkWidget *widget, const char *name, GVariant *target)
{
  graft_window_toast (GRAFT_WINDOW (widget),
                      _ ("Every change is saved as it is made; Save a Copy makes another "
                         "file"));
}

static void
embedded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GraftWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  if (!graft_project_embed_finish (GRAFT_PROJECT (source), result, &n, &error))
    {
      graft_window_toast_failed (self, _ ("The pictures could not be copied in"), error);
      return;
    }
  text = g_strdup_printf (ngettext ("%u file is now inside the project",
                                    "%u files are now inside the project", n),
                          n);
  graft_window_toast (self, text);
}

static void
embed_action (GtkWidget *widget, const char *name, GVariant *target)
{
  graft_project_embed_async (project_of (GRAFT_WINDOW (widget)), NULL, embedded_cb,
                             g_object_ref (widget));
}

static void
relinked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GraftWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n_found = 0, n_missing = 0;

  if (!graft_project_relink_finish (GRAFT_PROJECT (source), result, &n_found, &n_missing,
                                    &error))
    {
      graft_window_toast_failed (self, _ ("The folder could not be searched"), error);
      return;
    }
  text =
      g_strdup_printf (_ ("%u files found again, %u still missing"), n_found, n_missing);
  graft_window_toast (self, text);
}

static void
relink_response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  GraftWindow *self = GRAFT_WINDOW (user_data);
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL && project_of (self) != NULL)
    graft_project_relink_async (project_of (self), path, NULL, relinked_cb,
                                g_object_ref (self));
  g_object_unref (dialog);
}

static void
relink_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Where Are the Files Now?"), GTK_WINDOW (widget),
                                   GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (relink_response_cb), widget,
                           0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --- files that are dropped --- */

static void
import_paths (GraftWindow *self, const char *const *paths)
{
  GraftPage *page = graft_window_get_page (self, "data");

  graft_window_show_page (self, "data");
  gtk_widget_activate_action (GTK_WIDGET (page), "data.import-paths", "^aay", paths);
}

/* Without a project there is one now, named after what was dropped; the paths wait until
 * it is open. */
static void
import_or_create (GraftWindow *self, char **paths)
{
  g_autofree char *name = NULL;

  if (project_of (self) != NULL)
    {
      import_paths (self, (const char *const *)paths);
      return;
    }
  name = g_filename_display_basename (paths[0]);
  g_object_set_data_full (G_OBJECT (self), PENDING_PATHS, g_strdupv (paths),
                          (GDestroyNotify)g_strfreev);
  graft_project_holder_create (graft_window_get_projects (self), name);
}

static void
import_pending (GraftWindow *self)
{
  g_auto (GStrv) paths = g_object_steal_data (G_OBJECT (self), PENDING_PATHS);

  if (paths != NULL && project_of (self) != NULL)
    import_paths (self, (const char *const *)paths);
}

void
graft_window_take_files (GraftWindow *self, const GSList *files)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  for (const GSList *l = files; l != NULL; l = l->next)
    {
      g_autofree char *path = g_file_get_path (l->data);

      if (path != NULL && (g_str_has_suffix (path, PROJECT_SUFFIX) ||
                           g_str_has_suffix (path, EXPERIMENT_SUFFIX)))
        {
          graft_window_request_open (self, l->data);
          return;
        }
      if (path != NULL)
        g_strv_builder_add (builder, path);
    }
  paths = g_strv_builder_end (builder);
  if (paths[0] != NULL)
    import_or_create (self, paths);
  else
    graft_window_toast (
        self, _ ("These are not local files; copy them to this computer first"));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  graft_window_take_files (GRAFT_WINDOW (data), files);
  return TRUE;
}

/* --- what is open --- */

static void
show_notice (GraftWindow *self)
{
  GraftProject *project = project_of (self);
  GtkWidget *notice = graft_window_get_notice (self);
  gboolean shown = project != NULL && graft_project_get_read_only (project);

  if (shown)
    {
      /* Translators: the first sentence says why: who has the project open, say */
      g_autofree char *text =
          g_strdup_printf (_ ("%s You can look at everything and change nothing."),
                           graft_project_get_read_only_reason (project));

      gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (notice)), text);
    }
  gtk_widget_set_visible (notice, shown);
}

static void
enable_actions (GraftWindow *self)
{
  GraftProject *project = project_of (self);
  gboolean open = project != NULL;
  gboolean writable = open && !graft_project_get_read_only (project);
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "win.close-project", open);
  gtk_widget_action_set_enabled (widget, "win.save", open);
  gtk_widget_action_set_enabled (widget, "win.save-copy", open);
  gtk_widget_action_set_enabled (widget, "win.embed", writable);
  gtk_widget_action_set_enabled (widget, "win.relink", writable);
}

void
graft_window_project_changed (GraftWindow *self)
{
  GraftProject *project = project_of (self);

  graft_run_controller_set_project (graft_window_get_controller (self), project);
  for (guint i = 0; graft_pages_get (i) != NULL; i++)
    graft_page_set_project (graft_window_get_page (self, graft_pages_get (i)->id),
                            project);
  show_notice (self);
  enable_actions (self);
  graft_window_update_actions (self);
  if (project != NULL)
    graft_window_show_page (self, "data");
  import_pending (self);
}

void
graft_window_leave_project (GraftWindow *self)
{
  graft_run_controller_leave_project (graft_window_get_controller (self));
  for (guint i = 0; graft_pages_get (i) != NULL; i++)
    graft_page_set_project (graft_window_get_page (self, graft_pages_get (i)->id), NULL);
}

static void
failed_cb (GraftWindow *self, const GError *error)
{
  /* What waited for the project has nowhere to go. */
  g_object_set_data (G_OBJECT (self), PENDING_PATHS, NULL);
  graft_window_toast_failed (self,
                             project_of (self) != NULL
                                 ? _ ("The change could not be saved")
                                 : _ ("The project could not be opened"),
                             error);
}

void
graft_window_connect_project (GraftWindow *self)
{
  GraftProjectHolder *projects = graft_window_get_projects (self);
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (projects, "notify::project",
                           G_CALLBACK (graft_window_project_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (projects, "closing", G_CALLBACK (graft_window_leave_project),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (projects, "failed", G_CALLBACK (failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  enable_actions (self);
}

void
graft_window_install_project_actions (GtkWidgetClass *widget_class)
{
  const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "win.new-project", new_action }, { "win.close-project", close_action },
    { "win.save", save_action },       { "win.save-copy", save_copy_action },
    { "win.embed", embed_action },     { "win.relink", relink_action },
  };
  const GdkModifierType control = GDK_CONTROL_MASK;

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL,
                                     actions[i].activate);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, control,
                                       "win.new-project", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, control, "win.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, control | GDK_SHIFT_MASK,
                                       "win.save-copy", NULL);
}
