/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See project-batch.h. */
#include "engine/project/project-batch.h"

GraftProjectChange *
graft_project_batch_read_all (GraftProjectFile *file, GError **error)
{
  g_autoptr (GraftProjectNews) news = graft_project_news_new ();

  return graft_project_news_add_all (news, file, error)
             ? graft_project_news_read (news, file, error)
             : NULL;
}

static gboolean
run_job (GraftProjectFile *file, GraftProjectJob *job, GraftProjectNews *news)
{
  switch (job->kind)
    {
    case GRAFT_JOB_UNDO:
      return graft_project_file_undo (file, news, &job->error);
    case GRAFT_JOB_REDO:
      return graft_project_file_redo (file, news, &job->error);
    default:
      return graft_project_file_edit (file, &job->step, job->edit, job->data, news,
                                      &job->error);
    }
}

static gboolean
in_transaction (GraftProjectFile *file)
{
  return !sqlite3_get_autocommit (graft_sql_peek_db (graft_project_file_peek_sql (file)));
}

/* FALSE when nothing of it stays. */
static gboolean
run_together (GraftProjectFile *file,
              GPtrArray *jobs,
              GraftProjectNews *news,
              GError **error)
{
  if (!graft_project_file_begin (file, error))
    return FALSE;
  for (guint i = 0; i < jobs->len; i++)
    {
      GraftProjectJob *job = g_ptr_array_index (jobs, i);

      /* A full disk ends the transaction from inside. */
      if (!run_job (file, job, news) && !in_transaction (file))
        {
          g_propagate_error (error, g_error_copy (job->error));
          return FALSE;
        }
    }
  return graft_project_file_commit (file, error);
}

static void
set_errors (GPtrArray *jobs, const GError *error)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      GraftProjectJob *job = g_ptr_array_index (jobs, i);

      g_clear_error (&job->error);
      if (error != NULL)
        job->error = g_error_copy (error);
    }
}

static void
run_group (GraftProjectFile *file, GPtrArray *jobs, GraftProjectNews *news)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftProjectNews) tried = graft_project_news_new ();

  if (run_together (file, jobs, tried, &error))
    {
      graft_project_news_merge (news, tried);
      return;
    }
  set_errors (jobs, jobs->len == 1 ? error : NULL);
  for (guint i = 0; jobs->len > 1 && i < jobs->len; i++)
    {
      g_autoptr (GPtrArray) one = g_ptr_array_new ();

      g_ptr_array_add (one, g_ptr_array_index (jobs, i));
      run_group (file, one, news);
    }
}

/* It is on the disk and must show; when that cannot be read, the last job says so. */
static GraftProjectChange *
read_news (GraftProjectFile *file, GPtrArray *jobs, GraftProjectNews *news)
{
  GraftProjectJob *last = g_ptr_array_index (jobs, jobs->len - 1);
  g_autoptr (GError) error = NULL;
  GraftProjectChange *change = graft_project_news_read (news, file, &error);

  if (change == NULL && last->error == NULL)
    last->error = g_steal_pointer (&error);
  return change;
}

GraftProjectChange *
graft_project_batch_run (GraftProjectFile *file, GPtrArray *jobs)
{
  GraftProjectJob *first = g_ptr_array_index (jobs, 0);
  g_autoptr (GraftProjectNews) news = graft_project_news_new ();

  if (first->kind == GRAFT_JOB_VISIT)
    {
      first->edit (file, first->data, &first->error);
      return NULL;
    }
  run_group (file, jobs, news);
  return read_news (file, jobs, news);
}
