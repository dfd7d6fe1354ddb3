/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another experiment takes the place of the one that is open. While that one trains a
 * person is asked first: an undo would need the network, the maps and the curves of the
 * run, which end with its session. Without a run nothing is lost that a start does not
 * bring back, and nobody is asked. */
#include "graft-config.h"
#include "ui/window/window-private.h"

#include <glib/gi18n.h>

typedef struct
{
  GraftWindow *window; /* alive: the dialog is modal to it and goes with it */
  GraftOpenFunc open;
  char *what;
} Request;

static void
request_free (gpointer data, GClosure *closure)
{
  Request *request = data;

  g_free (request->what);
  g_free (request);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Request *request)
{
  if (g_str_equal (response, "replace"))
    request->open (request->window, request->what);
}

static GtkWidget *
make_dialog (GraftWindow *self)
{
  g_autofree char *title = NULL, *progress = NULL;
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (self), _ ("Stop the Run?"), NULL);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  g_object_get (graft_window_get_controller (self), "title", &title, "progress-text",
                &progress, NULL);
  /* Translators: the name of an experiment, then how far it is */
  adw_message_dialog_format_body (
      message,
      _ ("“%s” is under way: %s. Opening another experiment stops it, and its map, "
         "curves and verdict are lost."),
      title, progress);
  adw_message_dialog_add_responses (message, "cancel", _ ("Keep Training"), "replace",
                                    _ ("Stop and Open"), NULL);
  adw_message_dialog_set_response_appearance (message, "replace",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (message, "cancel");
  adw_message_dialog_set_close_response (message, "cancel");
  return dialog;
}

void
graft_window_replace_run (GraftWindow *self, GraftOpenFunc open, const char *what)
{
  GtkWidget *dialog;
  Request *request;

  if (!graft_run_controller_is_active (graft_window_get_controller (self)))
    {
      open (self, what);
      return;
    }
  request = g_new (Request, 1);
  *request = (Request){ self, open, g_strdup (what) };
  dialog = make_dialog (self);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), request,
                         request_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
