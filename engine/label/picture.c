/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See picture-private.h. */
#include "engine/label/picture-private.h"

#include <math.h>
#include <string.h>

#define SIDE 16
#define GREYS 16
#define LEVELS 4 /* of each colour */

gsize
graft_thumbnail_size (const GraftShape *shape)
{
  return SIDE * SIDE * shape->dim[2];
}

gsize
graft_histogram_size (const GraftShape *shape)
{
  return shape->dim[2] == 3 ? LEVELS * LEVELS * LEVELS : GREYS;
}

/* Pixels of one cell along an axis of @n: at least one, so that small images are
 * repeated. */
static void
find_cell (gsize cell, gsize n, gsize *first, gsize *end)
{
  *first = cell * n / SIDE;
  *end = MAX ((cell + 1) * n / SIDE, *first + 1);
}

void
graft_thumbnail (const guint8 *pixels, const GraftShape *shape, float *out)
{
  gsize height = shape->dim[0], width = shape->dim[1], depth = shape->dim[2];

  for (gsize y = 0; y < SIDE; y++)
    for (gsize x = 0; x < SIDE; x++)
      {
        gsize top, bottom, left, right;

        find_cell (y, height, &top, &bottom);
        find_cell (x, width, &left, &right);
        for (gsize c = 0; c < depth; c++)
          {
            guint64 sum = 0;

            for (gsize i = top; i < bottom; i++)
              for (gsize j = left; j < right; j++)
                sum += pixels[(i * width + j) * depth + c];
            *out++ = (float)((double)sum /
                             (255.0 * (double)(bottom - top) * (double)(right - left)));
          }
      }
}

static gsize
find_bin (const guint8 *pixel, gsize depth)
{
  gsize bin = 0;

  if (depth != 3)
    return pixel[0] * GREYS / 256;
  for (gsize c = 0; c < depth; c++)
    bin = bin * LEVELS + pixel[c] * LEVELS / 256;
  return bin;
}

void
graft_histogram (const guint8 *pixels, const GraftShape *shape, float *out)
{
  gsize n = shape->dim[0] * shape->dim[1], depth = shape->dim[2];
  gsize counts[LEVELS * LEVELS * LEVELS] = { 0 };

  G_STATIC_ASSERT (GREYS <= LEVELS * LEVELS * LEVELS);
  for (gsize i = 0; i < n; i++)
    counts[find_bin (pixels + i * depth, depth)]++;
  for (gsize b = 0; b < graft_histogram_size (shape); b++)
    out[b] = (float)sqrt ((double)counts[b] / (double)MAX (n, 1));
}
