/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thread, two slots under one mutex: the newest request down, the newest picture up.
 * The main loop is woken through a source whose ready time the thread sets. Pixel buffers
 * come from a small pool: fresh megabytes a frame would be page faults. */
#include "ui/plot/raster-worker.h"

#include <pthread.h>
#include <stdatomic.h>

#define POOL_SIZE 3

/* Buffers of the last size asked for. Outlives the worker while a texture holds one. */
typedef struct
{
  _Atomic guint ref_count;
  pthread_mutex_t lock;
  gsize size;               /* guarded by lock */
  gpointer free[POOL_SIZE]; /* guarded by lock */
} BufferPool;

typedef struct
{
  BufferPool *pool;
  gpointer data;
  gsize size;
} Buffer;

struct _GraftRasterWorker
{
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t wanted;
  GraftMapRequest *request; /* guarded by lock */
  GraftMapPicture *picture; /* guarded by lock */
  gboolean quit;            /* guarded by lock */
  GSource *source;
  BufferPool *pool;
  GraftPictureFunc callback;
  gpointer user_data;
};

void
graft_map_request_free (GraftMapRequest *self)
{
  g_clear_pointer (&self->view, graft_map_view_unref);
  g_clear_pointer (&self->hidden_classes, g_bytes_unref);
  g_clear_pointer (&self->selected, g_bytes_unref);
  g_free (self);
}

void
graft_map_picture_free (GraftMapPicture *self)
{
  g_clear_pointer (&self->request, graft_map_request_free);
  g_clear_pointer (&self->pixels, g_bytes_unref);
  for (guint i = 0; i < GRAFT_MAP_MAX_PANES; i++)
    {
      g_free (self->xy[i]);
      g_clear_pointer (&self->grids[i], graft_point_grid_free);
    }
  g_free (self);
}

/* ---- buffers ---- */

static BufferPool *
pool_new (void)
{
  BufferPool *pool = g_new0 (BufferPool, 1);

  atomic_init (&pool->ref_count, 1);
  pthread_mutex_init (&pool->lock, NULL);
  return pool;
}

static void
pool_empty (BufferPool *pool)
{
  for (guint i = 0; i < POOL_SIZE; i++)
    g_clear_pointer (&pool->free[i], g_free);
}

static void
pool_unref (BufferPool *pool)
{
  if (atomic_fetch_sub_explicit (&pool->ref_count, 1, memory_order_acq_rel) != 1)
    return;
  pool_empty (pool);
  pthread_mutex_destroy (&pool->lock);
  g_free (pool);
}

static gpointer
pool_take (BufferPool *pool, gsize size)
{
  gpointer data = NULL;

  pthread_mutex_lock (&pool->lock);
  if (pool->size != size)
    pool_empty (pool);
  pool->size = size;
  for (guint i = 0; i < POOL_SIZE && data == NULL; i++)
    data = g_steal_pointer (&pool->free[i]);
  pthread_mutex_unlock (&pool->lock);
  return data != NULL ? data : g_malloc (size);
}

/* Last reference of a GBytes: back into the pool, when there is a place for its size. */
static void
buffer_release (gpointer user_data)
{
  Buffer *buffer = user_data;
  BufferPool *pool = buffer->pool;

  pthread_mutex_lock (&pool->lock);
  for (guint i = 0; i < POOL_SIZE && buffer->data != NULL; i++)
    if (pool->size == buffer->size && pool->free[i] == NULL)
      pool->free[i] = g_steal_pointer (&buffer->data);
  pthread_mutex_unlock (&pool->lock);
  g_free (buffer->data);
  g_free (buffer);
  pool_unref (pool);
}

static GBytes *
buffer_to_bytes (BufferPool *pool, gpointer data, gsize size)
{
  Buffer *buffer = g_new (Buffer, 1);

  *buffer = (Buffer){ pool, data, size };
  atomic_fetch_add_explicit (&pool->ref_count, 1, memory_order_relaxed);
  return g_bytes_new_with_free_func (data, size, buffer_release, buffer);
}

/* ---- drawing ---- */

static GraftScatterScene
scene_of_pane (const GraftMapRequest *request, const GraftMapPane *pane)
{
  return (GraftScatterScene){
    .view = request->view,
    .position = pane->position,
    .flags = request->flags,
    .hidden_domains = request->hidden_domains,
    .hidden_classes =
        request->hidden_classes ? g_bytes_get_data (request->hidden_classes, NULL) : NULL,
    .selected = request->selected ? g_bytes_get_data (request->selected, NULL) : NULL,
    .highlight_class = request->highlight_class,
    .trace_point = request->trace_point,
    .transform = pane->transform,
    .pixel_scale = request->pixel_scale,
    .style = request->style,
  };
}

static GraftPointGrid *
grid_of_scene (const GraftScatterScene *scene, const float *xy)
{
  guint n = scene->view->n_points;
  guint frame = graft_map_view_nearest_frame (scene->view, scene->position);
  g_autofree guint8 *visible = g_malloc (MAX (n, 1));

  for (guint i = 0; i < n; i++)
    visible[i] = graft_scatter_scene_shows (scene, frame, i);
  return graft_point_grid_new (xy, n, visible);
}

static void
draw_pane (GraftScatterRaster *raster,
           GraftMapPicture *picture,
           guint index,
           guint32 *data)
{
  const GraftMapRequest *request = picture->request;
  const GraftMapPane *pane = &request->panes[index];
  GraftScatterScene scene = scene_of_pane (request, pane);
  guint n = request->view->n_points;
  float *xy = g_new (float, 2 * MAX ((gsize)n, 1));
  GraftPixels pixels = { data + pane->x, pane->width, request->height, request->width };

  graft_map_view_interpolate (request->view, pane->position, xy);
  graft_map_transform_apply (&pane->transform, xy, n);
  graft_scatter_raster_draw (raster, &scene, xy, &pixels);
  picture->xy[index] = xy;
  picture->grids[index] = grid_of_scene (&scene, xy);
}

static GraftMapPicture *
draw_picture (GraftRasterWorker *self,
              GraftScatterRaster *raster,
              GraftMapRequest *request)
{
  GraftMapPicture *picture = g_new0 (GraftMapPicture, 1);
  gint64 begin = g_get_monotonic_time ();
  gsize size = (gsize)request->width * (gsize)request->height * 4;
  guint32 *data = pool_take (self->pool, size);
  GraftPixels all = { data, request->width, request->height, request->width };

  picture->request = request;
  /* Split panes leave a gap between them. */
  if (request->n_panes > 1)
    graft_pixels_fill (&all, graft_color_to_argb32 (request->style.background));
  for (guint i = 0; i < request->n_panes; i++)
    draw_pane (raster, picture, i, data);
  picture->pixels = buffer_to_bytes (self->pool, data, size);
  picture->milliseconds = (double)(g_get_monotonic_time () - begin) / 1000;
  return picture;
}

/* Waits for a request; NULL when the thread shall end. */
static GraftMapRequest *
next_request (GraftRasterWorker *self)
{
  GraftMapRequest *request = NULL;

  pthread_mutex_lock (&self->lock);
  while (self->request == NULL && !self->quit)
    pthread_cond_wait (&self->wanted, &self->lock);
  if (!self->quit)
    request = g_steal_pointer (&self->request);
  pthread_mutex_unlock (&self->lock);
  return request;
}

static void *
raster_worker (void *data)
{
  GraftRasterWorker *self = data;
  g_autoptr (GraftScatterRaster) raster = graft_scatter_raster_new ();
  GraftMapRequest *request;

  while ((request = next_request (self)) != NULL)
    {
      GraftMapPicture *old, *picture = draw_picture (self, raster, request);

      pthread_mutex_lock (&self->lock);
      old = self->picture;
      self->picture = picture;
      pthread_mutex_unlock (&self->lock);
      g_clear_pointer (&old, graft_map_picture_free);
      g_source_set_ready_time (self->source, 0);
    }
  return NULL;
}

/* ---- main thread ---- */

static gboolean
picture_ready_cb (gpointer user_data)
{
  GraftRasterWorker *self = user_data;
  GraftMapPicture *picture;

  g_source_set_ready_time (self->source, -1);
  pthread_mutex_lock (&self->lock);
  picture = g_steal_pointer (&self->picture);
  pthread_mutex_unlock (&self->lock);
  if (picture != NULL)
    self->callback (picture, self->user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch_source (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

GraftRasterWorker *
graft_raster_worker_new (GraftPictureFunc callback, gpointer user_data)
{
  static GSourceFuncs functions = { .dispatch = dispatch_source };
  GraftRasterWorker *self = g_new0 (GraftRasterWorker, 1);
  int failed;

  self->callback = callback;
  self->user_data = user_data;
  self->pool = pool_new ();
  pthread_mutex_init (&self->lock, NULL);
  pthread_cond_init (&self->wanted, NULL);
  self->source = g_source_new (&functions, sizeof (GSource));
  g_source_set_static_name (self->source, "graft-raster");
  /* Ahead of GDK's frames (120): a picture that is ready is painted by the next one. */
  g_source_set_priority (self->source, G_PRIORITY_HIGH_IDLE);
  g_source_set_callback (self->source, picture_ready_cb, self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
  failed = pthread_create (&self->thread, NULL, raster_worker, self);
  /* As GLib does for its own threads: no thread is like no memory. */
  if (failed)
    g_error ("The feature map could not start its thread: %s", g_strerror (failed));
  return self;
}

void
graft_raster_worker_submit (GraftRasterWorker *self, GraftMapRequest *request)
{
  GraftMapRequest *old;

  pthread_mutex_lock (&self->lock);
  old = self->request;
  self->request = request;
  pthread_cond_signal (&self->wanted);
  pthread_mutex_unlock (&self->lock);
  g_clear_pointer (&old, graft_map_request_free);
}

void
graft_raster_worker_free (GraftRasterWorker *self)
{
  pthread_mutex_lock (&self->lock);
  self->quit = TRUE;
  pthread_cond_signal (&self->wanted);
  pthread_mutex_unlock (&self->lock);
  pthread_join (self->thread, NULL);
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_clear_pointer (&self->request, graft_map_request_free);
  g_clear_pointer (&self->picture, graft_map_picture_free);
  pthread_cond_destroy (&self->wanted);
  pthread_mutex_destroy (&self->lock);
  pool_unref (self->pool);
  g_free (self);
}
