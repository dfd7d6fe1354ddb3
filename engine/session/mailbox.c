/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See mailbox.h. pthread locks, not GMutex: ThreadSanitizer sees them. */
#include "engine/session/mailbox.h"

#include <pthread.h>
#include <stdatomic.h>

struct _GraftMailbox
{
  atomic_int references;
  GMainContext *context;
  GraftMailboxFunc deliver;
  gpointer data;
  pthread_mutex_t lock;
  GraftUpdate *pending;   /* guarded by lock; NULL when nothing waits */
  gboolean awake;         /* guarded by lock: a wake-up is on its way */
  gboolean closed;        /* guarded by lock */
  GraftState state;       /* guarded by lock: the newest, for the next update */
  GraftProgress progress; /* guarded by lock, likewise */
};

GraftMailbox *
graft_mailbox_new (GMainContext *context, GraftMailboxFunc deliver, gpointer data)
{
  GraftMailbox *self = g_new0 (GraftMailbox, 1);

  atomic_init (&self->references, 1);
  self->context = context != NULL ? g_main_context_ref (context) : NULL;
  self->deliver = deliver;
  self->data = data;
  pthread_mutex_init (&self->lock, NULL);
  return self;
}

GraftMailbox *
graft_mailbox_ref (GraftMailbox *self)
{
  atomic_fetch_add (&self->references, 1);
  return self;
}

void
graft_mailbox_unref (GraftMailbox *self)
{
  if (atomic_fetch_sub (&self->references, 1) != 1)
    return;
  g_clear_pointer (&self->pending, graft_update_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  pthread_mutex_destroy (&self->lock);
  g_free (self);
}

void
graft_mailbox_close (GraftMailbox *self)
{
  pthread_mutex_lock (&self->lock);
  self->closed = TRUE;
  g_clear_pointer (&self->pending, graft_update_unref);
  pthread_mutex_unlock (&self->lock);
}

void
graft_mailbox_flush (GraftMailbox *self)
{
  GraftUpdate *update;

  pthread_mutex_lock (&self->lock);
  self->awake = FALSE;
  update = g_steal_pointer (&self->pending);
  pthread_mutex_unlock (&self->lock);
  if (update == NULL)
    return;
  self->deliver (update, self->data);
  graft_update_unref (update);
}

static gboolean
wake_cb (gpointer data)
{
  graft_mailbox_flush (data);
  return G_SOURCE_REMOVE;
}

static void
unref_cb (gpointer data)
{
  graft_mailbox_unref (data);
}

/* Takes the lock and returns the update to add to, or NULL (unlocked) when nobody reads.
 */
static GraftUpdate *
open_update (GraftMailbox *self)
{
  pthread_mutex_lock (&self->lock);
  if (self->closed)
    {
      pthread_mutex_unlock (&self->lock);
      return NULL;
    }
  if (self->pending == NULL)
    self->pending = graft_update_new (self->state, &self->progress);
  return self->pending;
}

static void
close_update (GraftMailbox *self)
{
  gboolean wake = !self->awake;

  self->awake = TRUE;
  pthread_mutex_unlock (&self->lock);
  if (wake)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      /* Below redraws: a window that cannot keep up gets fewer, larger updates. */
      g_source_set_priority (source, G_PRIORITY_DEFAULT_IDLE);
      g_source_set_callback (source, wake_cb, graft_mailbox_ref (self), unref_cb);
      g_source_attach (source, self->context);
    }
}

void
graft_mailbox_set_state (GraftMailbox *self, GraftState state)
{
  GraftUpdate *update = open_update (self);

  if (update == NULL)
    return;
  self->state = state;
  graft_update_set_state (update, state);
  close_update (self);
}

void
graft_mailbox_set_progress (GraftMailbox *self, const GraftProgress *progress)
{
  GraftUpdate *update = open_update (self);

  if (update == NULL)
    return;
  self->progress = *progress;
  graft_update_set_progress (update, progress);
  close_update (self);
}

void
graft_mailbox_add_point (GraftMailbox *self, const GraftPoint *point)
{
  GraftUpdate *update = open_update (self);

  if (update == NULL)
    return;
  graft_update_add_point (update, point);
  close_update (self);
}

void
graft_mailbox_set_map (GraftMailbox *self, GraftMap *map)
{
  GraftUpdate *update = open_update (self);

  if (update == NULL)
    return;
  graft_update_set_map (update, map);
  close_update (self);
}

void
graft_mailbox_set_verdict (GraftMailbox *self, const GraftVerdict *verdict)
{
  GraftUpdate *update = open_update (self);

  if (update == NULL)
    return;
  graft_update_set_verdict (update, verdict);
  close_update (self);
}

void
graft_mailbox_add_result (GraftMailbox *self, const GraftRunResult *result)
{
  GraftUpdate *update = open_update (self);

  if (update == NULL)
    return;
  graft_update_add_result (update, result);
  close_update (self);
}

void
graft_mailbox_add_message (GraftMailbox *self, const char *message)
{
  GraftUpdate *update = open_update (self);

  if (update == NULL)
    return;
  graft_update_add_message (update, message);
  close_update (self);
}

void
graft_mailbox_set_error (GraftMailbox *self, const GError *error)
{
  GraftUpdate *update = open_update (self);

  if (update == NULL)
    return;
  self->state = GRAFT_STATE_FAILED;
  graft_update_set_state (update, GRAFT_STATE_FAILED);
  graft_update_set_error (update, error);
  close_update (self);
}
