/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See work.h. */
#include "engine/project/work.h"

#include <stdatomic.h>

typedef struct
{
  GTask *task;
  GraftWorkFunc work;
  GDestroyNotify destroy;
  gpointer result; /* these two are written before @done is set, read after */
  GError *error;
  atomic_bool done;
} Work;

static gboolean
return_cb (gpointer data)
{
  Work *self = data;

  if (!atomic_load (&self->done))
    return G_SOURCE_CONTINUE;
  if (self->error != NULL)
    g_task_return_error (self->task, g_steal_pointer (&self->error));
  else
    g_task_return_pointer (self->task, self->result, self->destroy);
  g_object_unref (self->task);
  g_free (self);
  return G_SOURCE_REMOVE;
}

static gpointer
work_thread (gpointer data)
{
  Work *self = data;
  g_autoptr (GMainContext) context = g_main_context_ref (g_task_get_context (self->task));
  g_autoptr (GSource) source = g_idle_source_new ();

  self->result = self->work (g_task_get_source_object (self->task),
                             g_task_get_task_data (self->task),
                             g_task_get_cancellable (self->task), &self->error);
  g_source_set_priority (source, g_task_get_priority (self->task));
  g_source_set_callback (source, return_cb, self, NULL);
  atomic_store (&self->done, TRUE);
  g_source_attach (source, context);
  return NULL;
}

void
graft_work_start (GTask *task, GraftWorkFunc work, GDestroyNotify destroy)
{
  Work *self = g_new0 (Work, 1);

  self->task = task;
  self->work = work;
  self->destroy = destroy;
  atomic_init (&self->done, FALSE);
  g_thread_unref (g_thread_new ("graft-project-work", work_thread, self));
}
