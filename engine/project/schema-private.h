/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a project and how older files are brought up to date. Times are Unix
 * microseconds; ids of sets, items and classes are given out once and never again. */
#pragma once

#include "engine/project/sql-private.h"

G_BEGIN_DECLS

#define GRAFT_SCHEMA_APPLICATION_ID 0x47726674 /* "Grft" */

/* Steps from one version to the next; PRAGMA user_version counts those done. */
guint graft_schema_get_version (void);
/* Brings @sql from its version to the newest, each step whole or not at all. Errors:
 * GRAFT_IO_ERROR_UNSUPPORTED for a file of a later version. */
gboolean graft_schema_migrate (GraftSql *sql, GError **error);
/* The file's own version. Errors: GRAFT_IO_ERROR_FORMAT when it is no project. */
gboolean graft_schema_read_version (GraftSql *sql, guint *version, GError **error);
/* Refuses a file whose tables differ from ours in any letter, or that brings triggers or
 * views along: then every constraint below holds for what is read. */
gboolean graft_schema_check (GraftSql *sql, GError **error);

/* Tables whose changes are steps of undo; NULL-terminated. */
extern const char *const graft_schema_undoable[];
/* Tables that show on screen besides; NULL-terminated. */
extern const char *const graft_schema_shown[];

G_END_DECLS
