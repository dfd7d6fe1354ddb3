/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files about one project-file share. */
#pragma once

#include "engine/project/project-file.h"
#include "engine/project/project-lock.h"

G_BEGIN_DECLS

struct _GraftProjectFile
{
  char *path;
  GraftSql *sql;
  GraftProjectLock *lock; /* NULL when it can only be read */
  char *reason;           /* why, translated */
  GraftSqlMode read_mode;
  gboolean changed; /* since the last backup */
  gint64 backed_up; /* g_get_monotonic_time() of it; 0: never */
};

/* SQLite's integrity check and that of references. */
gboolean graft_project_file_check (GraftProjectFile *self, GError **error);

G_END_DECLS
