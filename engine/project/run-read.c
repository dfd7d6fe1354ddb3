/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading runs: see run-store.h and project-runs.h. */
#include "engine/project/run-store.h"

#include "engine/base/error.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

void
graft_run_info_free (GraftRunInfo *self)
{
  g_free (self->title);
  g_free (self->method);
  g_free (self->hash);
  g_free (self);
}

void
graft_stored_run_free (GraftStoredRun *self)
{
  g_clear_pointer (&self->info, graft_run_info_free);
  g_free (self->text);
  g_free (self->folder);
  g_free (self->journal);
  g_free (self->result);
  g_clear_pointer (&self->checkpoint, g_bytes_unref);
  g_clear_pointer (&self->events, g_bytes_unref);
  g_clear_pointer (&self->curves, g_bytes_unref);
  g_clear_pointer (&self->frames, g_ptr_array_unref);
  g_clear_pointer (&self->inputs, g_ptr_array_unref);
  g_free (self);
}

static GraftRunState
read_state (const char *word)
{
  static const char *const words[GRAFT_N_RUN_STATES] = { "interrupted", "stopped",
                                                         "failed", "finished" };

  for (guint i = 0; word != NULL && i < GRAFT_N_RUN_STATES; i++)
    if (strcmp (words[i], word) == 0)
      return (GraftRunState)i;
  return GRAFT_RUN_FAILED;
}

const char *
graft_run_state_get_label (GraftRunState state)
{
  static const char *const labels[GRAFT_N_RUN_STATES] = {
    N_ ("Interrupted"),
    N_ ("Stopped"),
    N_ ("Failed"),
    N_ ("Finished"),
  };

  return _ (labels[state]);
}

/* Accuracy on the target of one network in a result object; NaN when it is not there. */
static double
read_figure (JsonNode *root, const char *network)
{
  JsonObject *object =
      root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *part = object != NULL ? json_object_get_member (object, network) : NULL;
  JsonNode *figure = part != NULL && JSON_NODE_HOLDS_OBJECT (part)
                         ? json_object_get_member (json_node_get_object (part), "target")
                         : NULL;

  return figure != NULL && JSON_NODE_HOLDS_VALUE (figure) ? json_node_get_double (figure)
                                                          : (double)NAN;
}

#define INFO_COLUMNS                                                                     \
  "run.id, experiment.title, experiment.method, run.seed, run.state, run.started,"       \
  " run.steps, run.hash, run.result"
#define INFO_TABLES " FROM run JOIN experiment ON experiment.id = run.experiment"

static GraftRunInfo *
read_info (GraftQuery *query)
{
  GraftRunInfo *info = g_new0 (GraftRunInfo, 1);
  g_autofree char *state = graft_query_dup_text (query, 4);
  g_autofree char *result = graft_query_dup_text (query, 8);
  g_autoptr (JsonNode) root = result != NULL ? json_from_string (result, NULL) : NULL;

  info->id = (guint)sqlite3_column_int64 (query, 0);
  info->title = graft_query_dup_text (query, 1);
  info->method = graft_query_dup_text (query, 2);
  info->seed = (guint64)sqlite3_column_int64 (query, 3);
  info->state = read_state (state);
  info->started = sqlite3_column_int64 (query, 5) / G_USEC_PER_SEC;
  info->steps = (guint64)sqlite3_column_int64 (query, 6);
  info->hash = graft_query_dup_text (query, 7);
  info->target = read_figure (root, "adapted");
  info->twin = read_figure (root, "twin");
  info->resumable =
      info->state == GRAFT_RUN_INTERRUPTED || info->state == GRAFT_RUN_STOPPED;
  return info;
}

GPtrArray *
graft_run_store_list (GraftSql *sql, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify)graft_run_info_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GraftQuery) query =
      graft_sql_query (sql, "SELECT " INFO_COLUMNS INFO_TABLES " ORDER BY run.id DESC",
                       GRAFT_SQL_NO_VALUES, error);

  if (query == NULL)
    return NULL;
  while (graft_sql_next (sql, query, &failure))
    g_ptr_array_add (list, read_info (query));
  if (failure == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* ---- one run ---- */

static gboolean
read_run (GraftSql *sql, GraftStoredRun *self, guint run, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      sql,
      "SELECT " INFO_COLUMNS ", experiment.text, experiment.folder, run.run_index,"
      " run.events, run.curves, checkpoint.bytes" INFO_TABLES
      " LEFT JOIN checkpoint ON checkpoint.run = run.id WHERE run.id = ?",
      GRAFT_SQL_VALUES (graft_sql_int (run)), error);

  if (query == NULL)
    return FALSE;
  if (!graft_sql_next (sql, query, &failure))
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                     "%s: there is no run %u; choose one of its list of runs",
                     graft_sql_get_path (sql), run);
      return FALSE;
    }
  self->info = read_info (query);
  self->result = graft_query_dup_text (query, 8);
  self->text = graft_query_dup_text (query, 9);
  self->folder = graft_query_dup_text (query, 10);
  self->index = (guint)sqlite3_column_int64 (query, 11);
  self->events = graft_query_dup_blob (query, 12);
  self->curves = graft_query_dup_blob (query, 13);
  self->checkpoint = graft_query_dup_blob (query, 14);
  return TRUE;
}

static gboolean
read_journal (GraftSql *sql, GraftStoredRun *self, guint run, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GraftQuery) query =
      graft_sql_query (sql, "SELECT line FROM journal WHERE run = ? ORDER BY seq",
                       GRAFT_SQL_VALUES (graft_sql_int (run)), error);

  if (query == NULL)
    return FALSE;
  while (graft_sql_next (sql, query, &failure))
    {
      g_autofree char *line = graft_query_dup_text (query, 0);

      g_string_append_printf (text, "%s\n", line);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  self->journal = g_strdup (text->str);
  return TRUE;
}

static gboolean
read_inputs (GraftSql *sql, GraftStoredRun *self, guint run, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      sql, "SELECT role, dataset_name, hash, items FROM run_input WHERE run = ?",
      GRAFT_SQL_VALUES (graft_sql_int (run)), error);

  if (query == NULL)
    return FALSE;
  while (graft_sql_next (sql, query, &failure))
    {
      GraftLedgerEntry *entry = g_new0 (GraftLedgerEntry, 1);

      entry->role = graft_query_dup_text (query, 0);
      entry->name = graft_query_dup_text (query, 1);
      entry->hash = graft_query_dup_text (query, 2);
      entry->parts = graft_query_dup_blob (query, 3);
      if (entry->parts == NULL)
        entry->parts = g_bytes_new_static ("", 0);
      g_ptr_array_add (self->inputs, entry);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
read_frames (GraftSql *sql, GraftStoredRun *self, guint run, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      sql, "SELECT step, epoch, data FROM snapshot WHERE run = ? ORDER BY step",
      GRAFT_SQL_VALUES (graft_sql_int (run)), error);

  if (query == NULL)
    return FALSE;
  while (graft_sql_next (sql, query, &failure))
    {
      GraftKeptFrame *frame = g_new0 (GraftKeptFrame, 1);

      frame->step = (guint64)sqlite3_column_int64 (query, 0);
      frame->epoch = sqlite3_column_double (query, 1);
      frame->data = graft_query_dup_blob (query, 2);
      g_ptr_array_add (self->frames, frame);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

GraftStoredRun *
graft_run_store_load (GraftSql *sql, guint run, GError **error)
{
  g_autoptr (GraftStoredRun) self = g_new0 (GraftStoredRun, 1);

  self->frames = g_ptr_array_new_with_free_func ((GDestroyNotify)graft_kept_frame_free);
  self->inputs = g_ptr_array_new_with_free_func ((GDestroyNotify)graft_ledger_entry_free);
  if (read_run (sql, self, run, error) && read_journal (sql, self, run, error) &&
      read_inputs (sql, self, run, error) && read_frames (sql, self, run, error))
    return g_steal_pointer (&self);
  return NULL;
}

const GraftRunInfo *
graft_stored_run_get_info (GraftStoredRun *self)
{
  return self->info;
}

const char *
graft_stored_run_get_text (GraftStoredRun *self)
{
  return self->text;
}

const char *
graft_stored_run_get_folder (GraftStoredRun *self)
{
  return self->folder;
}

const char *
graft_stored_run_get_journal (GraftStoredRun *self)
{
  return self->journal;
}

const char *
graft_stored_run_get_result (GraftStoredRun *self)
{
  return self->result;
}
