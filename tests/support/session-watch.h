/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session and all it has said, for tests: they wait for something to be said, with a
 * deadline, never for time to pass. */
#pragma once

#include "engine/graft-engine.h"

G_BEGIN_DECLS

/**
 * GraftWatch:
 * @points: (element-type GraftPoint): every curve point, in the order it came
 * @results: (element-type utf8): one line a finished seed: hash and figures, all digits
 * @messages: one a line
 * @map: (nullable): the newest PCA map
 * @closed: no update may come any more
 */
typedef struct
{
  GraftSession *session;
  GArray *points;
  GPtrArray *results;
  GString *messages;
  GraftMap *map;
  GraftState state;
  guint64 step;
  double seconds_left;
  double a_distance; /* the newest verdict's */
  GError *error;
  guint n_updates;
  gboolean closed;
} GraftWatch;

/* @text: an experiment file. Nothing is started. */
GraftWatch *graft_watch_new (const char *text, guint n_threads);
/* Takes over @session. */
GraftWatch *graft_watch_new_for (GraftSession *session);
void graft_watch_free (GraftWatch *self);
/* Both fail the test after two minutes. */
void graft_watch_until_state (GraftWatch *self, GraftState state);
void graft_watch_until_step (GraftWatch *self, guint64 step);
/* Starts, waits, and wants a finished run. */
void graft_watch_run (GraftWatch *self);
/* Pauses at step 0 and trains @n steps one by one. */
void graft_watch_steps (GraftWatch *self, guint64 n);
/* TRUE when the journal has @words. */
gboolean graft_watch_has_journal (GraftWatch *self, const char *words);
/* Values of one curve, as text with all digits. */
char *graft_watch_dup_curve (GraftWatch *self, GraftCurve curve);
/* Weights, figures and steps of every seed. */
void graft_watch_assert_same_results (GraftWatch *a, GraftWatch *b);
/* Every curve point of @other is one of @self, which may have more: single steps are
 * looked at one by one. */
void graft_watch_assert_has_points (GraftWatch *self, GraftWatch *other);
/* Fails the test unless both have the same results, curves and map, bit for bit. */
void graft_watch_assert_same (GraftWatch *a, GraftWatch *b);

/* Two moons, 64 steps of three small learners. */
#define GRAFT_WATCH_MOONS                                                                \
  "[experiment]\nmethod=dann\nseed=3\n[source]\ndata=builtin:moons-source\n"             \
  "test_limit=80\n[target]\ndata=builtin:moons-target\ntest_limit=80\n"                  \
  "[network]\npreset=moons-mlp\n[report]\nsnapshots=2\nprobe=40\n"                       \
  "[method]\nepochs=16\nschedule=constant\nlearning_rate=0.05\n"
/* Digits, 20 steps of a small convolutional network. */
#define GRAFT_WATCH_DIGITS                                                               \
  "[experiment]\nmethod=dann\nseed=3\n[source]\ndata=builtin:printed-digits\n"           \
  "limit=160\ntest_limit=60\n[target]\ndata=builtin:textured-digits\nlimit=160\n"        \
  "test_limit=60\n[network]\npreset=digits-small\n[report]\nsnapshots=2\nprobe=40\n"     \
  "[method]\nepochs=2\nbatch=32\n"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftWatch, graft_watch_free)

G_END_DECLS
