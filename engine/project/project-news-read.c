/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second half of project-news.h: reads what was touched and makes the change that the
 * main thread gets. */
#include "engine/project/project-news-private.h"

#include "engine/project/project-rows.h"

#include <stdlib.h>

static void
set_change_free (gpointer data)
{
  GraftSetChange *self = data;

  g_free (self->name);
  g_free (self->origin);
  g_clear_pointer (&self->class_ids, g_array_unref);
  g_strfreev (self->class_names);
  g_clear_pointer (&self->items, g_array_unref);
  g_clear_pointer (&self->removed, g_array_unref);
  g_free (self);
}

void
graft_project_change_free (GraftProjectChange *self)
{
  g_clear_pointer (&self->sets, g_ptr_array_unref);
  g_free (self->undo_what);
  g_free (self->redo_what);
  g_strfreev (self->annotators);
  g_free (self);
}

/* Reading under way. */
typedef struct
{
  GraftProjectNews *news;
  GraftProjectFile *file;
  GraftProjectChange *change;
  GHashTable *places;  /* set id → (class id → place + 1) */
  GHashTable *changes; /* set id → GraftSetChange, owned by @change */
} Reading;

static int
compare_ids (const void *a, const void *b)
{
  guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;

  return (x > y) - (x < y);
}

static void
sort_ids (GArray *ids)
{
  guint n = 0;

  if (ids->len > 1)
    qsort (ids->data, ids->len, sizeof (guint32), compare_ids);
  for (guint i = 0; i < ids->len; i++)
    if (n == 0 || g_array_index (ids, guint32, i) != g_array_index (ids, guint32, n - 1))
      g_array_index (ids, guint32, n++) = g_array_index (ids, guint32, i);
  g_array_set_size (ids, n);
}

static GraftSetChange *
get_set_change (Reading *self, guint32 set)
{
  GraftSetChange *change = g_hash_table_lookup (self->changes, GUINT_TO_POINTER (set));

  if (change == NULL)
    {
      change = g_new0 (GraftSetChange, 1);
      change->id = set;
      g_hash_table_insert (self->changes, GUINT_TO_POINTER (set), change);
      g_ptr_array_add (self->change->sets, change);
    }
  return change;
}

static GHashTable *
make_places (GArray *ids)
{
  GHashTable *places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_insert (places, g_memdup2 (&g_array_index (ids, gint64, i), 8),
                         GUINT_TO_POINTER (i + 1));
  return places;
}

/* Where the classes of a set stand in its list; NULL when they cannot be read. */
static GHashTable *
find_places (Reading *self, guint32 set)
{
  GHashTable *places = g_hash_table_lookup (self->places, GUINT_TO_POINTER (set));
  g_autoptr (GArray) ids = NULL;

  if (places != NULL)
    return places;
  ids = graft_project_rows_read_classes (self->file, set, NULL, NULL);
  if (ids == NULL)
    return NULL;
  places = make_places (ids);
  g_hash_table_insert (self->places, GUINT_TO_POINTER (set), places);
  return places;
}

static gint16
find_place (GHashTable *places, gint64 class)
{
  gpointer place = places != NULL ? g_hash_table_lookup (places, &class) : NULL;

  return place != NULL ? (gint16)(GPOINTER_TO_UINT (place) - 1) : GRAFT_CLASS_NONE;
}

static gboolean
add_row_cb (const GraftProjectRow *row, gpointer data)
{
  Reading *self = data;
  GraftSetChange *change = get_set_change (self, row->set);
  GHashTable *places = find_places (self, row->set);
  GraftItem item = row->item;

  item.label = find_place (places, row->class);
  item.suggestion = find_place (places, row->suggestion);
  if (change->items == NULL)
    change->items = g_array_new (FALSE, FALSE, sizeof (GraftItem));
  g_array_append_val (change->items, item);
  return TRUE;
}

/* The set's own row; @gone when there is none. */
static gboolean
read_set_row (Reading *self, GraftSetChange *change, GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (self->file);
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      sql, "SELECT name, origin, kind, position FROM dataset WHERE id=?1",
      GRAFT_SQL_VALUES (graft_sql_int (change->id)), error);

  if (query == NULL)
    return FALSE;
  if (graft_sql_next (sql, query, &failed))
    {
      change->name = graft_query_dup_text (query, 0);
      change->origin = graft_query_dup_text (query, 1);
      change->kind = (GraftSetKind)sqlite3_column_int (query, 2);
      change->position = sqlite3_column_int64 (query, 3);
      return TRUE;
    }
  change->gone = TRUE;
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static gboolean
read_set (Reading *self, guint32 id, GraftTouchedSet *touched, GError **error)
{
  GraftSetChange *change = get_set_change (self, id);

  if (!read_set_row (self, change, error))
    return FALSE;
  if (change->gone)
    return TRUE;
  if (touched->classes)
    {
      change->class_ids =
          graft_project_rows_read_classes (self->file, id, &change->class_names, error);
      if (change->class_ids == NULL)
        return FALSE;
    }
  change->all = touched->all || touched->classes;
  if (change->all)
    {
      change->items = g_array_new (FALSE, FALSE, sizeof (GraftItem));
      return graft_project_rows_read_set (self->file, id, add_row_cb, self, error);
    }
  if (touched->removed != NULL)
    {
      change->removed = g_array_ref (touched->removed);
      sort_ids (change->removed);
    }
  return TRUE;
}

static gboolean
read_sets (Reading *self, GError **error)
{
  GHashTableIter iter;
  gpointer id, touched;

  g_hash_table_iter_init (&iter, self->news->sets);
  while (g_hash_table_iter_next (&iter, &id, &touched))
    if (!read_set (self, GPOINTER_TO_UINT (id), touched, error))
      return FALSE;
  return TRUE;
}

/* Rows of sets that were read as a whole are there already. */
static gboolean
add_changed_row_cb (const GraftProjectRow *row, gpointer data)
{
  Reading *self = data;
  GraftSetChange *change = get_set_change (self, row->set);

  return change->all || add_row_cb (row, data);
}

/* All parts of a step stand together, so the sum is over a few rows. */
#define STEP                                                                             \
  "SELECT h.what, (SELECT sum (p.n) FROM history p WHERE p.step=h.step) FROM history h "

static gboolean
read_step (
    GraftProjectFile *file, gboolean undone, char **what, gint64 *n, GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query =
      graft_sql_query (sql,
                       undone ? STEP "WHERE h.undone=1 ORDER BY h.id LIMIT 1"
                              : STEP "WHERE h.undone=0 ORDER BY h.id DESC LIMIT 1",
                       GRAFT_SQL_NO_VALUES, error);

  if (query == NULL)
    return FALSE;
  if (graft_sql_next (sql, query, &failed))
    {
      *what = graft_query_dup_text (query, 0);
      *n = sqlite3_column_int64 (query, 1);
    }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static gboolean
read_annotators (Reading *self, GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (self->file);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query =
      graft_sql_query (sql, "SELECT name FROM annotator ORDER BY kind, id LIMIT 10000",
                       GRAFT_SQL_NO_VALUES, error);

  if (query == NULL)
    return FALSE;
  while (graft_sql_next (sql, query, &failed))
    g_ptr_array_add (names, graft_query_dup_text (query, 0));
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  g_ptr_array_add (names, NULL);
  self->change->annotators = (char **)g_ptr_array_free (g_steal_pointer (&names), FALSE);
  return TRUE;
}

static gboolean
read_all (Reading *self, GError **error)
{
  GraftProjectChange *change = self->change;
  GArray *items = self->news->items;

  sort_ids (items);
  return read_sets (self, error) &&
         graft_project_rows_read_items (self->file, (const guint32 *)items->data,
                                        items->len, add_changed_row_cb, self, error) &&
         read_step (self->file, FALSE, &change->undo_what, &change->undo_n, error) &&
         read_step (self->file, TRUE, &change->redo_what, &change->redo_n, error) &&
         read_annotators (self, error);
}

GraftProjectChange *
graft_project_news_read (GraftProjectNews *self, GraftProjectFile *file, GError **error)
{
  g_autoptr (GHashTable) places =
      g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
  g_autoptr (GHashTable) changes = g_hash_table_new (NULL, NULL);
  g_autoptr (GraftProjectChange) change = g_new0 (GraftProjectChange, 1);
  Reading reading = { self, file, change, places, changes };

  change->sets = g_ptr_array_new_with_free_func (set_change_free);
  return read_all (&reading, error) ? g_steal_pointer (&change) : NULL;
}
