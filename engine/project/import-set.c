/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The set that an import fills: found or to be made, and what is in it already, so that
 * the same file is not taken twice and doubles are noticed. */
#include "engine/base/error.h"
#include "engine/project/import-set-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static guint
hash_hash (gconstpointer data)
{
  guint word;

  /* Already as random as it can be. */
  memcpy (&word, data, sizeof word);
  return word;
}

static gboolean
hash_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, 32) == 0;
}

GraftImportSet *
graft_import_set_new (const char *name,
                      gboolean exact,
                      const char *origin,
                      const char *like,
                      GraftSetKind kind)
{
  GraftImportSet *self = g_new0 (GraftImportSet, 1);

  self->name = g_strdup (name);
  self->exact = exact;
  self->origin = g_strdup (origin);
  self->like = g_strdup (like);
  self->kind = kind;
  self->seen = g_array_new (FALSE, FALSE, sizeof (GraftImportSeen));
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_hash = g_hash_table_new (hash_hash, hash_equal);
  self->names = g_string_chunk_new (16384);
  self->hashes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
graft_import_set_free (GraftImportSet *self)
{
  g_free (self->name);
  g_free (self->origin);
  g_free (self->like);
  g_array_unref (self->seen);
  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->by_hash);
  g_string_chunk_free (self->names);
  g_ptr_array_unref (self->hashes);
  g_free (self);
}

static const GraftImportSeen *
find (GraftImportSet *self, GHashTable *table, gconstpointer key)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (table, key));

  return index > 0 ? &g_array_index (self->seen, GraftImportSeen, index - 1) : NULL;
}

const GraftImportSeen *
graft_import_set_find_key (GraftImportSet *self, const char *key)
{
  return find (self, self->by_key, key);
}

const GraftImportSeen *
graft_import_set_find_hash (GraftImportSet *self, const guint8 *hash)
{
  return find (self, self->by_hash, hash);
}

void
graft_import_set_remember (GraftImportSet *self,
                           const char *key,
                           const char *name,
                           const guint8 *hash,
                           const GraftImportSeen *seen)
{
  GraftImportSeen copy = *seen;
  guint8 *bytes = g_memdup2 (hash, 32);
  gpointer index = GUINT_TO_POINTER (self->seen->len + 1);

  g_ptr_array_add (self->hashes, bytes);
  copy.hash = bytes;
  copy.name = g_string_chunk_insert (self->names, name);
  copy.key =
      strcmp (key, name) == 0 ? copy.name : g_string_chunk_insert (self->names, key);
  g_array_append_val (self->seen, copy);
  /* The first of several stays the one that the others are compared with. */
  if (!g_hash_table_contains (self->by_hash, bytes))
    g_hash_table_insert (self->by_hash, bytes, index);
  g_hash_table_insert (self->by_key, (char *)copy.key, index);
}

/* --- what the file has --- */

static void
remember_row (GraftImportSet *self, GraftQuery *query)
{
  g_autoptr (GBytes) hash = graft_query_dup_blob (query, 1);
  g_autoptr (GBytes) root = graft_query_dup_blob (query, 5);
  g_autoptr (GBytes) path = graft_query_dup_blob (query, 6);
  g_autofree char *name = graft_query_dup_text (query, 4);
  g_autofree char *key = NULL;
  GraftImportSeen seen = { .id = (guint32)sqlite3_column_int64 (query, 0),
                           .dhash = (guint64)sqlite3_column_int64 (query, 2),
                           .has_dhash = sqlite3_column_type (query, 2) != SQLITE_NULL,
                           .split = (guint8)sqlite3_column_int (query, 3) };

  if (hash == NULL || g_bytes_get_size (hash) != 32 || name == NULL)
    return;
  if (root != NULL && path != NULL)
    {
      g_autofree char *folder =
          g_strndup (g_bytes_get_data (root, NULL), g_bytes_get_size (root));
      g_autofree char *rest =
          g_strndup (g_bytes_get_data (path, NULL), g_bytes_get_size (path));

      key = g_build_filename (folder, rest, NULL);
    }
  graft_import_set_remember (self, key != NULL ? key : name, name,
                             g_bytes_get_data (hash, NULL), &seen);
}

static gboolean
read_items (GraftImportSet *self, GraftSql *sql, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      sql,
      "SELECT i.id, i.hash, i.dhash, i.split, i.name, r.path, i.path FROM item i"
      " LEFT JOIN root r ON r.id=i.root WHERE i.dataset=?1 ORDER BY i.id",
      GRAFT_SQL_VALUES (graft_sql_int (self->id)), error);

  if (query == NULL)
    return FALSE;
  while (graft_sql_next (sql, query, &failed))
    remember_row (self, query);
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

typedef struct
{
  gint64 id;
  GraftSetKind kind;
  guint size[3];
  char *origin;
} SetRow;

/* @row->id stays 0 when there is no such set. */
static gboolean
read_set (GraftImportSet *self, GraftSql *sql, SetRow *row, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      sql, "SELECT id, kind, height, width, channels, origin FROM dataset WHERE name=?1",
      GRAFT_SQL_VALUES (graft_sql_text (self->name)), error);

  if (query == NULL)
    return FALSE;
  if (graft_sql_next (sql, query, &failed))
    {
      row->id = sqlite3_column_int64 (query, 0);
      row->kind = (GraftSetKind)sqlite3_column_int (query, 1);
      for (int i = 0; i < 3; i++)
        row->size[i] = (guint)sqlite3_column_int (query, 2 + i);
      row->origin = graft_query_dup_text (query, 5);
    }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static gboolean
check_kind (GraftImportSet *self, const SetRow *row, GError **error)
{
  if (row->kind != self->kind)
    g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                 _ ("The set “%s” has items of another kind; choose another set."),
                 self->name);
  else if (row->kind == GRAFT_SET_VECTORS && self->width > 0 && row->size[1] > 0 &&
           row->size[1] != self->width)
    g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                 _ ("The set “%s” has items of %u features and these have %u; choose "
                    "another set."),
                 self->name, row->size[1], self->width);
  else
    return TRUE;
  return FALSE;
}

gboolean
graft_import_set_read (GraftProjectFile *file, gpointer data, GError **error)
{
  GraftImportSet *self = data;
  GraftSql *sql = graft_project_file_peek_sql (file);
  SetRow row = { 0 };
  gboolean fine = read_set (self, sql, &row, error);
  gboolean same = row.id > 0 &&
                  (self->exact ||
                   (row.kind == self->kind && g_strcmp0 (row.origin, self->origin) == 0));

  g_free (row.origin);
  if (!fine || !same)
    return fine;
  if (!check_kind (self, &row, error))
    return FALSE;
  /* Run again after a failure, it begins anew. */
  self->id = (guint32)row.id;
  g_hash_table_remove_all (self->by_key);
  g_hash_table_remove_all (self->by_hash);
  g_array_set_size (self->seen, 0);
  return read_items (self, sql, error);
}
