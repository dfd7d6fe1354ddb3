/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What SQLite's codes mean to a person: the file, the fact, the remedy. */
#include "engine/project/sql-private.h"

#include "engine/project/fail.h"

#include <errno.h>

/* What the system said: of a failed commit SQLite keeps no note, and then errno is all
 * there is. */
static gboolean
fail_io (GraftSql *self, int code, int number, GError **error)
{
  int kept = sqlite3_system_errno (graft_sql_peek_db (self));
  int system = kept != 0 ? kept : number;

  if (system == ENOSPC || system == EDQUOT || system == EFBIG)
    return graft_sql_fail (self, SQLITE_FULL, error);
  return graft_project_fail (
      error, GRAFT_IO_ERROR_FAILED, graft_sql_get_path (self),
      "the disk refused to read or write (%s); check the disk, then try "
      "again",
      system != 0 ? g_strerror (system) : sqlite3_errstr (code));
}

static gboolean
fail_other (GraftSql *self, int code, GError **error)
{
  const char *path = graft_sql_get_path (self);
  sqlite3 *db = graft_sql_peek_db (self);

  if ((code & 0xff) == SQLITE_CONSTRAINT)
    return graft_project_fail (error, GRAFT_IO_ERROR_FORMAT, path,
                               "what was to be written does not fit the project (%s)",
                               sqlite3_errmsg (db));
  return graft_project_fail (error, GRAFT_IO_ERROR_FAILED, path,
                             "the project cannot be used (%s)",
                             db != NULL ? sqlite3_errmsg (db) : sqlite3_errstr (code));
}

gboolean
graft_sql_fail (GraftSql *self, int code, GError **error)
{
  const char *path = graft_sql_get_path (self);
  int number = errno;

  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return graft_project_fail (error, GRAFT_IO_ERROR_FAILED, path,
                                 "the disk is full; free some space and try again");
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return graft_project_fail (
          error, GRAFT_IO_ERROR_FAILED, path,
          "file or folder cannot be written; allow it, or save a copy "
          "elsewhere");
    case SQLITE_CANTOPEN:
      return graft_project_fail (
          error, GRAFT_IO_ERROR_FAILED, path,
          "the file cannot be opened; check that it is there and may be "
          "read");
    case SQLITE_IOERR:
      return fail_io (self, code, number, error);
    case SQLITE_CORRUPT:
      return graft_project_fail (error, GRAFT_IO_ERROR_FORMAT, path,
                                 "the file is damaged; go back to a copy of it");
    case SQLITE_NOTADB:
      return graft_project_fail (error, GRAFT_IO_ERROR_FORMAT, path,
                                 "this is not a project of Graft; choose a .graft file");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return graft_project_fail (
          error, GRAFT_IO_ERROR_FAILED, path,
          "another program keeps the file locked; close it there and try "
          "again");
    case SQLITE_TOOBIG:
    case SQLITE_NOMEM:
      return graft_project_fail (error, GRAFT_IO_ERROR_TOO_LARGE, path,
                                 "an entry is too large for memory; split it up");
    default:
      return fail_other (self, code, error);
    }
}
