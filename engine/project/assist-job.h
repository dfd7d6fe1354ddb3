/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How help with labelling is done without anybody waiting: read and compute on a worker
 * thread, write on the project's, answer on the main one when what was written has
 * arrived in the sets. */
#pragma once

#include "engine/project/assist-items.h"
#include "engine/project/project-jobs.h"

G_BEGIN_DECLS

typedef struct _GraftAssistJob GraftAssistJob;

/**
 * GraftAssistJobClass:
 * @work: worker thread
 * @write: (nullable): an edit; its data is the job
 * @what: (nullable): as GraftProjectStep.what
 * @answer: (nullable): what the caller's task returns, given away; main thread
 * @free_answer: (nullable): of an answer that nobody fetches
 * @free: frees the job and what it holds besides the fields of GraftAssistJob; main
 * thread
 */
typedef struct
{
  gboolean (*work) (GraftAssistJob *job, GraftSql *reader, GError **error);
  GraftProjectEdit write;
  const char *what;
  gpointer (*answer) (GraftAssistJob *job);
  GDestroyNotify free_answer;
  void (*free) (GraftAssistJob *job);
} GraftAssistJobClass;

/* The first field of every job's own struct. @n: things changed, for the undo text;
 * @error: of the work; @done: returns when the work and its writing have arrived. */
struct _GraftAssistJob
{
  const GraftAssistJobClass *klass;
  GraftProject *project;
  guint32 set;
  GCancellable *cancellable;
  gint64 n;
  GError *error;
  GTask *done;
};

/* Takes @job, whose klass is set. */
void graft_assist_job_start (GraftAssistJob *job,
                             GraftProject *project,
                             GraftProjectSet *set,
                             GCancellable *cancellable,
                             gpointer tag,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/* Inside an edit: of the marks in @mask, items of @set have those in @kinds, [n], alone.
 */
gboolean graft_assist_write_marks (GraftProjectFile *file,
                                   guint32 set,
                                   guint mask,
                                   const guint32 *items,
                                   const guint8 *kinds,
                                   gsize n,
                                   GError **error);

G_END_DECLS
