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

/**
 * GraftCheckpoint:
 * @experiment: canonical text; a checkpoint of another experiment is refused
 * @run: which seed; @step: the next step to train
 * @learners: adapted, twin, oracle; NULL where there is none
 * @overrides: λ and learning rate set by hand; NaN: the schedule's
 * @points: GraftPoint, of this run
 */
typedef struct
{
  const char *experiment;
  guint run;
  guint64 step;
  double overrides[2];
  GraftLearner *learners[GRAFT_CHECKPOINT_LEARNERS];
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
/* Fills learners, points (appended), journal, overrides, step. Errors:
 * GRAFT_TRAIN_ERROR_CHECKPOINT when it belongs to another experiment or is damaged. */
gboolean
graft_checkpoint_read (GraftCheckpoint *self, const char *folder, GError **error);

G_END_DECLS
