/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See verify.h. Opening does the checks of the file itself. */
#include "engine/project/verify.h"

#include "engine/project/project-file.h"
#include "engine/project/project-missing.h"

static void
table_free (gpointer data)
{
  g_free (((GraftTableCount *)data)->table);
  g_free (data);
}

void
graft_verify_report_free (GraftVerifyReport *self)
{
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->missing);
  g_ptr_array_unref (self->damaged);
  g_free (self);
}

static GraftVerifyReport *
report_new (void)
{
  GraftVerifyReport *self = g_new0 (GraftVerifyReport, 1);

  self->tables = g_ptr_array_new_with_free_func (table_free);
  self->missing = g_ptr_array_new_with_free_func (g_free);
  self->damaged = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
note (GPtrArray *names, guint64 *n, const char *name)
{
  *n += 1;
  if (names->len < GRAFT_VERIFY_MOST_NAMES)
    g_ptr_array_add (names, g_filename_display_name (name));
}

static gboolean
list_tables (GraftSql *sql, GraftVerifyReport *report, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query =
      graft_sql_query (sql,
                       "SELECT name FROM sqlite_schema WHERE type='table'"
                       " AND name NOT LIKE 'sqlite%' ORDER BY name",
                       GRAFT_SQL_NO_VALUES, error);

  if (query == NULL)
    return FALSE;
  while (graft_sql_next (sql, query, &failed))
    {
      GraftTableCount *table = g_new0 (GraftTableCount, 1);

      table->table = graft_query_dup_text (query, 0);
      g_ptr_array_add (report->tables, table);
    }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* The names are those of our own schema: opening has compared them. */
static gboolean
count_rows (GraftSql *sql, GraftVerifyReport *report, GError **error)
{
  if (!list_tables (sql, report, error))
    return FALSE;
  for (guint i = 0; i < report->tables->len; i++)
    {
      GraftTableCount *table = g_ptr_array_index (report->tables, i);
      g_autofree char *text =
          g_strdup_printf ("SELECT count(*) FROM \"%s\"", table->table);
      sqlite3_stmt *count;

      if (sqlite3_prepare_v2 (graft_sql_peek_db (sql), text, -1, &count, NULL) !=
          SQLITE_OK)
        return graft_sql_fail (sql, SQLITE_CORRUPT, error);
      if (sqlite3_step (count) == SQLITE_ROW)
        table->rows = (guint64)sqlite3_column_int64 (count, 0);
      sqlite3_finalize (count);
    }
  return TRUE;
}

/* Each content once, whoever shares it. */
static gboolean
check_contents (GraftSql *sql, GraftVerifyReport *report, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      sql,
      "SELECT i.name, i.hash, c.bytes FROM item i LEFT JOIN content c ON c.hash=i.hash"
      " WHERE i.format<>0 AND i.id=(SELECT min (id) FROM item WHERE hash=i.hash"
      " AND format<>0)",
      GRAFT_SQL_NO_VALUES, error);

  if (query == NULL)
    return FALSE;
  while (graft_sql_next (sql, query, &failed))
    {
      g_autofree char *name = graft_query_dup_text (query, 0);
      g_autoptr (GBytes) hash = graft_query_dup_blob (query, 1);
      g_autoptr (GBytes) bytes = graft_query_dup_blob (query, 2);

      if (bytes == NULL || !graft_project_has_hash (bytes, g_bytes_get_data (hash, NULL)))
        note (report->damaged, &report->n_damaged, name);
    }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static gboolean
check_files (GraftSql *sql, GraftVerifyReport *report, GError **error)
{
  g_autoptr (GPtrArray) files = graft_project_read_files (sql, error);

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const GraftFileItem *file = g_ptr_array_index (files, i);

      if (graft_item_source_is_missing (&file->source))
        note (report->missing, &report->n_missing, file->source.path);
    }
  return files != NULL;
}

GraftVerifyReport *
graft_project_verify (const char *path, GError **error)
{
  g_autoptr (GraftProjectFile) file =
      graft_project_file_open (path, GRAFT_PROJECT_READ_ONLY, NULL, error);
  g_autoptr (GraftVerifyReport) report = report_new ();
  gint64 items;
  GraftSql *sql;

  if (file == NULL)
    return NULL;
  sql = graft_project_file_peek_sql (file);
  if (!count_rows (sql, report, error) ||
      !graft_sql_get_int (sql, "SELECT count(*) FROM item", GRAFT_SQL_NO_VALUES, 0,
                          &items, error) ||
      !check_contents (sql, report, error) || !check_files (sql, report, error))
    return NULL;
  report->items = (guint64)items;
  return g_steal_pointer (&report);
}
