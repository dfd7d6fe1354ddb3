/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing runs: see run-store.h. Reading them: run-read.c. */
#include "engine/project/run-store.h"

static gint64
newest_id (GraftProjectFile *file)
{
  return sqlite3_last_insert_rowid (
      graft_sql_peek_db (graft_project_file_peek_sql (file)));
}

static GraftSqlValue
value_of_bytes (GBytes *bytes)
{
  gsize size;
  const void *data;

  if (bytes == NULL)
    return graft_sql_null ();
  data = g_bytes_get_data (bytes, &size);
  return graft_sql_blob (data, size);
}

gboolean
graft_run_store_add_experiment (GraftProjectFile *file,
                                const GraftKeptExperiment *experiment,
                                gint64 *id,
                                GError **error)
{
  if (!graft_sql_run (graft_project_file_peek_sql (file),
                      "INSERT INTO experiment (title, method, text, folder, created)"
                      " VALUES (?, ?, ?, ?, ?)",
                      GRAFT_SQL_VALUES (graft_sql_text (experiment->title),
                                        graft_sql_text (experiment->method),
                                        graft_sql_text (experiment->text),
                                        graft_sql_text (experiment->folder),
                                        graft_sql_int (g_get_real_time ())),
                      error))
    return FALSE;
  *id = newest_id (file);
  return TRUE;
}

static gboolean
add_input (GraftProjectFile *file,
           gint64 run,
           const GraftLedgerEntry *entry,
           GError **error)
{
  return graft_sql_run (
      graft_project_file_peek_sql (file),
      "INSERT INTO run_input (run, role, dataset_name, hash, items)"
      " VALUES (?, ?, ?, ?, ?)",
      GRAFT_SQL_VALUES (graft_sql_int (run), graft_sql_text (entry->role),
                        graft_sql_text (entry->name), graft_sql_text (entry->hash),
                        value_of_bytes (entry->parts)),
      error);
}

gboolean
graft_run_store_add (GraftProjectFile *file,
                     gint64 experiment,
                     guint index,
                     guint64 seed,
                     guint threads,
                     const GPtrArray *inputs,
                     gint64 *id,
                     GError **error)
{
  if (!graft_sql_run (graft_project_file_peek_sql (file),
                      "INSERT INTO run (experiment, run_index, seed, state, started,"
                      " steps, threads) VALUES (?, ?, ?, 'interrupted', ?, 0, ?)",
                      GRAFT_SQL_VALUES (graft_sql_int (experiment), graft_sql_int (index),
                                        graft_sql_int ((gint64)seed),
                                        graft_sql_int (g_get_real_time ()),
                                        graft_sql_int (threads)),
                      error))
    return FALSE;
  *id = newest_id (file);
  for (guint i = 0; i < inputs->len; i++)
    if (!add_input (file, *id, inputs->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
graft_run_store_reopen (GraftProjectFile *file,
                        gint64 run,
                        gint64 *experiment,
                        GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);

  return graft_sql_run (sql,
                        "UPDATE run SET state = 'interrupted', ended = NULL WHERE id = ?",
                        GRAFT_SQL_VALUES (graft_sql_int (run)), error) &&
         graft_sql_get_int (sql, "SELECT experiment FROM run WHERE id = ?",
                            GRAFT_SQL_VALUES (graft_sql_int (run)), 0, experiment, error);
}

gboolean
graft_run_store_add_line (GraftProjectFile *file,
                          gint64 run,
                          const char *line,
                          GError **error)
{
  /* The journal repeats file names, which may be any bytes. */
  g_autofree char *valid = g_utf8_make_valid (line, -1);

  return graft_sql_run (
      graft_project_file_peek_sql (file),
      "INSERT INTO journal (run, seq, line) VALUES (?1,"
      " (SELECT coalesce (max (seq), 0) + 1 FROM journal WHERE run = ?1), ?2)",
      GRAFT_SQL_VALUES (graft_sql_int (run), graft_sql_text (valid)), error);
}

gboolean
graft_run_store_put_checkpoint (
    GraftProjectFile *file, gint64 run, guint64 step, GBytes *bytes, GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);

  return graft_sql_run (sql,
                        "INSERT INTO checkpoint (run, step, bytes) VALUES (?, ?, ?)"
                        " ON CONFLICT (run) DO UPDATE SET step = excluded.step,"
                        " bytes = excluded.bytes",
                        GRAFT_SQL_VALUES (graft_sql_int (run),
                                          graft_sql_int ((gint64)step),
                                          value_of_bytes (bytes)),
                        error) &&
         graft_sql_run (
             sql, "UPDATE run SET steps = ? WHERE id = ?",
             GRAFT_SQL_VALUES (graft_sql_int ((gint64)step), graft_sql_int (run)), error);
}

/* "TITLE · seed N", with a number behind it when there is one of that name. */
static char *
choose_network_name (GraftSql *sql, gint64 run, GError **error)
{
  g_autoptr (GraftQuery) query =
      graft_sql_query (sql,
                       "SELECT experiment.title, run.seed FROM run JOIN experiment"
                       " ON experiment.id = run.experiment WHERE run.id = ?",
                       GRAFT_SQL_VALUES (graft_sql_int (run)), error);
  g_autofree char *title = NULL, *name = NULL, *stem = NULL;
  gint64 taken = 1;

  if (query == NULL || !graft_sql_next (sql, query, error))
    return NULL;
  title = graft_query_dup_text (query, 0);
  stem = g_strdup_printf ("%s · seed %" G_GINT64_FORMAT, title,
                          (gint64)sqlite3_column_int64 (query, 1));
  name = g_strdup (stem);
  for (guint i = 2;; i++)
    {
      if (!graft_sql_get_int (sql, "SELECT count(*) FROM network WHERE name = ?",
                              GRAFT_SQL_VALUES (graft_sql_text (name)), 0, &taken, error))
        return NULL;
      if (taken == 0)
        return g_steal_pointer (&name);
      g_free (name);
      name = g_strdup_printf ("%s (%u)", stem, i);
    }
}

static gboolean
add_network (GraftProjectFile *file,
             gint64 run,
             const GraftKeptEnding *ending,
             GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);
  g_autofree char *name = NULL;

  if (ending->weights == NULL)
    return TRUE;
  name = choose_network_name (sql, run, error);
  return name != NULL &&
         graft_sql_run (
             sql,
             "INSERT INTO network (name, preset, layers, input, normalisation, weights,"
             " hash, run, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
             GRAFT_SQL_VALUES (
                 graft_sql_text (name), graft_sql_text (ending->preset),
                 graft_sql_text (ending->layers), graft_sql_text (ending->input),
                 graft_sql_text (ending->normalisation), value_of_bytes (ending->weights),
                 graft_sql_text (ending->hash), graft_sql_int (run),
                 graft_sql_int (g_get_real_time ())),
             error);
}

static gboolean
add_frames (GraftSql *sql, gint64 run, const GPtrArray *frames, GError **error)
{
  for (guint i = 0; frames != NULL && i < frames->len; i++)
    {
      const GraftKeptFrame *frame = frames->pdata[i];

      if (!graft_sql_run (sql,
                          "INSERT OR REPLACE INTO snapshot (run, step, epoch, data)"
                          " VALUES (?, ?, ?, ?)",
                          GRAFT_SQL_VALUES (graft_sql_int (run),
                                            graft_sql_int ((gint64)frame->step),
                                            graft_sql_real (frame->epoch),
                                            value_of_bytes (frame->data)),
                          error))
        return FALSE;
    }
  return TRUE;
}

gboolean
graft_run_store_end (GraftProjectFile *file,
                     gint64 run,
                     const GraftKeptEnding *ending,
                     GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);

  if (!graft_sql_run (
          sql,
          "UPDATE run SET state = ?, ended = ?, steps = ?, hash = ?, result = ?,"
          " events = ?, curves = ? WHERE id = ?",
          GRAFT_SQL_VALUES (
              graft_sql_text (ending->state), graft_sql_int (g_get_real_time ()),
              graft_sql_int ((gint64)ending->steps), graft_sql_text (ending->hash),
              graft_sql_text (ending->result), value_of_bytes (ending->events),
              value_of_bytes (ending->curves), graft_sql_int (run)),
          error) ||
      !add_frames (sql, run, ending->frames, error) ||
      !add_network (file, run, ending, error))
    return FALSE;
  return ending->weights == NULL ||
         graft_sql_run (sql, "DELETE FROM checkpoint WHERE run = ?",
                        GRAFT_SQL_VALUES (graft_sql_int (run)), error);
}

gboolean
graft_run_store_delete (GraftProjectFile *file, gint64 run, GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);
  gint64 experiment;

  return graft_sql_get_int (sql, "SELECT experiment FROM run WHERE id = ?",
                            GRAFT_SQL_VALUES (graft_sql_int (run)), 0, &experiment,
                            error) &&
         graft_sql_run (sql, "DELETE FROM run WHERE id = ?",
                        GRAFT_SQL_VALUES (graft_sql_int (run)), error) &&
         /* Of its last run nothing is left to say what it was. */
         graft_sql_run (sql,
                        "DELETE FROM experiment WHERE id = ?1 AND NOT EXISTS"
                        " (SELECT 1 FROM run WHERE experiment = ?1)",
                        GRAFT_SQL_VALUES (graft_sql_int (experiment)), error);
}
