/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See import.h. Starts the thread of an import and brings its report to the main thread,
 * after all that it changed. */
#include "engine/base/error.h"
#include "engine/project/import-run-private.h"

#include <glib/gi18n-lib.h>

/* Between two calls of progress. */
#define TELL_USEC 50000

GraftImport *
graft_import_ref (GraftImport *self)
{
  atomic_fetch_add (&self->references, 1);
  return self;
}

void
graft_import_unref (GraftImport *self)
{
  if (atomic_fetch_sub (&self->references, 1) != 1)
    return;
  g_strfreev (self->paths);
  g_free (self->set);
  g_free (self->like);
  g_free (self->labels);
  g_free (self->what);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->last);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->sets, g_ptr_array_unref);
  g_clear_pointer (&self->report, graft_import_report_free);
  g_clear_error (&self->error);
  g_clear_object (&self->project);
  g_free (self);
}

/* --- progress --- */

static gboolean
progress_cb (gpointer data)
{
  GraftImport *self = data;

  atomic_store (&self->telling, FALSE);
  /* Without a task it has ended, and its caller may be gone. */
  if (self->task != NULL && self->progress != NULL)
    self->progress (atomic_load (&self->done), atomic_load (&self->total),
                    self->progress_data);
  return G_SOURCE_REMOVE;
}

void
graft_import_tell (GraftImport *self)
{
  gint64 now = g_get_monotonic_time ();
  g_autoptr (GSource) source = NULL;

  if (now - self->last_told < TELL_USEC || atomic_exchange (&self->telling, TRUE))
    return;
  self->last_told = now;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, progress_cb, graft_import_ref (self),
                         (GDestroyNotify)graft_import_unref);
  g_source_attach (source, self->context);
}

/* --- the thread --- */

/* Nothing to do: it only comes back after everything before it. */
static gboolean
end_edit (GraftProjectFile *file, gpointer data, GError **error)
{
  return TRUE;
}

static void *
import_worker (void *data)
{
  GraftImport *self = data;
  const GraftProjectStep step = { NULL };

  graft_import_run (self);
  graft_project_submit (self->project, &step, end_edit, NULL, NULL,
                        g_steal_pointer (&self->last));
  return NULL;
}

static void
ended_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  GraftImport *self = data;
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  pthread_join (self->thread, NULL);
  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&self->report),
                           (GDestroyNotify)graft_import_report_free);
  graft_import_unref (self);
}

static GraftImport *
import_new (GraftProject *project,
            const char *const *paths,
            const GraftImportOptions *options,
            GCancellable *cancellable)
{
  static const GraftImportOptions plain;
  const GraftImportOptions *wish = options != NULL ? options : &plain;
  GraftImport *self = g_new0 (GraftImport, 1);

  atomic_init (&self->references, 1);
  self->project = g_object_ref (project);
  self->paths = g_strdupv ((char **)paths);
  self->set = wish->set != NULL && *wish->set != '\0' ? g_strdup (wish->set) : NULL;
  self->like = g_strdup (wish->like);
  self->labels = g_strdup (wish->labels);
  self->embed = wish->embed;
  self->unlabelled = wish->unlabelled;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->context = g_main_context_ref_thread_default ();
  return self;
}

void
graft_import_async (GraftProject *project,
                    const char *const *paths,
                    const GraftImportOptions *options,
                    GraftImportProgress progress,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (project, cancellable, callback, user_data);
  GraftImport *self;

  g_return_if_fail (GRAFT_IS_PROJECT (project));
  g_return_if_fail (paths != NULL);
  g_task_set_source_tag (task, graft_import_async);
  /* A cancelled import still has a report. */
  g_task_set_check_cancellable (task, FALSE);
  if (graft_project_get_read_only (project))
    {
      g_task_return_new_error (task, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED,
                               _ ("Nothing can be imported: %s"),
                               graft_project_get_read_only_reason (project));
      return;
    }
  if (options != NULL && options->like != NULL &&
      graft_project_find_set (project, options->like) == NULL)
    {
      g_task_return_new_error (task, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                               _ ("There is no set “%s” whose classes could be taken; "
                                  "choose one that the project has."),
                               options->like);
      return;
    }
  self = import_new (project, paths, options, cancellable);
  self->progress = progress;
  self->progress_data = user_data;
  self->last = g_task_new (project, NULL, ended_cb, self);
  if (pthread_create (&self->thread, NULL, import_worker, self) != 0)
    {
      g_task_return_new_error (
          task, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED, "%s",
          _ ("The import cannot start because the system has no room "
             "for another thread; close other programs."));
      graft_import_unref (self);
      return;
    }
  self->task = g_steal_pointer (&task);
}

GraftImportReport *
graft_import_finish (GraftProject *project, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, project), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
