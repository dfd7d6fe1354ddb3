/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run on disk, complete enough to go on bit for bit: weights and optimiser state of
 * every learner, the step, the person's overrides, the curves and the journal. Random
 * numbers need no state: they are functions of seed and step. Written atomically. */
#pragma once

#include "engine/session/journal.h"
#include "engine/session/update.h"
#include "engine/transfer/learner.h"

G_BEGIN_DECLS

#define GRAFT_CHECKPOINT_LEARNERS 3

/* Sums since the last curve point. */
typedef struct
{
  guint n;
  double label_loss;
  double twin_label_loss;
  double domain_loss;
  double domain_accuracy;
} GraftSums;

/**
 * GraftRunMemory:
 * @domain_accuracy: smoothed; NaN before the first step
 * @best_loss, @best_step: of early stopping
 * @best_weights: (nullable): those of the adapted network at @best_step; owned
 *
 * What a run remembers besides its networks.
 */
typedef struct
{
  GraftSums sums;
  double domain_accuracy;
  double best_loss;
  guint64 best_step;
  GraftReal *best_weights;
} GraftRunMemory;

/**
 * GraftCheckpoint:
 * @experiment: canonical text; a checkpoint of another experiment is refused
 * @run: which seed; @step: the next step to train
 * @learners: adapted, twin, oracle; NULL where there is none
 * @overrides: λ and learning rate set by hand; NaN: the schedule's
 * @memory: its best weights are those of the first learner's network
 * @points: GraftPoint, of this run
 */
typedef struct
{
  const char *experiment;
  guint run;
  guint64 step;
  double overrides[2];
  GraftLearner *learners[GRAFT_CHECKPOINT_LEARNERS];
  GraftRunMemory memory;
  GArray *points;
  GraftJournal *journal;
} GraftCheckpoint;

/* FILE in @folder that a checkpoint is kept in. */
char *graft_checkpoint_path (const char *folder);
gboolean
graft_checkpoint_write (const GraftCheckpoint *self, const char *folder, GError **error);
/* Reads only run and step, to know which learners to build. FALSE without error: there is
 * none. */
gboolean graft_checkpoint_peek (const char *folder,
                                const char *experiment,
                                guint *run,
                                guint64 *step,
                                GError **error);
/* Fills learners, points (appended), journal, overrides, memory, step. Errors:
 * GRAFT_TRAIN_ERROR_CHECKPOINT when it belongs to another experiment or is damaged. */
gboolean
graft_checkpoint_read (GraftCheckpoint *self, const char *folder, GError **error);

G_END_DECLS
