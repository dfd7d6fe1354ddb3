/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a run is put down and taken up again: in a folder, in a project, or both. What a
 * checkpoint is made of: checkpoint.c. */
#include "engine/session/runner-private.h"

#include "engine/base/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static GraftCheckpoint
describe_checkpoint (GraftRunner *self)
{
  GraftCheckpoint checkpoint = { .experiment = self->experiment_text,
                                 .run = self->run.index,
                                 .step = self->run.step,
                                 .overrides = { self->lambda_by_hand,
                                                self->rate_by_hand },
                                 .memory = self->run.memory,
                                 .points = self->run.points,
                                 .events = self->run.events,
                                 .journal = self->setup.journal };

  memcpy (checkpoint.learners, self->run.learners, sizeof checkpoint.learners);
  return checkpoint;
}

/* One that cannot be written must not end the run: it is said, once. */
static void
write_file (GraftRunner *self, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;

  if (self->setup.checkpoints == NULL || self->checkpoint_failed ||
      graft_checkpoint_write (bytes, self->setup.checkpoints, &error))
    return;
  self->checkpoint_failed = TRUE;
  graft_runner_say (self, _ ("No checkpoint could be kept: %s"), error->message);
}

void
graft_runner_save_checkpoint (GraftRunner *self)
{
  GraftCheckpoint checkpoint = describe_checkpoint (self);
  g_autoptr (GBytes) bytes = NULL;

  if (self->setup.keeper == NULL &&
      (self->setup.checkpoints == NULL || self->checkpoint_failed))
    return;
  self->run.last_checkpoint = g_get_monotonic_time ();
  bytes = graft_checkpoint_to_bytes (&checkpoint);
  if (self->setup.keeper != NULL)
    graft_run_keeper_checkpoint (self->setup.keeper, self->run.step, bytes);
  write_file (self, bytes);
}

/* What messages call the checkpoint. */
static char *
dup_name (GraftRunner *self)
{
  return self->setup.kept != NULL ? g_strdup (self->setup.kept->name)
                                  : graft_checkpoint_path (self->setup.checkpoints);
}

gboolean
graft_runner_load_checkpoint (GraftRunner *self, GError **error)
{
  GraftCheckpoint checkpoint = describe_checkpoint (self);
  g_autoptr (GBytes) bytes = g_steal_pointer (&self->checkpoint);
  g_autofree char *name = NULL;

  if (bytes == NULL)
    return TRUE;
  name = dup_name (self);
  if (!graft_checkpoint_read (&checkpoint, bytes, name, error))
    return FALSE;
  self->run.step = checkpoint.step;
  self->lambda_by_hand = checkpoint.overrides[0];
  self->rate_by_hand = checkpoint.overrides[1];
  self->run.memory = checkpoint.memory;
  for (guint i = 0; i < self->run.points->len; i++)
    graft_mailbox_add_point (self->setup.mailbox,
                             &g_array_index (self->run.points, GraftPoint, i));
  graft_runner_say (self, _ ("Resumed at step %" G_GUINT64_FORMAT), self->run.step);
  return TRUE;
}

/* The bytes to go on from, if any. */
static gboolean
fetch (GraftRunner *self, GError **error)
{
  const GraftKeptRun *kept = self->setup.kept;

  if (kept != NULL && kept->checkpoint != NULL)
    self->checkpoint = g_bytes_ref (kept->checkpoint);
  if (kept != NULL || !self->setup.resume || self->setup.checkpoints == NULL)
    return TRUE;
  return graft_checkpoint_load (self->setup.checkpoints, &self->checkpoint, error);
}

gboolean
graft_runner_find_checkpoint (GraftRunner *self, guint *first_run, GError **error)
{
  g_autofree char *name = NULL;
  guint64 step;

  if (!fetch (self, error))
    return FALSE;
  if (self->setup.kept != NULL)
    *first_run = self->setup.kept->index;
  if (self->checkpoint == NULL)
    return TRUE;
  name = dup_name (self);
  if (!graft_checkpoint_peek (self->checkpoint, name, self->experiment_text, first_run,
                              &step, error))
    return FALSE;
  if (*first_run < self->n_runs && step <= self->n_steps)
    return TRUE;
  g_set_error (error, GRAFT_TRAIN_ERROR, GRAFT_TRAIN_ERROR_CHECKPOINT,
               "%s is of seed %u, step %" G_GUINT64_FORMAT
               ", but this experiment has %u seeds of %" G_GUINT64_FORMAT
               " steps: the data have changed; delete it, or start without --resume",
               name, *first_run + 1, step, self->n_runs, self->n_steps);
  return FALSE;
}
