/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a session: session.c drives it, session-project.c ties it to a project.
 */
#pragma once

#include "engine/session/runner.h"
#include "engine/session/session.h"

#include <stdatomic.h>

G_BEGIN_DECLS

struct _GraftSession
{
  GObject parent_instance;

  GraftExperiment *experiment;
  guint n_threads;
  GraftState state;
  GMainContext *context;
  GraftMailbox *mailbox;
  GraftCommandQueue *commands;
  GraftJournal *journal;
  GraftShelf shelf;
  GCancellable *stop;
  char *checkpoints;
  gboolean resume;
  gboolean pause_first;
  gboolean started;
  gboolean joined;
  pthread_t thread;
  atomic_bool ended;

  GraftProject *project;  /* NULL: nothing is kept */
  char *project_path;     /* what "project:#SET" means; may be there without the above */
  GraftRunKeeper *keeper; /* from start on, with a project */
  GraftKeptRun *kept;     /* of a run that goes on or is done again */
  guint kept_id;          /* its id when it goes on */
};

/* Just before the thread starts. */
void graft_session_open_keeper (GraftSession *self);

G_END_DECLS
