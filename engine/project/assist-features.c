/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See assist-features.h. A table is looked for by what it was made of: the set, the
 * network's weights, and the items with the hashes of their content; labels play no part.
 */
#include "engine/project/assist-features.h"

#include "engine/project/network-features.h"
#include "engine/project/project-data.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

/* Source and target by pixels and by a network. */
#define MOST_TABLES 4
/* Pictures of all sizes are looked at in this one. */
#define SIDE 32
/* Pictures of one size, and no larger, stay as they are. */
#define MOST_NATIVE (64 * 64)

/* @key: see make_key() */
typedef struct
{
  GraftFeatureTable table; /* first: tables are given out as these */
  atomic_int references;
  guint32 set;
  char *key;
} Table;

struct _GraftFeatureCache
{
  atomic_int references;
  pthread_mutex_t lock;
  GPtrArray *tables; /* Table, the last used at the end; guarded by lock */
};

void
graft_feature_table_unref (GraftFeatureTable *self)
{
  Table *table = (Table *)self;

  if (atomic_fetch_sub (&table->references, 1) != 1)
    return;
  g_free (table->table.ids);
  g_free (table->table.x);
  g_free (table->key);
  g_free (table);
}

static GraftFeatureTable *
table_ref (Table *self)
{
  atomic_fetch_add (&self->references, 1);
  return &self->table;
}

GraftFeatureCache *
graft_feature_cache_ref (GraftFeatureCache *self)
{
  atomic_fetch_add (&self->references, 1);
  return self;
}

void
graft_feature_cache_unref (GraftFeatureCache *self)
{
  if (atomic_fetch_sub (&self->references, 1) != 1)
    return;
  g_ptr_array_unref (self->tables);
  pthread_mutex_destroy (&self->lock);
  g_free (self);
}

GraftFeatureCache *
graft_feature_cache_for (GraftProject *project)
{
  static const char *const name = "graft-feature-cache";
  GraftFeatureCache *self = g_object_get_data (G_OBJECT (project), name);

  if (self != NULL)
    return self;
  self = g_new0 (GraftFeatureCache, 1);
  atomic_init (&self->references, 1);
  pthread_mutex_init (&self->lock, NULL);
  self->tables =
      g_ptr_array_new_with_free_func ((GDestroyNotify)graft_feature_table_unref);
  g_object_set_data_full (G_OBJECT (project), name, self,
                          (GDestroyNotify)graft_feature_cache_unref);
  return self;
}

/* What the items are, without their labels. */
static char *
make_items_key (const GraftAssistItems *items)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *)items->ids->data,
                     (gssize)(items->n * sizeof (guint32)));
  g_checksum_update (checksum, items->hashes->data, (gssize)items->hashes->len);
  return g_strdup (g_checksum_get_string (checksum));
}

static char *
make_key (const GraftAssistItems *items, const GraftStoredNetwork *network)
{
  g_autofree char *own = make_items_key (items);

  return g_strconcat (own, " ", network != NULL ? network->hash : "", NULL);
}

/* The newest that fits; it is the last used from now on. */
static GraftFeatureTable *
look (GraftFeatureCache *self, const char *key, gboolean prefix)
{
  GraftFeatureTable *found = NULL;

  pthread_mutex_lock (&self->lock);
  for (guint i = self->tables->len; found == NULL && i > 0; i--)
    {
      Table *table = self->tables->pdata[i - 1];

      if (!(prefix ? g_str_has_prefix (table->key, key) : g_str_equal (table->key, key)))
        continue;
      found = table_ref (table);
      g_ptr_array_steal_index (self->tables, i - 1);
      g_ptr_array_add (self->tables, table);
    }
  pthread_mutex_unlock (&self->lock);
  return found;
}

static void
keep (GraftFeatureCache *self, Table *table)
{
  pthread_mutex_lock (&self->lock);
  g_ptr_array_add (self->tables, table_ref (table));
  if (self->tables->len > MOST_TABLES)
    g_ptr_array_remove_index (self->tables, 0);
  pthread_mutex_unlock (&self->lock);
}

GraftFeatureTable *
graft_feature_cache_find_last (GraftFeatureCache *self, const GraftAssistItems *items)
{
  g_autofree char *key = make_items_key (items);

  return look (self, key, TRUE);
}

/* ---- making one ---- */

/* Name of the set, and whether its pictures are small and of one size. */
static char *
read_set (GraftSql *sql, guint32 set, gboolean *native, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      sql,
      "SELECT dataset.name, dataset.kind, min (item.width), max (item.width),"
      " min (item.height), max (item.height) FROM dataset JOIN item"
      " ON item.dataset = dataset.id WHERE dataset.id = ?",
      GRAFT_SQL_VALUES (graft_sql_int (set)), error);
  char *name;

  if (query == NULL)
    return NULL;
  if (!graft_sql_next (sql, query, &failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  name = graft_query_dup_text (query, 0);
  *native = sqlite3_column_int (query, 1) != GRAFT_SET_IMAGES ||
            (sqlite3_column_int (query, 2) == sqlite3_column_int (query, 3) &&
             sqlite3_column_int (query, 4) == sqlite3_column_int (query, 5) &&
             (gint64)sqlite3_column_int (query, 3) * sqlite3_column_int (query, 5) <=
                 MOST_NATIVE);
  return name;
}

static GraftLedgerPart *
ask_for_all (const GraftAssistItems *items)
{
  GraftLedgerPart *part = g_new0 (GraftLedgerPart, 1);
  const gint32 none = GRAFT_LABEL_NONE;

  part->items = g_array_ref (items->ids);
  part->labels = g_array_sized_new (FALSE, FALSE, sizeof (gint32), (guint)items->n);
  for (gsize i = 0; i < items->n; i++)
    g_array_append_val (part->labels, none);
  part->class_names = g_new0 (char *, 1);
  return part;
}

static GraftDataset *
load (GraftSql *sql,
      const GraftAssistItems *items,
      const GraftStoredNetwork *network,
      GraftLedgerPart **kept,
      GCancellable *cancellable,
      GError **error)
{
  const GraftShape square = { 3, { SIDE, SIDE, 3 } };
  g_autoptr (GraftLedgerPart) all = ask_for_all (items);
  gboolean native;
  g_autofree char *name = read_set (sql, items->set, &native, error);
  GraftProjectDataOrder order = {
    .path = graft_sql_get_path (sql), .set = name, .replay = all, .lenient = TRUE
  };

  if (name == NULL)
    return NULL;
  if (network != NULL && network->input.rank == 3)
    order.size = &network->input;
  else if (!native)
    order.size = &square;
  return graft_project_data_load (&order, cancellable, NULL, kept, error);
}

static Table *
make_table (GraftSql *sql,
            const GraftAssistItems *items,
            const GraftStoredNetwork *network,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GraftLedgerPart) kept = NULL;
  g_autoptr (GraftDataset) dataset =
      load (sql, items, network, &kept, cancellable, error);
  g_autoptr (GraftFeatures) features = NULL;
  Table *table;

  if (dataset == NULL)
    return NULL;
  features = network != NULL
                 ? graft_stored_network_compute (network, dataset, cancellable, error)
                 : graft_features_simple (dataset, 1, cancellable, error);
  if (features == NULL)
    return NULL;
  table = g_new0 (Table, 1);
  atomic_init (&table->references, 1);
  table->set = items->set;
  table->table.n = features->n;
  table->table.d = features->d;
  table->table.x = g_steal_pointer (&features->x);
  table->table.ids =
      g_memdup2 (kept->items->data, kept->items->len * sizeof *table->table.ids);
  return table;
}

GraftFeatureTable *
graft_feature_cache_get (GraftFeatureCache *self,
                         GraftSql *sql,
                         const GraftAssistItems *items,
                         const char *network,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GraftStoredNetwork) stored = NULL;
  g_autofree char *key = NULL;
  GraftFeatureTable *found;
  Table *table;

  if (network != NULL)
    {
      stored = graft_stored_network_read (sql, network, error);
      if (stored == NULL)
        return NULL;
    }
  key = make_key (items, stored);
  found = look (self, key, FALSE);
  if (found != NULL)
    return found;
  table = make_table (sql, items, stored, cancellable, error);
  if (table == NULL)
    return NULL;
  table->key = g_steal_pointer (&key);
  keep (self, table);
  return &table->table;
}
