/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See schema-private.h. A step that has been released is never changed: a new one is
 * appended. Undoable tables refer to one another without cascades, because a change set
 * deletes parents and children in any order; what hangs on them and is not undone goes
 * by cascade. */
#include "engine/project/schema-private.h"

#include "engine/project/fail.h"

static const char step_items[] =
    "CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)"
    " STRICT, WITHOUT ROWID;"
    "CREATE TABLE dataset (id INTEGER PRIMARY KEY AUTOINCREMENT"
    "  CHECK (id BETWEEN 1 AND 4294967295),"
    " name TEXT NOT NULL UNIQUE CHECK (length (name) BETWEEN 1 AND 1000),"
    " position INTEGER NOT NULL, kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2),"
    " height INTEGER NOT NULL CHECK (height BETWEEN 0 AND 65536),"
    " width INTEGER NOT NULL CHECK (width BETWEEN 0 AND 16777216),"
    " channels INTEGER NOT NULL CHECK (channels BETWEEN 0 AND 4),"
    " origin TEXT NOT NULL, created INTEGER NOT NULL) STRICT;"
    "CREATE TABLE root (id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE content (hash BLOB PRIMARY KEY NOT NULL CHECK (length (hash) = 32),"
    " bytes BLOB NOT NULL) STRICT;"
    "CREATE TABLE item (id INTEGER PRIMARY KEY AUTOINCREMENT"
    "  CHECK (id BETWEEN 1 AND 4294967295),"
    " dataset INTEGER NOT NULL REFERENCES dataset (id),"
    " root INTEGER REFERENCES root (id), path BLOB, name TEXT NOT NULL,"
    " format INTEGER NOT NULL CHECK (format BETWEEN 0 AND 4),"
    " hash BLOB NOT NULL CHECK (length (hash) = 32), dhash INTEGER,"
    " width INTEGER NOT NULL CHECK (width BETWEEN 0 AND 16777216),"
    " height INTEGER NOT NULL CHECK (height BETWEEN 0 AND 65536),"
    " channels INTEGER NOT NULL CHECK (channels BETWEEN 0 AND 4),"
    " bytes INTEGER NOT NULL CHECK (bytes >= 0), mtime INTEGER NOT NULL,"
    " split INTEGER NOT NULL CHECK (split BETWEEN 0 AND 3), grp TEXT,"
    " excluded INTEGER NOT NULL CHECK (excluded BETWEEN 0 AND 1)) STRICT;"
    "CREATE INDEX item_dataset ON item (dataset);"
    "CREATE INDEX item_hash ON item (hash);"
    "CREATE TABLE class (id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " dataset INTEGER NOT NULL REFERENCES dataset (id),"
    " name TEXT NOT NULL CHECK (length (name) BETWEEN 1 AND 1000),"
    " position INTEGER NOT NULL, UNIQUE (dataset, name)) STRICT;"
    "CREATE TABLE annotator (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE"
    "  CHECK (length (name) BETWEEN 1 AND 1000),"
    " kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2)) STRICT;"
    "CREATE TABLE label (item INTEGER PRIMARY KEY REFERENCES item (id),"
    " class INTEGER NOT NULL REFERENCES class (id),"
    " annotator INTEGER NOT NULL REFERENCES annotator (id), time INTEGER NOT NULL) "
    "STRICT;"
    "CREATE INDEX label_class ON label (class);"
    "CREATE TABLE opinion (item INTEGER NOT NULL REFERENCES item (id),"
    " annotator INTEGER NOT NULL REFERENCES annotator (id),"
    " class INTEGER NOT NULL REFERENCES class (id), time INTEGER NOT NULL,"
    " PRIMARY KEY (item, annotator)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX opinion_class ON opinion (class);"
    "CREATE TABLE tag (item INTEGER NOT NULL REFERENCES item (id), name TEXT NOT NULL,"
    " PRIMARY KEY (item, name)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE suggestion (item INTEGER PRIMARY KEY"
    "  REFERENCES item (id) ON DELETE CASCADE,"
    " class INTEGER REFERENCES class (id) ON DELETE CASCADE, confidence REAL NOT NULL,"
    " queue INTEGER NOT NULL CHECK (queue BETWEEN 0 AND 4294967295),"
    " random INTEGER NOT NULL, time INTEGER NOT NULL, source TEXT NOT NULL) STRICT;"
    "CREATE INDEX suggestion_class ON suggestion (class);"
    "CREATE TABLE suspect (item INTEGER PRIMARY KEY"
    "  REFERENCES item (id) ON DELETE CASCADE,"
    " class INTEGER NOT NULL REFERENCES class (id) ON DELETE CASCADE,"
    " score REAL NOT NULL, time INTEGER NOT NULL) STRICT;"
    "CREATE INDEX suspect_class ON suspect (class);"
    "CREATE TABLE mark (item INTEGER PRIMARY KEY REFERENCES item (id) ON DELETE CASCADE,"
    " kinds INTEGER NOT NULL) STRICT;"
    "CREATE TABLE history (id INTEGER PRIMARY KEY AUTOINCREMENT, step INTEGER NOT NULL,"
    " what TEXT NOT NULL, n INTEGER NOT NULL, time INTEGER NOT NULL,"
    " changes BLOB NOT NULL, undone INTEGER NOT NULL CHECK (undone BETWEEN 0 AND 1))"
    " STRICT;"
    "CREATE INDEX history_undone ON history (undone, id);"
    "CREATE INDEX history_step ON history (step);";

static const char step_runs[] =
    "CREATE TABLE attribute (id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " name TEXT NOT NULL UNIQUE, position INTEGER NOT NULL) STRICT;"
    "CREATE TABLE signature (class INTEGER NOT NULL REFERENCES class (id),"
    " attribute INTEGER NOT NULL REFERENCES attribute (id), value REAL,"
    " source TEXT NOT NULL, PRIMARY KEY (class, attribute)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE experiment (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL,"
    " method TEXT NOT NULL, text TEXT NOT NULL, folder TEXT NOT NULL,"
    " created INTEGER NOT NULL) STRICT;"
    "CREATE TABLE run (id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " experiment INTEGER NOT NULL REFERENCES experiment (id) ON DELETE CASCADE,"
    " run_index INTEGER NOT NULL, seed INTEGER NOT NULL, state TEXT NOT NULL,"
    " started INTEGER NOT NULL, ended INTEGER, steps INTEGER NOT NULL,"
    " threads INTEGER NOT NULL, hash TEXT, result TEXT, events BLOB, curves BLOB) STRICT;"
    "CREATE INDEX run_experiment ON run (experiment);"
    "CREATE TABLE run_input (run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,"
    " role TEXT NOT NULL, dataset_name TEXT NOT NULL, hash TEXT NOT NULL, items BLOB,"
    " PRIMARY KEY (run, role)) STRICT;"
    "CREATE TABLE snapshot (run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,"
    " step INTEGER NOT NULL, epoch REAL NOT NULL, data BLOB NOT NULL,"
    " PRIMARY KEY (run, step)) STRICT;"
    "CREATE TABLE journal (run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,"
    " seq INTEGER NOT NULL, line TEXT NOT NULL, PRIMARY KEY (run, seq)) STRICT;"
    "CREATE TABLE checkpoint (run INTEGER PRIMARY KEY"
    "  REFERENCES run (id) ON DELETE CASCADE,"
    " step INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;"
    "CREATE TABLE network (id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " name TEXT NOT NULL UNIQUE, preset TEXT, layers TEXT, input TEXT NOT NULL,"
    " normalisation TEXT NOT NULL, weights BLOB NOT NULL, hash TEXT NOT NULL,"
    " run INTEGER REFERENCES run (id) ON DELETE SET NULL, created INTEGER NOT NULL)"
    " STRICT;";

static const char *const steps[] = { step_items, step_runs };

const char *const graft_schema_undoable[] = { "dataset",   "item",      "class",
                                              "label",     "opinion",   "tag",
                                              "attribute", "signature", NULL };
const char *const graft_schema_shown[] = { "suggestion", "suspect", "mark", NULL };

guint
graft_schema_get_version (void)
{
  return G_N_ELEMENTS (steps);
}

gboolean
graft_schema_read_version (GraftSql *sql, guint *version, GError **error)
{
  gint64 id, number, tables;

  if (!graft_sql_get_int (sql, "PRAGMA application_id", GRAFT_SQL_NO_VALUES, 0, &id,
                          error) ||
      !graft_sql_get_int (sql, "PRAGMA user_version", GRAFT_SQL_NO_VALUES, 0, &number,
                          error) ||
      !graft_sql_get_int (sql, "SELECT count(*) FROM sqlite_schema", GRAFT_SQL_NO_VALUES,
                          0, &tables, error))
    return FALSE;
  /* A file without anything is what a kill while creating leaves. */
  if (id != GRAFT_SCHEMA_APPLICATION_ID && (id != 0 || number != 0 || tables != 0))
    return graft_sql_fail (sql, SQLITE_NOTADB, error);
  if (number > (gint64)G_N_ELEMENTS (steps))
    return graft_project_fail (
        error, GRAFT_IO_ERROR_UNSUPPORTED, graft_sql_get_path (sql),
        "the project was written by a later version of Graft (%" G_GINT64_FORMAT
        "; this one knows %u); update Graft to open it",
        number, graft_schema_get_version ());
  *version = (guint)CLAMP (number, 0, G_MAXINT);
  return TRUE;
}

static gboolean
take_step (GraftSql *sql, guint version, GError **error)
{
  g_autofree char *mark =
      g_strdup_printf ("PRAGMA application_id=%d; PRAGMA user_version=%u;",
                       GRAFT_SCHEMA_APPLICATION_ID, version + 1);

  if (!graft_sql_exec (sql, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (graft_sql_exec (sql, steps[version], error) && graft_sql_exec (sql, mark, error) &&
      graft_sql_exec (sql, "COMMIT", error))
    return TRUE;
  sqlite3_exec (graft_sql_peek_db (sql), "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

gboolean
graft_schema_migrate (GraftSql *sql, GError **error)
{
  guint version;

  if (!graft_schema_read_version (sql, &version, error))
    return FALSE;
  for (; version < G_N_ELEMENTS (steps); version++)
    if (!take_step (sql, version, error))
      return FALSE;
  return TRUE;
}

/* name → "type|table|text" of everything in the file but SQLite's own bookkeeping. */
static GHashTable *
read_schema (GraftSql *sql, GError **error)
{
  g_autoptr (GHashTable) rows =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query =
      graft_sql_query (sql,
                       "SELECT name, type || '|' || tbl_name || '|' || coalesce (sql, "
                       "'') FROM sqlite_schema"
                       " WHERE name NOT GLOB 'sqlite_stat[0-9]' LIMIT 1000",
                       GRAFT_SQL_NO_VALUES, error);

  if (query == NULL)
    return NULL;
  while (graft_sql_next (sql, query, &failed))
    g_hash_table_insert (rows, graft_query_dup_text (query, 0),
                         graft_query_dup_text (query, 1));
  if (failed == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

gboolean
graft_schema_check (GraftSql *sql, GError **error)
{
  g_autoptr (GraftSql) model = graft_sql_open (":memory:", GRAFT_SQL_WRITE, error);
  g_autoptr (GHashTable) wanted = NULL;
  g_autoptr (GHashTable) found = NULL;
  GHashTableIter iter;
  gpointer name, text;

  if (model == NULL || !graft_schema_migrate (model, error))
    return FALSE;
  wanted = read_schema (model, error);
  found = wanted != NULL ? read_schema (sql, error) : NULL;
  if (found == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &name, &text))
    if (g_strcmp0 (g_hash_table_lookup (wanted, name), text) != 0)
      return graft_project_fail (
          error, GRAFT_IO_ERROR_FORMAT, graft_sql_get_path (sql),
          "“%s” in it was not made by Graft; go back to a backup of the "
          "project",
          (const char *)name);
  if (g_hash_table_size (found) < g_hash_table_size (wanted))
    return graft_project_fail (
        error, GRAFT_IO_ERROR_FORMAT, graft_sql_get_path (sql),
        "tables of the project are missing; go back to a backup of it");
  return TRUE;
}
