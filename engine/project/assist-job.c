/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See assist-job.h. */
#include "engine/project/assist-job.h"

static void
free_job (gpointer data)
{
  GraftAssistJob *job = data;

  g_clear_object (&job->cancellable);
  g_clear_object (&job->project);
  job->klass->free (job);
}

static void
answer (GTask *task)
{
  GraftAssistJob *job = g_task_get_task_data (task);

  if (job->klass->answer != NULL)
    g_task_return_pointer (task, job->klass->answer (job), job->klass->free_answer);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      answer (task);
      return;
    }
  g_task_return_error (task, g_steal_pointer (&error));
  g_object_unref (task);
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GraftAssistJob *job = g_task_get_task_data (task);
  const GraftProjectStep step = { .what = job->klass->what, .n = job->n };
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  if (job->klass->write == NULL)
    {
      answer (task);
      return;
    }
  graft_project_submit (job->project, &step, job->klass->write, job, NULL,
                        g_task_new (job->project, NULL, written_cb, task));
}

static void
job_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GraftAssistJob *job = data;
  g_autoptr (GError) error = NULL;
  GraftSql *reader = graft_project_take_reader (job->project, &error);
  gboolean fine = reader != NULL && job->klass->work (job, reader, &error);

  if (reader != NULL)
    graft_project_give_reader (job->project, reader);
  if (fine && g_cancellable_set_error_if_cancelled (cancellable, &error))
    fine = FALSE;
  if (fine)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
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
  /* The caller's: it returns on the main thread, after the worker's own. */
  GTask *task = g_task_new (project, cancellable, callback, user_data);
  g_autoptr (GTask) work = g_task_new (project, cancellable, worked_cb, task);

  job->project = g_object_ref (project);
  job->set = graft_project_set_get_id (set);
  g_set_object (&job->cancellable, cancellable);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, free_job);
  /* What has been written is not taken back. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_check_cancellable (work, FALSE);
  g_task_set_task_data (work, job, NULL);
  g_task_run_in_thread (work, job_worker);
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
