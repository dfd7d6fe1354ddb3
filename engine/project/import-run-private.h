/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One import under way: import.c starts and ends it on the main thread, import-run.c is
 * what its own thread does. */
#pragma once

#include "engine/project/import-set-private.h"
#include "engine/project/project-jobs.h"

#include <pthread.h>
#include <stdatomic.h>

G_BEGIN_DECLS

/**
 * GraftImport:
 * @report, @error: the import's thread's until it has ended
 */
typedef struct
{
  atomic_int references;
  GraftProject *project; /* its door for other threads only */
  char **paths;
  char *set;
  char *like;
  char *labels;
  gboolean embed;
  gboolean unlabelled;
  GCancellable *cancellable;

  GMainContext *context;
  pthread_t thread;
  gboolean started; /* main thread only */
  GTask *task;      /* main thread only */
  GTask *last;      /* of the edit that ends it; given away by the import's thread */
  GraftImportProgress progress; /* main thread only, with its data */
  gpointer progress_data;

  GraftImportReport *report;
  GError *error;
  GraftProjectStep step;
  char *what;             /* of step */
  GPtrArray *sets;        /* (element-type GraftImportSet) */
  GraftImportTeam *ahead; /* (nullable): of the part that comes next */
  gint64 last_told;       /* monotonic */
  atomic_uint done;
  atomic_uint total;
  atomic_bool telling; /* a progress call is on its way */
} GraftImport;

GraftImport *graft_import_ref (GraftImport *self);
void graft_import_unref (GraftImport *self);
/* Lets the main thread know how far it is, now and then. Thread: the import's. */
void graft_import_tell (GraftImport *self);

/* The whole import, in the import's thread: fills report or error. */
void graft_import_run (GraftImport *self);

G_END_DECLS
