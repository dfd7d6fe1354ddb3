/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run as bytes, complete enough to go on bit for bit: weights and optimiser state of
 * every learner, the step, the person's overrides and all they changed, the curves and
 * the journal. Random numbers need no state: they are functions of seed and step. Kept in
 * a folder, written atomically, or in a project (engine/project/run-store.h). */
#pragma once

#include "engine/session/journal.h"
#include "engine/session/run-events.h"
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
 * @events: GraftRunEvent, of this run
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
  GArray *events;
  GraftJournal *journal;
} GraftCheckpoint;

GBytes *graft_checkpoint_to_bytes (const GraftCheckpoint *self);

/* FILE in @folder that a checkpoint is kept in. */
char *graft_checkpoint_path (const char *folder);
gboolean graft_checkpoint_write (GBytes *checkpoint, const char *folder, GError **error);
/* @checkpoint is NULL when there is none. */
gboolean graft_checkpoint_load (const char *folder, GBytes **checkpoint, GError **error);

/* Reads only run and step, to know which learners to build. @name: what messages call it.
 * Errors: GRAFT_TRAIN_ERROR_CHECKPOINT when it belongs to another experiment or is
 * damaged. */
gboolean graft_checkpoint_peek (GBytes *checkpoint,
                                const char *name,
                                const char *experiment,
                                guint *run,
                                guint64 *step,
                                GError **error);
/* Fills learners, points and events (appended), journal, overrides, memory, step. Errors:
 * as above. */
gboolean graft_checkpoint_read (GraftCheckpoint *self,
                                GBytes *checkpoint,
                                const char *name,
                                GError **error);

G_END_DECLS
