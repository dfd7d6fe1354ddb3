/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that make up GraftProject share. */
#pragma once

#include "engine/project/project-edits.h"
#include "engine/project/project-jobs.h"
#include "engine/project/project-set-private.h"
#include "engine/project/project-thread.h"

#include <pthread.h>
#include <stdatomic.h>

G_BEGIN_DECLS

typedef struct _GraftReaders GraftReaders;

struct _GraftProject
{
  GObject parent_instance;

  char *path;
  char *name;
  char *reason; /* why it can only be read */
  GraftProjectThread *thread;
  GraftReaders *readers;
  pthread_t home; /* the main thread */
  GListStore *sets;
  char *annotator;
  char **annotators;
  char *undo_what;
  char *redo_what;
  gint64 undo_n;
  gint64 redo_n;
  atomic_uint pending; /* edits given and not delivered */
  GError *first_error; /* since the last flush */
};

G_END_DECLS
