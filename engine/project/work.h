/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GTask whose work is done on a thread of its own, and which is touched by that thread
 * no more once its owner hears of it: with g_task_run_in_thread() the last reference to
 * the project could be dropped there. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* On the thread: the result, or NULL with @error set. @data: of the task. */
typedef gpointer (*GraftWorkFunc) (gpointer source,
                                   gpointer data,
                                   GCancellable *cancellable,
                                   GError **error);

/**
 * graft_work_start:
 * @task: (transfer full): returns the result as a pointer
 * @destroy: (nullable): of a result that nobody takes
 *
 * Thread: that of the task's main context.
 */
void graft_work_start (GTask *task, GraftWorkFunc work, GDestroyNotify destroy);

G_END_DECLS
