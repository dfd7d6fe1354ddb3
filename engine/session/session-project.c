/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session and its project: runs are kept there, go on from there and are done again. */
#include "engine/session/session-private.h"

#include "engine/base/error.h"
#include "engine/project/run-store.h"
#include "engine/session/experiment-private.h"
#include "engine/session/map-pack.h"
#include "engine/session/result-json.h"
#include "engine/session/run-events.h"

#include <string.h>

/* "project:FILE#SET" with FILE being this project becomes "project:#SET"; NULL for
 * everything else. */
static char *
localise_part (const char *part, const char *folder, const char *path)
{
  const char *hash = strrchr (part, '#');
  g_autofree char *file = NULL, *absolute = NULL, *base = NULL;

  if (!g_str_has_prefix (part, "project:") || hash == NULL ||
      hash == part + strlen ("project:"))
    return NULL;
  file =
      g_strndup (part + strlen ("project:"), (gsize)(hash - part) - strlen ("project:"));
  base = g_canonicalize_filename (folder, NULL);
  absolute = g_canonicalize_filename (file, base);
  return strcmp (absolute, path) == 0 ? g_strconcat ("project:", hash, NULL) : NULL;
}

static void
localise (GraftSession *self, const char *key, const char *data)
{
  const char *folder = graft_experiment_get_folder (self->experiment);
  g_auto (GStrv) parts = data != NULL ? g_strsplit (data, ";", -1) : NULL;
  g_autofree char *joined = NULL;
  gboolean changed = FALSE;

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    {
      char *local = localise_part (g_strstrip (parts[i]), folder, self->project_path);

      if (local == NULL)
        continue;
      g_free (parts[i]);
      parts[i] = local;
      changed = TRUE;
    }
  if (!changed)
    return;
  joined = g_strjoinv (";", parts);
  graft_experiment_set (self->experiment, key, joined, NULL);
}

static void
set_path (GraftSession *self, GraftProject *project)
{
  g_free (self->project_path);
  self->project_path = g_canonicalize_filename (graft_project_get_path (project), NULL);
}

void
graft_session_set_project (GraftSession *self, GraftProject *project)
{
  const GraftExperimentData *source =
      graft_experiment_peek_domain (self->experiment, GRAFT_SOURCE);
  const GraftExperimentData *target =
      graft_experiment_peek_domain (self->experiment, GRAFT_TARGET);

  g_return_if_fail (!self->started);
  set_path (self, project);
  localise (self, "source.data", source->data);
  localise (self, "source.test", source->test);
  localise (self, "target.data", target->data);
  localise (self, "target.test", target->test);
  if (!graft_project_get_read_only (project))
    g_set_object (&self->project, project);
}

static void
say_cb (const char *line, gpointer keeper)
{
  graft_run_keeper_say (keeper, line);
}

void
graft_session_open_keeper (GraftSession *self)
{
  g_autofree char *text = NULL;
  g_autofree char *folder = NULL;
  GraftKeptExperiment kept = { .title = graft_experiment_get_title (self->experiment),
                               .method = graft_experiment_get_method (self->experiment),
                               .run = self->kept_id,
                               .index = self->kept != NULL ? self->kept->index : 0 };

  if (self->project == NULL)
    return;
  kept.text = text = graft_experiment_to_text (self->experiment);
  kept.folder = folder =
      g_canonicalize_filename (graft_experiment_get_folder (self->experiment), NULL);
  self->keeper = graft_run_keeper_new (self->project, &kept);
  graft_journal_set_listener (self->journal, say_cb, self->keeper);
}

guint
graft_session_get_kept_run (GraftSession *self)
{
  return self->keeper != NULL ? graft_run_keeper_get_run (self->keeper) : 0;
}

/* ---- again ---- */

static gboolean
check (const GraftStoredRun *run, GraftAgain again, GError **error)
{
  if (again == GRAFT_AGAIN_RESUME ? run->info->resumable : run->info->hash != NULL)
    return TRUE;
  g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
               again == GRAFT_AGAIN_RESUME
                   ? "run %u has come to its end; train it anew, or choose one that was "
                     "stopped"
                   : "run %u did not come to its end, so there are no weights to compare "
                     "with; let it go on first",
               run->info->id);
  return FALSE;
}

static gboolean
read_events (const GraftStoredRun *run, GArray *events, GError **error)
{
  g_autoptr (GVariant) packed = NULL;

  if (run->events != NULL)
    packed = g_variant_ref_sink (
        g_variant_new_from_bytes (G_VARIANT_TYPE ("a(tsd)"), run->events, FALSE));
  if (packed == NULL || graft_run_events_unpack (packed, events))
    return TRUE;
  g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
               "the record of what was changed while run %u was trained is damaged; it "
               "cannot be done again",
               run->info->id);
  return FALSE;
}

static GraftKeptRun *
unpack_run (const GraftStoredRun *run, GraftAgain again, GError **error)
{
  g_autoptr (GraftKeptRun) kept = g_new0 (GraftKeptRun, 1);

  kept->index = run->index;
  kept->name = g_strdup_printf ("the checkpoint of run %u", run->info->id);
  kept->ledger = graft_data_ledger_new ();
  for (guint i = 0; i < run->inputs->len; i++)
    if (!graft_data_ledger_add_packed (kept->ledger, run->inputs->pdata[i], error))
      return NULL;
  if (again == GRAFT_AGAIN_RESUME)
    {
      if (run->checkpoint != NULL)
        kept->checkpoint = g_bytes_ref (run->checkpoint);
      return g_steal_pointer (&kept);
    }
  kept->events = graft_run_events_new ();
  return read_events (run, kept->events, error) ? g_steal_pointer (&kept) : NULL;
}

GraftSession *
graft_session_new_for_run (GraftProject *project,
                           GraftStoredRun *run,
                           GraftAgain again,
                           guint n_threads,
                           GError **error)
{
  g_autoptr (GraftExperiment) experiment = NULL;
  g_autoptr (GraftKeptRun) kept = NULL;
  GraftSession *self;

  if (!check (run, again, error))
    return NULL;
  experiment = graft_experiment_parse (run->text, run->info->title, run->folder, error);
  kept = experiment != NULL ? unpack_run (run, again, error) : NULL;
  if (kept == NULL)
    return NULL;
  self = graft_session_new (experiment, n_threads);
  self->kept = g_steal_pointer (&kept);
  set_path (self, project);
  if (again == GRAFT_AGAIN_RESUME && !graft_project_get_read_only (project))
    {
      self->project = g_object_ref (project);
      self->kept_id = run->info->id;
    }
  return self;
}

/* ---- what is left of a run ---- */

GraftMap *
graft_stored_run_dup_map (GraftStoredRun *run, GError **error)
{
  g_autofree GraftPackedFrame *frames = g_new (GraftPackedFrame, run->frames->len + 1);

  for (guint i = 0; i < run->frames->len; i++)
    {
      const GraftKeptFrame *kept = run->frames->pdata[i];

      frames[i] = (GraftPackedFrame){ kept->step, kept->epoch, kept->data };
    }
  return graft_map_unpack (frames, run->frames->len, run->index, error);
}

GArray *
graft_stored_run_dup_points (GraftStoredRun *run)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (GraftPoint));
  g_autoptr (GVariant) packed = NULL;
  GVariantIter iter;
  GraftPoint point;
  guint curve;

  if (run->curves == NULL)
    return points;
  packed = g_variant_ref_sink (
      g_variant_new_from_bytes (G_VARIANT_TYPE ("a(tdud)"), run->curves, FALSE));
  g_variant_iter_init (&iter, packed);
  while (g_variant_iter_next (&iter, "(tdud)", &point.step, &point.epoch, &curve,
                              &point.value))
    if (curve < GRAFT_N_CURVES)
      {
        point.curve = curve;
        g_array_append_val (points, point);
      }
  return points;
}

GraftRunResult *
graft_stored_run_dup_result (GraftStoredRun *run)
{
  GraftRunResult *result =
      run->result != NULL ? graft_run_result_from_json (run->result) : NULL;

  if (result != NULL)
    result->run = run->index;
  return result;
}
