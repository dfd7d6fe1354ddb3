/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the training thread share: runner.c (the loop) and run-*.c. */
#pragma once

#include "engine/optim/schedule.h"
#include "engine/session/checkpoint.h"
#include "engine/session/judge.h"
#include "engine/session/mapper.h"
#include "engine/session/run-data.h"
#include "engine/session/runner.h"

G_BEGIN_DECLS

/* Places of the three learners of a run. */
enum
{
  GRAFT_ADAPTED,
  GRAFT_TWIN,
  GRAFT_ORACLE,
};

/* What belongs to one seed. */
typedef struct
{
  guint index;
  guint64 seed;
  guint64 step;       /* trained so far */
  guint64 first_step; /* where this process began: > 0 after a resume */
  GraftLearner *learners[GRAFT_CHECKPOINT_LEARNERS];
  GraftBatchLoader *loader;
  GraftBatchLoader *oracle_loader;
  GraftMapper *mapper;
  GArray *points; /* GraftPoint */
  GArray *events; /* GraftRunEvent */
  guint replayed; /* of the events to repeat */
  GraftRunMemory memory;
  GraftVerdict verdict;
  double lambda;
  gint64 since;
  gint64 last_told;
  gint64 last_checkpoint;
  double idle_seconds; /* paused or in slow motion */
  guint n_slow_snapshots;
} GraftRun;

typedef struct
{
  GraftRunnerSetup setup;
  GraftState state;
  char *experiment_text;
  GraftParams *params;
  const GraftSchedule *schedule;
  GraftParams *schedule_params; /* their defaults */
  const GraftMethodClass *method;
  const GraftPreset *preset;
  GraftWorkers *workers;
  GraftRunData data;
  GraftAugment augment;
  gboolean augments;
  guint n_rows; /* of each domain in a mini-batch */
  guint n_runs;
  guint64 epoch_steps;
  guint64 n_steps;
  guint64 record_every;
  double planned_mib;
  double lambda_by_hand; /* NaN: the schedule's */
  double rate_by_hand;
  double slow_seconds;
  gboolean paused;
  gboolean wants_tsne;
  GBytes *checkpoint;      /* (nullable): the next run goes on from it */
  GraftDataLedger *ledger; /* (nullable) */
  gboolean checkpoint_failed;
  GraftRun run;
} GraftRunner;

void graft_runner_add_point (GraftRunner *self, GraftCurve curve, double value);
/* To the journal and the status line. */
void graft_runner_say (GraftRunner *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

void graft_runner_set_state (GraftRunner *self, GraftState state);
void graft_runner_tell_progress (GraftRunner *self);
void graft_runner_save_checkpoint (GraftRunner *self);

/* Of the monotonic clock. */
static inline double
graft_seconds_since (gint64 start)
{
  return (double)(g_get_monotonic_time () - start) * 1e-6;
}

/* run-checkpoint.c */
/* Finds where to go on; FALSE when what lies there is no checkpoint of this experiment.
 */
gboolean
graft_runner_find_checkpoint (GraftRunner *self, guint *first_run, GError **error);
gboolean graft_runner_load_checkpoint (GraftRunner *self, GError **error);

/* run-keep.c: the run in the project, where there is one */
void graft_runner_keep_begin (GraftRunner *self);
void graft_runner_keep_end (GraftRunner *self, const GraftRunResult *result);
void graft_runner_keep_failure (GraftRunner *self, const GError *error);

/* run-build.c */
/* The adapted network and, where they are wanted and can be had, its twin and its oracle.
 */
gboolean graft_runner_make_learners (GraftRunner *self, GError **error);
gboolean graft_runner_make_loaders (GraftRunner *self, GError **error);
guint64 graft_runner_count_epoch_steps (GraftRunner *self);

/* run-step.c */
/* No network moves before all have computed: an error, or a stop in between, leaves the
 * last whole step behind. Errors: as graft_learner_compute(). */
gboolean graft_runner_train_step (GraftRunner *self, GraftMove move, GError **error);

/* run-commands.c */
/* Reads what was asked and returns when a step is to be trained; FALSE: the run is to
 * end. */
gboolean graft_runner_obey (GraftRunner *self, GraftMove *move);

/* run-evaluate.c */
void graft_runner_fill_shelf (GraftRunner *self);
void graft_runner_start_map (GraftRunner *self);
/* Accuracies on up to 1000 test items of each domain, for the curves and the verdict so
 * far. */
void graft_runner_glance (GraftRunner *self);
/* Features of the probe sample, for the map. */
void graft_runner_snapshot (GraftRunner *self);
/* All test items, fresh classifiers, the verdict that stands. */
void graft_runner_finish (GraftRunner *self);
/* After an epoch: TRUE when patience has run out; the best weights are then back in
 * place. */
gboolean graft_runner_wants_early_stop (GraftRunner *self);

G_END_DECLS
