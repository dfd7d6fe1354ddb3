/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole of an open project to another file, by SQLite's backup interface. */
#pragma once

#include "engine/project/project-file.h"

G_BEGIN_DECLS

/**
 * graft_project_file_copy:
 * @path: replaced when it is there, unless somebody has it open
 * @same: keep the identity of the project: a backup, not a project of its own
 *
 * Written beside its place and renamed. On the file's thread. Works after the file itself
 * has been deleted.
 */
gboolean graft_project_file_copy (GraftProjectFile *self,
                                  const char *path,
                                  gboolean same,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
