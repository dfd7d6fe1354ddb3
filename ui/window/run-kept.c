/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of run-controller.h about runs that a project keeps: opened again, with what
 * is left of them, and going on. */
#include "ui/window/run-controller-private.h"

#include <math.h>
#include <string.h>

/* "project:#SET" is a set of the project that the run is kept in. */
#define HERE "project:#"

/* The same data by the path of the project: an experiment on screen must not begin to
 * read another project because that one is opened next. NULL when nothing is to be
 * changed. */
static char *
place_data (const char *data, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (data, ";", -1);
  gboolean changed = FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *part = g_strstrip (parts[i]);

      if (!g_str_has_prefix (part, HERE))
        continue;
      part = g_strdup_printf ("project:%s#%s", path, part + strlen (HERE));
      g_free (parts[i]);
      parts[i] = part;
      changed = TRUE;
    }
  return changed ? g_strjoinv (";", parts) : NULL;
}

static void
place_key (GKeyFile *file, const char *group, const char *key, const char *path)
{
  g_autofree char *data = g_key_file_get_string (file, group, key, NULL);
  g_autofree char *placed = data != NULL ? place_data (data, path) : NULL;

  if (placed != NULL)
    g_key_file_set_string (file, group, key, placed);
}

static char *
place_text (const char *text, const char *path)
{
  static const char *const groups[] = { "source", "target" };
  g_autoptr (GKeyFile) file = g_key_file_new ();

  /* A path with a semicolon cannot be written; run-project.c knows the short form too. */
  if (strpbrk (path, ";\r\n") != NULL ||
      !g_key_file_load_from_data (file, text, (gsize)-1, G_KEY_FILE_NONE, NULL))
    return g_strdup (text);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      place_key (file, groups[i], "data", path);
      place_key (file, groups[i], "test", path);
    }
  return g_key_file_to_data (file, NULL, NULL);
}

static GraftExperiment *
parse_kept (GraftRunController *self, GraftStoredRun *run, GError **error)
{
  g_autofree char *text = place_text (graft_stored_run_get_text (run),
                                      graft_project_get_path (self->project));

  return graft_experiment_parse (text, graft_stored_run_get_info (run)->title,
                                 graft_stored_run_get_folder (run), error);
}

/* ---- what is left ---- */

/* Where the run ended. How many steps it would have had is not kept: it follows from the
 * epochs, if there is a point to tell how long one is. */
static GraftProgress
make_progress (GraftExperiment *experiment, GraftOldRun *old)
{
  const GraftPoint *last = old->points->len > 0 ? &g_array_index (old->points, GraftPoint,
                                                                  old->points->len - 1)
                                                : NULL;
  GraftProgress progress = { .run = old->result->run,
                             .n_runs = graft_experiment_get_seeds (experiment),
                             .seed = old->result->seed,
                             .step = old->result->steps,
                             .n_steps = old->result->steps,
                             .seconds_left = -1,
                             .fraction = 1 };

  progress.n_epochs =
      graft_params_get (graft_experiment_get_params (experiment), "epochs");
  progress.epoch = progress.n_epochs;
  if (!old->result->stopped || last == NULL || !(last->epoch > 0))
    return progress;
  progress.epoch = (double)progress.step * last->epoch / (double)MAX (1, last->step);
  progress.fraction = CLAMP (progress.epoch / progress.n_epochs, 0, 1);
  progress.n_steps =
      (guint64)llround ((double)last->step * progress.n_epochs / last->epoch);
  return progress;
}

static void
show_old (GraftRunController *self, GraftOldRun *old)
{
  GraftRunResult *result = graft_run_result_dup (old->result);

  self->trained = graft_experiment_dup (self->experiment);
  self->state = result->stopped ? GRAFT_STATE_STOPPED : GRAFT_STATE_FINISHED;
  self->progress = make_progress (self->experiment, old);
  self->has_progress = TRUE;
  g_ptr_array_add (self->results, result);
  if (old->points->len > 0)
    g_signal_emit_by_name (self, "points", old->points->data, old->points->len);
  if (old->map != NULL)
    {
      self->maps[GRAFT_PROJECTION_PCA] = graft_map_ref (old->map);
      g_signal_emit_by_name (self, "map", old->map);
    }
  g_signal_emit_by_name (self, "verdict", result->verdict);
  g_signal_emit_by_name (self, "result", result);
  graft_run_controller_notify (self);
}

gboolean
graft_run_controller_open_kept (GraftRunController *self,
                                GraftOldRun *old,
                                GError **error)
{
  GraftExperiment *experiment;

  g_return_val_if_fail (self->project != NULL, FALSE);

  experiment = parse_kept (self, old->run, error);
  if (experiment == NULL)
    return FALSE;
  graft_run_controller_take_experiment (self, experiment);
  if (old->result != NULL)
    show_old (self, old);
  return TRUE;
}

/* ---- going on ---- */

gboolean
graft_run_controller_resume_kept (GraftRunController *self,
                                  GraftStoredRun *run,
                                  GError **error)
{
  g_autoptr (GraftExperiment) experiment = NULL;
  GraftSession *session;

  g_return_val_if_fail (self->project != NULL, FALSE);

  experiment = parse_kept (self, run, error);
  session = experiment != NULL ? graft_session_new_for_run (self->project, run,
                                                            GRAFT_AGAIN_RESUME, 0, error)
                               : NULL;
  if (session == NULL)
    return FALSE;
  graft_run_controller_take_experiment (self, g_steal_pointer (&experiment));
  graft_run_controller_take_session (self, session);
  graft_run_controller_launch (self);
  return TRUE;
}

void
graft_run_controller_leave_project (GraftRunController *self)
{
  if (self->project == NULL || !graft_run_controller_is_active (self) ||
      !graft_run_controller_reads_project (self))
    return;
  graft_run_controller_take_experiment (self, graft_experiment_dup (self->experiment));
}

guint
graft_run_controller_get_kept_run (GraftRunController *self)
{
  if (self->session == NULL || !graft_run_controller_is_active (self))
    return 0;
  return graft_session_get_kept_run (self->session);
}
