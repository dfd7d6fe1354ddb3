/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See show-file.h. */
#include "ui/data/show-file.h"

#include "graft-config.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWindow *window; /* weak: it may close before the answer */
  GFile *file;
} Request;

static void
request_free (Request *self)
{
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->file);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr (GFile) folder = g_file_get_parent (request->file);
  g_autofree char *uri = folder != NULL ? g_file_get_uri (folder) : NULL;

  if (answer == NULL && uri != NULL)
    gtk_show_uri (request->window, uri, GDK_CURRENT_TIME);
}

static void
show (Request *request)
{
  GDBusConnection *bus = g_application_get_dbus_connection (g_application_get_default ());
  g_autofree char *uri = g_file_get_uri (request->file);
  const char *uris[] = { uri, NULL };

  g_dbus_connection_call (bus, "org.freedesktop.FileManager1",
                          "/org/freedesktop/FileManager1", "org.freedesktop.FileManager1",
                          "ShowItems", g_variant_new ("(^ass)", uris, ""), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, shown_cb, request);
}

static void
show_folder (Request *request)
{
  g_autoptr (GFile) folder = g_file_get_parent (request->file);
  g_autofree char *uri = folder != NULL ? g_file_get_uri (folder) : NULL;

  if (uri != NULL)
    gtk_show_uri (request->window, uri, GDK_CURRENT_TIME);
}

static void
details_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftItemDetails) details =
      graft_project_get_details_finish (GRAFT_PROJECT (source), result, &error);
  GApplication *application = g_application_get_default ();

  if (details != NULL && details->path == NULL)
    g_set_error (&error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_UNSUPPORTED,
                 _ ("%s: the picture is kept inside the project and has no file of its "
                    "own; export the set to get files"),
                 details->file != NULL ? details->file : "?");
  if (error != NULL)
    {
      g_signal_emit_by_name (source, "failed", error);
      return;
    }
  request->file = g_file_new_for_path (details->path);
  if (application != NULL && g_application_get_dbus_connection (application) != NULL)
    show (g_steal_pointer (&request));
  else
    show_folder (request);
}

void
graft_show_file (GtkWidget *parent, GraftProject *project, guint32 item)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  Request *request = g_new0 (Request, 1);

  if (GTK_IS_WINDOW (root))
    g_set_weak_pointer (&request->window, GTK_WINDOW (root));
  graft_project_get_details_async (project, item, NULL, details_cb, request);
}
