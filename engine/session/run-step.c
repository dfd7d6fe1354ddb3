/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One step of the networks of a run, and the curve points it makes. When it is due, and
 * what follows from it: runner.c. */
#include "engine/session/runner-private.h"

#include <math.h>

/* A person who looks on wants to see the steps go by. */
#define TELL_SECONDS 0.1

static double
scheduled_rate (GraftRunner *self)
{
  return self->schedule->rate (self->schedule_params,
                               graft_params_get (self->params, "learning_rate"),
                               (double)self->run.step, (double)self->n_steps);
}

static gboolean
compute_twin (GraftRunner *self,
              const GraftBatch *batch,
              double progress,
              double rate,
              GraftStepFigures *figures,
              GError **error)
{
  GraftBatch half = *batch;

  half.n_target = 0;
  if (graft_learner_compute (self->run.learners[GRAFT_TWIN], &half, progress, 0, rate,
                             figures, error))
    return TRUE;
  g_prefix_error (error, "source-only twin: ");
  return FALSE;
}

static gboolean
compute_oracle (GraftRunner *self,
                double progress,
                double rate,
                GraftStepFigures *figures,
                GError **error)
{
  if (graft_learner_compute (self->run.learners[GRAFT_ORACLE],
                             graft_batch_loader_next (self->run.oracle_loader), progress,
                             0, rate, figures, error))
    return TRUE;
  g_prefix_error (error, "oracle: ");
  return FALSE;
}

/* Somebody follows single steps: each of them is to be seen. */
static gboolean
is_watched (GraftRunner *self)
{
  return self->paused || self->slow_seconds > 0;
}

/* Means since the last curve point. Points come at steps, never at times: the curves of a
 * run are the same whoever watches how. Progress is told by the clock as well. */
static void
record_curves (GraftRunner *self, double lambda, double rate)
{
  GraftRun *run = &self->run;
  GraftSums *sums = &run->memory.sums;
  double n = MAX (1, sums->n);

  if (sums->n == 0 || (run->step % self->record_every != 0 && !is_watched (self)))
    {
      if (graft_seconds_since (run->last_told) >= TELL_SECONDS)
        graft_runner_tell_progress (self);
      return;
    }
  graft_runner_add_point (self, GRAFT_CURVE_LABEL_LOSS, sums->label_loss / n);
  if (run->learners[GRAFT_TWIN] != NULL && sums->twin_label_loss > 0)
    graft_runner_add_point (self, GRAFT_CURVE_TWIN_LABEL_LOSS, sums->twin_label_loss / n);
  /* NaN where the method has no such thing: no point then. */
  graft_runner_add_point (self, GRAFT_CURVE_DOMAIN_LOSS, sums->domain_loss / n);
  graft_runner_add_point (self, GRAFT_CURVE_DOMAIN_ACCURACY, sums->domain_accuracy / n);
  if (self->method->lambda != NULL)
    graft_runner_add_point (self, GRAFT_CURVE_LAMBDA, lambda);
  graft_runner_add_point (self, GRAFT_CURVE_LEARNING_RATE, rate);
  *sums = (GraftSums){ 0 };
  graft_runner_tell_progress (self);
}

static void
note_figures (GraftRunMemory *memory,
              const GraftStepFigures *figures,
              double twin_label_loss)
{
  const double keep = 0.98; /* domain accuracy of about the last 50 steps */

  memory->sums.n++;
  memory->sums.label_loss += figures->label_loss;
  memory->sums.domain_loss += figures->domain_loss;
  memory->sums.domain_accuracy += figures->domain_accuracy;
  memory->sums.twin_label_loss += twin_label_loss;
  if (isnan (memory->domain_accuracy))
    memory->domain_accuracy = figures->domain_accuracy;
  else if (!isnan (figures->domain_accuracy))
    memory->domain_accuracy =
        keep * memory->domain_accuracy + (1 - keep) * figures->domain_accuracy;
}

/* What a step of all networks is made of. */
typedef struct
{
  double progress;
  double rate;
  double lambda;
  gboolean all; /* the twin and the oracle as well */
  GraftStepFigures figures[GRAFT_CHECKPOINT_LEARNERS];
} Step;

static gboolean
compute_step (GraftRunner *self, Step *step, GError **error)
{
  GraftLearner **learners = self->run.learners;
  const GraftBatch *batch = graft_batch_loader_next (self->run.loader);

  if (!graft_learner_compute (learners[GRAFT_ADAPTED], batch, step->progress,
                              step->lambda, step->rate, &step->figures[GRAFT_ADAPTED],
                              error))
    return FALSE;
  if (step->all && learners[GRAFT_TWIN] != NULL &&
      !compute_twin (self, batch, step->progress, step->rate, &step->figures[GRAFT_TWIN],
                     error))
    return FALSE;
  return !step->all || learners[GRAFT_ORACLE] == NULL ||
         compute_oracle (self, step->progress, step->rate, &step->figures[GRAFT_ORACLE],
                         error);
}

gboolean
graft_runner_train_step (GraftRunner *self, GraftMove move, GError **error)
{
  GraftRun *run = &self->run;
  double progress = (double)run->step / (double)self->n_steps;
  Step step = { .progress = progress,
                .rate = isnan (self->rate_by_hand) ? scheduled_rate (self)
                                                   : self->rate_by_hand,
                /* A step of the domain head alone is no step of the features: the twin
                 * stands still too. */
                .all = move != GRAFT_MOVE_DOMAIN_HEAD };

  if (self->method->lambda != NULL)
    step.lambda = self->method->lambda (self->params, progress);
  if (!isnan (self->lambda_by_hand))
    step.lambda = self->lambda_by_hand;
  run->lambda = step.lambda;
  if (!compute_step (self, &step, error))
    {
      for (guint i = 0; i < GRAFT_CHECKPOINT_LEARNERS; i++)
        if (run->learners[i] != NULL)
          graft_learner_forget (run->learners[i]);
      return FALSE;
    }
  for (guint i = 0; i < GRAFT_CHECKPOINT_LEARNERS; i++)
    if (run->learners[i] != NULL && (i == GRAFT_ADAPTED || step.all))
      graft_learner_apply (run->learners[i], i == GRAFT_ADAPTED ? step.lambda : 0,
                           step.rate, i == GRAFT_ADAPTED ? move : GRAFT_MOVE_ALL);
  note_figures (&run->memory, &step.figures[GRAFT_ADAPTED],
                step.figures[GRAFT_TWIN].label_loss);
  run->step++;
  record_curves (self, step.lambda, step.rate);
  return TRUE;
}
