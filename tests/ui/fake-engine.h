/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Knobs of the engine stand-in that the interface tests link instead of the real one. It
 * is never part of the program. */
#pragma once

#include "engine/graft-engine.h"

G_BEGIN_DECLS

typedef enum
{
  FAKE_END_POSITIVE,
  FAKE_END_NEGATIVE,
  FAKE_END_FAILED,
} FakeEnd;

typedef struct
{
  FakeEnd end;         /* how the next session ends */
  guint n_ticks;       /* updates in a run */
  guint interval_ms;   /* between two updates */
  guint n_seeds;       /* that one session trains, 0 counts as 1 */
  gboolean unlabelled; /* the target has no labels */
} FakeOptions;

/* The options that the next sessions take; change them before a start. */
FakeOptions *fake_engine_options (void);
/* How many sessions are alive. */
guint fake_engine_n_sessions (void);

/* For fake-*.c: the run has this many steps and epochs. */
#define N_STEPS 1128
#define N_EPOCHS 12.0
/* The map at @t, 0 … 1 of the run. */
GraftMap *
fake_map_new (GraftProjection projection, double t, guint run, gboolean unlabelled);
/* 0 … 1, the same for the same @seed. */
double fake_unit (guint32 seed);

G_END_DECLS
