/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See workers.h. A round is one call of graft_workers_run(): the caller raises the round
 * number, everybody takes tasks until none is left, and the last to leave lets the caller
 * go on. Waiting is a short spin, then sleep, so that an idle team costs the window
 * nothing. */
#include "engine/base/workers.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>
#ifdef __SSE2__
#include <immintrin.h>
#endif

/* About 10 µs: longer than the gap between two stages of a step, shorter than a time
 * slice. */
#define SPINS 3000
#define MOST_THREADS 256

typedef struct
{
  GraftWorkers *team;
  guint index;
  pthread_t thread;
} Member;

struct _GraftWorkers
{
  guint n_threads;
  Member *members; /* [n_threads]; member 0 is the caller and has no thread */
  guint n_tasks;   /* of this round; written before @round is raised */
  GraftTaskFunc func;
  gpointer data;
  atomic_uint round;
  atomic_uint next_task;
  atomic_uint n_busy; /* members other than the caller still in this round */
  atomic_bool ending;
  pthread_mutex_t lock;
  pthread_cond_t begun; /* a round was raised, with lock held */
  pthread_cond_t ended; /* n_busy became 0, with lock held */
};

static inline void
relax (void)
{
#ifdef __SSE2__
  _mm_pause ();
#endif
}

/* Denormals cost a hundred times a normal number and mean nothing to a network. */
static inline guint32
flush_denormals (void)
{
#ifdef __SSE2__
  guint32 before = _mm_getcsr ();

  _mm_setcsr (before | 0x8040);
  return before;
#else
  return 0;
#endif
}

static inline void
restore_denormals (guint32 before)
{
#ifdef __SSE2__
  _mm_setcsr (before);
#endif
}

static void
take_tasks (GraftWorkers *self, guint worker)
{
  guint n_tasks = self->n_tasks;

  for (;;)
    {
      guint task = atomic_fetch_add_explicit (&self->next_task, 1, memory_order_relaxed);

      if (task >= n_tasks)
        return;
      self->func (task, worker, self->data);
    }
}

/* Returns the number of the round that is not @seen. */
static guint
await_round (GraftWorkers *self, guint seen)
{
  guint round;

  for (guint i = 0; i < SPINS; i++)
    {
      round = atomic_load_explicit (&self->round, memory_order_acquire);
      if (round != seen)
        return round;
      relax ();
    }
  pthread_mutex_lock (&self->lock);
  while ((round = atomic_load_explicit (&self->round, memory_order_acquire)) == seen)
    pthread_cond_wait (&self->begun, &self->lock);
  pthread_mutex_unlock (&self->lock);
  return round;
}

static void
leave_round (GraftWorkers *self)
{
  if (atomic_fetch_sub_explicit (&self->n_busy, 1, memory_order_acq_rel) != 1)
    return;
  pthread_mutex_lock (&self->lock);
  pthread_cond_signal (&self->ended);
  pthread_mutex_unlock (&self->lock);
}

static void *
member_worker (void *data)
{
  Member *member = data;
  GraftWorkers *self = member->team;
  guint seen = 0;

  flush_denormals ();
  for (;;)
    {
      seen = await_round (self, seen);
      if (atomic_load (&self->ending))
        return NULL;
      take_tasks (self, member->index);
      leave_round (self);
    }
}

GraftWorkers *
graft_workers_new (guint n_threads)
{
  GraftWorkers *self = g_new0 (GraftWorkers, 1);
  long n_processors = sysconf (_SC_NPROCESSORS_ONLN);

  if (n_threads == 0)
    n_threads = (guint)MAX (1, n_processors);
  self->members = g_new0 (Member, MIN (n_threads, MOST_THREADS));
  self->n_threads = 1;
  pthread_mutex_init (&self->lock, NULL);
  pthread_cond_init (&self->begun, NULL);
  pthread_cond_init (&self->ended, NULL);
  for (guint i = 1; i < MIN (n_threads, MOST_THREADS); i++)
    {
      self->members[i] = (Member){ .team = self, .index = i };
      /* A system that allows fewer threads makes a smaller team: same results, slower. */
      if (pthread_create (&self->members[i].thread, NULL, member_worker,
                          &self->members[i]) != 0)
        break;
      self->n_threads++;
    }
  return self;
}

static void
raise_round (GraftWorkers *self)
{
  pthread_mutex_lock (&self->lock);
  atomic_fetch_add_explicit (&self->round, 1, memory_order_release);
  pthread_cond_broadcast (&self->begun);
  pthread_mutex_unlock (&self->lock);
}

void
graft_workers_free (GraftWorkers *self)
{
  atomic_store (&self->ending, TRUE);
  raise_round (self);
  for (guint i = 1; i < self->n_threads; i++)
    pthread_join (self->members[i].thread, NULL);
  pthread_mutex_destroy (&self->lock);
  pthread_cond_destroy (&self->begun);
  pthread_cond_destroy (&self->ended);
  g_free (self->members);
  g_free (self);
}

guint
graft_workers_get_n_threads (const GraftWorkers *self)
{
  return self->n_threads;
}

static void
await_members (GraftWorkers *self)
{
  for (guint i = 0; i < SPINS; i++)
    {
      if (atomic_load_explicit (&self->n_busy, memory_order_acquire) == 0)
        return;
      relax ();
    }
  pthread_mutex_lock (&self->lock);
  while (atomic_load_explicit (&self->n_busy, memory_order_acquire) != 0)
    pthread_cond_wait (&self->ended, &self->lock);
  pthread_mutex_unlock (&self->lock);
}

void
graft_workers_run (GraftWorkers *self, guint n_tasks, GraftTaskFunc func, gpointer data)
{
  guint32 before = flush_denormals ();

  if (n_tasks <= 1 || self->n_threads == 1)
    for (guint task = 0; task < n_tasks; task++)
      func (task, 0, data);
  else
    {
      self->n_tasks = n_tasks;
      self->func = func;
      self->data = data;
      atomic_store_explicit (&self->next_task, 0, memory_order_relaxed);
      atomic_store_explicit (&self->n_busy, self->n_threads - 1, memory_order_relaxed);
      raise_round (self);
      take_tasks (self, 0);
      await_members (self);
    }
  restore_denormals (before);
}
