/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A team of threads for the inside of one training step. Tasks are numbered; threads take
 * the next number until none is left. What a task computes may depend on its number,
 * never on the thread that took it: that is how one and two threads give the same bits.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _GraftWorkers GraftWorkers;

/**
 * GraftTaskFunc:
 * @task: 0 … n_tasks - 1
 * @worker: which member of the team runs it, 0 … n_threads - 1: for scratch memory only
 */
typedef void (*GraftTaskFunc) (guint task, guint worker, gpointer data);

/* The caller's thread is worker 0: @n_threads - 1 threads are started. They spin for
 * about 3000 pauses at a barrier, then sleep, and run with denormals flushed to zero.
 * @n_threads 0 means one a processor. */
GraftWorkers *graft_workers_new (guint n_threads);
void graft_workers_free (GraftWorkers *self);
guint graft_workers_get_n_threads (const GraftWorkers *self);
/* Runs @func for every task and returns when all are done. Not re-entrant. */
void
graft_workers_run (GraftWorkers *self, guint n_tasks, GraftTaskFunc func, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftWorkers, graft_workers_free)

G_END_DECLS
