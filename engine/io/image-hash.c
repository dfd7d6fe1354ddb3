/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See image-hash.h. */
#include "engine/io/image-hash.h"

#include "engine/io/image-scale.h"

#define ROWS 8
#define COLUMNS 9

static guint
to_grey (const guint8 *pixel, gsize channels)
{
  if (channels == 1)
    return pixel[0];
  return (77u * pixel[0] + 150u * pixel[1] + 29u * pixel[2] + 128) >> 8;
}

guint64
graft_image_dhash (const GraftImage *self)
{
  g_autoptr (GraftImage) small = graft_image_scale (self, ROWS, COLUMNS);
  guint64 hash = 0;

  for (gsize y = 0; y < ROWS; y++)
    for (gsize x = 0; x + 1 < COLUMNS; x++)
      {
        const guint8 *left = small->pixels + (y * COLUMNS + x) * small->channels;

        hash = hash << 1 | (to_grey (left, small->channels) <
                            to_grey (left + small->channels, small->channels));
      }
  return hash;
}

guint
graft_image_dhash_distance (guint64 a, guint64 b)
{
  return (guint)__builtin_popcountll (a ^ b);
}
