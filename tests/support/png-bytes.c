/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See png-bytes.h. */
#include "tests/support/png-bytes.h"

#include <string.h>
#include <zlib.h>

static void
append_u32 (GByteArray *file, guint32 value)
{
  const guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (file, (const guint8 *)&big, 4);
}

void
test_png_chunk (GByteArray *file, const char *type, const void *data, gsize size)
{
  guint start;

  append_u32 (file, (guint32)size);
  start = file->len;
  g_byte_array_append (file, (const guint8 *)type, 4);
  if (size > 0)
    g_byte_array_append (file, data, (guint)size);
  append_u32 (file, (guint32)crc32 (0, file->data + start, file->len - start));
}

GByteArray *
test_png_begin (const TestPngHead *head)
{
  GByteArray *file = g_byte_array_new ();
  guint8 content[13] = { 0 };
  const guint32 width = GUINT32_TO_BE (head->width);
  const guint32 height = GUINT32_TO_BE (head->height);

  g_byte_array_append (file, (const guint8 *)"\x89PNG\r\n\x1a\n", 8);
  memcpy (content, &width, 4);
  memcpy (content + 4, &height, 4);
  content[8] = head->depth;
  content[9] = head->colour_type;
  test_png_chunk (file, "IHDR", content, sizeof content);
  return file;
}

void
test_png_pixels (GByteArray *file, const void *rows, gsize size)
{
  uLongf packed_size = compressBound (size);
  g_autofree guint8 *packed = g_malloc (packed_size);

  g_assert_cmpint (compress (packed, &packed_size, rows, size), ==, Z_OK);
  test_png_chunk (file, "IDAT", packed, packed_size);
}

void
test_png_exif (GByteArray *file, guint16 format, guint16 orientation)
{
  /* Little endian: one directory of one entry, the tag 0x0112. */
  guint8 tiff[26] = { 'I', 'I', '*', 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, (guint8)format,
                      0,   1,   0,   0, 0, 0, 0, 0, 0, 0, 0,    0,    0 };

  tiff[18] = (guint8)orientation;
  tiff[19] = (guint8)(orientation >> 8);
  test_png_chunk (file, "eXIf", tiff, sizeof tiff);
}

GBytes *
test_png_end (GByteArray *file)
{
  test_png_chunk (file, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (file);
}
