/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the runs of one session in a project while they are trained. Everything is handed
 * to the project's own thread; the trainer never waits for the disk. A run counts as
 * interrupted from its first moment and is only called finished by its last: a kill
 * leaves the truth behind. */
#pragma once

#include "engine/project/project.h"

G_BEGIN_DECLS

typedef struct _GraftRunKeeper GraftRunKeeper;

/**
 * GraftKeptExperiment:
 * @text: canonical; @folder: where its relative paths start
 * @run: 0, or the id of a run that goes on
 * @index: of that run among the seeds
 */
typedef struct
{
  const char *title;
  const char *method;
  const char *text;
  const char *folder;
  guint run;
  guint index;
} GraftKeptExperiment;

/* Main thread. Nothing is written before the first run begins. */
GraftRunKeeper *graft_run_keeper_new (GraftProject *project,
                                      const GraftKeptExperiment *experiment);
/* What was handed over is still written. Main thread. */
void graft_run_keeper_free (GraftRunKeeper *self);

/* The id of the run under way; 0 before it has a row, between two runs, and when it could
 * not be kept. Any thread. */
guint graft_run_keeper_get_run (GraftRunKeeper *self);

/* What follows is the trainer's. */

/* A run begins, or goes on. @inputs: (element-type GraftLedgerEntry), taken over. */
void graft_run_keeper_begin (
    GraftRunKeeper *self, guint index, guint64 seed, guint threads, GPtrArray *inputs);
/* A line of the journal. Lines that come before the first run are of that run. Any
 * thread. */
void graft_run_keeper_say (GraftRunKeeper *self, const char *line);
/* The newest replaces the one before. */
void graft_run_keeper_checkpoint (GraftRunKeeper *self, guint64 step, GBytes *checkpoint);

/* A moment of the feature map. */
typedef struct
{
  guint64 step;
  double epoch;
  GBytes *data;
} GraftKeptFrame;

void graft_kept_frame_free (GraftKeptFrame *self);

/**
 * GraftKeptEnding:
 * @state: "finished", "stopped" or "failed"
 * @hash, @result: (nullable): weights; JSON
 * @events: (nullable), @curves: (nullable): serialised GVariants
 * @frames: (nullable): (element-type GraftKeptFrame)
 * @weights: (nullable): of the network to keep, float32
 * @preset, @layers: (nullable); @input: "28x28x3"; @normalisation: numbers
 *
 * How a run ended and what is left of it.
 */
typedef struct
{
  const char *state;
  guint64 steps;
  char *hash;
  char *result;
  GBytes *events;
  GBytes *curves;
  GPtrArray *frames;
  GBytes *weights;
  char *preset;
  char *layers;
  char *input;
  char *normalisation;
} GraftKeptEnding;

void graft_kept_ending_free (GraftKeptEnding *self);
/* Takes over @ending. */
void graft_run_keeper_end (GraftRunKeeper *self, GraftKeptEnding *ending);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftRunKeeper, graft_run_keeper_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftKeptEnding, graft_kept_ending_free)

G_END_DECLS
