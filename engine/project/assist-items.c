/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See assist-items.h. */
#include "engine/project/assist-items.h"

#include "engine/label/duplicates.h"

#include <string.h>

static GraftAssistItems *
items_new (guint32 set)
{
  GraftAssistItems *self = g_new0 (GraftAssistItems, 1);

  self->set = set;
  self->ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->labels = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->excluded = g_array_new (FALSE, FALSE, sizeof (guint8));
  self->splits = g_array_new (FALSE, FALSE, sizeof (guint8));
  self->hashes = g_byte_array_new ();
  self->dhashes = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->has_dhash = g_array_new (FALSE, FALSE, sizeof (guint8));
  self->groups = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->class_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
graft_assist_items_free (GraftAssistItems *self)
{
  g_array_unref (self->ids);
  g_array_unref (self->labels);
  g_array_unref (self->excluded);
  g_array_unref (self->splits);
  g_byte_array_unref (self->hashes);
  g_array_unref (self->dhashes);
  g_array_unref (self->has_dhash);
  g_array_unref (self->groups);
  g_array_unref (self->class_ids);
  g_free (self);
}

static gboolean
read_classes (GraftAssistItems *self, GraftSql *sql, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      sql, "SELECT id FROM class WHERE dataset = ? ORDER BY position, id",
      GRAFT_SQL_VALUES (graft_sql_int (self->set)), error);

  if (query == NULL)
    return FALSE;
  while (graft_sql_next (sql, query, &failure))
    {
      gint64 id = sqlite3_column_int64 (query, 0);

      g_array_append_val (self->class_ids, id);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gint32
find_place (const GraftAssistItems *self, gint64 class)
{
  for (guint k = 0; class != 0 && k < self->class_ids->len; k++)
    if (g_array_index (self->class_ids, gint64, k) == class)
      return (gint32)k;
  return -1;
}

/* A number for a group's name; the same for the same. */
static guint32
number_group (GHashTable *numbers, GraftQuery *query, int column)
{
  g_autofree char *name = graft_query_dup_text (query, column);
  gpointer known;
  guint32 number;

  if (name == NULL || *name == '\0')
    return G_MAXUINT32;
  if (g_hash_table_lookup_extended (numbers, name, NULL, &known))
    return GPOINTER_TO_UINT (known);
  number = g_hash_table_size (numbers);
  g_hash_table_insert (numbers, g_steal_pointer (&name), GUINT_TO_POINTER (number));
  return number;
}

static void
add_row (GraftAssistItems *self, GraftQuery *query, GHashTable *groups)
{
  guint32 id = (guint32)sqlite3_column_int64 (query, 0);
  gint32 label = find_place (self, sqlite3_column_int64 (query, 1));
  guint8 excluded = sqlite3_column_int (query, 2) != 0;
  guint8 split = (guint8)sqlite3_column_int (query, 3);
  guint64 dhash = (guint64)sqlite3_column_int64 (query, 5);
  guint8 has_dhash = sqlite3_column_type (query, 5) == SQLITE_INTEGER;
  guint32 group = number_group (groups, query, 6);
  guint8 hash[32] = { 0 };

  if (sqlite3_column_bytes (query, 4) == sizeof hash)
    memcpy (hash, sqlite3_column_blob (query, 4), sizeof hash);
  g_array_append_val (self->ids, id);
  g_array_append_val (self->labels, label);
  g_array_append_val (self->excluded, excluded);
  g_array_append_val (self->splits, split);
  g_byte_array_append (self->hashes, hash, sizeof hash);
  g_array_append_val (self->dhashes, dhash);
  g_array_append_val (self->has_dhash, has_dhash);
  g_array_append_val (self->groups, group);
  self->n++;
}

GraftAssistItems *
graft_assist_items_read (GraftSql *sql, guint32 set, GError **error)
{
  g_autoptr (GraftAssistItems) self = items_new (set);
  g_autoptr (GHashTable) groups =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GraftQuery) query = NULL;

  if (!read_classes (self, sql, error))
    return NULL;
  query = graft_sql_query (
      sql,
      "SELECT item.id, label.class, excluded, split, hash, dhash, grp FROM item"
      " LEFT JOIN label ON label.item = item.id WHERE dataset = ? ORDER BY item.id",
      GRAFT_SQL_VALUES (graft_sql_int (set)), error);
  if (query == NULL)
    return NULL;
  while (graft_sql_next (sql, query, &failure))
    add_row (self, query, groups);
  if (failure == NULL)
    return g_steal_pointer (&self);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/* Joins the near duplicates among the items that have a perceptual hash. */
static gboolean
join_near (const GraftAssistItems *self,
           GraftUnionFind *sets,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree guint64 *hashes = g_new (guint64, self->n + 1);
  g_autofree guint32 *places = g_new (guint32, self->n + 1);
  g_autofree guint32 *near = g_new (guint32, self->n + 1);
  g_autoptr (GraftGroups) groups = NULL;
  gsize n = 0;

  for (gsize i = 0; i < self->n; i++)
    if (g_array_index (self->has_dhash, guint8, i))
      {
        hashes[n] = g_array_index (self->dhashes, guint64, i);
        places[n++] = (guint32)i;
      }
  if (n == 0)
    return TRUE;
  groups = graft_duplicates_near (&(GraftNearSearch){ .dhashes = hashes,
                                                      .n = n,
                                                      .max_bits = GRAFT_NEAR_BITS,
                                                      .cancellable = cancellable },
                                  NULL, NULL, error);
  if (groups == NULL)
    return FALSE;
  for (gsize i = 0; i < self->n; i++)
    near[i] = GRAFT_GROUP_NONE;
  for (gsize i = 0; i < n; i++)
    near[places[i]] = groups->of[i];
  graft_groups_join (near, sets);
  return TRUE;
}

guint32 *
graft_assist_items_find_duplicates (const GraftAssistItems *self,
                                    GCancellable *cancellable,
                                    GError **error)
{
  g_autoptr (GraftUnionFind) sets = graft_union_find_new (self->n);
  g_autoptr (GraftGroups) exact = graft_duplicates_exact (self->hashes->data, self->n);
  g_autoptr (GraftGroups) all = NULL;

  graft_groups_join (exact->of, sets);
  if (!join_near (self, sets, cancellable, error))
    return NULL;
  all = graft_groups_new_from_sets (sets);
  return g_memdup2 (all->of, self->n * sizeof *all->of);
}
