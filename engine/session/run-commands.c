/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person asks of a run under way: pause, single steps, slow motion, other values.
 */
#include "engine/session/runner-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* From this step on, by hand; NaN: the schedule's. */
static void
take_hold (GraftRunner *self, GraftRunEventKind kind, double value)
{
  *(kind == GRAFT_EVENT_LAMBDA ? &self->lambda_by_hand : &self->rate_by_hand) = value;
  graft_run_events_add (self->run.events, self->run.step, kind, value);
}

static void
override (GraftRunner *self, const char *key, double value)
{
  const GraftParam *param = graft_params_find (self->params, key);
  GraftRunEventKind kind = GRAFT_N_EVENTS;

  if (g_str_equal (key, "lambda_max"))
    kind = GRAFT_EVENT_LAMBDA;
  else if (g_str_equal (key, "learning_rate"))
    kind = GRAFT_EVENT_RATE;
  if (kind == GRAFT_N_EVENTS || param == NULL || !(param->flags & GRAFT_PARAM_LIVE))
    {
      graft_runner_say (self, _ ("%s cannot change while the run is under way"), key);
      return;
    }
  value = isnan (value) ? (double)NAN : CLAMP (value, param->min, param->max);
  take_hold (self, kind, value);
  if (isnan (value))
    graft_journal_add (self->setup.journal,
                       "step %" G_GUINT64_FORMAT ": %s follows its schedule",
                       self->run.step, key);
  else
    graft_journal_add (self->setup.journal, "step %" G_GUINT64_FORMAT ": %s = %.9g",
                       self->run.step, key, value);
}

static void
pause_run (GraftRunner *self, gboolean paused)
{
  if (self->paused == paused)
    return;
  self->paused = paused;
  if (paused)
    graft_runner_save_checkpoint (self);
  /* First where it stands: whoever hears of the pause reads the step at which it came. */
  graft_runner_tell_progress (self);
  graft_runner_set_state (self, paused ? GRAFT_STATE_PAUSED : GRAFT_STATE_RUNNING);
}

static GraftMove
choose_move (GraftRunner *self, GraftStepKind kind)
{
  static const GraftMove moves[] = { [GRAFT_STEP_BOTH] = GRAFT_MOVE_ALL,
                                     [GRAFT_STEP_FEATURES] = GRAFT_MOVE_FEATURES,
                                     [GRAFT_STEP_DOMAIN_HEAD] = GRAFT_MOVE_DOMAIN_HEAD };

  if (!(self->method->info.flags & GRAFT_METHOD_ADVERSARIAL))
    return GRAFT_MOVE_ALL;
  if (kind == GRAFT_STEP_BOTH)
    return GRAFT_MOVE_ALL;
  graft_run_events_add (self->run.events, self->run.step, GRAFT_EVENT_MOVE, moves[kind]);
  graft_journal_add (self->setup.journal, "step %" G_GUINT64_FORMAT ": %s only",
                     self->run.step,
                     kind == GRAFT_STEP_FEATURES ? "features" : "domain head");
  return moves[kind];
}

static void
ask_for_map (GraftRunner *self, GraftProjection projection)
{
  self->wants_tsne |= projection == GRAFT_PROJECTION_TSNE;
  graft_mapper_want (self->run.mapper, projection);
}

/* What one command changes; TRUE when a single step is to be trained now. */
static gboolean
take_command (GraftRunner *self, const GraftCommand *command, GraftMove *move)
{
  switch (command->kind)
    {
    case GRAFT_COMMAND_PAUSE:
      pause_run (self, TRUE);
      return FALSE;
    case GRAFT_COMMAND_RESUME:
      pause_run (self, FALSE);
      return FALSE;
    case GRAFT_COMMAND_STEP:
      /* The run may have gone on since the button was pressed. */
      if (self->paused)
        *move = choose_move (self, command->step);
      return self->paused;
    case GRAFT_COMMAND_SET:
      override (self, command->key, command->value);
      return FALSE;
    case GRAFT_COMMAND_CLEAR:
      override (self, command->key, NAN);
      return FALSE;
    case GRAFT_COMMAND_SLOW:
      self->slow_seconds = CLAMP (command->value, 0, 60);
      return FALSE;
    case GRAFT_COMMAND_MAP:
      ask_for_map (self, (GraftProjection)command->value);
      return FALSE;
    case GRAFT_COMMAND_STOP:
    default:
      return FALSE;
    }
}

/* What was changed at this step when the run was trained first. */
static void
repeat_events (GraftRunner *self, GraftMove *move)
{
  const GArray *events = self->setup.kept != NULL ? self->setup.kept->events : NULL;
  GraftRun *run = &self->run;

  while (events != NULL && run->replayed < events->len)
    {
      const GraftRunEvent *event = &g_array_index (events, GraftRunEvent, run->replayed);

      if (event->step > run->step)
        return;
      run->replayed++;
      if (event->kind != GRAFT_EVENT_MOVE)
        take_hold (self, event->kind, event->value);
      else
        {
          *move = CLAMP ((int)event->value, GRAFT_MOVE_ALL, GRAFT_MOVE_DOMAIN_HEAD);
          graft_run_events_add (run->events, run->step, GRAFT_EVENT_MOVE, *move);
        }
    }
}

gboolean
graft_runner_obey (GraftRunner *self, GraftMove *move)
{
  gint64 entered = g_get_monotonic_time ();

  *move = GRAFT_MOVE_ALL;
  repeat_events (self, move);
  for (;;)
    {
      double slow_left = self->slow_seconds - graft_seconds_since (entered);
      double patience = self->paused ? -1 : MAX (0, slow_left);
      GraftCommand command;

      if (g_cancellable_is_cancelled (self->setup.stop))
        return FALSE;
      if (!graft_command_queue_pop (self->setup.commands, patience, &command))
        break;
      if (take_command (self, &command, move))
        break;
    }
  self->run.idle_seconds += graft_seconds_since (entered);
  return TRUE;
}
