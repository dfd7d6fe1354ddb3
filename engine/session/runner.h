/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The training thread of a session: loads the data, trains every seed with its twin and
 * oracle, obeys commands between mini-batches, and reports through the mailbox. Owns
 * every tensor. */
#pragma once

#include "engine/data/data-ledger.h"
#include "engine/project/run-keeper.h"
#include "engine/session/command.h"
#include "engine/session/journal.h"
#include "engine/session/mailbox.h"
#include "engine/session/mapper.h"

#include <pthread.h>

G_BEGIN_DECLS

/* What outlives the training thread: written by it, read by the main thread. */
typedef struct
{
  pthread_mutex_t lock;
  GraftDataset *items[GRAFT_N_DOMAINS]; /* guarded by lock; what the map's points are */
  GraftMapper
      *mapper; /* guarded by lock; of the newest run, for a t-SNE asked for later */
} GraftShelf;

typedef struct _GraftKeptRun GraftKeptRun;

/**
 * GraftRunnerSetup:
 * @experiment: the runner's own copy
 * @checkpoints: (nullable): folder; @resume: go on from what lies there
 * @pause_first: stop before the first step and wait
 * @keeper: (nullable): where runs are kept in a project
 * @kept: (nullable): of a run in a project: where to go on, or what to do again
 *
 * @project: (nullable): file that "project:#SET" means
 *
 * Everything a runner needs; all pointers are borrowed from the session, which outlives
 * it.
 */
typedef struct
{
  GraftExperiment *experiment;
  guint n_threads;
  GraftMailbox *mailbox;
  GraftCommandQueue *commands;
  GraftJournal *journal;
  GraftShelf *shelf;
  GCancellable *stop;
  const char *checkpoints;
  gboolean resume;
  gboolean pause_first;
  const char *project;
  GraftRunKeeper *keeper;
  GraftKeptRun *kept;
} GraftRunnerSetup;

/**
 * GraftKeptRun:
 * @index: which seed
 * @name: what messages call it
 * @checkpoint: (nullable): to go on from; without one from the first step
 * @events: (nullable): GraftRunEvent: this seed alone is trained, once more, with these
 * changes at these steps
 * @ledger: the data as they were
 *
 * A run as it lies in a project.
 */
struct _GraftKeptRun
{
  guint index;
  char *name;
  GBytes *checkpoint;
  GArray *events;
  GraftDataLedger *ledger;
};

void graft_kept_run_free (GraftKeptRun *self);

/* Runs to the end; called on the session's thread. */
void graft_runner_run (const GraftRunnerSetup *setup);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftKeptRun, graft_kept_run_free)

G_END_DECLS
