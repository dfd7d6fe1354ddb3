/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See queue.h. */
#include "engine/label/queue.h"

#include "engine/base/error.h"
#include "engine/base/rng.h"
#include "engine/label/core-set.h"
#include "engine/label/uncertainty.h"

#include <math.h>
#include <stdlib.h>

/* Of GRAFT_RNG_SAMPLE. */
#define STREAM 0x9e0e

typedef struct
{
  const GraftQueueOptions *options;
  guint32 *pool; /* [n_pool] items that may be picked, in rising order */
  gsize n_pool;
  gsize n_wanted;
  gsize n_random;
  guint8 *drawn;     /* [n] a random pick */
  guint32 *random;   /* [n_random] in the order drawn */
  GraftPick *chosen; /* [n_wanted − n_random] by the strategy */
  double *scores;    /* [n]; NULL for the core-set */
} Making;

static void
making_clear (Making *self)
{
  g_free (self->pool);
  g_free (self->drawn);
  g_free (self->random);
  g_free (self->chosen);
  g_free (self->scores);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, making_clear)

static gboolean
fill_pool (Making *self, GError **error)
{
  const GraftQueueOptions *options = self->options;

  self->pool = g_new (guint32, MAX (options->n, 1));
  for (guint32 i = 0; i < options->n; i++)
    if (options->labels[i] < 0 && (options->skip == NULL || options->skip[i] == 0))
      self->pool[self->n_pool++] = i;
  if (self->n_pool > 0)
    return TRUE;
  g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
               "none of the %" G_GSIZE_FORMAT
               " items is without a label; add items, or look at doubtful labels",
               options->n);
  return FALSE;
}

static gboolean
is_random (const Making *self, gsize place)
{
  return (self->options->n_before + place) % GRAFT_QUEUE_RANDOM_EVERY == 0;
}

static void
draw_random (Making *self)
{
  GraftRng rng;

  self->n_wanted = MIN (self->options->n_wanted, self->n_pool);
  for (gsize place = 0; place < self->n_wanted; place++)
    self->n_random += is_random (self, place);
  self->random = g_memdup2 (self->pool, self->n_pool * sizeof *self->pool);
  self->drawn = g_new0 (guint8, self->options->n);
  graft_rng_init (&rng, self->options->seed, GRAFT_RNG_SAMPLE,
                  STREAM + ((guint64)self->options->n_before << 20));
  graft_rng_shuffle (&rng, self->random, self->n_pool);
  for (gsize r = 0; r < self->n_random; r++)
    self->drawn[self->random[r]] = 1;
}

/* ---- by how unsure the classifier is ---- */

static void
compute_scores (Making *self)
{
  const GraftQueueOptions *options = self->options;

  self->scores = g_new (double, options->n);
  if (options->strategy == GRAFT_QUEUE_LEAST_CONFIDENCE)
    graft_least_confidence (options->probabilities, options->n, options->k, self->scores);
  else if (options->strategy == GRAFT_QUEUE_MARGIN)
    graft_margin (options->probabilities, options->n, options->k, self->scores);
  else
    graft_entropy (options->probabilities, options->n, options->k, self->scores);
  for (gsize i = 0; i < options->n; i++)
    for (gsize c = 0; c < options->k; c++)
      if (isnan (options->probabilities[i * options->k + c]))
        self->scores[i] = (double)NAN;
}

/* The smallest first, NaN last. */
static int
compare_picks (const void *a, const void *b)
{
  const GraftPick *x = a, *y = b;

  if (isnan (x->score) != isnan (y->score))
    return isnan (x->score) ? 1 : -1;
  if (!isnan (x->score) && x->score != y->score)
    return x->score < y->score ? -1 : 1;
  return x->item < y->item ? -1 : x->item > y->item;
}

static void
choose_unsure (Making *self)
{
  double sign = self->options->strategy == GRAFT_QUEUE_MARGIN ? 1 : -1;
  gsize n = 0;

  compute_scores (self);
  self->chosen = g_new (GraftPick, self->n_pool);
  for (gsize p = 0; p < self->n_pool; p++)
    {
      guint32 item = self->pool[p];

      if (!self->drawn[item])
        self->chosen[n++] = (GraftPick){ item, FALSE, sign * self->scores[item] };
    }
  qsort (self->chosen, n, sizeof *self->chosen, compare_picks);
  for (gsize i = 0; i < n; i++)
    self->chosen[i].score *= sign;
}

/* ---- by what is covered ---- */

static gboolean
choose_cover (Making *self, GError **error)
{
  const GraftQueueOptions *options = self->options;
  gsize n = self->n_wanted - self->n_random, n_picked;
  g_autofree guint8 *centres = g_new0 (guint8, options->n);
  g_autofree guint32 *order = g_new (guint32, MAX (n, 1));
  g_autofree double *radius = g_new (double, MAX (n, 1));
  GraftCoreSet problem = { .x = options->features,
                           .n = options->n,
                           .d = options->d,
                           .chosen = centres,
                           .barred = options->skip,
                           .n_picks = n,
                           .cancellable = options->cancellable };

  /* The random picks will be labelled as well. */
  for (gsize i = 0; i < options->n; i++)
    centres[i] = options->labels[i] >= 0 || self->drawn[i];
  if (!graft_core_set (&problem, order, radius, NULL, &n_picked, error))
    return FALSE;
  g_assert (n_picked == n);
  self->chosen = g_new (GraftPick, MAX (n, 1));
  for (gsize i = 0; i < n; i++)
    self->chosen[i] = (GraftPick){ order[i], FALSE, radius[i] };
  return TRUE;
}

static GArray *
interleave (const Making *self)
{
  GArray *queue =
      g_array_sized_new (FALSE, FALSE, sizeof (GraftPick), (guint)self->n_wanted);
  gsize n_random = 0, n_chosen = 0;

  for (gsize place = 0; place < self->n_wanted; place++)
    {
      GraftPick pick;

      if (is_random (self, place))
        {
          guint32 item = self->random[n_random++];
          double score = self->scores != NULL ? self->scores[item] : (double)NAN;

          pick = (GraftPick){ item, TRUE, score };
        }
      else
        pick = self->chosen[n_chosen++];
      g_array_append_val (queue, pick);
    }
  return queue;
}

GArray *
graft_queue_new (const GraftQueueOptions *options, GError **error)
{
  g_auto (Making) making = { .options = options };

  if (options->strategy == GRAFT_QUEUE_CORE_SET)
    g_return_val_if_fail (options->features != NULL, NULL);
  else
    g_return_val_if_fail (options->probabilities != NULL, NULL);
  if (!fill_pool (&making, error))
    return NULL;
  draw_random (&making);
  if (options->strategy != GRAFT_QUEUE_CORE_SET)
    choose_unsure (&making);
  else if (!choose_cover (&making, error))
    return NULL;
  return interleave (&making);
}
