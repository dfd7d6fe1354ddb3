/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See project-file.h: opening, closing, transactions. Edits and undo are
 * project-history.c, the checks project-check.c. */
#include "engine/project/project-file-private.h"

#include "engine/project/fail.h"
#include "engine/project/project-backup.h"
#include "engine/project/schema-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
create_empty (const char *path, GError **error)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

  if (fd >= 0)
    {
      close (fd);
      return TRUE;
    }
  if (errno == EEXIST)
    return graft_project_fail (
        error, GRAFT_IO_ERROR_FAILED, path,
        "the file is there already; open it, or choose another name");
  return graft_project_fail (error, GRAFT_IO_ERROR_FAILED, path,
                             "the project cannot be made (%s); choose another folder",
                             g_strerror (errno));
}

static gboolean
check_there (const char *path, GError **error)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return graft_project_fail (error, GRAFT_IO_ERROR_FAILED, path,
                               "the file cannot be opened (%s); check where it is",
                               g_strerror (errno));
  if (!S_ISREG (status.st_mode))
    return graft_project_fail (error, GRAFT_IO_ERROR_FORMAT, path,
                               "this is not a file; choose a .graft file");
  return TRUE;
}

/* Takes the lock, or says why the project can only be read. */
static void
try_to_own (GraftProjectFile *self, GraftProjectFlags flags)
{
  if (flags & GRAFT_PROJECT_READ_ONLY)
    self->reason = g_strdup (_ ("It was opened for reading only."));
  else if (g_access (self->path, W_OK) != 0)
    self->reason =
        g_strdup_printf (_ ("The file cannot be written (%s)."), g_strerror (errno));
  else
    self->lock = graft_project_lock_try (self->path, &self->reason);
}

static gboolean
has_journal (const char *path)
{
  g_autofree char *journal = g_strconcat (path, "-wal", NULL);
  GStatBuf status;

  return g_stat (journal, &status) == 0 && status.st_size > 0;
}

/* A first look, which tells whether the connection works at all. */
static gboolean
look (GraftSql *sql, GError **error)
{
  gint64 n;

  return graft_sql_get_int (sql, "SELECT count(*) FROM sqlite_schema",
                            GRAFT_SQL_NO_VALUES, 0, &n, error);
}

/* Where nothing can be written SQLite cannot share the file with a writer, so it must be
 * told that there is none; with a journal beside it that would be a lie. */
static gboolean
open_to_read (GraftProjectFile *self, GError **error)
{
  g_autoptr (GError) first = NULL;

  self->read_mode = GRAFT_SQL_READ;
  self->sql = graft_sql_open (self->path, GRAFT_SQL_READ, &first);
  if (self->sql != NULL && look (self->sql, &first))
    return TRUE;
  g_clear_pointer (&self->sql, graft_sql_free);
  if (!g_error_matches (first, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED) ||
      has_journal (self->path))
    {
      g_propagate_error (error, g_steal_pointer (&first));
      return FALSE;
    }
  self->read_mode = GRAFT_SQL_READ_FROZEN;
  self->sql = graft_sql_open (self->path, GRAFT_SQL_READ_FROZEN, error);
  return self->sql != NULL && look (self->sql, error);
}

/* An older file is kept as it was, once it is known to be whole. */
static gboolean
migrate (GraftProjectFile *self, guint version, GError **error)
{
  if (version == graft_schema_get_version ())
    return TRUE;
  if (version > 0)
    {
      if (!graft_project_file_check (self, error))
        return FALSE;
      graft_project_file_back_up (self, NULL);
    }
  return graft_schema_migrate (self->sql, error);
}

static gboolean
open_to_write (GraftProjectFile *self, GError **error)
{
  guint version;

  self->read_mode = GRAFT_SQL_READ;
  self->sql = graft_sql_open (self->path, GRAFT_SQL_WRITE, error);
  /* The version first: a file of another program must not be turned to WAL. */
  return self->sql != NULL && graft_schema_read_version (self->sql, &version, error) &&
         graft_sql_exec (self->sql,
                         "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                         "PRAGMA cache_size=-16384",
                         error) &&
         migrate (self, version, error);
}

/* Who the project is, once. */
static gboolean
give_identity (GraftProjectFile *self, GError **error)
{
  g_autofree char *known = graft_project_file_dup_meta (self, "uuid");
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *now =
      g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () / G_USEC_PER_SEC);

  return known != NULL || (graft_project_file_set_meta (self, "uuid", uuid, error) &&
                           graft_project_file_set_meta (self, "created", now, error));
}

static gboolean
check_version_to_read (GraftProjectFile *self, GError **error)
{
  guint version;

  if (!graft_schema_read_version (self->sql, &version, error))
    return FALSE;
  return version == graft_schema_get_version () ||
         graft_project_fail (
             error, GRAFT_IO_ERROR_UNSUPPORTED, self->path,
             "the project was written by an earlier version of Graft; open it "
             "once where it can be written");
}

static gboolean
open_any (GraftProjectFile *self, GError **error)
{
  return self->lock != NULL
             ? open_to_write (self, error)
             : open_to_read (self, error) && check_version_to_read (self, error);
}

static int
is_cancelled_cb (void *cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

#define STEPS_BETWEEN_LOOKS 100000 /* of SQLite's machine: some milliseconds */

/* Checking a large file takes seconds, which can be cancelled. */
static gboolean
check_all (GraftProjectFile *self, GCancellable *cancellable, GError **error)
{
  sqlite3 *db = graft_sql_peek_db (self->sql);
  gboolean well;

  if (cancellable != NULL)
    sqlite3_progress_handler (db, STEPS_BETWEEN_LOOKS, is_cancelled_cb, cancellable);
  well = graft_schema_check (self->sql, error) && graft_project_file_check (self, error);
  sqlite3_progress_handler (db, 0, NULL, NULL);
  return well;
}

GraftProjectFile *
graft_project_file_open (const char *path,
                         GraftProjectFlags flags,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GraftProjectFile) self = g_new0 (GraftProjectFile, 1);
  g_autoptr (GError) failed = NULL;

  self->path = g_canonicalize_filename (path, NULL);
  if (flags & GRAFT_PROJECT_CREATE ? !create_empty (self->path, error)
                                   : !check_there (self->path, error))
    return NULL;
  try_to_own (self, flags);
  if (open_any (self, &failed) && check_all (self, cancellable, &failed) &&
      (self->lock == NULL || give_identity (self, &failed)))
    return g_steal_pointer (&self);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  graft_backup_mention (self->path, &failed);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

void
graft_project_file_close (GraftProjectFile *self)
{
  if (self->lock != NULL && self->sql != NULL)
    sqlite3_wal_checkpoint_v2 (graft_sql_peek_db (self->sql), NULL,
                               SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  g_clear_pointer (&self->sql, graft_sql_free);
  g_clear_pointer (&self->lock, graft_project_lock_free);
  g_free (self->reason);
  g_free (self->path);
  g_free (self);
}

const char *
graft_project_file_get_path (GraftProjectFile *self)
{
  return self->path;
}

const char *
graft_project_file_get_read_only_reason (GraftProjectFile *self)
{
  return self->reason;
}

GraftSql *
graft_project_file_peek_sql (GraftProjectFile *self)
{
  return self->sql;
}

GraftSqlMode
graft_project_file_get_read_mode (GraftProjectFile *self)
{
  return self->read_mode;
}

char *
graft_project_file_dup_meta (GraftProjectFile *self, const char *key)
{
  g_autoptr (GraftQuery) query =
      graft_sql_query (self->sql, "SELECT value FROM meta WHERE key=?1",
                       GRAFT_SQL_VALUES (graft_sql_text (key)), NULL);

  return query != NULL && graft_sql_next (self->sql, query, NULL)
             ? graft_query_dup_text (query, 0)
             : NULL;
}

gboolean
graft_project_file_set_meta (GraftProjectFile *self,
                             const char *key,
                             const char *value,
                             GError **error)
{
  return graft_sql_run (
      self->sql, "INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)",
      GRAFT_SQL_VALUES (graft_sql_text (key), graft_sql_text (value)), error);
}

/* SQLite goes on writing into a file that has been deleted; the labels would be gone with
 * it. The same for its journal. */
static gboolean
check_in_place (GraftProjectFile *self, GError **error)
{
  g_autofree char *journal = g_strconcat (self->path, "-wal", NULL);
  int moved = 0;

  sqlite3_file_control (graft_sql_peek_db (self->sql), "main", SQLITE_FCNTL_HAS_MOVED,
                        &moved);
  if (moved)
    return graft_project_fail (
        error, GRAFT_IO_ERROR_FAILED, self->path,
        "the file was moved or deleted while it was open; put it back, "
        "or save a copy");
  if (g_access (journal, F_OK) != 0)
    return graft_project_fail (
        error, GRAFT_IO_ERROR_FAILED, journal,
        "the journal of the project was deleted while it was open; save "
        "a copy of the project and open that");
  return TRUE;
}

gboolean
graft_project_file_begin (GraftProjectFile *self, GError **error)
{
  if (self->lock == NULL)
    return graft_project_fail (error, GRAFT_IO_ERROR_FAILED, self->path,
                               "the project can only be read: %s", self->reason);
  if (!graft_sql_exec (self->sql, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (check_in_place (self, error))
    return TRUE;
  graft_project_file_roll_back (self);
  return FALSE;
}

gboolean
graft_project_file_commit (GraftProjectFile *self, GError **error)
{
  if (graft_sql_exec (self->sql, "COMMIT", error))
    {
      self->changed = TRUE;
      return TRUE;
    }
  graft_project_file_roll_back (self);
  return FALSE;
}

void
graft_project_file_roll_back (GraftProjectFile *self)
{
  /* After some failures SQLite has done so itself. */
  if (!sqlite3_get_autocommit (graft_sql_peek_db (self->sql)))
    sqlite3_exec (graft_sql_peek_db (self->sql), "ROLLBACK", NULL, NULL, NULL);
}

gboolean
graft_project_file_edit_once (GraftProjectFile *self,
                              const GraftProjectStep *step,
                              GraftProjectEdit edit,
                              gpointer data,
                              GError **error)
{
  GraftProjectStep copy = *step;

  if (!graft_project_file_begin (self, error))
    return FALSE;
  if (graft_project_file_edit (self, &copy, edit, data, NULL, error))
    return graft_project_file_commit (self, error);
  graft_project_file_roll_back (self);
  return FALSE;
}
