/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copying the files that items refer to into the project. Files are read on a thread of
 * their own and committed in batches, which join one step of undo. */
#include "engine/project/project-missing.h"

#include "engine/io/image-file.h"
#include "engine/project/project-jobs.h"
#include "engine/project/work.h"

#include <string.h>

#define MOST_ITEMS 64
#define MOST_BYTES ((gsize)32 << 20)

typedef struct
{
  guint32 id;
  guint8 hash[32];
  GBytes *content;
} Embedded;

static void
embedded_clear (gpointer data)
{
  g_bytes_unref (((Embedded *)data)->content);
}

static gboolean
embed_cb (GraftProjectFile *file, gpointer data, GError **error)
{
  const GArray *batch = data;

  for (guint i = 0; i < batch->len; i++)
    {
      const Embedded *one = &g_array_index (batch, Embedded, i);

      /* Root and path stay, for undo and for people who look. */
      if (!graft_project_file_add_content (file, one->hash, one->content, error) ||
          !graft_sql_run (graft_project_file_peek_sql (file),
                          "UPDATE item SET format=?2 WHERE id=?1 AND format=?3",
                          GRAFT_SQL_VALUES (graft_sql_int (one->id),
                                            graft_sql_int (GRAFT_FORMAT_ENCODED),
                                            graft_sql_int (GRAFT_FORMAT_FILE)),
                          error))
        return FALSE;
    }
  return TRUE;
}

/* The bytes of the file when they are those that were imported. */
static gboolean
read_file (const GraftItemSource *source, Embedded *one)
{
  char *bytes;
  gsize size;

  if (source->bytes > GRAFT_IMAGE_MAX_FILE ||
      !g_file_get_contents (source->path, &bytes, &size, NULL))
    return FALSE;
  one->content = g_bytes_new_take (bytes, size);
  if (graft_project_has_hash (one->content, source->hash))
    return TRUE;
  g_clear_pointer (&one->content, g_bytes_unref);
  return FALSE;
}

static gboolean
commit (GraftProject *self, GArray *batch, GraftProjectStep *step, GError **error)
{
  gboolean well;

  step->n = batch->len;
  well = batch->len == 0 || graft_project_perform (self, step, embed_cb, batch, error);
  g_array_set_size (batch, 0);
  return well;
}

static gboolean
embed_all (GraftProject *self,
           const GPtrArray *files,
           guint *n,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GArray) batch = g_array_new (FALSE, TRUE, sizeof (Embedded));
  GraftProjectStep step = { .what = "embed" };
  gsize bytes = 0;

  g_array_set_clear_func (batch, embedded_clear);
  for (guint i = 0; i < files->len; i++)
    {
      const GraftFileItem *file = g_ptr_array_index (files, i);
      Embedded one = { .id = file->id };

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!read_file (&file->source, &one))
        continue;
      memcpy (one.hash, file->source.hash, sizeof one.hash);
      g_array_append_val (batch, one);
      bytes += g_bytes_get_size (one.content);
      *n += 1;
      if (batch->len < MOST_ITEMS && bytes < MOST_BYTES)
        continue;
      bytes = 0;
      if (!commit (self, batch, &step, error))
        return FALSE;
    }
  return commit (self, batch, &step, error);
}

/* How many, plus one: NULL is a failure. */
static gpointer
embed_worker (gpointer project, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) files = graft_project_list_files (project, error);
  guint n = 0;

  return files != NULL && embed_all (project, files, &n, cancellable, error)
             ? GUINT_TO_POINTER (n + 1)
             : NULL;
}

void
graft_project_embed_async (GraftProject *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, graft_project_embed_async);
  graft_work_start (task, embed_worker, NULL);
}

gboolean
graft_project_embed_finish (GraftProject *self,
                            GAsyncResult *result,
                            guint *n_embedded,
                            GError **error)
{
  gpointer n;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  n = g_task_propagate_pointer (G_TASK (result), error);
  if (n != NULL && n_embedded != NULL)
    *n_embedded = GPOINTER_TO_UINT (n) - 1;
  return n != NULL;
}
