/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See project-rows.h. */
#include "engine/project/project-rows.h"

#include "engine/project/fail.h"
#include "engine/project/project-items.h"

#define COLUMNS                                                                          \
  "SELECT i.id, i.dataset, i.split, i.excluded, i.format, l.class, l.time, a.kind,"      \
  " s.class, s.confidence, s.queue, s.random, u.class, u.score, u.time, m.kinds"         \
  " FROM item i LEFT JOIN label l ON l.item=i.id"                                        \
  " LEFT JOIN annotator a ON a.id=l.annotator"                                           \
  " LEFT JOIN suggestion s ON s.item=i.id LEFT JOIN suspect u ON u.item=i.id"            \
  " LEFT JOIN mark m ON m.item=i.id "

enum
{
  ID,
  DATASET,
  SPLIT,
  EXCLUDED,
  FORMAT,
  CLASS,
  LABELLED,
  ANNOTATOR_KIND,
  SUGGESTION,
  CONFIDENCE,
  QUEUE,
  RANDOM,
  SUSPECT,
  SCORE,
  SUSPECTED,
  MARKS
};

#define MARKS_SHOWN (GRAFT_ITEM_DUPLICATE | GRAFT_ITEM_LEAK | GRAFT_ITEM_DISPUTED)

static guint8
read_flags (GraftQuery *query)
{
  guint flags = (guint)sqlite3_column_int (query, MARKS) & MARKS_SHOWN;

  if (sqlite3_column_int (query, EXCLUDED))
    flags |= GRAFT_ITEM_EXCLUDED;
  if (sqlite3_column_int (query, FORMAT) != GRAFT_FORMAT_FILE)
    flags |= GRAFT_ITEM_EMBEDDED;
  if (sqlite3_column_int64 (query, CLASS) != 0 &&
      sqlite3_column_int (query, ANNOTATOR_KIND) == GRAFT_ANNOTATOR_IMPORT)
    flags |= GRAFT_ITEM_IMPORTED;
  return (guint8)flags;
}

/* A suggestion shows until there is a label, a suspicion until the label is a newer one:
 * so undoing a label brings back what it answered. */
static void
read_advice (GraftQuery *query, GraftProjectRow *row)
{
  if (row->class == 0 && sqlite3_column_type (query, QUEUE) != SQLITE_NULL)
    {
      row->suggestion = sqlite3_column_int64 (query, SUGGESTION);
      row->item.confidence = (float)sqlite3_column_double (query, CONFIDENCE);
      row->item.queue = (guint32)sqlite3_column_int64 (query, QUEUE);
      if (sqlite3_column_int (query, RANDOM))
        row->item.flags |= GRAFT_ITEM_RANDOM;
    }
  else if (row->class != 0 && sqlite3_column_type (query, SUSPECT) != SQLITE_NULL &&
           sqlite3_column_int64 (query, LABELLED) <=
               sqlite3_column_int64 (query, SUSPECTED))
    {
      row->suggestion = sqlite3_column_int64 (query, SUSPECT);
      row->item.confidence = (float)sqlite3_column_double (query, SCORE);
      row->item.flags |= GRAFT_ITEM_SUSPECT;
    }
}

static void
read_row (GraftQuery *query, GraftProjectRow *row)
{
  *row = (GraftProjectRow){
    .set = (guint32)sqlite3_column_int64 (query, DATASET),
    .class = sqlite3_column_int64 (query, CLASS),
    .item = { .id = (guint32)sqlite3_column_int64 (query, ID),
              .label = GRAFT_CLASS_NONE,
              .suggestion = GRAFT_CLASS_NONE,
              .split = (guint8)sqlite3_column_int (query, SPLIT),
              .flags = read_flags (query) },
  };
  read_advice (query, row);
}

gboolean
graft_project_rows_read_set (GraftProjectFile *file,
                             guint32 set,
                             GraftProjectRowFunc func,
                             gpointer data,
                             GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query =
      graft_sql_query (sql, COLUMNS "WHERE i.dataset=?1 ORDER BY i.id",
                       GRAFT_SQL_VALUES (graft_sql_int (set)), error);
  GraftProjectRow row;

  if (query == NULL)
    return FALSE;
  while (graft_sql_next (sql, query, &failed))
    {
      read_row (query, &row);
      if (!func (&row, data))
        return TRUE;
    }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* Ids that lie close together: one scan over the stretch. */
static gboolean
read_stretch (GraftSql *sql,
              const guint32 *ids,
              gsize n,
              GraftProjectRowFunc func,
              gpointer data,
              GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      sql, COLUMNS "WHERE i.id BETWEEN ?1 AND ?2 ORDER BY i.id",
      GRAFT_SQL_VALUES (graft_sql_int (ids[0]), graft_sql_int (ids[n - 1])), error);
  GraftProjectRow row;
  gsize at = 0;

  if (query == NULL)
    return FALSE;
  while (graft_sql_next (sql, query, &failed))
    {
      guint32 id = (guint32)sqlite3_column_int64 (query, ID);

      while (at < n && ids[at] < id)
        at++;
      if (at == n || ids[at] != id)
        continue;
      read_row (query, &row);
      if (!func (&row, data))
        return TRUE;
    }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static gboolean
read_one (
    GraftSql *sql, guint32 id, GraftProjectRow *row, gboolean *found, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      sql, COLUMNS "WHERE i.id=?1", GRAFT_SQL_VALUES (graft_sql_int (id)), error);

  if (query == NULL)
    return FALSE;
  *found = graft_sql_next (sql, query, &failed);
  if (*found)
    read_row (query, row);
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

gboolean
graft_project_rows_read_items (GraftProjectFile *file,
                               const guint32 *ids,
                               gsize n,
                               GraftProjectRowFunc func,
                               gpointer data,
                               GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);
  GraftProjectRow row;
  gboolean found;

  if (n == 0)
    return TRUE;
  if (n > 8 && (ids[n - 1] - ids[0]) / 4 < n)
    return read_stretch (sql, ids, n, func, data, error);
  for (gsize i = 0; i < n; i++)
    {
      if (!read_one (sql, ids[i], &row, &found, error))
        return FALSE;
      if (found && !func (&row, data))
        return TRUE;
    }
  return TRUE;
}

GArray *
graft_project_rows_read_classes (GraftProjectFile *file,
                                 guint32 set,
                                 char ***names,
                                 GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      sql, "SELECT id, name FROM class WHERE dataset=?1 ORDER BY position, id",
      GRAFT_SQL_VALUES (graft_sql_int (set)), error);

  if (query == NULL)
    return NULL;
  while (graft_sql_next (sql, query, &failed) && ids->len <= GRAFT_PROJECT_MOST_CLASSES)
    {
      gint64 id = sqlite3_column_int64 (query, 0);

      g_array_append_val (ids, id);
      g_ptr_array_add (list, graft_query_dup_text (query, 1));
    }
  if (failed == NULL && ids->len > GRAFT_PROJECT_MOST_CLASSES)
    graft_project_fail (
        &failed, GRAFT_IO_ERROR_TOO_LARGE, graft_project_file_get_path (file),
        "a set has more than %u classes; merge some", GRAFT_PROJECT_MOST_CLASSES);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }
  g_ptr_array_add (list, NULL);
  if (names != NULL)
    *names = (char **)g_ptr_array_free (g_steal_pointer (&list), FALSE);
  return g_steal_pointer (&ids);
}
