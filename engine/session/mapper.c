/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See mapper.h. Every snapshot is first reduced to at most 50 principal components; the
 * map, the t-SNE and the fresh classifiers all start from those, so that stored snapshots
 * stay small. */
#include "engine/session/mapper.h"

#include "engine/embed/kde.h"
#include "engine/embed/pca.h"
#include "engine/embed/procrustes.h"
#include "engine/embed/quality.h"
#include "engine/embed/tsne.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

#define MOST_COMPONENTS 50
#define PERPLEXITY 30
#define FIRST_ITERATIONS 1000 /* from PCA, with exaggeration */
#define NEXT_ITERATIONS 250   /* from the layout before (methods 8.4) */
/* Points of each domain the silhouettes are taken on: they cost n². */
#define QUALITY_POINTS 400

typedef struct
{
  guint64 step;
  double epoch;
  float *features; /* [n, d] until reduced, then [n, k] */
  gint16 *prediction;
  float *confidence;
  gsize k;
  double variance[2]; /* shares of the first two components */
  double probe_accuracy;
  double silhouette[2];               /* by class, by domain */
  float *xy[GRAFT_N_PROJECTIONS];     /* [n, 2] aligned; NULL until made */
  GArray *lines[GRAFT_N_PROJECTIONS]; /* GraftContour with owned xy */
  double kl;
} Frame;

struct _GraftMapper
{
  GraftMailbox *mailbox;
  GCancellable *ending_soon; /* ends long computations when the mapper is freed */
  GraftMapProbe probe;
  gsize n_features;
  guint64 seed;
  guint8 *domains;
  gint16 *labels;
  guint32 *items;
  char **class_names;
  GPtrArray *frames; /* Frame, reduced; mapper's thread only */
  pthread_t thread;
  gboolean has_thread;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  GQueue incoming;                     /* Frame, not yet reduced; guarded by lock */
  gboolean wants_tsne;                 /* guarded by lock */
  gboolean idle;                       /* guarded by lock */
  gboolean ending;                     /* guarded by lock */
  guint n_distances;                   /* guarded by lock */
  GraftProxyADistance first_distance;  /* guarded by lock */
  GraftProxyADistance newest_distance; /* guarded by lock */
  GraftMap *newest;                    /* (nullable): guarded by lock */
};

/* ---- frames ---- */

static void
free_lines (GArray *lines)
{
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    g_free ((float *)g_array_index (lines, GraftContour, i).xy);
  g_clear_pointer (&lines, g_array_unref);
}

static void
frame_free (gpointer data)
{
  Frame *frame = data;

  g_free (frame->features);
  g_free (frame->prediction);
  g_free (frame->confidence);
  for (guint p = 0; p < GRAFT_N_PROJECTIONS; p++)
    {
      g_free (frame->xy[p]);
      free_lines (frame->lines[p]);
    }
  g_free (frame);
}

/* ---- making one frame ---- */

/* Features to principal components, and their first two to a position; FALSE when they
 * are not finite or too few. */
static gboolean
reduce (GraftMapper *self, Frame *frame)
{
  gsize n = self->probe.n_points;
  g_autoptr (GraftPca) pca = graft_pca_fit (frame->features, n, self->n_features,
                                            MOST_COMPONENTS, self->seed, NULL);
  float *scores;

  if (pca == NULL)
    return FALSE;
  scores = g_new (float, n * pca->k);
  graft_pca_transform (pca, frame->features, n, scores);
  g_free (frame->features);
  frame->features = scores;
  frame->k = pca->k;
  for (guint a = 0; a < 2; a++)
    frame->variance[a] = a < pca->k ? pca->ratio[a] : 0;
  frame->xy[GRAFT_PROJECTION_PCA] = g_new0 (float, 2 * n);
  for (gsize i = 0; i < n; i++)
    for (gsize a = 0; a < MIN (2, pca->k); a++)
      frame->xy[GRAFT_PROJECTION_PCA][2 * i + a] = scores[i * pca->k + a];
  return TRUE;
}

/* Radius one: what grows while training is the scale of the features, which a map need
 * not show. */
static void
set_radius (float *xy, gsize n)
{
  double sum = 0, radius;

  for (gsize i = 0; i < 2 * n; i++)
    sum += (double)xy[i] * (double)xy[i];
  radius = sqrt (sum / (double)n);
  for (gsize i = 0; radius > 0 && i < 2 * n; i++)
    xy[i] = (float)((double)xy[i] / radius);
}

/* Turns and mirrors the layout so that points move as little as they can from the one
 * before. */
static void
align (const float *before, float *xy, gsize n)
{
  g_autofree double *a = g_new (double, 2 * n);
  g_autofree double *b = g_new (double, 2 * n);

  for (gsize i = 0; i < 2 * n; i++)
    {
      a[i] = (double)before[i];
      b[i] = (double)xy[i];
    }
  graft_procrustes (a, b, n, 2, FALSE, b, NULL, NULL, NULL);
  for (gsize i = 0; i < 2 * n; i++)
    xy[i] = (float)b[i];
}

/* Points of one domain, one after the other. */
static gsize
gather (GraftMapper *self, const float *xy, guint8 domain, float *gathered)
{
  gsize n = 0;

  for (gsize i = 0; i < self->probe.n_points; i++)
    if (self->domains[i] == domain)
      {
        memcpy (gathered + 2 * n, xy + 2 * i, 2 * sizeof *xy);
        n++;
      }
  return n;
}

static GArray *
draw_lines (GraftMapper *self, const float *xy)
{
  static const double masses[] = { 0.5, 0.9 };
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (GraftContour));
  g_autofree float *gathered = g_new (float, 2 * self->probe.n_points);

  for (guint8 d = 0; d < GRAFT_N_DOMAINS; d++)
    {
      gsize n = gather (self, xy, d, gathered);
      g_autoptr (GArray) density =
          graft_density_lines (gathered, n, masses, G_N_ELEMENTS (masses));

      for (guint i = 0; i < density->len; i++)
        {
          GraftDensityLine *line = &g_array_index (density, GraftDensityLine, i);
          GraftContour contour = { .domain = d,
                                   .mass = line->mass,
                                   .closed = line->closed,
                                   .n = line->n,
                                   .xy = g_steal_pointer (&line->xy) };

          g_array_append_val (lines, contour);
        }
    }
  return lines;
}

/* The first QUALITY_POINTS points of each domain, with what to group them by. */
static gsize
gather_quality (
    GraftMapper *self, const Frame *frame, float *x, gint32 *classes, gint32 *domains)
{
  gsize counts[GRAFT_N_DOMAINS] = { 0 }, n = 0;

  for (gsize i = 0; i < self->probe.n_points; i++)
    {
      if (counts[self->domains[i]]++ >= QUALITY_POINTS)
        continue;
      memcpy (x + n * frame->k, frame->features + i * frame->k, frame->k * sizeof *x);
      classes[n] = self->labels[i];
      domains[n++] = self->domains[i];
    }
  return n;
}

static void
measure_quality (GraftMapper *self, Frame *frame)
{
  g_autofree float *x = g_new (float, 2 * QUALITY_POINTS * frame->k);
  gint32 classes[2 * QUALITY_POINTS], domains[2 * QUALITY_POINTS];
  gsize n = gather_quality (self, frame, x, classes, domains);

  frame->silhouette[0] = graft_silhouette (x, n, frame->k, classes, NULL);
  frame->silhouette[1] = graft_silhouette (x, n, frame->k, domains, NULL);
}

static void
note_distance (GraftMapper *self, const GraftProxyADistance *distance)
{
  pthread_mutex_lock (&self->lock);
  if (self->n_distances++ == 0)
    self->first_distance = *distance;
  self->newest_distance = *distance;
  pthread_mutex_unlock (&self->lock);
}

static void
measure_domains (GraftMapper *self, Frame *frame)
{
  gsize n_source = 0, n = self->probe.n_points;
  GraftProxyADistance result;

  /* The probe sample has the source first. */
  while (n_source < n && self->domains[n_source] == GRAFT_SOURCE)
    n_source++;
  frame->probe_accuracy = NAN;
  if (n_source < n && n_source > 0 &&
      graft_proxy_a_distance (frame->features, n_source,
                              frame->features + n_source * frame->k, n - n_source,
                              frame->k, self->seed, self->ending_soon, &result, NULL))
    {
      frame->probe_accuracy = result.probe_accuracy;
      note_distance (self, &result);
    }
}

/* ---- handing out the map ---- */

static char *
compose_caption (GraftProjection projection, const Frame *last)
{
  if (projection == GRAFT_PROJECTION_PCA)
    return g_strdup_printf (_ ("PCA: the two axes hold %.0f %% of the variance"),
                            100 * (last->variance[0] + last->variance[1]));
  return g_strdup_printf (
      _ ("t-SNE: KL divergence %.2f. Distances between clusters and their "
         "sizes mean little"),
      last->kl);
}

static GraftMapFrame
show_frame (const Frame *frame, GraftProjection projection)
{
  GArray *lines = frame->lines[projection];

  return (GraftMapFrame){ .step = frame->step,
                          .epoch = frame->epoch,
                          .xy = frame->xy[projection],
                          .prediction = frame->prediction,
                          .confidence = frame->confidence,
                          .n_contours = lines->len,
                          .contours = (const GraftContour *)(gpointer)lines->data,
                          .probe_accuracy = frame->probe_accuracy,
                          .silhouette_class = frame->silhouette[0],
                          .silhouette_domain = frame->silhouette[1] };
}

/* All frames that have this projection: a leading stretch of the run. */
static void
publish (GraftMapper *self, GraftProjection projection)
{
  g_autofree GraftMapFrame *shown = g_new (GraftMapFrame, self->frames->len);
  g_autofree char *caption = NULL;
  guint n = 0;
  GraftMap *map;

  while (n < self->frames->len &&
         ((Frame *)g_ptr_array_index (self->frames, n))->xy[projection] != NULL)
    {
      shown[n] = show_frame (g_ptr_array_index (self->frames, n), projection);
      n++;
    }
  if (n == 0)
    return;
  caption = compose_caption (projection, g_ptr_array_index (self->frames, n - 1));
  map = graft_map_new (projection, &self->probe, shown, n, caption);
  graft_mailbox_set_map (self->mailbox, map);
  pthread_mutex_lock (&self->lock);
  if (projection == GRAFT_PROJECTION_PCA)
    {
      g_clear_pointer (&self->newest, graft_map_unref);
      self->newest = graft_map_ref (map);
    }
  pthread_mutex_unlock (&self->lock);
  graft_map_unref (map);
}

static Frame *
frame_before (GraftMapper *self, guint index)
{
  return index > 0 ? g_ptr_array_index (self->frames, index - 1) : NULL;
}

static void
take_frame (GraftMapper *self, Frame *frame)
{
  gsize n = self->probe.n_points;
  Frame *before = frame_before (self, self->frames->len);
  float *xy;

  if (!reduce (self, frame))
    {
      frame_free (frame);
      return;
    }
  xy = frame->xy[GRAFT_PROJECTION_PCA];
  set_radius (xy, n);
  if (before != NULL)
    align (before->xy[GRAFT_PROJECTION_PCA], xy, n);
  frame->lines[GRAFT_PROJECTION_PCA] = draw_lines (self, xy);
  measure_quality (self, frame);
  measure_domains (self, frame);
  g_ptr_array_add (self->frames, frame);
  publish (self, GRAFT_PROJECTION_PCA);
}

/* ---- t-SNE ---- */

/* Index of the first frame without a t-SNE layout, or G_MAXUINT. */
static guint
next_for_tsne (GraftMapper *self)
{
  for (guint i = 0; i < self->frames->len; i++)
    if (((Frame *)g_ptr_array_index (self->frames, i))->xy[GRAFT_PROJECTION_TSNE] == NULL)
      return i;
  return G_MAXUINT;
}

static void
embed_frame (GraftMapper *self, guint index)
{
  Frame *frame = g_ptr_array_index (self->frames, index);
  Frame *before = frame_before (self, index);
  gsize n = self->probe.n_points;
  guint iterations = before == NULL ? FIRST_ITERATIONS : NEXT_ITERATIONS;
  GraftTsneOptions options = { .perplexity = PERPLEXITY,
                               .start = before != NULL ? before->xy[GRAFT_PROJECTION_TSNE]
                                                       : NULL,
                               .exaggerate = before == NULL };
  g_autoptr (GraftTsne) tsne =
      graft_tsne_new (frame->features, n, frame->k, &options, NULL, NULL);

  if (tsne == NULL)
    return;
  for (guint i = 0; i < iterations; i++)
    {
      if (g_cancellable_is_cancelled (self->ending_soon))
        return;
      graft_tsne_step (tsne);
    }
  frame->xy[GRAFT_PROJECTION_TSNE] =
      g_memdup2 (graft_tsne_peek_layout (tsne), 2 * n * sizeof (float));
  if (before != NULL)
    align (before->xy[GRAFT_PROJECTION_TSNE], frame->xy[GRAFT_PROJECTION_TSNE], n);
  frame->kl = graft_tsne_get_kl (tsne);
  frame->lines[GRAFT_PROJECTION_TSNE] =
      draw_lines (self, frame->xy[GRAFT_PROJECTION_TSNE]);
  publish (self, GRAFT_PROJECTION_TSNE);
}

/* ---- the thread ---- */

/* Waits for work: returns a new frame, or NULL when a t-SNE is due or the mapper ends. */
static Frame *
await_work (GraftMapper *self, gboolean *ending)
{
  Frame *frame;

  pthread_mutex_lock (&self->lock);
  while (!self->ending && g_queue_is_empty (&self->incoming) &&
         (!self->wants_tsne || next_for_tsne (self) == G_MAXUINT))
    {
      self->idle = TRUE;
      pthread_cond_broadcast (&self->changed);
      pthread_cond_wait (&self->changed, &self->lock);
    }
  self->idle = FALSE;
  frame = g_queue_pop_head (&self->incoming);
  *ending = self->ending;
  pthread_mutex_unlock (&self->lock);
  return frame;
}

static void *
mapper_worker (void *data)
{
  GraftMapper *self = data;

  for (;;)
    {
      gboolean ending;
      Frame *frame = await_work (self, &ending);

      if (ending)
        {
          g_clear_pointer (&frame, frame_free);
          return NULL;
        }
      if (frame != NULL)
        take_frame (self, frame);
      else
        {
          guint index = next_for_tsne (self);
          Frame *it = g_ptr_array_index (self->frames, index);

          embed_frame (self, index);
          /* Points that cannot be embedded must not be tried for ever. */
          if (it->xy[GRAFT_PROJECTION_TSNE] == NULL)
            {
              pthread_mutex_lock (&self->lock);
              self->wants_tsne = FALSE;
              pthread_mutex_unlock (&self->lock);
            }
        }
    }
}

static void
copy_probe (GraftMapper *self, const GraftMapProbe *probe)
{
  self->domains = g_memdup2 (probe->domains, probe->n_points * sizeof *probe->domains);
  self->labels = g_memdup2 (probe->labels, probe->n_points * sizeof *probe->labels);
  self->items = g_memdup2 (probe->items, probe->n_points * sizeof *probe->items);
  self->class_names = g_new0 (char *, probe->n_classes + 1);
  for (guint k = 0; k < probe->n_classes; k++)
    self->class_names[k] = g_strdup (probe->class_names[k]);
  self->probe = *probe;
  self->probe.domains = self->domains;
  self->probe.labels = self->labels;
  self->probe.items = self->items;
  self->probe.class_names = (const char *const *)self->class_names;
}

GraftMapper *
graft_mapper_new (GraftMailbox *mailbox,
                  const GraftMapProbe *probe,
                  gsize n_features,
                  guint64 seed)
{
  GraftMapper *self = g_new0 (GraftMapper, 1);

  self->mailbox = graft_mailbox_ref (mailbox);
  self->ending_soon = g_cancellable_new ();
  self->n_features = n_features;
  self->seed = seed;
  self->frames = g_ptr_array_new_with_free_func (frame_free);
  copy_probe (self, probe);
  g_queue_init (&self->incoming);
  pthread_mutex_init (&self->lock, NULL);
  pthread_cond_init (&self->changed, NULL);
  /* Without a thread the run goes on without a map. */
  self->has_thread = pthread_create (&self->thread, NULL, mapper_worker, self) == 0;
  return self;
}

void
graft_mapper_free (GraftMapper *self)
{
  pthread_mutex_lock (&self->lock);
  self->ending = TRUE;
  pthread_cond_broadcast (&self->changed);
  pthread_mutex_unlock (&self->lock);
  g_cancellable_cancel (self->ending_soon);
  if (self->has_thread)
    pthread_join (self->thread, NULL);
  g_queue_clear_full (&self->incoming, frame_free);
  g_ptr_array_unref (self->frames);
  pthread_mutex_destroy (&self->lock);
  pthread_cond_destroy (&self->changed);
  g_object_unref (self->ending_soon);
  g_clear_pointer (&self->newest, graft_map_unref);
  graft_mailbox_unref (self->mailbox);
  g_free (self->domains);
  g_free (self->labels);
  g_free (self->items);
  g_strfreev (self->class_names);
  g_free (self);
}

void
graft_mapper_add (GraftMapper *self,
                  guint64 step,
                  double epoch,
                  float *features,
                  gint16 *prediction,
                  float *confidence)
{
  Frame *frame = g_new0 (Frame, 1);

  *frame = (Frame){ .step = step,
                    .epoch = epoch,
                    .features = features,
                    .prediction = prediction,
                    .confidence = confidence };
  if (!self->has_thread)
    {
      frame_free (frame);
      return;
    }
  pthread_mutex_lock (&self->lock);
  g_queue_push_tail (&self->incoming, frame);
  pthread_cond_broadcast (&self->changed);
  pthread_mutex_unlock (&self->lock);
}

void
graft_mapper_want (GraftMapper *self, GraftProjection projection)
{
  if (projection != GRAFT_PROJECTION_TSNE)
    return;
  pthread_mutex_lock (&self->lock);
  self->wants_tsne = TRUE;
  pthread_cond_broadcast (&self->changed);
  pthread_mutex_unlock (&self->lock);
}

gboolean
graft_mapper_get_distances (GraftMapper *self,
                            GraftProxyADistance *first,
                            GraftProxyADistance *newest)
{
  gboolean any;

  pthread_mutex_lock (&self->lock);
  any = self->n_distances > 0;
  *first = self->first_distance;
  *newest = self->newest_distance;
  pthread_mutex_unlock (&self->lock);
  return any;
}

/* A cancellable wakes nobody here, so it is looked at every 20 ms. */
static void
wait_a_little (GraftMapper *self)
{
  struct timespec deadline;

  clock_gettime (CLOCK_REALTIME, &deadline);
  deadline.tv_nsec += 20 * 1000 * 1000;
  if (deadline.tv_nsec >= 1000000000)
    {
      deadline.tv_nsec -= 1000000000;
      deadline.tv_sec++;
    }
  pthread_cond_timedwait (&self->changed, &self->lock, &deadline);
}

GraftMap *
graft_mapper_dup_map (GraftMapper *self)
{
  GraftMap *map;

  pthread_mutex_lock (&self->lock);
  map = self->newest != NULL ? graft_map_ref (self->newest) : NULL;
  pthread_mutex_unlock (&self->lock);
  return map;
}

void
graft_mapper_wait (GraftMapper *self, GCancellable *cancellable)
{
  if (!self->has_thread)
    return;
  pthread_mutex_lock (&self->lock);
  while (!(self->idle && g_queue_is_empty (&self->incoming)) &&
         !g_cancellable_is_cancelled (cancellable))
    wait_a_little (self);
  pthread_mutex_unlock (&self->lock);
}
