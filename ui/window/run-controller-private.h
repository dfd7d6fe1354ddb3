/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a controller, for run-*.c alone. */
#pragma once

#include "ui/window/run-controller.h"

struct _GraftRunController
{
  GObject parent_instance;
  GraftExperiment *experiment;
  GraftProject *project; /* or NULL */
  GraftSession *session;
  GraftExperiment *trained; /* of a kept run that is shown without a session, or NULL */
  gulong update_handler;
  GraftState state;
  GraftProgress progress;
  gboolean has_progress;
  GraftUpdate *verdict_update; /* the newest that brought a verdict */
  GraftUpdate *error_update;
  GPtrArray *results; /* of GraftRunResult */
  GraftMap *maps[GRAFT_N_PROJECTIONS];
  gboolean wanted_maps[GRAFT_N_PROJECTIONS];
  double curve_values[GRAFT_N_CURVES]; /* the newest, NaN before */
  GHashTable *overridden;              /* set of keys */
  double slow_motion;
};

/* Whether runs of the experiment belong into the project that is open. */
gboolean graft_run_controller_reads_project (GraftRunController *self);
/* What the results were trained with; NULL before a start. */
GraftExperiment *graft_run_controller_get_trained (GraftRunController *self);
/* Tells everybody that state, progress and what can be done may be others. */
void graft_run_controller_notify (GraftRunController *self);
/* Takes @session over, in place of the one before; nothing is started. */
void graft_run_controller_take_session (GraftRunController *self, GraftSession *session);
void graft_run_controller_launch (GraftRunController *self);
/* Takes it over; a run that is under way ends. */
void graft_run_controller_take_experiment (GraftRunController *self,
                                           GraftExperiment *experiment);
