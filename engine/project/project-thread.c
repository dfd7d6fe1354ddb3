/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See project-thread.h. pthread locks, not GMutex: ThreadSanitizer sees them. What a
 * batch of jobs does to the file is project-batch.c. */
#include "engine/project/project-thread.h"

#include "engine/project/fail.h"
#include "engine/project/project-backup.h"
#include "engine/project/project-batch.h"
#include "engine/project/thumbnail-cache.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#define MOST_AT_ONCE 256
#define IDLE_SECONDS 30
#define DELIVER_MICROSECONDS 4000
#define TIDY_SECONDS 600

/* What goes to the main thread in one piece. */
typedef struct
{
  GraftProjectChange *change;
  GPtrArray *jobs;
} Delivery;

struct _GraftProjectThread
{
  atomic_int references;
  char *path;
  GraftProjectFlags flags;
  GCancellable *cancellable;
  GMainContext *context;
  GraftProjectOpened opened_cb; /* main thread only, with its data */
  gpointer opened_data;
  GraftProjectDeliver deliver; /* main thread only, with its data */
  gpointer data;
  pthread_t thread;
  gboolean joined;        /* main thread only */
  GraftProjectFile *file; /* this thread's alone while it runs */
  gint64 next_tidying;    /* likewise */
  char *reason;           /* written before it is open, then only read; so the next two */
  GraftSqlMode read_mode;
  GHashTable *meta;
  pthread_mutex_t lock;
  pthread_cond_t wake; /* there is something to do */
  pthread_cond_t done; /* something was done */
  GQueue jobs;         /* guarded by lock */
  GQueue deliveries;   /* guarded by lock */
  guint busy;          /* guarded by lock: jobs given and not done */
  gboolean awake;      /* guarded by lock: a wake-up is on its way to the main thread */
  gboolean open;       /* guarded by lock: opened, or failed to */
  gboolean closing;    /* guarded by lock */
  GError *error;       /* guarded by lock: why it did not open */
  GraftProjectChange *first; /* guarded by lock */
};

GraftProjectJob *
graft_project_job_new (GraftProjectJobKind kind)
{
  GraftProjectJob *self = g_new0 (GraftProjectJob, 1);

  self->kind = kind;
  return self;
}

void
graft_project_job_free (GraftProjectJob *self)
{
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_clear_object (&self->task);
  g_clear_error (&self->error);
  g_free (self->what);
  g_free (self);
}

static void
delivery_free (Delivery *self)
{
  g_clear_pointer (&self->change, graft_project_change_free);
  g_clear_pointer (&self->jobs, g_ptr_array_unref);
  g_free (self);
}

GraftProjectThread *
graft_project_thread_ref (GraftProjectThread *self)
{
  atomic_fetch_add (&self->references, 1);
  return self;
}

void
graft_project_thread_unref (GraftProjectThread *self)
{
  if (atomic_fetch_sub (&self->references, 1) != 1)
    return;
  g_clear_pointer (&self->first, graft_project_change_free);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->meta, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  pthread_cond_destroy (&self->wake);
  pthread_cond_destroy (&self->done);
  pthread_mutex_destroy (&self->lock);
  g_free (self->reason);
  g_free (self->path);
  g_free (self);
}

/* --- to the main thread --- */

/* FALSE when there is nothing. */
static gboolean
deliver_one (GraftProjectThread *self)
{
  Delivery *delivery;

  pthread_mutex_lock (&self->lock);
  delivery = g_queue_pop_head (&self->deliveries);
  self->awake = delivery != NULL;
  pthread_mutex_unlock (&self->lock);
  if (delivery == NULL)
    return FALSE;
  if (self->deliver != NULL)
    self->deliver (delivery->change, delivery->jobs, self->data);
  delivery_free (delivery);
  return TRUE;
}

static void
deliver_all (GraftProjectThread *self)
{
  while (deliver_one (self))
    continue;
}

static gboolean
opened_cb (gpointer data)
{
  GraftProjectThread *self = data;

  self->opened_cb (self, self->opened_data);
  return G_SOURCE_REMOVE;
}

static void
unref_cb (gpointer data)
{
  graft_project_thread_unref (data);
}

static void
call_main (GraftProjectThread *self, GSourceFunc func, int priority)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, priority);
  g_source_set_callback (source, func, graft_project_thread_ref (self), unref_cb);
  g_source_attach (source, self->context);
}

/* An import changes things faster than a window shows them: after a few milliseconds the
 * rest waits until it has been drawn. */
static gboolean
deliver_cb (gpointer data)
{
  gint64 until = g_get_monotonic_time () + DELIVER_MICROSECONDS;

  while (deliver_one (data))
    if (g_get_monotonic_time () > until)
      {
        call_main (data, deliver_cb, G_PRIORITY_DEFAULT_IDLE);
        break;
      }
  return G_SOURCE_REMOVE;
}

/* Jobs that somebody waits for are not sent along: they are the waiting one's. */
static void
send (GraftProjectThread *self, GPtrArray *jobs, GraftProjectChange *change)
{
  Delivery *delivery = g_new0 (Delivery, 1);
  gboolean wake;

  delivery->change = change;
  delivery->jobs =
      g_ptr_array_new_with_free_func ((GDestroyNotify)graft_project_job_free);
  pthread_mutex_lock (&self->lock);
  for (guint i = 0; i < jobs->len; i++)
    {
      GraftProjectJob *job = g_ptr_array_index (jobs, i);

      job->done = TRUE;
      if (!job->waiting)
        g_ptr_array_add (delivery->jobs, job);
    }
  self->busy -= jobs->len;
  g_queue_push_tail (&self->deliveries, delivery);
  wake = !self->awake;
  self->awake = TRUE;
  pthread_cond_broadcast (&self->done);
  pthread_mutex_unlock (&self->lock);
  if (wake)
    call_main (self, deliver_cb, G_PRIORITY_DEFAULT);
}

/* --- the thread --- */

static void
read_facts (GraftProjectThread *self)
{
  char *annotator = graft_project_file_dup_meta (self->file, "annotator");

  self->reason = g_strdup (graft_project_file_get_read_only_reason (self->file));
  self->read_mode = graft_project_file_get_read_mode (self->file);
  if (annotator != NULL)
    g_hash_table_insert (self->meta, g_strdup ("annotator"), annotator);
}

static gboolean
open_file (GraftProjectThread *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftProjectChange) first = NULL;
  gboolean open;

  self->file =
      graft_project_file_open (self->path, self->flags, self->cancellable, &error);
  if (self->file != NULL)
    {
      read_facts (self);
      first = graft_project_batch_read_all (self->file, &error);
    }
  open = first != NULL;
  pthread_mutex_lock (&self->lock);
  self->open = TRUE;
  self->first = g_steal_pointer (&first);
  self->error = g_steal_pointer (&error);
  pthread_cond_broadcast (&self->done);
  pthread_mutex_unlock (&self->lock);
  if (self->opened_cb != NULL)
    call_main (self, opened_cb, G_PRIORITY_DEFAULT);
  return open;
}

static struct timespec
in_a_while (void)
{
  struct timespec when;

  clock_gettime (CLOCK_MONOTONIC, &when);
  when.tv_sec += IDLE_SECONDS;
  return when;
}

/* What is to be done next: several edits, or one visit. Empty now and then, for chores.
 */
static GPtrArray *
wait_for_jobs (GraftProjectThread *self)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();
  struct timespec until = in_a_while ();

  pthread_mutex_lock (&self->lock);
  while (g_queue_is_empty (&self->jobs) && !self->closing)
    if (pthread_cond_timedwait (&self->wake, &self->lock, &until) != 0)
      break;
  while (!g_queue_is_empty (&self->jobs) && jobs->len < MOST_AT_ONCE)
    {
      const GraftProjectJob *next = g_queue_peek_head (&self->jobs);

      if (next->kind == GRAFT_JOB_VISIT && jobs->len > 0)
        break;
      g_ptr_array_add (jobs, g_queue_pop_head (&self->jobs));
      if (next->kind == GRAFT_JOB_VISIT)
        break;
    }
  pthread_mutex_unlock (&self->lock);
  return g_steal_pointer (&jobs);
}

static gboolean
is_over (GraftProjectThread *self)
{
  gboolean over;

  pthread_mutex_lock (&self->lock);
  over = self->closing && g_queue_is_empty (&self->jobs);
  pthread_mutex_unlock (&self->lock);
  return over;
}

/* Now and then, when there is nothing else to do. */
static void
tidy (GraftProjectThread *self)
{
  gint64 now = g_get_monotonic_time ();

  if (now < self->next_tidying)
    return;
  self->next_tidying = now + TIDY_SECONDS * (gint64)G_USEC_PER_SEC;
  graft_thumbnail_cache_trim (GRAFT_THUMBNAILS_MOST_BYTES);
}

static void *
project_worker (void *data)
{
  GraftProjectThread *self = data;

  if (open_file (self))
    do
      {
        g_autoptr (GPtrArray) jobs = NULL;

        graft_project_file_back_up_if_due (self->file);
        jobs = wait_for_jobs (self);
        if (jobs->len > 0)
          send (self, jobs, graft_project_batch_run (self->file, jobs));
        else
          tidy (self);
      }
    while (!is_over (self));
  g_clear_pointer (&self->file, graft_project_file_close);
  return NULL;
}

GraftProjectThread *
graft_project_thread_new (const char *path,
                          GraftProjectFlags flags,
                          GCancellable *cancellable,
                          GraftProjectOpened opened,
                          gpointer data)
{
  GraftProjectThread *self = g_new0 (GraftProjectThread, 1);
  pthread_condattr_t attributes;

  atomic_init (&self->references, 1);
  self->path = g_strdup (path);
  self->flags = flags;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->context = g_main_context_ref_thread_default ();
  self->opened_cb = opened;
  self->opened_data = data;
  self->meta = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  pthread_mutex_init (&self->lock, NULL);
  pthread_condattr_init (&attributes);
  pthread_condattr_setclock (&attributes, CLOCK_MONOTONIC);
  pthread_cond_init (&self->wake, &attributes);
  pthread_cond_init (&self->done, NULL);
  pthread_condattr_destroy (&attributes);
  if (pthread_create (&self->thread, NULL, project_worker, self) != 0)
    {
      self->joined = TRUE;
      self->open = TRUE;
      graft_project_fail (
          &self->error, GRAFT_IO_ERROR_FAILED, path,
          "the system allows no further thread; close other programs and try "
          "again");
      if (opened != NULL)
        call_main (self, opened_cb, G_PRIORITY_DEFAULT);
    }
  return self;
}

GraftProjectChange *
graft_project_thread_wait_opened (GraftProjectThread *self, GError **error)
{
  g_autoptr (GraftProjectChange) first = NULL;

  pthread_mutex_lock (&self->lock);
  while (!self->open)
    pthread_cond_wait (&self->done, &self->lock);
  first = g_steal_pointer (&self->first);
  if (first == NULL && self->error != NULL)
    g_propagate_error (error, g_error_copy (self->error));
  pthread_mutex_unlock (&self->lock);
  return g_steal_pointer (&first);
}

const char *
graft_project_thread_get_reason (GraftProjectThread *self)
{
  return self->reason;
}

GraftSqlMode
graft_project_thread_get_read_mode (GraftProjectThread *self)
{
  return self->read_mode;
}

char *
graft_project_thread_dup_meta (GraftProjectThread *self, const char *key)
{
  return g_strdup (g_hash_table_lookup (self->meta, key));
}

void
graft_project_thread_set_deliver (GraftProjectThread *self,
                                  GraftProjectDeliver deliver,
                                  gpointer data)
{
  self->deliver = deliver;
  self->data = data;
}

/* FALSE when nobody will do it any more; then it has an error. */
static gboolean
queue_job (GraftProjectThread *self, GraftProjectJob *job)
{
  gboolean closing;

  pthread_mutex_lock (&self->lock);
  closing = self->closing;
  if (!closing)
    {
      g_queue_push_tail (&self->jobs, job);
      self->busy++;
      pthread_cond_signal (&self->wake);
    }
  pthread_mutex_unlock (&self->lock);
  if (closing)
    graft_project_fail (&job->error, GRAFT_IO_ERROR_FAILED, self->path,
                        "the project has been closed; open it again");
  return !closing;
}

gboolean
graft_project_thread_push (GraftProjectThread *self, GraftProjectJob *job)
{
  if (queue_job (self, job))
    return TRUE;
  if (job->task != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  graft_project_job_free (job);
  return FALSE;
}

void
graft_project_thread_wait (GraftProjectThread *self, GraftProjectJob *job)
{
  job->waiting = TRUE;
  if (!queue_job (self, job))
    return;
  pthread_mutex_lock (&self->lock);
  while (!job->done)
    pthread_cond_wait (&self->done, &self->lock);
  pthread_mutex_unlock (&self->lock);
}

void
graft_project_thread_flush (GraftProjectThread *self)
{
  gboolean more;

  do
    {
      pthread_mutex_lock (&self->lock);
      while (self->busy > 0 && !self->joined)
        pthread_cond_wait (&self->done, &self->lock);
      more = !g_queue_is_empty (&self->deliveries);
      pthread_mutex_unlock (&self->lock);
      deliver_all (self);
    }
  while (more);
}

void
graft_project_thread_close (GraftProjectThread *self)
{
  pthread_mutex_lock (&self->lock);
  self->closing = TRUE;
  pthread_cond_signal (&self->wake);
  pthread_mutex_unlock (&self->lock);
  if (!self->joined)
    pthread_join (self->thread, NULL);
  self->joined = TRUE;
  deliver_all (self);
}
