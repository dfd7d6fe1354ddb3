/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sql-private.h. What SQLite says about a failure becomes a sentence in sql-error.c.
 */
#include "engine/project/sql-private.h"

#include "engine/project/fail.h"

struct _GraftSql
{
  sqlite3 *db;
  char *path;
  GHashTable *statements; /* text → sqlite3_stmt */
};

static void
finalize_cb (gpointer statement)
{
  sqlite3_finalize (statement);
}

/* What a file from elsewhere may make the library do. */
static void
set_limits (sqlite3 *db)
{
  static const int limits[][2] = {
    { SQLITE_LIMIT_LENGTH, 768 << 20 },
    { SQLITE_LIMIT_SQL_LENGTH, 64 << 10 },
    { SQLITE_LIMIT_COLUMN, 64 },
    { SQLITE_LIMIT_EXPR_DEPTH, 64 },
    { SQLITE_LIMIT_COMPOUND_SELECT, 8 },
    { SQLITE_LIMIT_VDBE_OP, 100000 },
    { SQLITE_LIMIT_FUNCTION_ARG, 16 },
    { SQLITE_LIMIT_ATTACHED, 0 },
    { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000 },
    { SQLITE_LIMIT_VARIABLE_NUMBER, 64 },
    { SQLITE_LIMIT_TRIGGER_DEPTH, 4 },
    { SQLITE_LIMIT_WORKER_THREADS, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (db, limits[i][0], limits[i][1]);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  sqlite3_extended_result_codes (db, 1);
  sqlite3_busy_timeout (db, 10000);
}

/* The name that SQLite opens: a URI, so that any byte of a path stays what it is. */
static char *
make_uri (const char *path, GraftSqlMode mode)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *escaped =
      g_uri_escape_bytes ((const guint8 *)absolute, strlen (absolute), "/");

  if (g_str_equal (path, ":memory:"))
    return g_strdup ("file::memory:");
  return g_strdup_printf ("file://%s%s", escaped,
                          mode == GRAFT_SQL_READ_FROZEN ? "?immutable=1" : "");
}

GraftSql *
graft_sql_open (const char *path, GraftSqlMode mode, GError **error)
{
  g_autoptr (GraftSql) self = g_new0 (GraftSql, 1);
  g_autofree char *uri = make_uri (path, mode);
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
              (mode == GRAFT_SQL_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                       : SQLITE_OPEN_READONLY);
  int code;

  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize_cb);
  code = sqlite3_open_v2 (uri, &self->db, flags, NULL);
  if (code != SQLITE_OK)
    {
      graft_sql_fail (self, code, error);
      return NULL;
    }
  set_limits (self->db);
  if (!graft_sql_exec (self, "PRAGMA cell_size_check=ON", error))
    return NULL;
  return g_steal_pointer (&self);
}

void
graft_sql_free (GraftSql *self)
{
  g_hash_table_unref (self->statements);
  sqlite3_close_v2 (self->db);
  g_free (self->path);
  g_free (self);
}

sqlite3 *
graft_sql_peek_db (GraftSql *self)
{
  return self->db;
}

const char *
graft_sql_get_path (GraftSql *self)
{
  return self->path;
}

GraftSqlValue
graft_sql_int (gint64 value)
{
  return (GraftSqlValue){ .type = SQLITE_INTEGER, .integer = value };
}

GraftSqlValue
graft_sql_real (double value)
{
  return (GraftSqlValue){ .type = SQLITE_FLOAT, .number = value };
}

GraftSqlValue
graft_sql_text (const char *value)
{
  return value == NULL ? graft_sql_null ()
                       : (GraftSqlValue){ .type = SQLITE_TEXT,
                                          .data = value,
                                          .size = strlen (value) };
}

GraftSqlValue
graft_sql_blob (const void *data, gsize size)
{
  /* A null pointer would be bound as null, and an empty blob is not that. */
  return (GraftSqlValue){ .type = SQLITE_BLOB,
                          .data = data != NULL ? data : "",
                          .size = size };
}

GraftSqlValue
graft_sql_null (void)
{
  return (GraftSqlValue){ .type = SQLITE_NULL };
}

gboolean
graft_sql_exec (GraftSql *self, const char *text, GError **error)
{
  int code = sqlite3_exec (self->db, text, NULL, NULL, NULL);

  return code == SQLITE_OK || graft_sql_fail (self, code, error);
}

static int
bind_value (GraftQuery *query, int at, const GraftSqlValue *value)
{
  switch (value->type)
    {
    case SQLITE_INTEGER:
      return sqlite3_bind_int64 (query, at, value->integer);
    case SQLITE_FLOAT:
      return sqlite3_bind_double (query, at, value->number);
    case SQLITE_TEXT:
      return sqlite3_bind_text64 (query, at, value->data, value->size, SQLITE_STATIC,
                                  SQLITE_UTF8);
    case SQLITE_BLOB:
      return sqlite3_bind_blob64 (query, at, value->data, value->size, SQLITE_STATIC);
    default:
      return sqlite3_bind_null (query, at);
    }
}

GraftQuery *
graft_sql_query (GraftSql *self,
                 const char *text,
                 const GraftSqlValue *values,
                 gsize n,
                 GError **error)
{
  GraftQuery *query = g_hash_table_lookup (self->statements, text);
  int code = SQLITE_OK;

  if (query == NULL)
    {
      code = sqlite3_prepare_v3 (self->db, text, -1, SQLITE_PREPARE_PERSISTENT, &query,
                                 NULL);
      if (code != SQLITE_OK)
        {
          graft_sql_fail (self, code, error);
          return NULL;
        }
      g_hash_table_insert (self->statements, (gpointer)text, query);
    }
  sqlite3_reset (query);
  for (gsize i = 0; i < n && code == SQLITE_OK; i++)
    code = bind_value (query, (int)i + 1, &values[i]);
  if (code == SQLITE_OK)
    return query;
  graft_sql_fail (self, code, error);
  return NULL;
}

gboolean
graft_sql_next (GraftSql *self, GraftQuery *query, GError **error)
{
  int code = sqlite3_step (query);

  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    graft_sql_fail (self, code, error);
  sqlite3_reset (query);
  return FALSE;
}

void
graft_query_end (GraftQuery *query)
{
  sqlite3_reset (query);
  sqlite3_clear_bindings (query);
}

gboolean
graft_sql_run (GraftSql *self,
               const char *text,
               const GraftSqlValue *values,
               gsize n,
               GError **error)
{
  g_autoptr (GraftQuery) query = graft_sql_query (self, text, values, n, error);
  int code;

  if (query == NULL)
    return FALSE;
  code = sqlite3_step (query);
  return code == SQLITE_DONE || code == SQLITE_ROW || graft_sql_fail (self, code, error);
}

gboolean
graft_sql_get_int (GraftSql *self,
                   const char *text,
                   const GraftSqlValue *values,
                   gsize n,
                   gint64 fallback,
                   gint64 *value,
                   GError **error)
{
  g_autoptr (GraftQuery) query = graft_sql_query (self, text, values, n, error);
  int code;

  *value = fallback;
  if (query == NULL)
    return FALSE;
  code = sqlite3_step (query);
  if (code == SQLITE_ROW && sqlite3_column_type (query, 0) != SQLITE_NULL)
    *value = sqlite3_column_int64 (query, 0);
  return code == SQLITE_ROW || code == SQLITE_DONE || graft_sql_fail (self, code, error);
}

char *
graft_query_dup_text (GraftQuery *query, int column)
{
  const char *text = (const char *)sqlite3_column_text (query, column);

  return text == NULL ? NULL
                      : g_utf8_make_valid (text, sqlite3_column_bytes (query, column));
}

GBytes *
graft_query_dup_blob (GraftQuery *query, int column)
{
  const void *data;

  if (sqlite3_column_type (query, column) == SQLITE_NULL)
    return NULL;
  data = sqlite3_column_blob (query, column);
  return g_bytes_new (data, (gsize)sqlite3_column_bytes (query, column));
}
