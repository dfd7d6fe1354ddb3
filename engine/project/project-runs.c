/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See project-runs.h: the doors; the rows are run-read.c and run-store.c. */
#include "engine/project/project-runs.h"

#include "engine/project/project-jobs.h"
#include "engine/project/run-store.h"

GPtrArray *
graft_project_list_runs (GraftProject *project, GError **error)
{
  GraftSql *reader = graft_project_take_reader (project, error);
  GPtrArray *list;

  if (reader == NULL)
    return NULL;
  list = graft_run_store_list (reader, error);
  graft_project_give_reader (project, reader);
  return list;
}

GraftStoredRun *
graft_project_load_run (GraftProject *project, guint run, GError **error)
{
  GraftSql *reader = graft_project_take_reader (project, error);
  GraftStoredRun *stored;

  if (reader == NULL)
    return NULL;
  stored = graft_run_store_load (reader, run, error);
  graft_project_give_reader (project, reader);
  return stored;
}

static gboolean
delete_worker (GraftProjectFile *file, gpointer data, GError **error)
{
  return graft_run_store_delete (file, GPOINTER_TO_UINT (data), error);
}

void
graft_project_delete_run (GraftProject *project, guint run)
{
  const GraftProjectStep step = { .what = NULL };

  graft_project_submit (project, &step, delete_worker, GUINT_TO_POINTER (run), NULL,
                        NULL);
}
