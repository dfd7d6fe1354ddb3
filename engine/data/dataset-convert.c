/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Images of one shape brought to another: bilinear resize with half-pixel centres
 * (methods 1.15), grey replicated to colour, colour averaged to grey by luma. */
#include "engine/data/dataset-private.h"

#include "engine/base/error.h"

#include <math.h>
#include <string.h>

/* For one output line: the two input positions and the weight of the second. */
typedef struct
{
  gsize low;
  gsize high;
  float weight;
} Tap;

static Tap *
make_taps (gsize from, gsize to)
{
  Tap *taps = g_new (Tap, to);

  for (gsize i = 0; i < to; i++)
    {
      double at = ((double)i + 0.5) * (double)from / (double)to - 0.5;
      double clamped = CLAMP (at, 0, (double)from - 1);

      taps[i].low = (gsize)clamped;
      taps[i].high = MIN (taps[i].low + 1, from - 1);
      taps[i].weight = (float)(clamped - (double)taps[i].low);
    }
  return taps;
}

static float
mix_channels (const guint8 *pixel, gsize from, gsize to, gsize channel)
{
  if (from == to)
    return pixel[channel];
  if (from == 1)
    return pixel[0];
  return 0.299f * pixel[0] + 0.587f * pixel[1] + 0.114f * pixel[2];
}

typedef struct
{
  const GraftShape *from;
  const GraftShape *to;
  Tap *rows;
  Tap *columns;
} Conversion;

static float
sample (const Conversion *self,
        const guint8 *image,
        const Tap *row,
        const Tap *column,
        gsize c)
{
  gsize width = self->from->dim[1], depth = self->from->dim[2], wanted = self->to->dim[2];
  const guint8 *above = image + row->low * width * depth;
  const guint8 *below = image + row->high * width * depth;
  float a = mix_channels (above + column->low * depth, depth, wanted, c);
  float b = mix_channels (above + column->high * depth, depth, wanted, c);
  float d = mix_channels (below + column->low * depth, depth, wanted, c);
  float e = mix_channels (below + column->high * depth, depth, wanted, c);
  float top = a + (b - a) * column->weight;
  float bottom = d + (e - d) * column->weight;

  return top + (bottom - top) * row->weight;
}

static void
convert_image (const Conversion *self, const guint8 *image, guint8 *out)
{
  for (gsize y = 0; y < self->to->dim[0]; y++)
    for (gsize x = 0; x < self->to->dim[1]; x++)
      for (gsize c = 0; c < self->to->dim[2]; c++)
        *out++ =
            (guint8)lrintf (sample (self, image, &self->rows[y], &self->columns[x], c));
}

static GraftDataset *
refuse (const GraftDataset *self, const GraftShape *shape, GError **error)
{
  g_autofree char *have = graft_shape_to_string (&self->shape);
  g_autofree char *want = graft_shape_to_string (shape);

  g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
               "%s has items of %s where %s are asked for; only images can be resized",
               self->name, have, want);
  return NULL;
}

GraftDataset *
graft_dataset_convert (GraftDataset *self, const GraftShape *shape, GError **error)
{
  gsize from = graft_dataset_item_bytes (self), to = graft_shape_size (shape);
  Conversion conversion = { .from = &self->shape, .to = shape };
  guint8 *items;

  if (graft_shape_equal (&self->shape, shape))
    return graft_dataset_ref (self);
  if (self->kind != GRAFT_ITEM_IMAGE || shape->rank != 3 ||
      (shape->dim[2] != 1 && shape->dim[2] != 3) || to == 0)
    return refuse (self, shape, error);
  items = g_try_malloc_n (self->n, to);
  if (items == NULL)
    {
      g_set_error (
          error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
          "%s does not fit into memory at the size asked for; take limit= or a smaller "
          "input=",
          self->name);
      return NULL;
    }
  conversion.rows = make_taps (self->shape.dim[0], shape->dim[0]);
  conversion.columns = make_taps (self->shape.dim[1], shape->dim[1]);
  for (gsize i = 0; i < self->n; i++)
    convert_image (&conversion, graft_dataset_peek_pixels (self) + i * from,
                   items + i * to);
  g_free (conversion.rows);
  g_free (conversion.columns);
  return graft_dataset_derive (self, shape, self->n,
                               g_bytes_new_take (items, self->n * to),
                               self->labels != NULL ? g_bytes_ref (self->labels) : NULL);
}
