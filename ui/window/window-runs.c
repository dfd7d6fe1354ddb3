/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs that the project keeps, as actions of the window: "win.open-run" and
 * "win.resume-run" with the id of the run. It is read on a thread first and put in the
 * place of the present experiment then, so that between a person's consent and the
 * change nothing else can begin. */
#include "graft-config.h"
#include "ui/window/window-private.h"

#include <glib/gi18n.h>

typedef struct
{
  GraftProject *project;
  guint run;
  gboolean resume;
  GraftOldRun *old; /* once it is read */
} Request;

/* The newest request that has been read and waits for consent, if that is needed. */
#define REQUEST "graft-run-request"

static void
request_free (gpointer data)
{
  Request *self = data;

  g_clear_object (&self->project);
  g_clear_pointer (&self->old, graft_old_run_free);
  g_free (self);
}

static void
take_run (GraftWindow *self, const char *what)
{
  GraftRunController *controller = graft_window_get_controller (self);
  Request *request = g_object_steal_data (G_OBJECT (self), REQUEST);
  g_autoptr (GError) error = NULL;

  if (request == NULL)
    return;
  if (graft_run_controller_get_project (controller) != request->project)
    ; /* Another project has been opened meanwhile. */
  else if (request->resume
               ? graft_run_controller_resume_kept (controller, request->old->run, &error)
               : graft_run_controller_open_kept (controller, request->old, &error))
    graft_window_show_opened (self);
  else
    graft_window_toast_failed (self, _ ("The run could not be opened"), error);
  request_free (request);
}

static void
load_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Request *request = data;
  GError *error = NULL;
  GraftOldRun *old = graft_old_run_load (request->project, request->run, &error);

  if (old != NULL)
    g_task_return_pointer (task, old, (GDestroyNotify)graft_old_run_free);
  else
    g_task_return_error (task, error);
}

static void
wait_for_consent (GraftWindow *self, const Request *asked, GraftOldRun *old)
{
  Request *request = g_new (Request, 1);

  *request = (Request){ g_object_ref (asked->project), asked->run, asked->resume, old };
  g_object_set_data_full (G_OBJECT (self), REQUEST, request, request_free);
  graft_window_replace_run (self, take_run, "");
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GraftWindow) self = user_data;
  Request *asked = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  GraftOldRun *old = g_task_propagate_pointer (G_TASK (result), &error);

  /* The window has been closed. */
  if (graft_window_get_controller (self) == NULL)
    g_clear_pointer (&old, graft_old_run_free);
  else if (old == NULL)
    graft_window_toast_failed (self, _ ("The run could not be read"), error);
  else
    wait_for_consent (self, asked, old);
  /* The last one to let go of the task may be its thread: not so of the project. */
  g_clear_object (&asked->project);
}

static void
run_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftRunController *controller = graft_window_get_controller (GRAFT_WINDOW (widget));
  GraftProject *project = graft_run_controller_get_project (controller);
  Request *request;
  g_autoptr (GTask) task = NULL;

  if (project == NULL)
    return;
  request = g_new0 (Request, 1);
  request->project = g_object_ref (project);
  request->run = g_variant_get_uint32 (target);
  request->resume = g_str_equal (name, "win.resume-run");
  task = g_task_new (NULL, NULL, loaded_cb, g_object_ref (widget));
  g_task_set_source_tag (task, run_action);
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, load_worker);
}

void
graft_window_install_run_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open-run", "u", run_action);
  gtk_widget_class_install_action (widget_class, "win.resume-run", "u", run_action);
}
