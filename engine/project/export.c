/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See export.h. Reads through a connection of its own, in a thread of its own, after all
 * edits that were given before. */
#include "engine/project/export.h"

#include "engine/base/error.h"
#include "engine/project/export-private.h"
#include "engine/project/project-jobs.h"

#include <glib/gi18n-lib.h>
#include <pthread.h>

static const struct
{
  const char *id;
  const char *label;
} formats[GRAFT_N_EXPORTS] = {
  [GRAFT_EXPORT_CSV] = { "csv", N_ ("Labels as a table (CSV)") },
  [GRAFT_EXPORT_JSON] = { "json", N_ ("Labels as JSON") },
  [GRAFT_EXPORT_FOLDERS] = { "folders", N_ ("Folders of classes") },
  [GRAFT_EXPORT_LINKS] = { "links", N_ ("Folders of classes, with links to the files") },
  [GRAFT_EXPORT_NPY] = { "npy", N_ ("NumPy array (NPY)") },
  [GRAFT_EXPORT_IDX] = { "idx", N_ ("IDX, as MNIST") },
  [GRAFT_EXPORT_NPZ] = { "npz", N_ ("NumPy arrays (NPZ)") },
};

/* One under way; the thread's until it has ended. */
typedef struct
{
  GraftExport job;
  GraftProject *project;
  pthread_t thread;
  GTask *task; /* main thread only */
  GTask *last; /* of the edit that ends it; given away by the thread */
  GError *error;
} Export;

const char *
graft_export_format_get_id (GraftExportFormat format)
{
  return (guint)format < GRAFT_N_EXPORTS ? formats[format].id : NULL;
}

const char *
graft_export_format_get_label (GraftExportFormat format)
{
  return (guint)format < GRAFT_N_EXPORTS ? _ (formats[format].label) : NULL;
}

static void
export_free (Export *self)
{
  graft_export_clear (&self->job);
  g_clear_object (&self->project);
  g_clear_object (&self->last);
  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
write_format (GraftExport *self, GError **error)
{
  switch (self->format)
    {
    case GRAFT_EXPORT_CSV:
      return graft_export_write_csv (self, error);
    case GRAFT_EXPORT_JSON:
      return graft_export_write_json (self, error);
    case GRAFT_EXPORT_FOLDERS:
      return graft_export_write_folders (self, FALSE, error);
    case GRAFT_EXPORT_LINKS:
      return graft_export_write_folders (self, TRUE, error);
    case GRAFT_EXPORT_NPY:
      return graft_export_write_npy (self, error);
    case GRAFT_EXPORT_IDX:
      return graft_export_write_idx (self, error);
    case GRAFT_EXPORT_NPZ:
    case GRAFT_N_EXPORTS:
    default:
      return graft_export_write_npz (self, error);
    }
}

static gboolean
nothing (GraftProjectFile *file, gpointer data, GError **error)
{
  return TRUE;
}

static void *
export_worker (void *data)
{
  Export *self = data;
  GraftProjectStep step = { NULL };

  /* What was labelled a moment ago is on the disk then; a project that cannot be written
   * has nothing of that kind. */
  graft_project_perform (self->project, &step, nothing, NULL, NULL);
  self->job.sql = graft_project_take_reader (self->project, &self->error);
  if (self->job.sql != NULL)
    {
      if (graft_export_read (&self->job, &self->error))
        write_format (&self->job, &self->error);
      graft_project_give_reader (self->project, self->job.sql);
    }
  graft_project_submit (self->project, &step, nothing, NULL, NULL,
                        g_steal_pointer (&self->last));
  return NULL;
}

static void
ended_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Export *self = data;
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  pthread_join (self->thread, NULL);
  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_int (task, self->job.n_written);
  export_free (self);
}

void
graft_export_async (GraftProject *project,
                    GraftProjectSet *set,
                    GraftExportFormat format,
                    const char *path,
                    guint size,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (project, cancellable, callback, user_data);
  Export *self;

  g_return_if_fail (GRAFT_IS_PROJECT (project) && GRAFT_IS_PROJECT_SET (set));
  g_return_if_fail (path != NULL && (guint)format < GRAFT_N_EXPORTS);
  g_task_set_source_tag (task, graft_export_async);
  self = g_new0 (Export, 1);
  self->project = g_object_ref (project);
  self->job.id = graft_project_set_get_id (set);
  self->job.format = format;
  self->job.path = g_strdup (path);
  self->job.size = MIN (size, GRAFT_IMAGE_MAX_SIDE);
  self->job.cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->last = g_task_new (project, NULL, ended_cb, self);
  if (pthread_create (&self->thread, NULL, export_worker, self) != 0)
    {
      g_task_return_new_error (
          task, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED, "%s",
          _ ("The export cannot start because the system has no room "
             "for another thread; close other programs."));
      export_free (self);
      return;
    }
  self->task = g_steal_pointer (&task);
}

gboolean
graft_export_finish (GraftProject *project,
                     GAsyncResult *result,
                     guint *n_written,
                     GError **error)
{
  gssize n;

  g_return_val_if_fail (g_task_is_valid (result, project), FALSE);
  n = g_task_propagate_int (G_TASK (result), error);
  if (n < 0)
    return FALSE;
  if (n_written != NULL)
    *n_written = (guint)n;
  return TRUE;
}
