/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See png-write.h. Rows are packed as differences to the pixel on the left, which suits
 * drawings and photos alike; zlib does the rest. */
#include "engine/io/png-write.h"

#include <string.h>
#include <zlib.h>

static void
append_chunk (GByteArray *file, const char *type, const void *data, gsize size)
{
  const guint32 length = GUINT32_TO_BE ((guint32)size);
  uLong crc = crc32 (0, (const Bytef *)type, 4);
  guint32 check;

  if (size > 0)
    crc = crc32 (crc, data, (uInt)size);
  check = GUINT32_TO_BE ((guint32)crc);
  g_byte_array_append (file, (const guint8 *)&length, 4);
  g_byte_array_append (file, (const guint8 *)type, 4);
  if (size > 0)
    g_byte_array_append (file, data, (guint)size);
  g_byte_array_append (file, (const guint8 *)&check, 4);
}

/* [height, 1 + row]: each row begins with its filter, 1 being "Sub". */
static guint8 *
filter_rows (const GraftImage *image, gsize row)
{
  guint8 *rows = g_malloc (image->height * (row + 1));

  for (gsize y = 0; y < image->height; y++)
    {
      const guint8 *in = image->pixels + y * row;
      guint8 *out = rows + y * (row + 1);

      *out++ = 1;
      for (gsize x = 0; x < row; x++)
        out[x] = (guint8)(in[x] - (x >= image->channels ? in[x - image->channels] : 0));
    }
  return rows;
}

GBytes *
graft_png_build (const GraftImage *image)
{
  const gsize row = image->width * image->channels;
  g_autofree guint8 *rows = NULL;
  g_autofree guint8 *packed = NULL;
  GByteArray *file = g_byte_array_new ();
  guint32 header[4] = { GUINT32_TO_BE ((guint32)image->width),
                        GUINT32_TO_BE ((guint32)image->height) };
  uLongf size;

  g_return_val_if_fail (graft_image_fits (image->width, image->height), NULL);
  rows = filter_rows (image, row);
  size = compressBound ((uLong)(image->height * (row + 1)));
  packed = g_malloc (size);
  compress2 (packed, &size, rows, (uLong)(image->height * (row + 1)), 6);
  /* 8 bits; grey or colour; the one packing, filter and order without interlace. */
  ((guint8 *)header)[8] = 8;
  ((guint8 *)header)[9] = image->channels == 1 ? 0 : 2;
  g_byte_array_append (file, (const guint8 *)"\x89PNG\r\n\x1a\n", 8);
  append_chunk (file, "IHDR", header, 13);
  append_chunk (file, "IDAT", packed, size);
  append_chunk (file, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (file);
}
