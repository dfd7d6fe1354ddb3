/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stand-ins for what other branches bring: weak, so that theirs win. To be removed as
 * soon as they are merged. */
#include "engine/base/error.h"
#include "engine/project/assist.h"

#define WEAK __attribute__ ((weak))

static void
refuse (gpointer project,
        GCancellable *cancellable,
        GAsyncReadyCallback callback,
        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (project, cancellable, callback, user_data);

  g_task_return_new_error (task, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED,
                           "This has not been merged yet; wait for it");
}

WEAK const char *const *
graft_assist_get_networks (GraftProject *project)
{
  static const char *const none[] = { NULL };

  return none;
}

WEAK void
graft_assist_summary_free (GraftAssistSummary *self)
{
  g_free (self->sentence);
  g_free (self);
}

WEAK void
graft_assist_async (GraftProject *project,
                    GraftProjectSet *set,
                    const GraftAssistOptions *options,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  refuse (project, cancellable, callback, user_data);
}

WEAK GraftAssistSummary *
graft_assist_finish (GraftProject *project, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

WEAK void
graft_assist_clear (GraftProject *project, GraftProjectSet *set)
{
}

WEAK void
graft_agreement_free (GraftAgreement *self)
{
  g_free (self->sentence);
  g_free (self);
}

WEAK void
graft_assist_agreement_async (GraftProject *project,
                              GraftProjectSet *set,
                              const char *first,
                              const char *second,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  refuse (project, cancellable, callback, user_data);
}

WEAK GraftAgreement *
graft_assist_agreement_finish (GraftProject *project,
                               GAsyncResult *result,
                               GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

WEAK void
graft_project_split_async (GraftProject *project,
                           GraftProjectSet *set,
                           const GraftSplitPlan *plan,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  refuse (project, cancellable, callback, user_data);
}

WEAK gboolean
graft_project_split_finish (GraftProject *project, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

WEAK void
graft_assist_similar_async (GraftProject *project,
                            GraftProjectSet *set,
                            guint32 item,
                            guint n,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  refuse (project, cancellable, callback, user_data);
}

WEAK GBytes *
graft_assist_similar_finish (GraftProject *project, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
