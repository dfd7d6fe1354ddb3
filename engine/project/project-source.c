/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the bytes of an item are, and the bytes that the project keeps itself; the
 * reading half of project-items.h. */
#include "engine/project/project-items.h"

#include "engine/project/fail.h"

#include <string.h>

void
graft_item_source_clear (GraftItemSource *self)
{
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->name, g_free);
}

/* Root and path, both bytes. A path with ".." in it was not written by an importer, and a
 * project from elsewhere must not name files outside its folders. */
static char *
join_path (GraftQuery *query, int root, int path)
{
  g_autoptr (GBytes) base = graft_query_dup_blob (query, root);
  g_autoptr (GBytes) rest = graft_query_dup_blob (query, path);
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_auto (GStrv) parts = NULL;

  if (base == NULL || rest == NULL)
    return NULL;
  folder = g_strndup (g_bytes_get_data (base, NULL), g_bytes_get_size (base));
  name = g_strndup (g_bytes_get_data (rest, NULL), g_bytes_get_size (rest));
  if (folder == NULL || name == NULL)
    return NULL;
  parts = g_strsplit (name, "/", -1);
  if (!g_path_is_absolute (folder) || g_path_is_absolute (name) ||
      g_strv_contains ((const char *const *)parts, ".."))
    return NULL;
  return g_build_filename (folder, name, NULL);
}

static gboolean
fill_source (GraftSql *sql, GraftQuery *query, GraftItemSource *source, GError **error)
{
  const void *hash = sqlite3_column_blob (query, 1);

  if (hash == NULL || sqlite3_column_bytes (query, 1) != sizeof source->hash)
    return graft_sql_fail (sql, SQLITE_CORRUPT, error);
  memcpy (source->hash, hash, sizeof source->hash);
  source->format = (GraftItemFormat)sqlite3_column_int (query, 0);
  source->name = graft_query_dup_text (query, 2);
  source->width = (guint)sqlite3_column_int (query, 3);
  source->height = (guint)sqlite3_column_int (query, 4);
  source->channels = (guint)sqlite3_column_int (query, 5);
  source->bytes = (guint64)sqlite3_column_int64 (query, 6);
  source->mtime = sqlite3_column_int64 (query, 7);
  if (source->format != GRAFT_FORMAT_FILE)
    return TRUE;
  source->path = join_path (query, 8, 9);
  return source->path != NULL ||
         graft_project_fail (
             error, GRAFT_IO_ERROR_FORMAT, graft_sql_get_path (sql),
             "an item refers to a file outside its folder; import it anew");
}

gboolean
graft_project_read_source (GraftSql *sql,
                           guint32 item,
                           GraftItemSource *source,
                           GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      sql,
      "SELECT i.format, i.hash, i.name, i.width, i.height, i.channels, i.bytes, i.mtime,"
      " r.path, i.path FROM item i LEFT JOIN root r ON r.id=i.root WHERE i.id=?1",
      GRAFT_SQL_VALUES (graft_sql_int (item)), error);

  *source = (GraftItemSource){ .path = NULL };
  if (query == NULL)
    return FALSE;
  if (graft_sql_next (sql, query, &failed))
    return fill_source (sql, query, source, error);
  if (failed == NULL)
    return graft_project_fail (error, GRAFT_IO_ERROR_FAILED, graft_sql_get_path (sql),
                               "there is no item %u any more; look at the set again",
                               item);
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

GBytes *
graft_project_read_content (GraftSql *sql, const guint8 *hash, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query =
      graft_sql_query (sql, "SELECT bytes FROM content WHERE hash=?1",
                       GRAFT_SQL_VALUES (graft_sql_blob (hash, 32)), error);

  if (query == NULL)
    return NULL;
  if (graft_sql_next (sql, query, &failed))
    return graft_query_dup_blob (query, 0);
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  else
    graft_project_fail (
        error, GRAFT_IO_ERROR_FORMAT, graft_sql_get_path (sql),
        "the bytes of an item are missing in the project; go back to a backup");
  return NULL;
}
