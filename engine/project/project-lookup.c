/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking things up without disturbing edits: details of an item, and searching. Both run
 * on a thread of their own, with a connection that only reads. */
#include "engine/project/project-items.h"
#include "engine/project/project-jobs.h"

#include "engine/io/image-file.h"
#include "engine/project/work.h"

#include <glib/gstdio.h>

#include <string.h>

void
graft_item_details_free (GraftItemDetails *self)
{
  g_free (self->file);
  g_free (self->path);
  g_free (self->hash);
  g_free (self->annotator);
  g_strfreev (self->tags);
  g_free (self->group);
  g_free (self);
}

static void
free_details (gpointer details)
{
  graft_item_details_free (details);
}

static char *
dup_hex (const guint8 *hash, gsize n)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%02x", hash[i]);
  return g_string_free (text, FALSE);
}

static gboolean
has_content (const char *path, const guint8 *hash)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *bytes = NULL;
  guint8 found[32];
  gsize size, length = sizeof found;

  if (!g_file_get_contents (path, &bytes, &size, NULL))
    return FALSE;
  g_checksum_update (sum, (const guint8 *)bytes, (gssize)size);
  g_checksum_get_digest (sum, found, &length);
  return memcmp (found, hash, sizeof found) == 0;
}

/* Another size is another file; another time may be a copy, and then its bytes decide. */
gboolean
graft_item_source_is_missing (const GraftItemSource *source)
{
  GStatBuf status;

  if (source->format != GRAFT_FORMAT_FILE)
    return FALSE;
  if (g_stat (source->path, &status) != 0 || !S_ISREG (status.st_mode) ||
      (guint64)status.st_size != source->bytes || source->bytes > GRAFT_IMAGE_MAX_FILE)
    return TRUE;
  return (gint64)status.st_mtime != source->mtime &&
         !has_content (source->path, source->hash);
}

static void
take_source (GraftItemDetails *details, GraftItemSource *source)
{
  details->missing = graft_item_source_is_missing (source);
  details->file = g_steal_pointer (&source->name);
  details->path = g_steal_pointer (&source->path);
  details->width = source->width;
  details->height = source->height;
  details->bytes = source->bytes;
  details->hash = dup_hex (source->hash, sizeof source->hash);
}

static gboolean
read_label (GraftSql *sql, GraftItemDetails *details, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      sql,
      "SELECT i.grp, a.name, l.time FROM item i LEFT JOIN label l ON l.item=i.id"
      " LEFT JOIN annotator a ON a.id=l.annotator WHERE i.id=?1",
      GRAFT_SQL_VALUES (graft_sql_int (details->id)), error);

  if (query == NULL)
    return FALSE;
  if (graft_sql_next (sql, query, &failed))
    {
      details->group = graft_query_dup_text (query, 0);
      details->annotator = graft_query_dup_text (query, 1);
      details->labelled = sqlite3_column_int64 (query, 2) / G_USEC_PER_SEC;
    }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static gboolean
read_tags (GraftSql *sql, GraftItemDetails *details, GError **error)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query =
      graft_sql_query (sql, "SELECT name FROM tag WHERE item=?1 ORDER BY name LIMIT 1000",
                       GRAFT_SQL_VALUES (graft_sql_int (details->id)), error);

  if (query == NULL)
    return FALSE;
  while (graft_sql_next (sql, query, &failed))
    g_ptr_array_add (tags, graft_query_dup_text (query, 0));
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  g_ptr_array_add (tags, NULL);
  details->tags = (char **)g_ptr_array_free (g_steal_pointer (&tags), FALSE);
  return TRUE;
}

static GraftItemDetails *
read_details (GraftSql *sql, guint32 item, GError **error)
{
  g_autoptr (GraftItemDetails) details = g_new0 (GraftItemDetails, 1);
  g_auto (GraftItemSource) source = { 0 };

  details->id = item;
  if (!graft_project_read_source (sql, item, &source, error) ||
      !read_label (sql, details, error) || !read_tags (sql, details, error))
    return NULL;
  take_source (details, &source);
  return g_steal_pointer (&details);
}

static gpointer
details_worker (gpointer project,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  GraftSql *reader = graft_project_take_reader (project, error);
  GraftItemDetails *details;

  if (reader == NULL)
    return NULL;
  details = read_details (reader, GPOINTER_TO_UINT (data), error);
  graft_project_give_reader (project, reader);
  return details;
}

void
graft_project_get_details_async (GraftProject *self,
                                 guint32 item,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, graft_project_get_details_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (item), NULL);
  graft_work_start (task, details_worker, free_details);
}

GraftItemDetails *
graft_project_get_details_finish (GraftProject *self,
                                  GAsyncResult *result,
                                  GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- searching --- */

typedef struct
{
  guint32 set;
  char *needle; /* without case */
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  g_free (self->needle);
  g_free (self);
}

static gboolean
matches (GraftQuery *query, int column, const char *needle)
{
  g_autofree char *text = graft_query_dup_text (query, column);
  g_autofree char *folded = NULL;

  if (text == NULL)
    return FALSE;
  if (g_str_is_ascii (text) && g_str_is_ascii (needle))
    return strcasestr (text, needle) != NULL;
  folded = g_utf8_casefold (text, -1);
  return strstr (folded, needle) != NULL;
}

/* In C and not by LIKE, which knows no case but that of ASCII. Tags make an item come
 * several times, one after the other. */
static GBytes *
run_search (GraftSql *sql,
            const Search *search,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      sql,
      "SELECT i.id, i.name, i.grp, t.name FROM item i LEFT JOIN tag t ON t.item=i.id"
      " WHERE i.dataset=?1 ORDER BY i.id",
      GRAFT_SQL_VALUES (graft_sql_int (search->set)), error);

  if (query == NULL)
    return NULL;
  while (!g_cancellable_set_error_if_cancelled (cancellable, &failed) &&
         graft_sql_next (sql, query, &failed))
    {
      guint32 id = (guint32)sqlite3_column_int64 (query, 0);

      if (ids->len > 0 && g_array_index (ids, guint32, ids->len - 1) == id)
        continue;
      if (matches (query, 1, search->needle) || matches (query, 2, search->needle) ||
          matches (query, 3, search->needle))
        g_array_append_val (ids, id);
    }
  if (failed == NULL)
    return g_bytes_new (ids->data, ids->len * sizeof (guint32));
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

static void
free_bytes (gpointer bytes)
{
  g_bytes_unref (bytes);
}

static gpointer
search_worker (gpointer project, gpointer data, GCancellable *cancellable, GError **error)
{
  GraftSql *reader = graft_project_take_reader (project, error);
  GBytes *ids;

  if (reader == NULL)
    return NULL;
  ids = run_search (reader, data, cancellable, error);
  graft_project_give_reader (project, reader);
  return ids;
}

void
graft_project_search_async (GraftProject *self,
                            GraftProjectSet *set,
                            const char *text,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  search->set = graft_project_set_get_id (set);
  search->needle = g_utf8_casefold (valid, -1);
  g_task_set_source_tag (task, graft_project_search_async);
  g_task_set_task_data (task, search, search_free);
  graft_work_start (task, search_worker, free_bytes);
}

GBytes *
graft_project_search_finish (GraftProject *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
