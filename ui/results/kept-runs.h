/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The runs that the open project keeps, newest first. Hidden without a project. Actions,
 * each with the id of a run: "kept.delete", "kept.restore" (before its notice has gone)
 * and "kept.copy-hash"; "kept.more" shows more of a long list. Property "n-runs": how
 * many are listed. */
#pragma once

#include "ui/results/kept-row.h"
#include "ui/window/run-controller.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_KEPT_RUNS (graft_kept_runs_get_type ())
G_DECLARE_FINAL_TYPE (GraftKeptRuns, graft_kept_runs, GRAFT, KEPT_RUNS, GtkWidget)

void graft_kept_runs_set_controller (GraftKeptRuns *self, GraftRunController *controller);
/* What was deleted of the one before is gone for good. */
void graft_kept_runs_set_project (GraftKeptRuns *self, GraftProject *project);
/* Buttons below the text, for a narrow window. */
void graft_kept_runs_set_stacked (GraftKeptRuns *self, gboolean stacked);
/* Those on their way out are not among them. */
guint graft_kept_runs_get_n (GraftKeptRuns *self);
/* NULL past the last that is shown. */
GraftKeptRow *graft_kept_runs_get_row (GraftKeptRuns *self, guint index);
/* What it shows: "list", "empty" or "failed"; "waiting" before the first answer. */
const char *graft_kept_runs_get_mode (GraftKeptRuns *self);

G_END_DECLS
