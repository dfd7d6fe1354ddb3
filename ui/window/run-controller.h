/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window knows of a run: the experiment that is edited, the session that trains
 * it and the newest of everything the session said. Data flow one way: session →
 * controller → widgets; commands the other: action → controller → session. It knows no
 * widget. */
#pragma once

#include "ui/window/old-run.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_RUN_CONTROLLER (graft_run_controller_get_type ())
G_DECLARE_FINAL_TYPE (
    GraftRunController, graft_run_controller, GRAFT, RUN_CONTROLLER, GObject)

/**
 * GraftRunController::experiment-changed:
 *
 * Another experiment, or another method of the same one: forms are to be built anew. What
 * the last run said is forgotten when it was another experiment.
 */
/**
 * GraftRunController::project-changed:
 *
 * Another project is open, or none; the experiment stays.
 */
/**
 * GraftRunController::settings-changed:
 *
 * Method or parameters are others than before, so that what is shown may be the result of
 * settings that hold no longer: graft_run_controller_is_outdated().
 */
/**
 * GraftRunController::reset:
 *
 * A new session takes over, or the next seed of this one: plots are to be cleared.
 */
/**
 * GraftRunController::points:
 * @points: (array length=n_points): borrowed for the call
 */
/**
 * GraftRunController::map:
 * @map: a #GraftMap; ref it to keep it
 */
/**
 * GraftRunController::verdict:
 * @verdict: a #GraftVerdict; graft_run_controller_get_verdict() lends it longer
 */
/**
 * GraftRunController::result:
 * @result: the #GraftRunResult of a seed that has just ended, or was stopped;
 * graft_run_controller_get_results() lends it longer
 */
/**
 * GraftRunController::message:
 * @text: one line for the status line
 */
/**
 * GraftRunController::failed:
 * @error: the #GError of a run that ended in #GRAFT_STATE_FAILED
 */

GraftRunController *graft_run_controller_new (void);

/* Opening stops and lets go of a run that is under way. On error nothing changes. */
gboolean graft_run_controller_open_file (GraftRunController *self,
                                         const char *path,
                                         GError **error);
gboolean graft_run_controller_open_example (GraftRunController *self,
                                            const char *id,
                                            GError **error);
/* Only while nothing runs; see graft_run_controller_is_active(). */
gboolean graft_run_controller_set_method (GraftRunController *self,
                                          const char *id,
                                          GError **error);

/* --- an open project: run-project.c --- */

void graft_run_controller_set_project (GraftRunController *self, GraftProject *project);
GraftProject *graft_run_controller_get_project (GraftRunController *self); /* or NULL */
/* The set of the project that the experiment reads; NULL when it reads something else. */
GraftProjectSet *graft_run_controller_find_set (GraftRunController *self,
                                                GraftDomain domain);
/* The same experiment on another set. Only while nothing runs. */
gboolean graft_run_controller_set_data (GraftRunController *self,
                                        GraftDomain domain,
                                        GraftProjectSet *set,
                                        GError **error);
/* An experiment on the project: from the set with most labels to the largest of those
 * that it can teach; both are a guess, to be changed. Errors: GRAFT_DATA_ERROR_TOO_FEW
 * when nothing is labelled yet. */
gboolean graft_run_controller_open_sets (GraftRunController *self, GError **error);

/* --- a run that the project keeps: run-kept.c --- */

/* Its experiment takes the place of the present one, reading the open project, and what
 * is left of the run is shown as if it had just ended. On error nothing changes. */
gboolean graft_run_controller_open_kept (GraftRunController *self,
                                         GraftOldRun *old,
                                         GError **error);
/* The same, and the run goes on from where it was. */
gboolean graft_run_controller_resume_kept (GraftRunController *self,
                                           GraftStoredRun *run,
                                           GError **error);
/* The project is about to be closed: a run of it that is under way ends, and is kept as
 * far as it came. */
void graft_run_controller_leave_project (GraftRunController *self);
/* The run of the project that is under way here; 0: none. */
guint graft_run_controller_get_kept_run (GraftRunController *self);

GraftExperiment *
graft_run_controller_get_experiment (GraftRunController *self); /* or NULL */
const GraftMethodInfo *
graft_run_controller_get_method (GraftRunController *self); /* or NULL */
GraftState graft_run_controller_get_state (GraftRunController *self);
/* Loading, running, paused or finishing: parameters that are not live stand still. */
gboolean graft_run_controller_is_active (GraftRunController *self);
const GraftProgress *
graft_run_controller_get_progress (GraftRunController *self); /* or NULL */
const GraftVerdict *
graft_run_controller_get_verdict (GraftRunController *self); /* or NULL */
GraftMap *graft_run_controller_get_map (GraftRunController *self,
                                        GraftProjection projection);
/* Of the present experiment, a seed each, in order; one that was stopped is marked. */
const GraftRunResult *const *graft_run_controller_get_results (GraftRunController *self,
                                                               guint *n);
/* What the results were trained with, which may be another method than the one chosen
 * now; NULL before a start. */
const GraftMethodInfo *graft_run_controller_get_trained_method (GraftRunController *self);
const GError *
graft_run_controller_get_error (GraftRunController *self); /* state FAILED only */

void graft_run_controller_start (GraftRunController *self);
void graft_run_controller_pause (GraftRunController *self);
void graft_run_controller_resume (GraftRunController *self);
void graft_run_controller_stop (GraftRunController *self);
/* Starts, pauses or resumes, whichever the state allows. */
void graft_run_controller_toggle (GraftRunController *self);
void graft_run_controller_step (GraftRunController *self, GraftStepKind kind);

/* Sets a parameter of the experiment, or, during a run, of the session when it is live.
 */
gboolean graft_run_controller_set_parameter (GraftRunController *self,
                                             const char *key,
                                             double value,
                                             GError **error);
/* During a run: back to what the schedule says. */
void graft_run_controller_clear_parameter (GraftRunController *self, const char *key);
gboolean graft_run_controller_is_overridden (GraftRunController *self, const char *key);
/* What the schedule makes of a live parameter at this moment; FALSE when it is not known.
 */
gboolean graft_run_controller_get_live_value (GraftRunController *self,
                                              const char *key,
                                              double *value);
/* Whether there are results of a run whose method or parameters have been changed since.
 */
gboolean graft_run_controller_is_outdated (GraftRunController *self);
/* Back to the method and the parameters that the results were trained with. */
void graft_run_controller_restore_settings (GraftRunController *self);
/* Kept for sessions to come; @seconds is the rest after each step. */
void graft_run_controller_set_slow_motion (GraftRunController *self, double seconds);
void graft_run_controller_request_map (GraftRunController *self,
                                       GraftProjection projection);
GBytes *graft_run_controller_dup_thumbnail (GraftRunController *self,
                                            GraftDomain domain,
                                            guint32 item,
                                            guint *width,
                                            guint *height);

G_END_DECLS
