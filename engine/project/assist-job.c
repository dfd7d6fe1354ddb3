/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See assist-job.h. */
#include "engine/project/assist-job.h"

#include <pthread.h>

static void
free_job (gpointer data)
{
  GraftAssistJob *job = data;

  g_clear_error (&job->error);
  g_clear_object (&job->cancellable);
  g_clear_object (&job->project);
  job->klass->free (job);
}

/* Main thread: what was written has arrived. */
static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GraftAssistJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else if (job->error != NULL)
    g_task_return_error (task, g_steal_pointer (&job->error));
  else if (job->klass->answer != NULL)
    g_task_return_pointer (task, job->klass->answer (job), job->klass->free_answer);
  else
    g_task_return_boolean (task, TRUE);
}

/* Project's thread, where there is nothing to write: an error of the work is none of the
 * project's. */
static gboolean
pass_worker (GraftProjectFile *file, gpointer data, GError **error)
{
  return TRUE;
}

static void
work (GraftAssistJob *job)
{
  GraftSql *reader = graft_project_take_reader (job->project, &job->error);

  if (reader == NULL)
    return;
  if (job->klass->work (job, reader, &job->error))
    g_cancellable_set_error_if_cancelled (job->cancellable, &job->error);
  graft_project_give_reader (job->project, reader);
}

/* The way back to the main thread leads over the project's, also for an error: once it is
 * handed over the job belongs to them. */
static void *
job_worker (void *data)
{
  GraftAssistJob *job = data;

  work (job);
  if (job->error == NULL && job->klass->write != NULL)
    {
      const GraftProjectStep step = { .what = job->klass->what, .n = job->n };

      graft_project_submit (job->project, &step, job->klass->write, job, NULL, job->done);
    }
  else
    graft_project_visit (job->project, pass_worker, job, NULL, job->done);
  return NULL;
}

static gboolean
start_thread (GraftAssistJob *job)
{
  pthread_attr_t attributes;
  pthread_t thread;
  gboolean fine;

  pthread_attr_init (&attributes);
  pthread_attr_setdetachstate (&attributes, PTHREAD_CREATE_DETACHED);
  fine = pthread_create (&thread, &attributes, job_worker, job) == 0;
  pthread_attr_destroy (&attributes);
  return fine;
}

void
graft_assist_job_start (GraftAssistJob *job,
                        GraftProject *project,
                        GraftProjectSet *set,
                        GCancellable *cancellable,
                        gpointer tag,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (project, cancellable, callback, user_data);

  job->project = g_object_ref (project);
  job->set = graft_project_set_get_id (set);
  g_set_object (&job->cancellable, cancellable);
  job->done = g_task_new (project, NULL, done_cb, task);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, free_job);
  /* What has been written is not taken back. */
  g_task_set_check_cancellable (task, FALSE);
  if (!start_thread (job))
    g_task_return_new_error (
        job->done, GRAFT_TRAIN_ERROR, GRAFT_TRAIN_ERROR_CANCELLED,
        "The system allows no further thread; close other programs and try again");
}

gboolean
graft_assist_write_marks (GraftProjectFile *file,
                          guint32 set,
                          guint mask,
                          const guint32 *items,
                          const guint8 *kinds,
                          gsize n,
                          GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);

  if (!graft_sql_run (sql,
                      "UPDATE mark SET kinds = kinds & ~?2 WHERE kinds & ?2 <> 0 AND item"
                      " IN (SELECT id FROM item WHERE dataset = ?1)",
                      GRAFT_SQL_VALUES (graft_sql_int (set), graft_sql_int (mask)),
                      error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (kinds[i] != 0 &&
        !graft_sql_run (
            sql,
            "INSERT INTO mark (item, kinds)"
            " SELECT id, ?2 FROM item WHERE id = ?1"
            " ON CONFLICT (item) DO UPDATE SET kinds = kinds | excluded.kinds",
            GRAFT_SQL_VALUES (graft_sql_int (items[i]), graft_sql_int (kinds[i])), error))
      return FALSE;
  return graft_sql_run (sql,
                        "DELETE FROM mark WHERE kinds = 0 AND item IN"
                        " (SELECT id FROM item WHERE dataset = ?)",
                        GRAFT_SQL_VALUES (graft_sql_int (set)), error);
}
