/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding files again that were moved: below a folder, by size first and then by content,
 * whatever they are called now. One step of undo. */
#include "engine/project/project-missing.h"

#include "engine/io/image-file.h"
#include "engine/project/project-jobs.h"
#include "engine/project/work.h"

#include <glib/gstdio.h>

#include <string.h>

#define DEEPEST 64

/* The search under way. */
typedef struct
{
  char *folder;
  GHashTable *missing; /* content → GPtrArray of GraftFileItem */
  GHashTable *sizes;   /* set of guint64 */
  GArray *found;       /* Found */
  GCancellable *cancellable;
} Relink;

typedef struct
{
  guint32 id;
  char *path; /* relative to the folder */
  gint64 mtime;
} Found;

typedef struct
{
  guint n_found;
  guint n_missing;
  char *folder;
} RelinkTask;

static void
found_clear (gpointer data)
{
  g_free (((Found *)data)->path);
}

static void
relink_task_free (gpointer data)
{
  RelinkTask *self = data;

  g_free (self->folder);
  g_free (self);
}

static guint
hash_content (gconstpointer hash)
{
  guint value;

  memcpy (&value, hash, sizeof value);
  return value;
}

static gboolean
same_content (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, 32) == 0;
}

static void
free_list (gpointer list)
{
  g_ptr_array_unref (list);
}

static void
relink_init (Relink *self, const char *folder, GCancellable *cancellable)
{
  self->folder = g_strdup (folder);
  self->missing = g_hash_table_new_full (hash_content, same_content, NULL, free_list);
  self->sizes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->found = g_array_new (FALSE, FALSE, sizeof (Found));
  g_array_set_clear_func (self->found, found_clear);
  self->cancellable = cancellable;
}

static void
relink_clear (Relink *self)
{
  g_free (self->folder);
  g_hash_table_unref (self->missing);
  g_hash_table_unref (self->sizes);
  g_array_unref (self->found);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Relink, relink_clear)

static guint
note_missing (Relink *self, const GPtrArray *files)
{
  guint n = 0;

  for (guint i = 0; i < files->len; i++)
    {
      GraftFileItem *file = g_ptr_array_index (files, i);
      GPtrArray *same;

      if (g_cancellable_is_cancelled (self->cancellable) ||
          !graft_item_source_is_missing (&file->source))
        continue;
      n++;
      same = g_hash_table_lookup (self->missing, file->source.hash);
      if (same == NULL)
        {
          same = g_ptr_array_new ();
          g_hash_table_insert (self->missing, file->source.hash, same);
        }
      g_ptr_array_add (same, file);
      g_hash_table_add (self->sizes, g_memdup2 (&file->source.bytes, 8));
    }
  return n;
}

static void
try_file (Relink *self, const char *path, const char *relative, const GStatBuf *status)
{
  guint64 size = (guint64)status->st_size;
  g_autoptr (GChecksum) sum = NULL;
  g_autofree char *bytes = NULL;
  GPtrArray *same;
  guint8 hash[32];
  gsize n, length = sizeof hash;

  if (size > GRAFT_IMAGE_MAX_FILE || !g_hash_table_contains (self->sizes, &size) ||
      !g_file_get_contents (path, &bytes, &n, NULL))
    return;
  sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (sum, (const guint8 *)bytes, (gssize)n);
  g_checksum_get_digest (sum, hash, &length);
  same = g_hash_table_lookup (self->missing, hash);
  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      const GraftFileItem *file = g_ptr_array_index (same, i);
      Found found = { file->id, g_strdup (relative), status->st_mtime };

      g_array_append_val (self->found, found);
    }
  if (same != NULL)
    g_ptr_array_set_size (same, 0);
}

/* Links are not followed: they may lead in circles. */
static void
walk (Relink *self, const char *path, const char *relative, guint depth)
{
  g_autoptr (GDir) dir = depth < DEEPEST ? g_dir_open (path, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && !g_cancellable_is_cancelled (self->cancellable) &&
         (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      g_autofree char *below =
          *relative != '\0' ? g_build_filename (relative, name, NULL) : g_strdup (name);
      GStatBuf status;

      if (g_lstat (child, &status) != 0)
        continue;
      if (S_ISDIR (status.st_mode))
        walk (self, child, below, depth + 1);
      else if (S_ISREG (status.st_mode))
        try_file (self, child, below, &status);
    }
}

static gboolean
relink_cb (GraftProjectFile *file, gpointer data, GError **error)
{
  const Relink *self = data;
  gint64 root;

  if (!graft_project_file_need_root (file, self->folder, &root, error))
    return FALSE;
  for (guint i = 0; i < self->found->len; i++)
    {
      const Found *found = &g_array_index (self->found, Found, i);

      if (!graft_sql_run (
              graft_project_file_peek_sql (file),
              "UPDATE item SET root=?2, path=?3, mtime=?4 WHERE id=?1",
              GRAFT_SQL_VALUES (graft_sql_int (found->id), graft_sql_int (root),
                                graft_sql_blob (found->path, strlen (found->path)),
                                graft_sql_int (found->mtime)),
              error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
relink_all (GraftProject *project,
            RelinkTask *task,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GPtrArray) files = graft_project_list_files (project, error);
  g_auto (Relink) relink = { NULL };
  GraftProjectStep step = { .what = "relink" };

  relink_init (&relink, task->folder, cancellable);
  if (files == NULL)
    return FALSE;
  task->n_missing = note_missing (&relink, files);
  walk (&relink, task->folder, "", 0);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  task->n_found = relink.found->len;
  task->n_missing -= task->n_found;
  step.n = task->n_found;
  return task->n_found == 0 ||
         graft_project_perform (project, &step, relink_cb, &relink, error);
}

/* The task's own data, which holds the counts. */
static gpointer
relink_worker (gpointer project, gpointer data, GCancellable *cancellable, GError **error)
{
  return relink_all (project, data, cancellable, error) ? data : NULL;
}

void
graft_project_relink_async (GraftProject *self,
                            const char *folder,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  RelinkTask *data = g_new0 (RelinkTask, 1);

  data->folder = g_canonicalize_filename (folder, NULL);
  g_task_set_source_tag (task, graft_project_relink_async);
  g_task_set_task_data (task, data, relink_task_free);
  graft_work_start (task, relink_worker, NULL);
}

gboolean
graft_project_relink_finish (GraftProject *self,
                             GAsyncResult *result,
                             guint *n_found,
                             guint *n_missing,
                             GError **error)
{
  const RelinkTask *data;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  data = g_task_propagate_pointer (G_TASK (result), error);
  if (data == NULL)
    return FALSE;
  if (n_found != NULL)
    *n_found = data->n_found;
  if (n_missing != NULL)
    *n_missing = data->n_missing;
  return TRUE;
}
