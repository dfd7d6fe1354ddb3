/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which way up a camera was held, and the picture turned accordingly. Source: CIPA
 * DC-008, "Exchangeable image file format", tag 274. */
#include "engine/io/image-private.h"

#include <libexif/exif-data.h>
#include <string.h>

#define EXIF_MARK "Exif\0"
#define EXIF_MARK_SIZE 6
/* A segment of a JPEG holds no more; a PNG that has more is not from a camera. */
#define MOST_EXIF 65536

static guint
find_orientation (ExifData *data)
{
  ExifEntry *entry = exif_content_get_entry (data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  guint value;

  if (entry == NULL || entry->format != EXIF_FORMAT_SHORT || entry->components != 1 ||
      entry->data == NULL || entry->size < 2)
    return 1;
  value = exif_get_short (entry->data, exif_data_get_byte_order (data));
  return value >= 1 && value <= 8 ? value : 1;
}

guint
graft_exif_orientation (const guint8 *tiff, gsize size)
{
  g_autofree guint8 *marked = NULL;
  ExifData *data;
  guint orientation;

  if (tiff == NULL || size == 0 || size > MOST_EXIF)
    return 1;
  marked = g_malloc (EXIF_MARK_SIZE + size);
  memcpy (marked, EXIF_MARK, EXIF_MARK_SIZE);
  memcpy (marked + EXIF_MARK_SIZE, tiff, size);
  data = exif_data_new ();
  if (data == NULL)
    return 1;
  /* Nothing is repaired: what the specification would want is not what was written. */
  exif_data_unset_option (data, EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
  exif_data_load_data (data, marked, (unsigned int)(EXIF_MARK_SIZE + size));
  orientation = find_orientation (data);
  exif_data_unref (data);
  return orientation;
}

/* Where the first pixel of the upright picture is found, and the steps in the stored one
 * for a step to the right and a step down; in pixels. */
typedef struct
{
  gssize start;
  gssize right;
  gssize down;
} Road;

static Road
find_road (guint orientation, gssize width, gssize height)
{
  const gssize last_column = width - 1, last_row = (height - 1) * width;
  const Road roads[8] = {
    { 0, 1, width },                        /* 1: as it is */
    { last_column, -1, width },             /* 2: mirrored */
    { last_row + last_column, -1, -width }, /* 3: upside down */
    { last_row, 1, -width },                /* 4: upside down and mirrored */
    { 0, width, 1 },                        /* 5: lying, mirrored */
    { last_row, -width, 1 },                /* 6: the right side is up */
    { last_row + last_column, -width, -1 }, /* 7: lying, mirrored the other way */
    { last_column, width, -1 },             /* 8: the left side is up */
  };

  return roads[orientation - 1];
}

gboolean
graft_image_turn (GraftImage *self, guint orientation)
{
  const Road road = find_road (orientation, (gssize)self->width, (gssize)self->height);
  const gboolean lies = orientation >= 5;
  const gsize width = lies ? self->height : self->width;
  const gsize height = lies ? self->width : self->height;
  const gsize channels = self->channels;
  guint8 *to, *upright;

  if (orientation == 1)
    return TRUE;
  upright = to = g_try_malloc (width * height * channels);
  if (upright == NULL)
    return FALSE;
  for (gsize y = 0; y < height; y++)
    {
      gssize from = road.start + (gssize)y * road.down;

      for (gsize x = 0; x < width; x++, from += road.right)
        for (gsize c = 0; c < channels; c++)
          *to++ = self->pixels[(gsize)from * channels + c];
    }
  g_free (self->pixels);
  self->pixels = upright;
  self->width = width;
  self->height = height;
  return TRUE;
}
