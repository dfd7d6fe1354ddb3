/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See kept-runs.h. */
#include "app/cli/kept-runs.h"

#include <string.h>

GraftProject *
graft_cli_open_project (const char *path, gboolean create, GError **error)
{
  gboolean make = create && !g_file_test (path, G_FILE_TEST_EXISTS);

  return graft_project_open (path, make ? GRAFT_PROJECT_CREATE : GRAFT_PROJECT_OPEN,
                             error);
}

/* What the thread is asked for, and its answer. @run 0: the list. */
typedef struct
{
  GraftProject *project;
  guint run;
  gpointer answer;
  GError *error;
} Question;

static gpointer
question_worker (gpointer data)
{
  Question *self = data;

  if (self->run == 0)
    self->answer = graft_project_list_runs (self->project, &self->error);
  else
    self->answer = graft_project_load_run (self->project, self->run, &self->error);
  return NULL;
}

static gpointer
ask (GraftProject *project, guint run, GError **error)
{
  Question question = { .project = project, .run = run };

  g_thread_join (g_thread_new ("runs", question_worker, &question));
  if (question.error != NULL)
    g_propagate_error (error, question.error);
  return question.answer;
}

GPtrArray *
graft_cli_list_runs (GraftProject *project, GError **error)
{
  return ask (project, 0, error);
}

GraftStoredRun *
graft_cli_load_run (GraftProject *project, guint run, GError **error)
{
  return ask (project, run, error);
}

GraftStoredRun *
graft_cli_find_resumable (GraftProject *project,
                          GraftExperiment *experiment,
                          GError **error)
{
  g_autoptr (GPtrArray) runs = graft_cli_list_runs (project, error);
  g_autoptr (GraftSession) session = graft_session_new (experiment, 1);
  g_autofree char *text = NULL;

  if (runs == NULL)
    return NULL;
  /* As it is kept: paths into the project are written otherwise there. */
  graft_session_set_project (session, project);
  text = graft_experiment_to_text (graft_session_get_experiment (session));
  for (guint i = 0; i < runs->len; i++)
    {
      const GraftRunInfo *info = runs->pdata[i];
      g_autoptr (GraftStoredRun) run = NULL;

      if (!info->resumable)
        continue;
      run = graft_cli_load_run (project, info->id, error);
      if (run == NULL)
        return NULL;
      if (strcmp (graft_stored_run_get_text (run), text) == 0)
        return g_steal_pointer (&run);
    }
  return NULL;
}
