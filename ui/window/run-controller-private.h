/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a controller, for run-controller.c and run-parameters.c alone. */
#pragma once

#include "ui/window/run-controller.h"

struct _GraftRunController
{
  GObject parent_instance;
  GraftExperiment *experiment;
  GraftProject *project; /* or NULL */
  GraftSession *session;
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
/* Takes it over; a run that is under way ends. */
void graft_run_controller_take_experiment (GraftRunController *self,
                                           GraftExperiment *experiment);
