/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See project-copy.h, and graft_project_save_copy_async(). */
#include "engine/project/project-copy.h"

#include "engine/project/fail.h"
#include "engine/project/project-jobs.h"
#include "engine/project/project-lock.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define PAGES_AT_ONCE 2048 /* between two looks whether it was cancelled */

static gboolean
copy_pages (GraftSql *from, GraftSql *to, GCancellable *cancellable, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (graft_sql_peek_db (to), "main",
                                                graft_sql_peek_db (from), "main");
  g_autoptr (GError) failed = NULL;
  int code = SQLITE_OK;

  if (backup == NULL)
    return graft_sql_fail (to, sqlite3_errcode (graft_sql_peek_db (to)), error);
  while (code == SQLITE_OK &&
         !g_cancellable_set_error_if_cancelled (cancellable, &failed))
    code = sqlite3_backup_step (backup, PAGES_AT_ONCE);
  sqlite3_backup_finish (backup);
  if (failed == NULL)
    return code == SQLITE_DONE || graft_sql_fail (to, code, error);
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static gboolean
copy_to (GraftProjectFile *self,
         const char *path,
         gboolean same,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GraftSql) to = graft_sql_open (path, GRAFT_SQL_WRITE, error);
  g_autofree char *uuid = g_uuid_string_random ();

  return to != NULL &&
         copy_pages (graft_project_file_peek_sql (self), to, cancellable, error) &&
         (same || graft_sql_run (to, "UPDATE meta SET value=?1 WHERE key='uuid'",
                                 GRAFT_SQL_VALUES (graft_sql_text (uuid)), error));
}

static gboolean
rename_into_place (const char *from, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);
  int fd;

  if (g_rename (from, to) != 0)
    return graft_project_fail (error, GRAFT_IO_ERROR_FAILED, to,
                               "the copy cannot be put there (%s); choose another place",
                               g_strerror (errno));
  fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
  return TRUE;
}

/* A project that somebody has open must not be replaced under him. */
static gboolean
check_free (const char *path, GError **error)
{
  g_autofree char *reason = NULL;
  g_autoptr (GraftProjectLock) lock = NULL;

  if (g_access (path, F_OK) != 0)
    return TRUE;
  lock = graft_project_lock_try (path, &reason);
  return lock != NULL ||
         graft_project_fail (error, GRAFT_IO_ERROR_FAILED, path,
                             "the copy cannot go there: %s Choose another name.", reason);
}

gboolean
graft_project_file_copy (GraftProjectFile *self,
                         const char *path,
                         gboolean same,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *hidden = g_strdup_printf (".%s.%08x.part", name, g_random_int ());
  g_autofree char *part = g_build_filename (folder, hidden, NULL);
  g_autofree char *journal = g_strconcat (part, "-wal", NULL);
  g_autofree char *shared = g_strconcat (part, "-shm", NULL);
  g_autofree char *rollback = g_strconcat (part, "-journal", NULL);

  if (!check_free (path, error))
    return FALSE;
  if (copy_to (self, part, same, cancellable, error) &&
      rename_into_place (part, path, error))
    return TRUE;
  g_unlink (part);
  g_unlink (journal);
  g_unlink (shared);
  g_unlink (rollback);
  return FALSE;
}

/* --- for the window --- */

typedef struct
{
  char *path;
  GCancellable *cancellable;
} Copy;

static void
copy_free (gpointer data)
{
  Copy *self = data;

  g_clear_object (&self->cancellable);
  g_free (self->path);
  g_free (self);
}

static gboolean
copy_cb (GraftProjectFile *file, gpointer data, GError **error)
{
  const Copy *copy = data;

  return graft_project_file_copy (file, copy->path, FALSE, copy->cancellable, error);
}

void
graft_project_save_copy_async (GraftProject *self,
                               const char *path,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Copy *copy = g_new0 (Copy, 1);

  copy->path = g_canonicalize_filename (path, NULL);
  copy->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  g_task_set_source_tag (task, graft_project_save_copy_async);
  graft_project_visit (self, copy_cb, copy, copy_free, task);
}

gboolean
graft_project_save_copy_finish (GraftProject *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
