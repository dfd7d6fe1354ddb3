/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether an open file is whole: SQLite's own check, which also tests the constraints of
 * the schema, and that of references between tables. */
#include "engine/project/project-file-private.h"

#include "engine/project/fail.h"

/* Beyond this the full check takes too long to wait for. */
#define MOST_BYTES_CHECKED_FULLY ((gint64)256 << 20)

static gboolean
read_size (GraftSql *sql, gint64 *bytes, GError **error)
{
  gint64 pages, size;

  if (!graft_sql_get_int (sql, "PRAGMA page_count", GRAFT_SQL_NO_VALUES, 0, &pages,
                          error) ||
      !graft_sql_get_int (sql, "PRAGMA page_size", GRAFT_SQL_NO_VALUES, 0, &size, error))
    return FALSE;
  *bytes = pages * size;
  return TRUE;
}

static gboolean
check_pages (GraftSql *sql, gboolean fully, GError **error)
{
  g_autoptr (GraftQuery) query =
      graft_sql_query (sql, fully ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)",
                       GRAFT_SQL_NO_VALUES, error);
  g_autofree char *answer = NULL;
  g_autoptr (GError) failed = NULL;

  if (query == NULL)
    return FALSE;
  if (graft_sql_next (sql, query, &failed))
    answer = graft_query_dup_text (query, 0);
  if (g_strcmp0 (answer, "ok") == 0)
    return TRUE;
  return graft_project_fail (error, GRAFT_IO_ERROR_FORMAT, graft_sql_get_path (sql),
                             "the project is damaged (%s)",
                             answer != NULL
                                 ? g_strdelimit (answer, "\n", ' ')
                                 : (failed != NULL ? "it cannot be read" : "empty"));
}

static gboolean
check_references (GraftSql *sql, GError **error)
{
  g_autoptr (GraftQuery) query =
      graft_sql_query (sql, "PRAGMA foreign_key_check", GRAFT_SQL_NO_VALUES, error);
  g_autofree char *table = NULL;
  g_autoptr (GError) failed = NULL;

  if (query == NULL)
    return FALSE;
  if (graft_sql_next (sql, query, &failed))
    table = graft_query_dup_text (query, 0);
  else if (failed == NULL)
    return TRUE;
  return graft_project_fail (error, GRAFT_IO_ERROR_FORMAT, graft_sql_get_path (sql),
                             "the project is damaged (a row of “%s” refers to nothing)",
                             table != NULL ? table : "?");
}

gboolean
graft_project_file_check (GraftProjectFile *self, GError **error)
{
  gint64 bytes;

  return read_size (self->sql, &bytes, error) &&
         check_pages (self->sql, bytes <= MOST_BYTES_CHECKED_FULLY, error) &&
         check_references (self->sql, error);
}
