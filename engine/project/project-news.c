/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See project-news.h: which rows were touched. project-news-read.c reads them. */
#include "engine/project/project-news-private.h"

static void
touched_free (gpointer data)
{
  GraftTouchedSet *self = data;

  g_clear_pointer (&self->removed, g_array_unref);
  g_free (self);
}

GraftProjectNews *
graft_project_news_new (void)
{
  GraftProjectNews *self = g_new0 (GraftProjectNews, 1);

  self->sets = g_hash_table_new_full (NULL, NULL, NULL, touched_free);
  self->items = g_array_new (FALSE, FALSE, sizeof (guint32));
  return self;
}

void
graft_project_news_free (GraftProjectNews *self)
{
  g_hash_table_unref (self->sets);
  g_array_unref (self->items);
  g_free (self);
}

GraftTouchedSet *
graft_project_news_touch (GraftProjectNews *self, guint32 set)
{
  GraftTouchedSet *touched = g_hash_table_lookup (self->sets, GUINT_TO_POINTER (set));

  if (touched == NULL)
    {
      touched = g_new0 (GraftTouchedSet, 1);
      g_hash_table_insert (self->sets, GUINT_TO_POINTER (set), touched);
    }
  return touched;
}

void
graft_project_news_merge (GraftProjectNews *self, GraftProjectNews *other)
{
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, other->sets);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      GraftTouchedSet *from = value;
      GraftTouchedSet *into = graft_project_news_touch (self, GPOINTER_TO_UINT (id));

      into->row |= from->row;
      into->classes |= from->classes;
      into->all |= from->all;
      if (from->removed != NULL && into->removed == NULL)
        into->removed = g_array_ref (from->removed);
      else if (from->removed != NULL)
        g_array_append_vals (into->removed, from->removed->data, from->removed->len);
    }
  g_array_append_vals (self->items, other->items->data, other->items->len);
}

gboolean
graft_project_news_add_all (GraftProjectNews *self,
                            GraftProjectFile *file,
                            GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query =
      graft_sql_query (sql, "SELECT id FROM dataset", GRAFT_SQL_NO_VALUES, error);

  if (query == NULL)
    return FALSE;
  while (graft_sql_next (sql, query, &failed))
    {
      GraftTouchedSet *set =
          graft_project_news_touch (self, (guint32)sqlite3_column_int64 (query, 0));

      set->row = set->classes = set->all = TRUE;
    }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* One change of a change set. */
typedef struct
{
  sqlite3_changeset_iter *iter;
  int operation;
  GraftProjectNews *news;
  GraftSql *sql;
} Entry;

/* A column before (deleted) or after (inserted); of an update whichever is there: keys
 * have only a value before. */
static gint64
entry_int (const Entry *entry, int column)
{
  sqlite3_value *value = NULL;

  if (entry->operation != SQLITE_INSERT)
    sqlite3changeset_old (entry->iter, column, &value);
  if (value == NULL && entry->operation != SQLITE_DELETE)
    sqlite3changeset_new (entry->iter, column, &value);
  return value != NULL ? sqlite3_value_int64 (value) : 0;
}

static gboolean
add_item (const Entry *entry, GError **error)
{
  guint32 id = (guint32)entry_int (entry, 0);
  GraftTouchedSet *set;

  if (entry->operation != SQLITE_DELETE)
    {
      g_array_append_val (entry->news->items, id);
      return TRUE;
    }
  set = graft_project_news_touch (entry->news, (guint32)entry_int (entry, 1));
  if (set->removed == NULL)
    set->removed = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (set->removed, id);
  return TRUE;
}

static gboolean
add_dataset (const Entry *entry, GError **error)
{
  GraftTouchedSet *set =
      graft_project_news_touch (entry->news, (guint32)entry_int (entry, 0));

  set->row = TRUE;
  if (entry->operation == SQLITE_INSERT)
    set->classes = set->all = TRUE;
  return TRUE;
}

/* Labels are places in the list: another list, and all of them must be read again. An
 * update says which class only by its id. */
static gboolean
add_class (const Entry *entry, GError **error)
{
  GraftTouchedSet *touched;
  gint64 set = 0;

  if (entry->operation != SQLITE_UPDATE)
    set = entry_int (entry, 1);
  else if (!graft_sql_get_int (entry->sql, "SELECT dataset FROM class WHERE id=?1",
                               GRAFT_SQL_VALUES (graft_sql_int (entry_int (entry, 0))), 0,
                               &set, error))
    return FALSE;
  if (set == 0)
    return TRUE;
  touched = graft_project_news_touch (entry->news, (guint32)set);
  touched->classes = TRUE;
  return TRUE;
}

static gboolean
add_by_item (const Entry *entry, GError **error)
{
  guint32 id = (guint32)entry_int (entry, 0);

  g_array_append_val (entry->news->items, id);
  return TRUE;
}

static const struct
{
  const char *table;
  gboolean (*add) (const Entry *entry, GError **error);
} tables[] = {
  { "item", add_item },     { "dataset", add_dataset },    { "class", add_class },
  { "label", add_by_item }, { "suggestion", add_by_item }, { "suspect", add_by_item },
  { "mark", add_by_item },  { "tag", add_by_item },
};

static gboolean
add_entry (const Entry *entry, const char *table, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (table, tables[i].table))
      return tables[i].add (entry, error);
  return TRUE;
}

gboolean
graft_project_news_add_changes (GraftProjectNews *self,
                                GraftProjectFile *file,
                                GBytes *changes,
                                GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (changes, &size);
  Entry entry = { .news = self, .sql = graft_project_file_peek_sql (file) };
  gboolean well = TRUE;
  const char *table;
  int columns, indirect, code;

  if (size == 0)
    return TRUE;
  code = sqlite3changeset_start (&entry.iter, (int)size, (void *)data);
  if (code != SQLITE_OK)
    return graft_sql_fail (entry.sql, code, error);
  while (well && sqlite3changeset_next (entry.iter) == SQLITE_ROW)
    {
      sqlite3changeset_op (entry.iter, &table, &columns, &entry.operation, &indirect);
      well = add_entry (&entry, table, error);
    }
  code = sqlite3changeset_finalize (entry.iter);
  if (!well)
    return FALSE;
  return code == SQLITE_OK || graft_sql_fail (entry.sql, code, error);
}
