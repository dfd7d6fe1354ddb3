/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stand-ins for what branch "aids" brings: weak, so that theirs win. To be removed as
 * soon as it is merged. */
#include "engine/project/assist.h"

#define WEAK __attribute__ ((weak))

WEAK void
graft_assist_similar_async (GraftProject *project,
                            GraftProjectSet *set,
                            guint32 item,
                            guint n,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (project, cancellable, callback, user_data);

  g_task_return_pointer (task, g_bytes_new (NULL, 0), (GDestroyNotify)g_bytes_unref);
}

WEAK GBytes *
graft_assist_similar_finish (GraftProject *project, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
