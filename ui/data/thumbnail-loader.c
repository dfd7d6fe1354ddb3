/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See thumbnail-loader.h. Workers take jobs from a stack under a mutex and put them on a
 * list of finished ones, which a source of the main loop empties in slices, so that a
 * burst of pictures does not hold up a frame. */
#include "ui/data/thumbnail-loader.h"

#include "ui/data/texture-cache.h"

#include <pthread.h>

#define MAX_THREADS 4
#define CACHE_BYTES ((gsize)64 << 20)
#define SLICE_US 3000

typedef struct
{
  guint64 ticket;
  guint32 item;
  GraftPictureFit fit;
  GCancellable *cancellable; /* thread-safe by itself */
  GraftThumbnailFunc func;   /* main thread */
  gpointer user_data;        /* main thread */
  GdkTexture *texture;       /* the worker's, then the main thread's */
  GError *error;             /* likewise */
} Job;

typedef struct
{
  GSource source;
  GraftThumbnailLoader *loader; /* its owner */
} DoneSource;

struct _GraftThumbnailLoader
{
  GObject parent_instance;
  GraftProject *project;
  GraftTextureCache *cache;
  GHashTable *jobs; /* ticket → Job, borrowed: who waits for an answer */
  guint64 last_ticket;
  GSource *done_source;
  pthread_mutex_t lock;
  pthread_cond_t wake;
  GQueue todo;  /* Job, newest first; guarded by lock */
  GQueue done;  /* Job; guarded by lock */
  gboolean end; /* guarded by lock */
  pthread_t threads[MAX_THREADS];
  guint n_threads;
};

G_DEFINE_FINAL_TYPE (GraftThumbnailLoader, graft_thumbnail_loader, G_TYPE_OBJECT)

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->cancellable);
  g_clear_object (&job->texture);
  g_clear_error (&job->error);
  g_free (job);
}

static guint64
key_of (guint32 item, const GraftPictureFit *fit)
{
  return (guint64)item << 32 | (guint64)(fit->width & 0xfff) << 13 |
         (guint64)(fit->height & 0xfff) << 1 | (fit->whole ? 1 : 0);
}

/* What to ask the engine for: few sizes, so that what it keeps on disk serves again. */
static guint
choose_box (const GraftPictureFit *fit)
{
  const guint boxes[] = { 128, 256, 512, 1024, 2048 };
  const guint side = MAX (fit->width, fit->height);

  for (gsize i = 0; fit->width > 0 && i < G_N_ELEMENTS (boxes); i++)
    if (side <= boxes[i])
      return boxes[i];
  return GRAFT_THUMBNAIL_MAX_BOX;
}

/* ---- workers ---- */

static void
work_worker (GraftThumbnailLoader *self, Job *job)
{
  g_autoptr (GraftPicture) picture = NULL;

  if (g_cancellable_set_error_if_cancelled (job->cancellable, &job->error))
    return;
  picture = graft_project_load_picture (self->project, job->item, choose_box (&job->fit),
                                        job->cancellable, &job->error);
  if (picture != NULL)
    job->texture = graft_picture_to_texture (picture, &job->fit);
}

static gpointer
thread_worker (gpointer data)
{
  GraftThumbnailLoader *self = data;

  pthread_mutex_lock (&self->lock);
  while (!self->end)
    {
      Job *job = g_queue_pop_head (&self->todo);

      if (job == NULL)
        {
          pthread_cond_wait (&self->wake, &self->lock);
          continue;
        }
      pthread_mutex_unlock (&self->lock);
      work_worker (self, job);
      pthread_mutex_lock (&self->lock);
      g_queue_push_tail (&self->done, job);
      g_source_set_ready_time (self->done_source, 0);
    }
  pthread_mutex_unlock (&self->lock);
  return NULL;
}

/* ---- what is finished ---- */

static void
answer (GraftThumbnailLoader *self, Job *job)
{
  GraftThumbnailFunc func = job->func;

  if (job->texture != NULL)
    graft_texture_cache_add (self->cache, key_of (job->item, &job->fit), job->texture);
  if (!g_hash_table_remove (self->jobs, &job->ticket))
    return;
  func (job->texture, job->error, job->user_data);
}

static gboolean
done_cb (gpointer user_data)
{
  g_autoptr (GraftThumbnailLoader) self = g_object_ref (user_data);
  const gint64 until = g_get_monotonic_time () + SLICE_US;

  g_source_set_ready_time (self->done_source, -1);
  for (;;)
    {
      Job *job;

      pthread_mutex_lock (&self->lock);
      job = self->end ? NULL : g_queue_pop_head (&self->done);
      pthread_mutex_unlock (&self->lock);
      if (job == NULL)
        return G_SOURCE_CONTINUE;
      answer (self, job);
      job_free (job);
      if (g_get_monotonic_time () >= until)
        break;
    }
  if (self->done_source != NULL)
    g_source_set_ready_time (self->done_source, 0);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return done_cb (((DoneSource *)source)->loader);
}

static void
add_done_source (GraftThumbnailLoader *self)
{
  static GSourceFuncs funcs = { NULL, NULL, dispatch, NULL, NULL, NULL };

  self->done_source = g_source_new (&funcs, sizeof (DoneSource));
  ((DoneSource *)self->done_source)->loader = self;
  /* Beside the frames: neither waits for the other. */
  g_source_set_priority (self->done_source, GDK_PRIORITY_REDRAW);
  g_source_set_static_name (self->done_source, "thumbnails");
  g_source_attach (self->done_source, NULL);
}

/* ---- asking ---- */

GdkTexture *
graft_thumbnail_loader_peek (GraftThumbnailLoader *self,
                             guint32 item,
                             const GraftPictureFit *fit)
{
  g_return_val_if_fail (GRAFT_IS_THUMBNAIL_LOADER (self), NULL);
  return graft_texture_cache_peek (self->cache, key_of (item, fit));
}

guint64
graft_thumbnail_loader_request (GraftThumbnailLoader *self,
                                guint32 item,
                                const GraftPictureFit *fit,
                                GraftThumbnailFunc func,
                                gpointer user_data)
{
  Job *job;

  g_return_val_if_fail (GRAFT_IS_THUMBNAIL_LOADER (self), 0);

  job = g_new0 (Job, 1);
  job->ticket = ++self->last_ticket;
  job->item = item;
  job->fit = *fit;
  job->cancellable = g_cancellable_new ();
  job->func = func;
  job->user_data = user_data;
  g_hash_table_insert (self->jobs, &job->ticket, job);
  pthread_mutex_lock (&self->lock);
  g_queue_push_head (&self->todo, job);
  pthread_cond_signal (&self->wake);
  pthread_mutex_unlock (&self->lock);
  return self->last_ticket;
}

/* One that has not begun goes at once; one that is being made ends as the engine sees
 * it, and nobody is told. */
void
graft_thumbnail_loader_cancel (GraftThumbnailLoader *self, guint64 ticket)
{
  Job *job;
  gboolean waits;

  g_return_if_fail (GRAFT_IS_THUMBNAIL_LOADER (self));

  job = g_hash_table_lookup (self->jobs, &ticket);
  if (job == NULL)
    return;
  g_hash_table_remove (self->jobs, &ticket);
  g_cancellable_cancel (job->cancellable);
  pthread_mutex_lock (&self->lock);
  waits = g_queue_remove (&self->todo, job);
  pthread_mutex_unlock (&self->lock);
  if (waits)
    job_free (job);
}

/* ---- life ---- */

static void
start_threads (GraftThumbnailLoader *self)
{
  const guint n = CLAMP (g_get_num_processors (), 1, MAX_THREADS);

  while (self->n_threads < n &&
         pthread_create (&self->threads[self->n_threads], NULL, thread_worker, self) == 0)
    self->n_threads++;
}

/* Pictures under way are told to stop; the project outlives the threads that read it. */
static void
end_threads (GraftThumbnailLoader *self)
{
  GHashTableIter iter;
  gpointer job;

  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, NULL, &job))
    g_cancellable_cancel (((Job *)job)->cancellable);
  pthread_mutex_lock (&self->lock);
  self->end = TRUE;
  pthread_cond_broadcast (&self->wake);
  pthread_mutex_unlock (&self->lock);
  for (guint i = 0; i < self->n_threads; i++)
    pthread_join (self->threads[i], NULL);
  self->n_threads = 0;
}

GraftThumbnailLoader *
graft_thumbnail_loader_new (GraftProject *project)
{
  GraftThumbnailLoader *self = g_object_new (GRAFT_TYPE_THUMBNAIL_LOADER, NULL);

  self->project = g_object_ref (project);
  add_done_source (self);
  start_threads (self);
  return self;
}

static void
graft_thumbnail_loader_finalize (GObject *object)
{
  GraftThumbnailLoader *self = GRAFT_THUMBNAIL_LOADER (object);

  end_threads (self);
  if (self->done_source != NULL)
    g_source_destroy (self->done_source);
  g_clear_pointer (&self->done_source, g_source_unref);
  g_queue_clear_full (&self->todo, job_free);
  g_queue_clear_full (&self->done, job_free);
  g_hash_table_unref (self->jobs);
  graft_texture_cache_free (self->cache);
  g_clear_object (&self->project);
  pthread_cond_destroy (&self->wake);
  pthread_mutex_destroy (&self->lock);
  G_OBJECT_CLASS (graft_thumbnail_loader_parent_class)->finalize (object);
}

static void
graft_thumbnail_loader_class_init (GraftThumbnailLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = graft_thumbnail_loader_finalize;
}

static void
graft_thumbnail_loader_init (GraftThumbnailLoader *self)
{
  self->cache = graft_texture_cache_new (CACHE_BYTES);
  self->jobs = g_hash_table_new (g_int64_hash, g_int64_equal);
  pthread_mutex_init (&self->lock, NULL);
  pthread_cond_init (&self->wake, NULL);
  g_queue_init (&self->todo);
  g_queue_init (&self->done);
}
