/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See picture-texture.h. */
#include "ui/data/picture-texture.h"

/* Premultiplied, in host order: what Cairo draws as it is, and GL takes as well. */
static guint32
premultiply (const guint8 *rgba)
{
  const guint32 a = rgba[3];
  const guint32 r = (rgba[0] * a + 127) / 255;
  const guint32 g = (rgba[1] * a + 127) / 255;
  const guint32 b = (rgba[2] * a + 127) / 255;

  return a << 24 | r << 16 | g << 8 | b;
}

static guint
enlargement (const GraftPicture *picture, guint box)
{
  const guint side = MAX (picture->width, picture->height);

  return box == 0 || side == 0 ? 1 : MAX (1, box / side);
}

static void
fill_row (const guint8 *source, guint width, guint times, guint32 *row)
{
  for (guint x = 0; x < width; x++)
    {
      const guint32 pixel = premultiply (source + 4 * (gsize)x);

      for (guint i = 0; i < times; i++)
        *row++ = pixel;
    }
}

GdkTexture *
graft_picture_to_texture (const GraftPicture *picture, guint box)
{
  const guint times = enlargement (picture, box);
  const gsize width = (gsize)picture->width * times;
  const gsize height = (gsize)picture->height * times;
  const guint8 *source = g_bytes_get_data (picture->pixels, NULL);
  g_autoptr (GBytes) bytes = NULL;
  guint32 *pixels = g_new (guint32, width * height);

  for (gsize y = 0; y < height; y++)
    fill_row (source + y / times * picture->width * 4, picture->width, times,
              pixels + y * width);
  bytes = g_bytes_new_take (pixels, width * height * sizeof *pixels);
  return gdk_memory_texture_new ((int)width, (int)height, GDK_MEMORY_DEFAULT, bytes,
                                 width * sizeof *pixels);
}
