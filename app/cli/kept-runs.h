/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of a project, for commands: reading waits on a thread of its own, as the engine
 * wants it. */
#pragma once

#include "app/cli/command.h"
#include "engine/graft-engine.h"

G_BEGIN_DECLS

/* Opens @path, made when it is not there and @create is set. */
GraftProject *graft_cli_open_project (const char *path, gboolean create, GError **error);
GPtrArray *graft_cli_list_runs (GraftProject *project, GError **error);
GraftStoredRun *graft_cli_load_run (GraftProject *project, guint run, GError **error);
/* The newest run of @experiment that can go on; NULL without error when there is none. */
GraftStoredRun *graft_cli_find_resumable (GraftProject *project,
                                          GraftExperiment *experiment,
                                          GError **error);

G_END_DECLS
