/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The training thread: see runner.h. One GraftRunner lives as long as the experiment
 * runs; what belongs to one seed is in its GraftRun. What it is made of: run-build.c;
 * one step: run-step.c; what it is told while it runs: run-commands.c; how its result is
 * looked at: run-evaluate.c. */
#include "engine/session/runner-private.h"

#include "engine/base/error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include <sys/resource.h>

/* Curves keep about this many points, whatever the length of the run. */
#define MOST_POINTS 1500
/* A checkpoint is due at the end of an epoch, but small data has hundreds of those a
 * second. */
#define CHECKPOINT_SECONDS 5
/* Slow motion in which single steps can be followed on the map, and how many of them are
 * kept: each is about a megabyte. */
#define WATCHED_SECONDS 0.1
#define MOST_SLOW_SNAPSHOTS 300

void
graft_runner_set_state (GraftRunner *self, GraftState state)
{
  self->state = state;
  graft_mailbox_set_state (self->setup.mailbox, state);
}

static double
peak_mib (void)
{
  struct rusage usage;

  return getrusage (RUSAGE_SELF, &usage) == 0 ? (double)usage.ru_maxrss / 1024.0 : 0;
}

/* ---- progress ---- */

void
graft_runner_tell_progress (GraftRunner *self)
{
  GraftRun *run = &self->run;
  double done = (double)run->step / (double)self->n_steps;
  double elapsed = graft_seconds_since (run->since) - run->idle_seconds;
  double rate = run->step > run->first_step
                    ? (double)(run->step - run->first_step) / MAX (elapsed, 1e-6)
                    : 0;
  guint runs_left = self->n_runs - run->index - 1;
  double left =
      (double)(self->n_steps - run->step) + (double)runs_left * (double)self->n_steps;
  GraftProgress progress = {
    .run = run->index,
    .n_runs = self->n_runs,
    .seed = run->seed,
    .step = run->step,
    .n_steps = self->n_steps,
    .epoch = (double)run->step / (double)self->epoch_steps,
    .n_epochs = (double)self->n_steps / (double)self->epoch_steps,
    .fraction = ((double)run->index + done) / (double)self->n_runs,
    /* Slow motion rests after every step. */
    .seconds_left = rate > 0 ? left * (1 / rate + self->slow_seconds) : -1,
    .steps_per_second = rate,
    .peak_mib = self->planned_mib,
  };

  run->last_told = g_get_monotonic_time ();
  graft_mailbox_set_progress (self->setup.mailbox, &progress);
}

void
graft_runner_add_point (GraftRunner *self, GraftCurve curve, double value)
{
  GraftPoint point = { .step = self->run.step,
                       .epoch = (double)self->run.step / (double)self->epoch_steps,
                       .curve = curve,
                       .value = value };

  if (isnan (value))
    return;
  g_array_append_val (self->run.points, point);
  graft_mailbox_add_point (self->setup.mailbox, &point);
}

void
graft_runner_say (GraftRunner *self, const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  graft_journal_add (self->setup.journal, "%s", text);
  graft_mailbox_add_message (self->setup.mailbox, text);
}

/* ---- one run ---- */

static gboolean
at_mark (guint64 step, guint64 n_steps, guint n_marks)
{
  return step == n_steps || step * n_marks / n_steps != (step - 1) * n_marks / n_steps;
}

/* Somebody looks at every step: the map is to move with each, in slow motion up to a
 * point. */
static void
follow_step (GraftRunner *self)
{
  gboolean slow = !self->paused && self->slow_seconds >= WATCHED_SECONDS &&
                  self->run.n_slow_snapshots < MOST_SLOW_SNAPSHOTS;

  if (slow)
    self->run.n_slow_snapshots++;
  if (slow || self->paused)
    graft_runner_snapshot (self);
}

/* Evaluations, snapshots, checkpoints and early stopping that are due after a step. */
static gboolean
after_step (GraftRunner *self)
{
  GraftRun *run = &self->run;
  guint snapshots = MAX (1, graft_experiment_get_snapshots (self->setup.experiment));

  if ((at_mark (run->step, self->n_steps, 2 * snapshots) || self->paused) &&
      run->step < self->n_steps)
    graft_runner_glance (self);
  if (at_mark (run->step, self->n_steps, snapshots))
    graft_runner_snapshot (self);
  else
    follow_step (self);
  if (run->step % self->epoch_steps == 0)
    {
      if (run->step < self->n_steps &&
          graft_seconds_since (run->last_checkpoint) >= CHECKPOINT_SECONDS)
        graft_runner_save_checkpoint (self);
      return !graft_runner_wants_early_stop (self);
    }
  return TRUE;
}

static gboolean
begin_run (GraftRunner *self, GError **error)
{
  GraftRun *run = &self->run;

  if (!graft_runner_make_learners (self, error))
    return FALSE;
  self->planned_mib = 0;
  for (guint i = 0; i < GRAFT_CHECKPOINT_LEARNERS; i++)
    if (run->learners[i] != NULL)
      self->planned_mib += (double)graft_learner_get_bytes (run->learners[i]) / 1048576.0;
  graft_runner_keep_begin (self);
  graft_journal_add (self->setup.journal,
                     "run %u of %u: seed %" G_GUINT64_FORMAT ", %" G_GUINT64_FORMAT
                     " steps, %.0f MiB planned, initial loss should be near ln %u = %.3f",
                     run->index + 1, self->n_runs, run->seed, self->n_steps,
                     self->planned_mib, self->data.n_classes, log (self->data.n_classes));
  if (!graft_runner_load_checkpoint (self, error) ||
      !graft_runner_make_loaders (self, error))
    return FALSE;
  run->first_step = run->step;
  graft_runner_start_map (self);
  run->since = run->last_checkpoint = g_get_monotonic_time ();
  graft_runner_tell_progress (self);
  return TRUE;
}

/* The newest mapper stays: somebody may ask for the t-SNE when the run is over. */
static void
shelve_mapper (GraftRunner *self)
{
  GraftShelf *shelf = self->setup.shelf;
  GraftMapper *old;

  if (self->run.mapper == NULL)
    return;
  pthread_mutex_lock (&shelf->lock);
  old = shelf->mapper;
  shelf->mapper = g_steal_pointer (&self->run.mapper);
  pthread_mutex_unlock (&shelf->lock);
  g_clear_pointer (&old, graft_mapper_free);
}

static void
clear_run (GraftRun *run)
{
  g_clear_pointer (&run->loader, graft_batch_loader_free);
  g_clear_pointer (&run->oracle_loader, graft_batch_loader_free);
  for (guint i = 0; i < GRAFT_CHECKPOINT_LEARNERS; i++)
    g_clear_pointer (&run->learners[i], graft_learner_free);
  g_clear_pointer (&run->memory.best_weights, g_free);
  g_clear_pointer (&run->points, g_array_unref);
  g_clear_pointer (&run->events, g_array_unref);
}

static void
tell_result (GraftRunner *self, gboolean stopped)
{
  GraftRun *run = &self->run;
  GraftNetwork *network = graft_learner_get_network (run->learners[GRAFT_ADAPTED]);
  /* Sixteen million weights take a sixth of a second, in which Stop would not answer. */
  g_autofree char *hash = stopped ? NULL : graft_network_hash (network);
  GraftRunResult result = { .run = run->index,
                            .seed = run->seed,
                            .steps = run->step,
                            .seconds = graft_seconds_since (run->since),
                            .peak_mib = peak_mib (),
                            .threads = graft_workers_get_n_threads (self->workers),
                            .stopped = stopped,
                            .hash = hash,
                            .verdict = &run->verdict };

  graft_journal_add (self->setup.journal, "ended at step %" G_GUINT64_FORMAT ", %s%s",
                     run->step, stopped ? "stopped" : "weights ", stopped ? "" : hash);
  graft_runner_keep_end (self, &result);
  graft_mailbox_add_result (self->setup.mailbox, &result);
}

static gboolean
train_run (GraftRunner *self, gboolean *stopped, GError **error)
{
  GraftRun *run = &self->run;
  GraftMove move;

  graft_runner_glance (self);
  graft_runner_snapshot (self);
  *stopped = FALSE;
  while (run->step < self->n_steps)
    {
      g_autoptr (GError) trouble = NULL;

      if (!graft_runner_obey (self, &move))
        {
          *stopped = TRUE;
          break;
        }
      if (!graft_runner_train_step (self, move, &trouble))
        {
          *stopped = g_error_matches (trouble, G_IO_ERROR, G_IO_ERROR_CANCELLED);
          if (*stopped)
            break;
          g_propagate_error (error, g_steal_pointer (&trouble));
          return FALSE;
        }
      if (!after_step (self))
        break;
    }
  return TRUE;
}

/* Trains and judges one seed; FALSE ends the experiment. */
static gboolean
do_run (GraftRunner *self, guint index, gboolean *stopped, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean fine;

  self->run =
      (GraftRun){ .index = index,
                  .seed = graft_experiment_get_seed (self->setup.experiment) + index,
                  .memory = { .domain_accuracy = NAN, .best_loss = INFINITY },
                  .points = g_array_new (FALSE, FALSE, sizeof (GraftPoint)),
                  .events = graft_run_events_new () };
  graft_verdict_init (&self->run.verdict);
  self->lambda_by_hand = self->rate_by_hand = NAN;
  fine = begin_run (self, &failure);
  if (fine)
    {
      graft_runner_set_state (self,
                              self->paused ? GRAFT_STATE_PAUSED : GRAFT_STATE_RUNNING);
      fine = train_run (self, stopped, &failure);
    }
  if (!fine)
    {
      graft_runner_keep_failure (self, failure);
      g_propagate_error (error, g_steal_pointer (&failure));
    }
  if (fine && *stopped)
    graft_runner_save_checkpoint (self);
  if (fine && !*stopped)
    {
      graft_runner_set_state (self, GRAFT_STATE_FINISHING);
      graft_runner_finish (self);
      *stopped = g_cancellable_is_cancelled (self->setup.stop);
    }
  if (fine)
    tell_result (self, *stopped);
  shelve_mapper (self);
  clear_run (&self->run);
  graft_verdict_clear (&self->run.verdict);
  return fine;
}

/* ---- the experiment ---- */

static GraftAugment
read_augment (const GraftParams *params)
{
  double jitter = graft_params_get (params, "colour_jitter");

  return (GraftAugment){ .crop_padding =
                             (guint)graft_params_get_int (params, "crop_padding"),
                         .flip = graft_params_get (params, "flip") != 0,
                         .brightness = jitter,
                         .contrast = jitter,
                         .saturation = jitter,
                         .rotation = graft_params_get (params, "rotation") };
}

static void
choose_schedule (GraftRunner *self)
{
  const GraftParam *param = graft_params_find (self->params, "schedule");

  self->schedule = graft_schedule_find (
      param->choices[graft_params_get_int (self->params, "schedule")]);
  self->schedule_params =
      graft_params_new (self->schedule->params, self->schedule->n_params);
}

static gboolean
read_data (GraftRunner *self, GError **error)
{
  const GraftRunDataOrder order = { .experiment = self->setup.experiment,
                                    .method = self->method,
                                    .project = self->setup.project,
                                    .ledger = self->ledger,
                                    .journal = self->setup.journal,
                                    .cancellable = self->setup.stop };

  return graft_run_data_load (&self->data, &order, error);
}

static gboolean
prepare (GraftRunner *self, GError **error)
{
  GraftExperiment *experiment = self->setup.experiment;
  const char *preset = graft_experiment_get_preset (experiment);

  self->experiment_text = graft_experiment_to_text (experiment);
  self->params = graft_experiment_get_params (experiment);
  self->method = graft_method_class_find (graft_experiment_get_method (experiment));
  self->preset = graft_preset_find (preset != NULL ? preset : "dann-mnist");
  self->n_rows = (guint)MAX (1, graft_params_get_int (self->params, "batch") / 2);
  self->n_runs = MAX (1, graft_experiment_get_seeds (experiment));
  /* What is done again is one run of them. */
  if (self->setup.kept != NULL && self->setup.kept->events != NULL)
    self->n_runs = MIN (self->n_runs, self->setup.kept->index + 1);
  choose_schedule (self);
  self->augment = read_augment (self->params);
  self->augments = self->augment.crop_padding > 0 || self->augment.flip ||
                   self->augment.brightness > 0 || self->augment.rotation > 0;
  self->paused = self->setup.pause_first;
  self->workers = graft_workers_new (self->setup.n_threads);
  if (!read_data (self, error))
    return FALSE;
  self->epoch_steps = graft_runner_count_epoch_steps (self);
  self->n_steps =
      self->epoch_steps * (guint64)graft_params_get_int (self->params, "epochs");
  self->record_every = MAX (1, self->n_steps / MOST_POINTS);
  graft_runner_fill_shelf (self);
  return TRUE;
}

static void
report (GraftRunner *self, gboolean fine, gboolean stopped, const GError *error)
{
  if (fine && !stopped)
    graft_runner_set_state (self, GRAFT_STATE_FINISHED);
  else if (stopped || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    graft_runner_set_state (self, GRAFT_STATE_STOPPED);
  else
    {
      graft_journal_add (self->setup.journal, "failed: %s", error->message);
      graft_mailbox_set_error (self->setup.mailbox, error);
    }
}

/* Requests that came too late for the loop. */
static void
answer_late_commands (GraftRunner *self)
{
  GraftShelf *shelf = self->setup.shelf;
  GraftCommand command;

  while (graft_command_queue_pop (self->setup.commands, 0, &command))
    if (command.kind == GRAFT_COMMAND_MAP)
      {
        pthread_mutex_lock (&shelf->lock);
        if (shelf->mapper != NULL)
          graft_mapper_want (shelf->mapper, (GraftProjection)command.value);
        pthread_mutex_unlock (&shelf->lock);
      }
}

void
graft_runner_run (const GraftRunnerSetup *setup)
{
  GraftRunner self = { .setup = *setup };
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftDataLedger) ledger = NULL;
  gboolean stopped = FALSE, fine;
  guint first_run = 0;

  graft_runner_set_state (&self, GRAFT_STATE_LOADING);
  if (setup->kept != NULL)
    self.ledger = setup->kept->ledger;
  else if (setup->keeper != NULL)
    self.ledger = ledger = graft_data_ledger_new ();
  fine =
      prepare (&self, &error) && graft_runner_find_checkpoint (&self, &first_run, &error);
  for (guint i = first_run; fine && !stopped && i < self.n_runs; i++)
    fine = do_run (&self, i, &stopped, &error);
  answer_late_commands (&self);
  report (&self, fine, stopped, error);
  graft_run_data_clear (&self.data);
  g_clear_pointer (&self.workers, graft_workers_free);
  g_clear_pointer (&self.schedule_params, graft_params_free);
  g_clear_pointer (&self.checkpoint, g_bytes_unref);
  g_free (self.experiment_text);
}

void
graft_kept_run_free (GraftKeptRun *self)
{
  g_free (self->name);
  g_clear_pointer (&self->checkpoint, g_bytes_unref);
  g_clear_pointer (&self->events, g_array_unref);
  graft_data_ledger_free (self->ledger);
  g_free (self);
}
