/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See batch-loader.h. A ring of slots: the loader thread fills, the trainer empties; nothing is
 * allocated once both run. */
#include "engine/data/batch-loader.h"

#include "engine/base/error.h"

#include <pthread.h>
#include <string.h>

#define N_SLOTS 3

typedef struct
{
  GraftBatch batch;
  GraftReal *x;
  gint32 *labels;
  guint32 *items[2]; /* source, target */
} Slot;

/* The items of one domain in the order of one pass. */
typedef struct
{
  GraftDataset *dataset;
  guint32 *usable; /* [n]: items that may be drawn */
  guint32 *order;  /* [n]: @usable shuffled for pass @pass */
  gsize n;
  guint64 pass;
  guint stream; /* 0 source, 1 target */
} Deck;

struct _GraftBatchLoader
{
  GraftBatchPlan plan;
  gboolean augments;
  GraftAugment augment;
  Deck decks[2];
  Slot slots[N_SLOTS];
  guint8 *image;   /* one augmented image */
  guint64 next_take; /* trainer's thread only */
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  guint64 filled;  /* guarded by lock: batches filled so far */
  guint64 emptied; /* guarded by lock: batches given back */
  gboolean ending; /* guarded by lock */
};

/* ---- drawing ---- */

static void
shuffle_deck (const GraftBatchLoader *self, Deck *deck, guint64 pass)
{
  GraftRng rng;

  memcpy (deck->order, deck->usable, deck->n * sizeof *deck->order);
  graft_rng_init (&rng, self->plan.seed, GRAFT_RNG_SHUFFLE, 2 * pass + deck->stream);
  graft_rng_shuffle (&rng, deck->order, deck->n);
  deck->pass = pass;
}

/* The item at position @at of the endless sequence of passes. */
static guint32
draw (const GraftBatchLoader *self, Deck *deck, guint64 at)
{
  guint64 pass = at / deck->n;

  if (pass != deck->pass)
    shuffle_deck (self, deck, pass);
  return deck->order[at % deck->n];
}

static void
normalise_bytes (const GraftNormalisation *normalisation, const guint8 *pixels, gsize n_pixels,
                 gsize channels, GraftReal *x)
{
  const GraftReal unit = GRAFT_REAL (1.0) / GRAFT_REAL (255.0);

  for (gsize i = 0; i < n_pixels; i++)
    for (gsize c = 0; c < channels; c++, pixels++, x++)
      *x = ((GraftReal) *pixels * unit - normalisation->mean[c]) * normalisation->scale;
}

static void
normalise_floats (const GraftNormalisation *normalisation, const float *values, gsize n,
                  GraftReal *x)
{
  for (gsize i = 0; i < n; i++)
    x[i] = ((GraftReal) values[i] - normalisation->mean[0]) * normalisation->scale;
}

static void
place_item (GraftBatchLoader *self, Deck *deck, guint32 item, guint64 step, guint row,
            GraftReal *x)
{
  const GraftShape *shape = graft_dataset_get_shape (deck->dataset);
  gsize size = graft_shape_size (shape);
  const guint8 *pixels;

  if (graft_dataset_get_kind (deck->dataset) == GRAFT_ITEM_VECTOR)
    {
      normalise_floats (&self->plan.normalisation,
                        graft_dataset_peek_vectors (deck->dataset) + item * size, size, x);
      return;
    }
  pixels = graft_dataset_peek_pixels (deck->dataset) + item * size;
  if (self->augments)
    {
      GraftRng rng;
      guint rows = self->plan.n_source + self->plan.n_target;

      graft_rng_init (&rng, self->plan.seed, GRAFT_RNG_AUGMENT, step * rows + row);
      graft_augment_apply (&self->augment, shape, pixels, &rng, self->image);
      pixels = self->image;
    }
  normalise_bytes (&self->plan.normalisation, pixels, shape->dim[0] * shape->dim[1],
                   shape->dim[2], x);
}

static void
fill_slot (GraftBatchLoader *self, Slot *slot, guint64 step)
{
  const guint counts[2] = { self->plan.n_source, self->plan.n_target };
  gsize size = graft_shape_size (graft_dataset_get_shape (self->plan.source));
  const gint32 *labels = graft_dataset_peek_labels (self->plan.source);
  guint row = 0;

  for (guint d = 0; d < 2; d++)
    for (guint i = 0; i < counts[d]; i++, row++)
      {
        guint32 item = draw (self, &self->decks[d], step * counts[d] + i);

        slot->items[d][i] = item;
        if (d == 0)
          slot->labels[i] = labels[item];
        place_item (self, &self->decks[d], item, step, row, slot->x + row * size);
      }
  slot->batch = (GraftBatch){ .step = step,
                              .n_source = counts[0],
                              .n_target = counts[1],
                              .x = slot->x,
                              .labels = slot->labels,
                              .source_items = slot->items[0],
                              .target_items = slot->items[1] };
}

/* ---- the two sides of the ring ---- */

static void *
loader_worker (void *data)
{
  GraftBatchLoader *self = data;

  for (guint64 n = 0;; n++)
    {
      gboolean ending;

      pthread_mutex_lock (&self->lock);
      while (!self->ending && n >= self->emptied + N_SLOTS)
        pthread_cond_wait (&self->changed, &self->lock);
      ending = self->ending;
      pthread_mutex_unlock (&self->lock);
      if (ending)
        return NULL;
      fill_slot (self, &self->slots[n % N_SLOTS], self->plan.first_step + n);
      pthread_mutex_lock (&self->lock);
      self->filled = n + 1;
      pthread_cond_broadcast (&self->changed);
      pthread_mutex_unlock (&self->lock);
    }
}

const GraftBatch *
graft_batch_loader_next (GraftBatchLoader *self)
{
  guint64 n = self->next_take++;

  pthread_mutex_lock (&self->lock);
  /* Asking for the next batch gives the one before back. */
  self->emptied = n;
  pthread_cond_broadcast (&self->changed);
  while (self->filled <= n)
    pthread_cond_wait (&self->changed, &self->lock);
  pthread_mutex_unlock (&self->lock);
  return &self->slots[n % N_SLOTS].batch;
}

/* ---- making and freeing ---- */

static void
open_deck (GraftBatchLoader *self, guint d, GraftDataset *dataset, gboolean labelled)
{
  Deck *deck = &self->decks[d];
  const gint32 *labels = labelled ? graft_dataset_peek_labels (dataset) : NULL;
  gsize n = graft_dataset_get_n (dataset);

  deck->dataset = graft_dataset_ref (dataset);
  deck->usable = g_new (guint32, n);
  deck->order = g_new (guint32, n);
  deck->stream = d;
  for (gsize i = 0; i < n; i++)
    if (!labelled || (labels != NULL && labels[i] >= 0))
      deck->usable[deck->n++] = (guint32) i;
  deck->pass = G_MAXUINT64;
}

static void
open_slots (GraftBatchLoader *self)
{
  gsize size = graft_shape_size (graft_dataset_get_shape (self->plan.source));
  guint rows = self->plan.n_source + self->plan.n_target;

  for (guint s = 0; s < N_SLOTS; s++)
    {
      self->slots[s].x = g_new (GraftReal, rows * size);
      self->slots[s].labels = g_new (gint32, MAX (self->plan.n_source, 1));
      self->slots[s].items[0] = g_new (guint32, MAX (self->plan.n_source, 1));
      self->slots[s].items[1] = g_new (guint32, MAX (self->plan.n_target, 1));
    }
  if (!self->augments)
    return;
  self->image = g_malloc (size);
}

static void
close_loader (GraftBatchLoader *self)
{
  for (guint d = 0; d < 2; d++)
    {
      g_clear_pointer (&self->decks[d].dataset, graft_dataset_unref);
      g_free (self->decks[d].usable);
      g_free (self->decks[d].order);
    }
  for (guint s = 0; s < N_SLOTS; s++)
    {
      g_free (self->slots[s].x);
      g_free (self->slots[s].labels);
      g_free (self->slots[s].items[0]);
      g_free (self->slots[s].items[1]);
    }
  g_free (self->image);
  pthread_mutex_destroy (&self->lock);
  pthread_cond_destroy (&self->changed);
  g_free (self);
}

static gboolean
check_plan (const GraftBatchPlan *plan, GError **error)
{
  if (!graft_dataset_has_labels (plan->source))
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
                   "%s has no labelled items to train on; give labels=",
                   graft_dataset_get_name (plan->source));
      return FALSE;
    }
  if (plan->n_target > 0
      && !graft_shape_equal (graft_dataset_get_shape (plan->source),
                             graft_dataset_get_shape (plan->target)))
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                   "%s and %s have items of different shapes; give [network] input=",
                   graft_dataset_get_name (plan->source), graft_dataset_get_name (plan->target));
      return FALSE;
    }
  return TRUE;
}

GraftBatchLoader *
graft_batch_loader_new (const GraftBatchPlan *plan, GError **error)
{
  GraftBatchLoader *self;

  if (!check_plan (plan, error))
    return NULL;
  self = g_new0 (GraftBatchLoader, 1);
  self->plan = *plan;
  self->augments = plan->augment != NULL;
  if (self->augments)
    self->augment = *plan->augment;
  pthread_mutex_init (&self->lock, NULL);
  pthread_cond_init (&self->changed, NULL);
  open_deck (self, 0, plan->source, TRUE);
  if (plan->n_target > 0)
    open_deck (self, 1, plan->target, FALSE);
  open_slots (self);
  if (pthread_create (&self->thread, NULL, loader_worker, self) != 0)
    {
      g_set_error (error, GRAFT_TRAIN_ERROR, GRAFT_TRAIN_ERROR_CANCELLED,
                   "the system allows no further thread; close other programs and start again");
      close_loader (self);
      return NULL;
    }
  return self;
}

void
graft_batch_loader_free (GraftBatchLoader *self)
{
  pthread_mutex_lock (&self->lock);
  self->ending = TRUE;
  pthread_cond_broadcast (&self->changed);
  pthread_mutex_unlock (&self->lock);
  pthread_join (self->thread, NULL);
  close_loader (self);
}

/* ---- whole data sets ---- */

void
graft_normalise_items (GraftDataset *dataset, const GraftNormalisation *normalisation,
                       gsize first, gsize n, GraftReal *x)
{
  const GraftShape *shape = graft_dataset_get_shape (dataset);
  gsize size = graft_shape_size (shape);

  if (graft_dataset_get_kind (dataset) == GRAFT_ITEM_VECTOR)
    normalise_floats (normalisation, graft_dataset_peek_vectors (dataset) + first * size,
                      n * size, x);
  else
    normalise_bytes (normalisation, graft_dataset_peek_pixels (dataset) + first * size,
                     n * shape->dim[0] * shape->dim[1], shape->dim[2], x);
}

static void
add_means (GraftDataset *dataset, guint64 *sums, gsize *n_pixels)
{
  const GraftShape *shape = graft_dataset_get_shape (dataset);
  const guint8 *pixels = graft_dataset_peek_pixels (dataset);
  gsize n = graft_dataset_get_n (dataset) * shape->dim[0] * shape->dim[1];

  for (gsize i = 0; i < n; i++)
    for (gsize c = 0; c < shape->dim[2]; c++)
      sums[c] += *pixels++;
  *n_pixels += n;
}

void
graft_normalisation_fit (GraftDataset *source, GraftDataset *target,
                         GraftNormalisation *normalisation)
{
  guint64 sums[4] = { 0 };
  gsize n = 0;

  *normalisation = (GraftNormalisation){ .scale = 1 };
  if (graft_dataset_get_kind (source) != GRAFT_ITEM_IMAGE)
    return;
  add_means (source, sums, &n);
  if (target != NULL)
    add_means (target, sums, &n);
  for (guint c = 0; c < 4; c++)
    normalisation->mean[c] = (GraftReal) ((double) sums[c] / (double) n / 255.0);
}
