/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that owns a project's file: jobs go in by a queue, what came of them comes
 * out on the main thread. project.c has one. */
#pragma once

#include "engine/project/project-news.h"

G_BEGIN_DECLS

typedef struct _GraftProjectThread GraftProjectThread;

typedef enum
{
  GRAFT_JOB_EDIT,
  GRAFT_JOB_UNDO,
  GRAFT_JOB_REDO,
  GRAFT_JOB_VISIT,
} GraftProjectJobKind;

/**
 * GraftProjectJob: one thing to do
 * @what: (nullable): owned, see GraftProjectStep
 * @waiting: somebody waits in graft_project_thread_wait() and frees it
 * @error: (nullable): what came of it
 */
typedef struct
{
  GraftProjectJobKind kind;
  GraftProjectStep step;
  char *what;
  GraftProjectEdit edit;
  gpointer data;
  GDestroyNotify destroy;
  GTask *task;
  gboolean waiting;
  gboolean done; /* guarded by the thread's lock */
  GError *error;
} GraftProjectJob;

GraftProjectJob *graft_project_job_new (GraftProjectJobKind kind);
void graft_project_job_free (GraftProjectJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftProjectJob, graft_project_job_free)

/* On the main thread. @change is NULL when nothing did; @jobs (element-type
 * GraftProjectJob) are done. */
typedef void (*GraftProjectDeliver) (GraftProjectChange *change,
                                     GPtrArray *jobs,
                                     gpointer data);
/* On the main thread, once: it is open or will never be. */
typedef void (*GraftProjectOpened) (GraftProjectThread *thread, gpointer data);

/**
 * graft_project_thread_new:
 * @opened: (nullable): called in the caller's main context
 */
GraftProjectThread *graft_project_thread_new (const char *path,
                                              GraftProjectFlags flags,
                                              GCancellable *cancellable,
                                              GraftProjectOpened opened,
                                              gpointer data);
GraftProjectThread *graft_project_thread_ref (GraftProjectThread *self);
void graft_project_thread_unref (GraftProjectThread *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftProjectThread, graft_project_thread_unref)

/* Waits until it is open and hands over all there is in it. */
GraftProjectChange *graft_project_thread_wait_opened (GraftProjectThread *self,
                                                      GError **error);
/* Read-only facts, once it is open. */
const char *graft_project_thread_get_reason (GraftProjectThread *self);
GraftSqlMode graft_project_thread_get_read_mode (GraftProjectThread *self);
char *graft_project_thread_dup_meta (GraftProjectThread *self, const char *key);

/* Who hears of what is done; main thread. */
void graft_project_thread_set_deliver (GraftProjectThread *self,
                                       GraftProjectDeliver deliver,
                                       gpointer data);
/* Takes @job. FALSE after closing: then it is refused, and its task returns an error.
 * Thread: any. */
gboolean graft_project_thread_push (GraftProjectThread *self, GraftProjectJob *job);
/* The same and waits; @job stays the caller's. Thread: any but main and this. */
void graft_project_thread_wait (GraftProjectThread *self, GraftProjectJob *job);
/* Waits until nothing is left to do and delivers it. Main thread. */
void graft_project_thread_flush (GraftProjectThread *self);
/* Does what is left, closes the file, ends the thread and delivers. Main thread. */
void graft_project_thread_close (GraftProjectThread *self);

G_END_DECLS
