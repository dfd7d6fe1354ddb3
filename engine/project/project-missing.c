/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See project-missing.h; also counts them for the window. */
#include "engine/project/project-missing.h"

#include "engine/project/project-jobs.h"
#include "engine/project/work.h"

#include <string.h>

gboolean
graft_project_has_hash (GBytes *bytes, const guint8 *hash)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 found[32];
  gsize size, length = sizeof found;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  g_checksum_update (sum, data, (gssize)size);
  g_checksum_get_digest (sum, found, &length);
  return memcmp (found, hash, sizeof found) == 0;
}

static void
file_item_free (gpointer data)
{
  GraftFileItem *self = data;

  graft_item_source_clear (&self->source);
  g_free (self);
}

static GArray *
read_ids (GraftSql *sql, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query =
      graft_sql_query (sql, "SELECT id FROM item WHERE format=?1 ORDER BY id",
                       GRAFT_SQL_VALUES (graft_sql_int (GRAFT_FORMAT_FILE)), error);

  if (query == NULL)
    return NULL;
  while (graft_sql_next (sql, query, &failed))
    {
      guint32 id = (guint32)sqlite3_column_int64 (query, 0);

      g_array_append_val (ids, id);
    }
  if (failed == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

GPtrArray *
graft_project_read_files (GraftSql *sql, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (file_item_free);
  g_autoptr (GArray) ids = read_ids (sql, error);

  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      GraftFileItem *file = g_new0 (GraftFileItem, 1);

      file->id = g_array_index (ids, guint32, i);
      g_ptr_array_add (files, file);
      if (!graft_project_read_source (sql, file->id, &file->source, error))
        return NULL;
    }
  return g_steal_pointer (&files);
}

GPtrArray *
graft_project_list_files (GraftProject *self, GError **error)
{
  GraftSql *reader = graft_project_take_reader (self, error);
  GPtrArray *files;

  if (reader == NULL)
    return NULL;
  files = graft_project_read_files (reader, error);
  graft_project_give_reader (self, reader);
  return files;
}

/* How many, plus one: NULL is a failure. */
static gpointer
count_worker (gpointer project, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) files = graft_project_list_files (project, error);
  guint n = 1;

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const GraftFileItem *file = g_ptr_array_index (files, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      n += graft_item_source_is_missing (&file->source) != FALSE;
    }
  return files != NULL ? GUINT_TO_POINTER (n) : NULL;
}

void
graft_project_count_missing_async (GraftProject *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, graft_project_count_missing_async);
  graft_work_start (task, count_worker, NULL);
}

gboolean
graft_project_count_missing_finish (GraftProject *self,
                                    GAsyncResult *result,
                                    guint *n_missing,
                                    GError **error)
{
  gpointer n;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  n = g_task_propagate_pointer (G_TASK (result), error);
  if (n != NULL && n_missing != NULL)
    *n_missing = GPOINTER_TO_UINT (n) - 1;
  return n != NULL;
}
