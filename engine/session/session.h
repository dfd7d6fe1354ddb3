/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The facade of the engine: one experiment, trained on a thread of its own. Commands go
 * down a queue that is read between mini-batches; updates come up through a mailbox that
 * wakes the main loop once. No call here waits for the training thread except
 * graft_session_join(). */
#pragma once

#include "engine/project/project-runs.h"
#include "engine/session/update.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_SESSION (graft_session_get_type ())
G_DECLARE_FINAL_TYPE (GraftSession, graft_session, GRAFT, SESSION, GObject)

/* What one press of a step button trains. */
typedef enum
{
  GRAFT_STEP_BOTH,
  GRAFT_STEP_FEATURES,    /* features and label head; the domain head stands still */
  GRAFT_STEP_DOMAIN_HEAD, /* the domain head alone */
} GraftStepKind;

/**
 * GraftSession::update:
 * @update: a #GraftUpdate, as a pointer; valid during the call, ref it to keep it
 *
 * Emitted in the main context that was the thread's default when the session was made, at
 * most once a turn of the loop.
 */

/* Takes a copy of @experiment. @n_threads 0: one a processor. Nothing runs yet. */
GraftSession *graft_session_new (GraftExperiment *experiment, guint n_threads);
GraftExperiment *graft_session_get_experiment (GraftSession *self);
/* As of the last update that was delivered. */
GraftState graft_session_get_state (GraftSession *self);

void graft_session_start (GraftSession *self);
void graft_session_pause (GraftSession *self);
void graft_session_resume (GraftSession *self);
/* While paused (or idle: then it loads and pauses at step 0 first). */
void graft_session_step (GraftSession *self, GraftStepKind kind);
/* Answers within 100 ms; the figures so far stay. */
void graft_session_stop (GraftSession *self);
/* A parameter with GRAFT_PARAM_LIVE; journalled with the step at which it took hold. */
void graft_session_set_parameter (GraftSession *self, const char *key, double value);
/* Back to what the schedule says. */
void graft_session_clear_parameter (GraftSession *self, const char *key);
/* Pause after every step, in seconds; 0 is full speed. */
void graft_session_set_slow_motion (GraftSession *self, double seconds);
/* From now on compute this map too (PCA always is). t-SNE of every stored frame, on a
 * worker. */
void graft_session_request_map (GraftSession *self, GraftProjection projection);

/* A picture of one item as RGBA bytes, not premultiplied; NULL before data are loaded or
 * for items that are not images. @width and @height are set. */
GBytes *graft_session_dup_thumbnail (
    GraftSession *self, GraftDomain domain, guint32 item, guint *width, guint *height);
/* The journal so far: a line an entry. */
char *graft_session_dup_journal (GraftSession *self);

/* Before start: keep a checkpoint in @folder at every epoch, on pause and on stop, so
 * that a run can go on later, bit for bit. With @resume, start from the one that lies
 * there, if any. */
void graft_session_enable_checkpoints (GraftSession *self,
                                       const char *folder,
                                       gboolean resume);

/* Before start: keep every run in @project while it is trained: its experiment, what it
 * was trained on, journal, newest checkpoint, verdict, map and, at its end, its network.
 * Data of the experiment that are sets of @project become "project:#SET", so that the
 * file can be moved. A project that can only be read keeps nothing. */
void graft_session_set_project (GraftSession *self, GraftProject *project);

/* The run of that project that is under way; 0 when it has no row there. */
guint graft_session_get_kept_run (GraftSession *self);

typedef enum
{
  GRAFT_AGAIN_RESUME, /* go on from the last checkpoint, with the seeds that are left */
  GRAFT_AGAIN_REPLAY, /* train this seed once more, with every change made by hand */
} GraftAgain;

/* A session for a run that @project keeps, on the items and labels it had then. A resumed
 * run is kept in @project further; a replayed one is not kept. Main thread. Errors:
 * GRAFT_DATA_ERROR_MISMATCH when the run is not one that can, GRAFT_IO_ERROR_FORMAT when
 * its record is damaged. Data that have changed are found out by the session:
 * GRAFT_DATA_ERROR_MISMATCH. */
GraftSession *graft_session_new_for_run (GraftProject *project,
                                         GraftStoredRun *run,
                                         GraftAgain again,
                                         guint n_threads,
                                         GError **error);

/* The feature map of a run that came to its end, without contours. Thread: any. Errors:
 * GRAFT_IO_ERROR_FORMAT when none was kept, or it is damaged. */
GraftMap *graft_stored_run_dup_map (GraftStoredRun *run, GError **error);
/* (element-type GraftPoint): its curves, in step order; empty when none were kept. */
GArray *graft_stored_run_dup_points (GraftStoredRun *run);
/* (nullable): its figures; NULL when it did not live to have any, or they are damaged */
GraftRunResult *graft_stored_run_dup_result (GraftStoredRun *run);

/* For programs without a main loop: waits until the thread has ended, delivering updates
 * to the caller's context meanwhile. */
void graft_session_join (GraftSession *self);

G_END_DECLS
