/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The runs that a project keeps: their list, one of them with all it takes to go on or to
 * be trained again, and throwing one away. How runs get there:
 * graft_session_set_project(). */
#pragma once

#include "engine/project/project.h"

G_BEGIN_DECLS

typedef enum
{
  GRAFT_RUN_INTERRUPTED, /* under way, or what a kill left */
  GRAFT_RUN_STOPPED,     /* by the person */
  GRAFT_RUN_FAILED,
  GRAFT_RUN_FINISHED,
  GRAFT_N_RUN_STATES
} GraftRunState;

/**
 * GraftRunInfo:
 * @method: id
 * @started: Unix time in seconds
 * @target, @twin: accuracy on the target; NaN while unknown
 * @hash: (nullable): SHA-256 of the final weights
 * @resumable: it did not come to its end, and can
 *
 * One row of the list.
 */
typedef struct
{
  guint id;
  char *title;
  char *method;
  guint64 seed;
  GraftRunState state;
  gint64 started;
  guint64 steps;
  double target;
  double twin;
  char *hash;
  gboolean resumable;
} GraftRunInfo;

void graft_run_info_free (GraftRunInfo *self);

/* A word for lists, translated. */
const char *graft_run_state_get_label (GraftRunState state);

/* (element-type GraftRunInfo), newest first. Reads the file through a connection of its
 * own. Thread: any but the main one. Errors: GRAFT_IO_ERROR. */
GPtrArray *graft_project_list_runs (GraftProject *project, GError **error);

/**
 * GraftStoredRun:
 * @text: its experiment, as a file would hold it; "project:#SET" is the project itself
 * @folder: where relative paths in it start
 *
 * Everything of one run; what else it holds is for graft_session_new_for_run().
 */
typedef struct _GraftStoredRun GraftStoredRun;

/* Thread: any but the main one. Errors: GRAFT_IO_ERROR; GRAFT_DATA_ERROR_RANGE when there
 * is no such run. */
GraftStoredRun *graft_project_load_run (GraftProject *project, guint run, GError **error);
void graft_stored_run_free (GraftStoredRun *self);
const GraftRunInfo *graft_stored_run_get_info (GraftStoredRun *self);
const char *graft_stored_run_get_text (GraftStoredRun *self);
const char *graft_stored_run_get_folder (GraftStoredRun *self);
/* A line an entry. */
const char *graft_stored_run_get_journal (GraftStoredRun *self);
/* (nullable): its result, a JSON object */
const char *graft_stored_run_get_result (GraftStoredRun *self);

/* With its checkpoint, journal and snapshots; the network it left stays. Not a step of
 * undo. */
void graft_project_delete_run (GraftProject *project, guint run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftRunInfo, graft_run_info_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftStoredRun, graft_stored_run_free)

G_END_DECLS
