/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One writer a project: a file beside it, ".NAME.lock", held with flock(), which ends
 * with the process however that ends. The project itself is never opened here: closing a
 * second descriptor of it would drop the locks that SQLite has on it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _GraftProjectLock GraftProjectLock;

/**
 * graft_project_lock_try:
 * @path: of the project
 * @reason: (out): why it is not to be had, one translated sentence
 *
 * Returns: (nullable): the lock
 */
GraftProjectLock *graft_project_lock_try (const char *path, char **reason);
void graft_project_lock_free (GraftProjectLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftProjectLock, graft_project_lock_free)

G_END_DECLS
