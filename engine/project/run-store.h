/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs as rows of a project file: writing is for the file's thread, reading for whoever
 * has a connection. */
#pragma once

#include "engine/data/data-ledger.h"
#include "engine/project/project-file.h"
#include "engine/project/project-runs.h"
#include "engine/project/run-keeper.h"

G_BEGIN_DECLS

/* A row for the experiment, which receives its id. */
gboolean graft_run_store_add_experiment (GraftProjectFile *file,
                                         const GraftKeptExperiment *experiment,
                                         gint64 *id,
                                         GError **error);
/* An interrupted run of it. @inputs: (element-type GraftLedgerEntry) */
gboolean graft_run_store_add (GraftProjectFile *file,
                              gint64 experiment,
                              guint index,
                              guint64 seed,
                              guint threads,
                              const GPtrArray *inputs,
                              gint64 *id,
                              GError **error);
/* A run that goes on is interrupted again; receives its experiment's id. */
gboolean graft_run_store_reopen (GraftProjectFile *file,
                                 gint64 run,
                                 gint64 *experiment,
                                 GError **error);
gboolean graft_run_store_add_line (GraftProjectFile *file,
                                   gint64 run,
                                   const char *line,
                                   GError **error);
gboolean graft_run_store_put_checkpoint (
    GraftProjectFile *file, gint64 run, guint64 step, GBytes *bytes, GError **error);
/* A run that came to its end needs no checkpoint any more; its network gets a name that
 * no other has. */
gboolean graft_run_store_end (GraftProjectFile *file,
                              gint64 run,
                              const GraftKeptEnding *ending,
                              GError **error);
gboolean graft_run_store_delete (GraftProjectFile *file, gint64 run, GError **error);

/* (element-type GraftRunInfo), newest first. */
GPtrArray *graft_run_store_list (GraftSql *sql, GError **error);

/* The inside of GraftStoredRun.
 * @checkpoint, @events, @curves, @result: (nullable) */
struct _GraftStoredRun
{
  GraftRunInfo *info;
  guint index;
  char *text;
  char *folder;
  char *journal;
  char *result;
  GBytes *checkpoint;
  GBytes *events;
  GBytes *curves;
  GPtrArray *frames; /* GraftKeptFrame */
  GPtrArray *inputs; /* GraftLedgerEntry */
};

/* Errors: GRAFT_IO_ERROR; GRAFT_DATA_ERROR_RANGE when there is no such run. */
GraftStoredRun *graft_run_store_load (GraftSql *sql, guint run, GError **error);

G_END_DECLS
