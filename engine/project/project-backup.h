/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of a project that are made without being asked for, in the user's data folder:
 * the newest three. */
#pragma once

#include "engine/project/project-file.h"

G_BEGIN_DECLS

#define GRAFT_BACKUP_GENERATIONS 3
/* Larger projects are not copied unasked. */
#define GRAFT_BACKUP_MOST_BYTES ((gint64)512 << 20)
#define GRAFT_BACKUP_SECONDS 600

/* Makes one when the file has changed since the last and that is long ago, or was in
 * another session. Failing does no harm and is not told: the project itself is sound. On
 * the file's thread. */
void graft_project_file_back_up_if_due (GraftProjectFile *self);
/* Makes one now. Errors: GRAFT_IO_ERROR. */
gboolean graft_project_file_back_up (GraftProjectFile *self, GError **error);
/* The newest backup of the project at @path that is whole; NULL when there is none. */
char *graft_backup_find (const char *path);
/* Adds to an error about a damaged file where its newest good backup is. */
void graft_backup_mention (const char *path, GError **error);

G_END_DECLS
