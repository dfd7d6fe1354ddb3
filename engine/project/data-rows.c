/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See data-rows-private.h. */
#include "engine/project/data-rows-private.h"

#include "engine/base/error.h"
#include "engine/base/param.h"
#include "engine/project/schema-private.h"

void
graft_data_rows_clear (GraftDataRows *self)
{
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->class_names, g_strfreev);
}

/* Opened and looked into: a connection alone says nothing. */
static GraftSql *
try_open (const char *path, GraftSqlMode mode, GError **error)
{
  g_autoptr (GraftSql) sql = graft_sql_open (path, mode, error);
  guint version;

  return sql != NULL && graft_schema_read_version (sql, &version, error)
             ? g_steal_pointer (&sql)
             : NULL;
}

GraftSql *
graft_data_rows_open (const char *path, GError **error)
{
  g_autoptr (GError) first = NULL;
  GraftSql *sql;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED,
                   "%s: there is no such project; check where the file is", path);
      return NULL;
    }
  sql = try_open (path, GRAFT_SQL_READ, &first);
  /* In a folder that cannot be written there is no sharing with a writer. */
  if (sql == NULL)
    sql = try_open (path, GRAFT_SQL_READ_FROZEN, NULL);
  if (sql == NULL)
    g_propagate_error (error, g_steal_pointer (&first));
  return sql;
}

/* Names of all sets, for what a person may have meant. */
static gboolean
refuse_set (GraftSql *sql, const char *name, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GraftQuery) query =
      graft_sql_query (sql, "SELECT name FROM dataset ORDER BY position, id LIMIT 100",
                       GRAFT_SQL_NO_VALUES, error);
  g_autofree char *list = NULL;

  if (query == NULL)
    return FALSE;
  while (graft_sql_next (sql, query, NULL))
    g_ptr_array_add (names, graft_query_dup_text (query, 0));
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **)names->pdata);
  g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN,
               "%s: there is no set “%s”; there %s %s", graft_sql_get_path (sql), name,
               *list != '\0' ? "are" : "is", *list != '\0' ? list : "none");
  return FALSE;
}

static gboolean
find_set (GraftDataRows *self, GraftSql *sql, const char *name, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GraftQuery) query =
      graft_sql_query (sql, "SELECT id, kind FROM dataset WHERE name = ?",
                       GRAFT_SQL_VALUES (graft_sql_text (name)), error);

  if (query == NULL)
    return FALSE;
  if (graft_sql_next (sql, query, &failure))
    {
      self->set = (guint32)sqlite3_column_int64 (query, 0);
      self->kind = (GraftSetKind)sqlite3_column_int (query, 1);
      return TRUE;
    }
  if (failure == NULL)
    return refuse_set (sql, name, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Places in the class list by class id. */
static GHashTable *
read_classes (GraftDataRows *self, GraftSql *sql, GError **error)
{
  g_autoptr (GHashTable) places =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      sql, "SELECT id, name FROM class WHERE dataset = ? ORDER BY position, id",
      GRAFT_SQL_VALUES (graft_sql_int (self->set)), error);

  if (query == NULL)
    return NULL;
  while (graft_sql_next (sql, query, &failure))
    {
      gint64 id = sqlite3_column_int64 (query, 0);

      g_hash_table_insert (places, g_memdup2 (&id, sizeof id),
                           GUINT_TO_POINTER (names->len));
      g_ptr_array_add (names, graft_query_dup_text (query, 1));
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  g_ptr_array_add (names, NULL);
  self->class_names = (char **)g_ptr_array_free (g_steal_pointer (&names), FALSE);
  return g_steal_pointer (&places);
}

static gboolean
is_wanted (const GraftProjectDataOrder *order, GraftSplit split, gint32 label)
{
  if (order->labelled && label == GRAFT_LABEL_NONE)
    return FALSE;
  switch (order->part)
    {
    case GRAFT_DATA_TEST:
      return split == GRAFT_SPLIT_TEST;
    case GRAFT_DATA_VALIDATION:
      return split == GRAFT_SPLIT_VALIDATION;
    case GRAFT_DATA_TRAIN:
    default:
      return split == GRAFT_SPLIT_TRAIN || split == GRAFT_SPLIT_NONE;
    }
}

/* Every item of the set that is not excluded, and of them what is wanted. */
static gboolean
read_items (GraftDataRows *self,
            GraftSql *sql,
            const GraftProjectDataOrder *order,
            GHashTable *places,
            GError **error)
{
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (GraftDataRow));
  gboolean keeps_apart = FALSE;
  g_autoptr (GError) failure = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      sql,
      "SELECT item.id, format, width, height, channels, split, label.class FROM item"
      " LEFT JOIN label ON label.item = item.id WHERE dataset = ? AND excluded = 0"
      " ORDER BY item.id",
      GRAFT_SQL_VALUES (graft_sql_int (self->set)), error);

  if (query == NULL)
    return FALSE;
  self->rows = g_array_new (FALSE, FALSE, sizeof (GraftDataRow));
  while (graft_sql_next (sql, query, &failure))
    {
      gint64 class = sqlite3_column_int64 (query, 6);
      gpointer place;
      GraftDataRow row = { .id = (guint32)sqlite3_column_int64 (query, 0),
                           .label = GRAFT_LABEL_NONE,
                           .format = (GraftItemFormat)sqlite3_column_int (query, 1),
                           .width = (guint)sqlite3_column_int (query, 2),
                           .height = (guint)sqlite3_column_int (query, 3),
                           .channels = (guint)sqlite3_column_int (query, 4) };

      GraftSplit split = (GraftSplit)sqlite3_column_int (query, 5);

      if (g_hash_table_lookup_extended (places, &class, NULL, &place))
        row.label = (gint32)GPOINTER_TO_UINT (place);
      keeps_apart |= split == GRAFT_SPLIT_TEST;
      if (is_wanted (order, split, row.label))
        g_array_append_val (self->rows, row);
      else if (!order->labelled || row.label != GRAFT_LABEL_NONE)
        g_array_append_val (others, row);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  /* A set that is named for testing and keeps nothing apart is for testing as a whole. */
  if (!keeps_apart && order->part == GRAFT_DATA_TEST)
    {
      g_clear_pointer (&self->rows, g_array_unref);
      self->rows = g_steal_pointer (&others);
    }
  return TRUE;
}

static gboolean
read_replayed_item (GraftSql *sql, guint32 id, GraftDataRow *row, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      sql, "SELECT format, width, height, channels FROM item WHERE id = ?",
      GRAFT_SQL_VALUES (graft_sql_int (id)), error);

  if (query == NULL)
    return FALSE;
  if (graft_sql_next (sql, query, &failure))
    {
      row->format = (GraftItemFormat)sqlite3_column_int (query, 0);
      row->width = (guint)sqlite3_column_int (query, 1);
      row->height = (guint)sqlite3_column_int (query, 2);
      row->channels = (guint)sqlite3_column_int (query, 3);
      return TRUE;
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                 "item %u that the run was trained on is not in %s any more; undo its "
                 "removal, or train a new run",
                 id, graft_sql_get_path (sql));
  return FALSE;
}

static gboolean
read_replay (GraftDataRows *self,
             GraftSql *sql,
             const GraftLedgerPart *replay,
             GError **error)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (GraftDataRow));
  self->class_names = g_strdupv (replay->class_names);
  for (guint i = 0; i < replay->items->len; i++)
    {
      GraftDataRow row = { .id = g_array_index (replay->items, guint32, i),
                           .label = g_array_index (replay->labels, gint32, i) };

      if (!read_replayed_item (sql, row.id, &row, error))
        return FALSE;
      g_array_append_val (self->rows, row);
    }
  return TRUE;
}

gboolean
graft_data_rows_read (GraftDataRows *self,
                      GraftSql *sql,
                      const GraftProjectDataOrder *order,
                      GError **error)
{
  g_autoptr (GHashTable) places = NULL;

  *self = (GraftDataRows){ 0 };
  if (!find_set (self, sql, order->set, error))
    return FALSE;
  if (order->replay != NULL)
    return read_replay (self, sql, order->replay, error);
  places = read_classes (self, sql, error);
  return places != NULL && read_items (self, sql, order, places, error);
}

gboolean
graft_project_data_has_part (const char *path, const char *set, GraftDataPart part)
{
  g_autoptr (GraftSql) sql = graft_data_rows_open (path, NULL);
  GraftSplit split = part == GRAFT_DATA_TEST ? GRAFT_SPLIT_TEST : GRAFT_SPLIT_VALIDATION;
  gint64 found = 0;

  if (part == GRAFT_DATA_TRAIN)
    return TRUE;
  return sql != NULL &&
         graft_sql_get_int (
             sql,
             "SELECT count(*) FROM item JOIN dataset ON dataset.id = item.dataset"
             " WHERE dataset.name = ? AND item.split = ? AND item.excluded = 0",
             GRAFT_SQL_VALUES (graft_sql_text (set), graft_sql_int (split)), 0, &found,
             NULL) &&
         found > 0;
}
