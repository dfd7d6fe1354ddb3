/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The facade of session.h: owns the queue, the mailbox and the thread; the work is
 * runner.c. */
#include "engine/session/session.h"

#include "engine/base/error.h"
#include "engine/session/session-private.h"

enum
{
  UPDATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GraftSession, graft_session, G_TYPE_OBJECT)

static void
join_thread (GraftSession *self)
{
  if (self->started && !self->joined)
    pthread_join (self->thread, NULL);
  self->joined = TRUE;
}

static void
graft_session_dispose (GObject *object)
{
  GraftSession *self = GRAFT_SESSION (object);

  if (self->mailbox != NULL)
    graft_mailbox_close (self->mailbox);
  if (self->started && !self->joined)
    graft_session_stop (self);
  join_thread (self);
  g_clear_pointer (&self->shelf.mapper, graft_mapper_free);
  G_OBJECT_CLASS (graft_session_parent_class)->dispose (object);
}

static void
graft_session_finalize (GObject *object)
{
  GraftSession *self = GRAFT_SESSION (object);

  for (guint d = 0; d < GRAFT_N_DOMAINS; d++)
    g_clear_pointer (&self->shelf.items[d], graft_dataset_unref);
  pthread_mutex_destroy (&self->shelf.lock);
  g_clear_pointer (&self->mailbox, graft_mailbox_unref);
  g_clear_pointer (&self->commands, graft_command_queue_free);
  g_clear_pointer (&self->journal, graft_journal_free);
  g_clear_pointer (&self->experiment, graft_experiment_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_object (&self->stop);
  g_free (self->checkpoints);
  g_clear_pointer (&self->keeper, graft_run_keeper_free);
  g_clear_pointer (&self->kept, graft_kept_run_free);
  g_free (self->project_path);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (graft_session_parent_class)->finalize (object);
}

static void
graft_session_class_init (GraftSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = graft_session_dispose;
  object_class->finalize = graft_session_finalize;
  signals[UPDATE] = g_signal_new ("update", GRAFT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
graft_session_init (GraftSession *self)
{
  self->commands = graft_command_queue_new ();
  self->journal = graft_journal_new ();
  self->stop = g_cancellable_new ();
  self->context = g_main_context_ref_thread_default ();
  pthread_mutex_init (&self->shelf.lock, NULL);
  atomic_init (&self->ended, FALSE);
}

static void
deliver_cb (GraftUpdate *update, gpointer data)
{
  g_autoptr (GraftSession) self = g_object_ref (data);

  self->state = graft_update_get_state (update);
  g_signal_emit (self, signals[UPDATE], 0, update);
}

GraftSession *
graft_session_new (GraftExperiment *experiment, guint n_threads)
{
  GraftSession *self = g_object_new (GRAFT_TYPE_SESSION, NULL);

  self->experiment = graft_experiment_dup (experiment);
  self->n_threads = n_threads;
  self->mailbox = graft_mailbox_new (self->context, deliver_cb, self);
  return self;
}

GraftExperiment *
graft_session_get_experiment (GraftSession *self)
{
  return self->experiment;
}

GraftState
graft_session_get_state (GraftSession *self)
{
  return self->state;
}

static void *
session_worker (void *data)
{
  GraftSession *self = data;
  GraftRunnerSetup setup = { .experiment = self->experiment,
                             .n_threads = self->n_threads,
                             .mailbox = self->mailbox,
                             .commands = self->commands,
                             .journal = self->journal,
                             .shelf = &self->shelf,
                             .stop = self->stop,
                             .checkpoints = self->checkpoints,
                             .resume = self->resume,
                             .pause_first = self->pause_first,
                             .project = self->project_path,
                             .keeper = self->keeper,
                             .kept = self->kept };

  graft_runner_run (&setup);
  atomic_store (&self->ended, TRUE);
  g_main_context_wakeup (self->context);
  return NULL;
}

static void
start_thread (GraftSession *self, gboolean pause_first)
{
  g_return_if_fail (!self->started);
  self->pause_first = pause_first;
  graft_session_open_keeper (self);
  self->started = TRUE;
  self->state = GRAFT_STATE_LOADING;
  if (pthread_create (&self->thread, NULL, session_worker, self) != 0)
    {
      g_autoptr (GError) error = g_error_new_literal (
          GRAFT_TRAIN_ERROR, GRAFT_TRAIN_ERROR_CANCELLED,
          "The system allows no further thread; close other programs and start again");

      self->joined = TRUE;
      atomic_store (&self->ended, TRUE);
      graft_mailbox_set_error (self->mailbox, error);
    }
}

void
graft_session_start (GraftSession *self)
{
  start_thread (self, FALSE);
}

static void
push (GraftSession *self, GraftCommandKind kind, double value)
{
  GraftCommand command = { .kind = kind, .value = value };

  graft_command_queue_push (self->commands, &command);
}

void
graft_session_pause (GraftSession *self)
{
  push (self, GRAFT_COMMAND_PAUSE, 0);
}

void
graft_session_resume (GraftSession *self)
{
  push (self, GRAFT_COMMAND_RESUME, 0);
}

void
graft_session_step (GraftSession *self, GraftStepKind kind)
{
  GraftCommand command = { .kind = GRAFT_COMMAND_STEP, .step = kind };

  graft_command_queue_push (self->commands, &command);
  if (!self->started)
    start_thread (self, TRUE);
}

void
graft_session_stop (GraftSession *self)
{
  g_cancellable_cancel (self->stop);
  push (self, GRAFT_COMMAND_STOP, 0);
}

void
graft_session_set_parameter (GraftSession *self, const char *key, double value)
{
  GraftCommand command = { .kind = GRAFT_COMMAND_SET, .value = value };

  g_strlcpy (command.key, key, sizeof command.key);
  graft_command_queue_push (self->commands, &command);
}

void
graft_session_clear_parameter (GraftSession *self, const char *key)
{
  GraftCommand command = { .kind = GRAFT_COMMAND_CLEAR };

  g_strlcpy (command.key, key, sizeof command.key);
  graft_command_queue_push (self->commands, &command);
}

void
graft_session_set_slow_motion (GraftSession *self, double seconds)
{
  push (self, GRAFT_COMMAND_SLOW, seconds);
}

void
graft_session_request_map (GraftSession *self, GraftProjection projection)
{
  push (self, GRAFT_COMMAND_MAP, projection);
  if (!atomic_load (&self->ended))
    return;
  /* Nobody reads the queue any more, but the mapper of the last run is still there. */
  pthread_mutex_lock (&self->shelf.lock);
  if (self->shelf.mapper != NULL)
    graft_mapper_want (self->shelf.mapper, projection);
  pthread_mutex_unlock (&self->shelf.lock);
}

/* Grey or RGB bytes to opaque RGBA. */
static GBytes *
to_rgba (const guint8 *pixels, gsize n_pixels, gsize channels)
{
  guint8 *rgba = g_malloc (4 * n_pixels);

  for (gsize i = 0; i < n_pixels; i++)
    {
      for (gsize c = 0; c < 3; c++)
        rgba[4 * i + c] = pixels[i * channels + (channels == 3 ? c : 0)];
      rgba[4 * i + 3] = 255;
    }
  return g_bytes_new_take (rgba, 4 * n_pixels);
}

GBytes *
graft_session_dup_thumbnail (
    GraftSession *self, GraftDomain domain, guint32 item, guint *width, guint *height)
{
  g_autoptr (GraftDataset) dataset = NULL;
  const GraftShape *shape;

  g_return_val_if_fail (domain < GRAFT_N_DOMAINS, NULL);
  pthread_mutex_lock (&self->shelf.lock);
  if (self->shelf.items[domain] != NULL)
    dataset = graft_dataset_ref (self->shelf.items[domain]);
  pthread_mutex_unlock (&self->shelf.lock);
  if (dataset == NULL || graft_dataset_get_kind (dataset) != GRAFT_ITEM_IMAGE ||
      item >= graft_dataset_get_n (dataset))
    return NULL;
  shape = graft_dataset_get_shape (dataset);
  *width = (guint)shape->dim[1];
  *height = (guint)shape->dim[0];
  return to_rgba (graft_dataset_peek_pixels (dataset) + item * graft_shape_size (shape),
                  shape->dim[0] * shape->dim[1], shape->dim[2]);
}

char *
graft_session_dup_journal (GraftSession *self)
{
  return graft_journal_dup_text (self->journal);
}

void
graft_session_enable_checkpoints (GraftSession *self, const char *folder, gboolean resume)
{
  g_return_if_fail (!self->started);
  g_free (self->checkpoints);
  self->checkpoints = g_strdup (folder);
  self->resume = resume;
}

void
graft_session_join (GraftSession *self)
{
  g_return_if_fail (self->started);
  while (!atomic_load (&self->ended))
    g_main_context_iteration (self->context, TRUE);
  join_thread (self);
  graft_mailbox_flush (self->mailbox);
}
