/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See image-scale.h. Rows are summed first, as long runs of floats that the compiler
 * turns into vector code; columns of the few sums that are left come afterwards. */
#include "engine/io/image-scale.h"

#include <math.h>
#include <string.h>

/* 257 × 255 fits 16 bits. */
#define MOST_ROWS 257

/* The part of [from, to) that lies inside [i, i + 1). */
static float
cover (double from, double to, gsize i)
{
  return (float)(MIN (to, (double)i + 1) - MAX (from, (double)i));
}

/* whole[k] += the rows from @first to @end, at most MOST_ROWS of them: small integers are
 * added four times as fast as floats. */
static void
add_rows (const GraftImage *self, gsize first, gsize end, guint16 *whole)
{
  const gsize n = self->width * self->channels;

  for (gsize y = first; y < end; y++)
    {
      const guint8 *row = self->pixels + y * n;

      for (gsize k = 0; k < n; k++)
        whole[k] = (guint16)(whole[k] + row[k]);
    }
}

static void
add_part (const GraftImage *self, gsize y, float weight, float *sums)
{
  const gsize n = self->width * self->channels;
  const guint8 *row = self->pixels + y * n;

  for (gsize k = 0; k < n; k++)
    sums[k] += weight * (float)row[k];
}

/* sums[k] = mean over the rows from @from to @to. @whole: [n] scratch. */
static void
mean_of_rows (const GraftImage *self, double from, double to, float *sums, guint16 *whole)
{
  const gsize n = self->width * self->channels;
  const gsize end = MIN ((gsize)ceil (to), self->height);
  const float share = (float)(1 / (to - from));
  gsize y = (gsize)from;

  memset (sums, 0, n * sizeof *sums);
  while (y < end)
    {
      const float part = cover (from, to, y);
      const gsize last = MIN ((gsize)to, MIN (end, y + MOST_ROWS));

      if (part < 1 || last <= y)
        {
          if (part > 0)
            add_part (self, y, part * share, sums);
          y++;
          continue;
        }
      memset (whole, 0, n * sizeof *whole);
      add_rows (self, y, last, whole);
      for (gsize k = 0; k < n; k++)
        sums[k] += share * (float)whole[k];
      y = last;
    }
}

/* One row of the result from the sums over its rows. */
static void
mean_of_columns (const GraftImage *self, const float *sums, gsize width, guint8 *row)
{
  const gsize channels = self->channels;

  for (gsize x = 0; x < width; x++)
    {
      const double from = (double)(x * self->width) / (double)width;
      const double to = (double)((x + 1) * self->width) / (double)width;
      const gsize end = MIN ((gsize)ceil (to), self->width);

      for (gsize c = 0; c < channels; c++)
        {
          double sum = 0;

          for (gsize i = (gsize)from; i < end; i++)
            sum += (double)(cover (from, to, i) * sums[i * channels + c]);
          *row++ = (guint8)CLAMP (lrint (sum / (to - from)), 0, 255);
        }
    }
}

GraftImage *
graft_image_scale (const GraftImage *self, gsize height, gsize width)
{
  g_autoptr (GraftImage) small = NULL;
  g_autofree float *sums = NULL;
  g_autofree guint16 *whole = NULL;

  g_return_val_if_fail (height > 0 && width > 0, NULL);
  g_return_val_if_fail (graft_image_fits (width, height), NULL);
  small = g_new (GraftImage, 1);
  *small = (GraftImage){ .height = height,
                         .width = width,
                         .channels = self->channels,
                         .pixels = g_malloc (height * width * self->channels) };
  sums = g_new (float, self->width * self->channels);
  whole = g_new (guint16, self->width * self->channels);
  for (gsize y = 0; y < height; y++)
    {
      mean_of_rows (self, (double)(y * self->height) / (double)height,
                    (double)((y + 1) * self->height) / (double)height, sums, whole);
      mean_of_columns (self, sums, width, small->pixels + y * width * self->channels);
    }
  return g_steal_pointer (&small);
}

GraftImage *
graft_image_scale_to_fit (const GraftImage *self, gsize height, gsize width)
{
  double scale;

  g_return_val_if_fail (height > 0 && width > 0, NULL);
  scale =
      MIN ((double)height / (double)self->height, (double)width / (double)self->width);
  scale = MIN (scale, 1);
  return graft_image_scale (self, (gsize)MAX (lrint ((double)self->height * scale), 1),
                            (gsize)MAX (lrint ((double)self->width * scale), 1));
}
