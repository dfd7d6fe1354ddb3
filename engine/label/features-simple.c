/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Features without a network: see graft_features_simple(). */
#include "engine/label/features.h"

#include "engine/base/error.h"
#include "engine/base/rng.h"
#include "engine/embed/pca.h"
#include "engine/label/picture-private.h"

#include <math.h>
#include <string.h>

/* Of GRAFT_RNG_SAMPLE. */
#define STREAM 0xfea7
#define SAMPLE_ROWS 4000
#define BLOCK 256
#define HISTOGRAM_WEIGHT 0.5

typedef struct
{
  GraftDataset *dataset;
  const GraftShape *shape;
  gsize n;
  gsize raw; /* numbers of an item before the components */
  gsize thumbnail;
  float *sample; /* [n_sample, raw] */
  gsize n_sample;
  double *mean;  /* [raw] */
  double *scale; /* [raw] */
  GraftPca *pca; /* NULL when there are few numbers anyway */
  GCancellable *cancellable;
} Describing;

static void
describing_clear (Describing *self)
{
  g_free (self->sample);
  g_free (self->mean);
  g_free (self->scale);
  graft_pca_free (self->pca);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Describing, describing_clear)

static gboolean
is_image (const Describing *self)
{
  return graft_dataset_get_kind (self->dataset) == GRAFT_ITEM_IMAGE;
}

static void
describing_init (Describing *self, GraftDataset *dataset, GCancellable *cancellable)
{
  self->dataset = dataset;
  self->cancellable = cancellable;
  self->shape = graft_dataset_get_shape (dataset);
  self->n = graft_dataset_get_n (dataset);
  self->raw = graft_shape_size (self->shape);
  if (!is_image (self))
    return;
  self->thumbnail = graft_thumbnail_size (self->shape);
  self->raw = self->thumbnail + graft_histogram_size (self->shape);
}

/* Item @i as it is, [raw]. */
static void
describe (const Describing *self, gsize i, float *out)
{
  gsize size = graft_shape_size (self->shape);

  if (is_image (self))
    {
      const guint8 *pixels = graft_dataset_peek_pixels (self->dataset) + i * size;

      graft_thumbnail (pixels, self->shape, out);
      graft_histogram (pixels, self->shape, out + self->thumbnail);
    }
  else
    memcpy (out, graft_dataset_peek_vectors (self->dataset) + i * size,
            size * sizeof *out);
}

static void
scale_row (const Describing *self, float *row)
{
  for (gsize j = 0; j < self->raw; j++)
    row[j] = (float)(((double)row[j] - self->mean[j]) * self->scale[j]);
}

/* ---- what is measured ---- */

static gboolean
draw_sample (Describing *self, guint64 seed, GError **error)
{
  g_autofree guint32 *order = g_new (guint32, self->n);
  GraftRng rng;

  for (guint32 i = 0; i < self->n; i++)
    order[i] = i;
  graft_rng_init (&rng, seed, GRAFT_RNG_SAMPLE, STREAM);
  graft_rng_shuffle (&rng, order, self->n);
  self->n_sample = MIN (self->n, SAMPLE_ROWS);
  self->sample = g_new (float, self->n_sample * self->raw);
  for (gsize r = 0; r < self->n_sample; r++)
    {
      if (r % BLOCK == 0 &&
          g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      describe (self, order[r], self->sample + r * self->raw);
    }
  return TRUE;
}

/* Columns [first, end) get one scale, so that their variances add up to @weight²; columns
 * that are constant get none. */
static void
scale_block (
    Describing *self, const double *variance, gsize first, gsize end, double weight)
{
  double sum = 0;

  for (gsize j = first; j < end; j++)
    sum += variance[j];
  for (gsize j = first; j < end; j++)
    /* Below the square of what a float can tell from its mean. */
    self->scale[j] =
        sum > 1e-12 * self->mean[j] * self->mean[j] && sum > 0 ? weight / sqrt (sum) : 0;
}

static void
measure (Describing *self)
{
  gsize raw = self->raw;
  g_autofree double *variance = g_new0 (double, raw);

  self->mean = g_new0 (double, raw);
  self->scale = g_new (double, raw);
  for (gsize r = 0; r < self->n_sample; r++)
    for (gsize j = 0; j < raw; j++)
      self->mean[j] += (double)self->sample[r * raw + j] / (double)self->n_sample;
  for (gsize r = 0; r < self->n_sample; r++)
    for (gsize j = 0; j < raw; j++)
      variance[j] += pow ((double)self->sample[r * raw + j] - self->mean[j], 2) /
                     (double)self->n_sample;
  if (is_image (self))
    {
      scale_block (self, variance, 0, self->thumbnail, 1);
      scale_block (self, variance, self->thumbnail, raw, HISTOGRAM_WEIGHT);
    }
  else
    for (gsize j = 0; j < raw; j++)
      scale_block (self, variance, j, j + 1, 1);
}

static gboolean
find_components (Describing *self, guint64 seed, GError **error)
{
  if (self->raw <= GRAFT_SIMPLE_FEATURES)
    return TRUE;
  for (gsize r = 0; r < self->n_sample; r++)
    scale_row (self, self->sample + r * self->raw);
  self->pca = graft_pca_fit (self->sample, self->n_sample, self->raw,
                             GRAFT_SIMPLE_FEATURES, seed, error);
  g_clear_pointer (&self->sample, g_free);
  return self->pca != NULL;
}

/* ---- all items ---- */

static GraftFeatures *
describe_all (const Describing *self, GError **error)
{
  g_autoptr (GraftFeatures) features = g_new0 (GraftFeatures, 1);
  g_autofree float *block = g_new (float, BLOCK * self->raw);

  features->n = self->n;
  features->d = self->pca != NULL ? self->pca->k : self->raw;
  features->x = g_new (float, MAX (features->n * features->d, 1));
  for (gsize first = 0; first < self->n; first += BLOCK)
    {
      gsize rows = MIN (BLOCK, self->n - first);
      float *out = features->x + first * features->d;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return NULL;
      for (gsize r = 0; r < rows; r++)
        {
          describe (self, first + r, block + r * self->raw);
          scale_row (self, block + r * self->raw);
        }
      if (self->pca != NULL)
        graft_pca_transform (self->pca, block, rows, out);
      else
        memcpy (out, block, rows * self->raw * sizeof *out);
    }
  return g_steal_pointer (&features);
}

GraftFeatures *
graft_features_simple (GraftDataset *dataset,
                       guint64 seed,
                       GCancellable *cancellable,
                       GError **error)
{
  g_auto (Describing) self = { 0 };

  describing_init (&self, dataset, cancellable);
  if (!draw_sample (&self, seed, error))
    return NULL;
  measure (&self);
  if (!find_components (&self, seed, error))
    return NULL;
  return describe_all (&self, error);
}

void
graft_features_free (GraftFeatures *self)
{
  g_free (self->x);
  g_free (self);
}
