/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See command.h. */
#include "engine/session/command.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

struct _GraftCommandQueue
{
  pthread_mutex_t lock;
  pthread_cond_t arrived;
  GArray *commands; /* GraftCommand; guarded by lock */
};

GraftCommandQueue *
graft_command_queue_new (void)
{
  GraftCommandQueue *self = g_new0 (GraftCommandQueue, 1);
  pthread_condattr_t attributes;

  pthread_mutex_init (&self->lock, NULL);
  pthread_condattr_init (&attributes);
  /* A clock that is set back must not make a slow-motion step last for hours. */
  pthread_condattr_setclock (&attributes, CLOCK_MONOTONIC);
  pthread_cond_init (&self->arrived, &attributes);
  pthread_condattr_destroy (&attributes);
  self->commands = g_array_new (FALSE, FALSE, sizeof (GraftCommand));
  return self;
}

void
graft_command_queue_free (GraftCommandQueue *self)
{
  pthread_mutex_destroy (&self->lock);
  pthread_cond_destroy (&self->arrived);
  g_array_unref (self->commands);
  g_free (self);
}

void
graft_command_queue_push (GraftCommandQueue *self, const GraftCommand *command)
{
  pthread_mutex_lock (&self->lock);
  g_array_append_vals (self->commands, command, 1);
  pthread_cond_signal (&self->arrived);
  pthread_mutex_unlock (&self->lock);
}

/* Waits for a command until @deadline (NULL: for ever); the lock is held. */
static void
wait_arrival (GraftCommandQueue *self, const struct timespec *deadline)
{
  while (self->commands->len == 0)
    if (deadline == NULL)
      pthread_cond_wait (&self->arrived, &self->lock);
    else if (pthread_cond_timedwait (&self->arrived, &self->lock, deadline) == ETIMEDOUT)
      return;
}

gboolean
graft_command_queue_pop (GraftCommandQueue *self, double seconds, GraftCommand *command)
{
  struct timespec deadline;
  gboolean found;

  clock_gettime (CLOCK_MONOTONIC, &deadline);
  if (seconds > 0)
    {
      gint64 nanoseconds = deadline.tv_nsec + (gint64)(seconds * 1e9);

      deadline.tv_sec += (time_t)(nanoseconds / 1000000000);
      deadline.tv_nsec = (long)(nanoseconds % 1000000000);
    }
  pthread_mutex_lock (&self->lock);
  if (seconds != 0)
    wait_arrival (self, seconds < 0 ? NULL : &deadline);
  found = self->commands->len > 0;
  if (found)
    {
      *command = g_array_index (self->commands, GraftCommand, 0);
      g_array_remove_index (self->commands, 0);
    }
  pthread_mutex_unlock (&self->lock);
  return found;
}
