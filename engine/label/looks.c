/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See looks.h. */
#include "engine/label/looks.h"

#include "engine/label/picture-private.h"

#include <math.h>

#define CELLS 256
#define LEAST_CORRELATION 0.99f
#define MOST_GREY_APART 4
/* Deviation, of 256 greys, below which the rounding of the thumbnail is all there is. */
#define FLAT 0.5
#define BLOCK 256 /* items between two looks at the cancellable */

typedef struct
{
  guint8 grey[CELLS];
  float mean;
  float factor; /* one over √Σ (grey − mean)², 0 when it is flat */
} Look;

struct _GraftLooks
{
  gsize n;
  Look *look; /* [n] */
};

static void
take_look (const guint8 *pixels, const GraftShape *shape, float *scratch, Look *look)
{
  gsize depth = shape->dim[2];
  guint sum = 0;
  double square = 0;

  graft_thumbnail (pixels, shape, scratch);
  for (gsize c = 0; c < CELLS; c++)
    {
      const float *cell = scratch + c * depth;
      float grey =
          depth == 3 ? 0.299f * cell[0] + 0.587f * cell[1] + 0.114f * cell[2] : cell[0];

      look->grey[c] = (guint8)lrintf (CLAMP (255 * grey, 0, 255));
      sum += look->grey[c];
    }
  look->mean = (float)sum / CELLS;
  for (gsize c = 0; c < CELLS; c++)
    square += pow ((double)look->grey[c] - (double)look->mean, 2);
  look->factor = square > FLAT * FLAT * CELLS ? (float)(1 / sqrt (square)) : 0;
}

GraftLooks *
graft_looks_new (GraftDataset *dataset, GCancellable *cancellable, GError **error)
{
  const GraftShape *shape = graft_dataset_get_shape (dataset);
  gsize size = graft_shape_size (shape);
  g_autoptr (GraftLooks) self = g_new0 (GraftLooks, 1);
  g_autofree float *scratch = NULL;

  g_return_val_if_fail (graft_dataset_get_kind (dataset) == GRAFT_ITEM_IMAGE, NULL);
  scratch = g_new (float, graft_thumbnail_size (shape));
  self->n = graft_dataset_get_n (dataset);
  self->look = g_new (Look, MAX (self->n, 1));
  for (gsize i = 0; i < self->n; i++)
    {
      if (i % BLOCK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      take_look (graft_dataset_peek_pixels (dataset) + i * size, shape, scratch,
                 &self->look[i]);
    }
  return g_steal_pointer (&self);
}

void
graft_looks_free (GraftLooks *self)
{
  g_free (self->look);
  g_free (self);
}

gboolean
graft_looks_alike (guint32 a, guint32 b, gpointer looks)
{
  const GraftLooks *self = looks;
  const Look *x = &self->look[a], *y = &self->look[b];
  guint product = 0;

  if (!(x->factor > 0) || !(y->factor > 0))
    return x->factor == y->factor && fabsf (x->mean - y->mean) <= MOST_GREY_APART;
  for (gsize c = 0; c < CELLS; c++)
    product += (guint)x->grey[c] * y->grey[c];
  return ((float)product - CELLS * x->mean * y->mean) * x->factor * y->factor >=
         LEAST_CORRELATION;
}
