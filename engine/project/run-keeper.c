/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See run-keeper.h. Every call becomes a job of the project's thread (project-jobs.h);
 * jobs are done in order, so what one finds out, such as the row of the run, is there for
 * the next. */
#include "engine/project/run-keeper.h"

#include "engine/project/project-jobs.h"
#include "engine/project/run-store.h"

#include <pthread.h>
#include <stdatomic.h>

/* More is not kept of a checkpoint: SQLite would hold it in memory twice. */
#define MOST_CHECKPOINT ((gsize)512 << 20)

struct _GraftRunKeeper
{
  atomic_int references; /* the session's, and one a job under way */
  GraftProject *project;
  char *title;
  char *method;
  char *text;
  char *folder;
  guint resumed; /* id of the run that goes on, 0: none */
  guint resumed_index;
  gint64 experiment;    /* project's thread only; 0: no row yet */
  gint64 run;           /* project's thread only; 0: none under way */
  atomic_uint told_run; /* the same for everybody */
  gboolean told;        /* trainer only: of a checkpoint that is too large */
  pthread_mutex_t lock;
  GPtrArray *early;        /* utf8: lines before the first run; guarded by lock */
  guint n_begun;           /* guarded by lock */
  GBytes *checkpoint;      /* newest, or NULL; guarded by lock */
  guint64 checkpoint_step; /* guarded by lock */
};

typedef enum
{
  JOB_BEGIN,
  JOB_LINE,
  JOB_CHECKPOINT,
  JOB_END,
} JobKind;

/* What one job needs; the fields that its kind uses. */
typedef struct
{
  JobKind kind;
  GraftRunKeeper *keeper;
  guint nth; /* run of this keeper, counting from 1 */
  guint index;
  guint64 seed;
  guint threads;
  GPtrArray *inputs; /* GraftLedgerEntry */
  GPtrArray *lines;  /* utf8 */
  GraftKeptEnding *ending;
} Job;

void
graft_kept_frame_free (GraftKeptFrame *self)
{
  g_bytes_unref (self->data);
  g_free (self);
}

void
graft_kept_ending_free (GraftKeptEnding *self)
{
  g_free (self->hash);
  g_free (self->result);
  g_clear_pointer (&self->events, g_bytes_unref);
  g_clear_pointer (&self->curves, g_bytes_unref);
  g_clear_pointer (&self->frames, g_ptr_array_unref);
  g_clear_pointer (&self->weights, g_bytes_unref);
  g_free (self->preset);
  g_free (self->layers);
  g_free (self->input);
  g_free (self->normalisation);
  g_free (self);
}

/* ---- the project's thread ---- */

static gboolean
write_lines (GraftProjectFile *file, Job *job, GError **error)
{
  for (guint i = 0; i < job->lines->len; i++)
    if (!graft_run_store_add_line (file, job->keeper->run, job->lines->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
write_experiment (GraftProjectFile *file, GraftRunKeeper *self, GError **error)
{
  const GraftKeptExperiment experiment = { .title = self->title,
                                           .method = self->method,
                                           .text = self->text,
                                           .folder = self->folder };

  return graft_run_store_add_experiment (file, &experiment, &self->experiment, error);
}

/* The row of a run that goes on; 0 when somebody has thrown it away since. */
static gboolean
reopen (GraftProjectFile *file, Job *job, GError **error)
{
  GraftRunKeeper *self = job->keeper;

  self->run = 0;
  if (self->resumed == 0 || job->index != self->resumed_index)
    return TRUE;
  if (!graft_run_store_reopen (file, self->resumed, &self->experiment, error))
    return FALSE;
  if (self->experiment != 0)
    self->run = self->resumed;
  return TRUE;
}

static gboolean
write_begin (GraftProjectFile *file, Job *job, GError **error)
{
  GraftRunKeeper *self = job->keeper;

  if (!reopen (file, job, error))
    return FALSE;
  if (self->run != 0)
    return write_lines (file, job, error);
  /* The first run's alone: when a transaction fails as a whole it is done again, and the
   * row of the first attempt is not there. */
  if (job->nth == 1 && !write_experiment (file, self, error))
    return FALSE;
  if (graft_run_store_add (file, self->experiment, job->index, job->seed, job->threads,
                           job->inputs, &self->run, error) &&
      write_lines (file, job, error))
    return TRUE;
  self->run = 0;
  return FALSE;
}

/* The newest of this run, whichever it was asked for: in a long queue the others are not
 * written. */
static gboolean
write_checkpoint (GraftProjectFile *file, Job *job, GError **error)
{
  GraftRunKeeper *self = job->keeper;
  g_autoptr (GBytes) bytes = NULL;
  guint64 step;

  pthread_mutex_lock (&self->lock);
  if (self->n_begun == job->nth && self->checkpoint != NULL)
    bytes = g_bytes_ref (self->checkpoint);
  step = self->checkpoint_step;
  pthread_mutex_unlock (&self->lock);
  return bytes == NULL ||
         graft_run_store_put_checkpoint (file, self->run, step, bytes, error);
}

static gboolean
job_worker (GraftProjectFile *file, gpointer data, GError **error)
{
  Job *job = data;

  if (job->kind == JOB_BEGIN)
    {
      gboolean fine = write_begin (file, job, error);

      atomic_store (&job->keeper->told_run, (guint)job->keeper->run);
      return fine;
    }
  /* The run could not be begun, which has been said. */
  if (job->keeper->run == 0)
    return TRUE;
  switch (job->kind)
    {
    case JOB_LINE:
      return write_lines (file, job, error);
    case JOB_CHECKPOINT:
      return write_checkpoint (file, job, error);
    case JOB_END:
    case JOB_BEGIN:
    default:
      atomic_store (&job->keeper->told_run, 0);
      return graft_run_store_end (file, job->keeper->run, job->ending, error);
    }
}

/* ---- handing over ---- */

static void
keeper_unref (GraftRunKeeper *self)
{
  if (atomic_fetch_sub (&self->references, 1) != 1)
    return;
  g_object_unref (self->project);
  g_free (self->title);
  g_free (self->method);
  g_free (self->text);
  g_free (self->folder);
  g_ptr_array_unref (self->early);
  g_clear_pointer (&self->checkpoint, g_bytes_unref);
  pthread_mutex_destroy (&self->lock);
  g_free (self);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->inputs, g_ptr_array_unref);
  g_clear_pointer (&job->lines, g_ptr_array_unref);
  g_clear_pointer (&job->ending, graft_kept_ending_free);
  keeper_unref (job->keeper);
  g_free (job);
}

static Job *
job_new (GraftRunKeeper *self, JobKind kind)
{
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  job->keeper = self;
  atomic_fetch_add (&self->references, 1);
  return job;
}

static void
submit (Job *job)
{
  const GraftProjectStep step = { .what = NULL };

  graft_project_submit (job->keeper->project, &step, job_worker, job, job_free, NULL);
}

GraftRunKeeper *
graft_run_keeper_new (GraftProject *project, const GraftKeptExperiment *experiment)
{
  GraftRunKeeper *self = g_new0 (GraftRunKeeper, 1);

  atomic_init (&self->references, 1);
  atomic_init (&self->told_run, 0);
  self->project = g_object_ref (project);
  self->title = g_strdup (experiment->title);
  self->method = g_strdup (experiment->method);
  self->text = g_strdup (experiment->text);
  self->folder = g_strdup (experiment->folder);
  self->resumed = experiment->run;
  self->resumed_index = experiment->index;
  self->early = g_ptr_array_new_with_free_func (g_free);
  pthread_mutex_init (&self->lock, NULL);
  return self;
}

void
graft_run_keeper_free (GraftRunKeeper *self)
{
  keeper_unref (self);
}

guint
graft_run_keeper_get_run (GraftRunKeeper *self)
{
  return atomic_load (&self->told_run);
}

void
graft_run_keeper_begin (
    GraftRunKeeper *self, guint index, guint64 seed, guint threads, GPtrArray *inputs)
{
  Job *job = job_new (self, JOB_BEGIN);

  job->index = index;
  job->seed = seed;
  job->threads = threads;
  job->inputs = inputs;
  pthread_mutex_lock (&self->lock);
  job->nth = ++self->n_begun;
  job->lines = self->early;
  self->early = g_ptr_array_new_with_free_func (g_free);
  g_clear_pointer (&self->checkpoint, g_bytes_unref);
  pthread_mutex_unlock (&self->lock);
  submit (job);
}

void
graft_run_keeper_say (GraftRunKeeper *self, const char *line)
{
  Job *job;
  gboolean early;

  pthread_mutex_lock (&self->lock);
  early = self->n_begun == 0;
  if (early)
    g_ptr_array_add (self->early, g_strdup (line));
  pthread_mutex_unlock (&self->lock);
  if (early)
    return;
  job = job_new (self, JOB_LINE);
  job->lines = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (job->lines, g_strdup (line));
  submit (job);
}

void
graft_run_keeper_checkpoint (GraftRunKeeper *self, guint64 step, GBytes *checkpoint)
{
  Job *job;
  GBytes *old;

  if (g_bytes_get_size (checkpoint) > MOST_CHECKPOINT)
    {
      if (!self->told)
        graft_run_keeper_say (self, "a checkpoint is too large to be kept in a project; "
                                    "after an interruption the run starts anew");
      self->told = TRUE;
      return;
    }
  job = job_new (self, JOB_CHECKPOINT);
  pthread_mutex_lock (&self->lock);
  job->nth = self->n_begun;
  old = self->checkpoint;
  self->checkpoint = g_bytes_ref (checkpoint);
  self->checkpoint_step = step;
  pthread_mutex_unlock (&self->lock);
  g_clear_pointer (&old, g_bytes_unref);
  submit (job);
}

void
graft_run_keeper_end (GraftRunKeeper *self, GraftKeptEnding *ending)
{
  Job *job = job_new (self, JOB_END);

  job->ending = ending;
  submit (job);
}
