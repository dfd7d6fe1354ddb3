/* SPDX-License-Identifier: GPL-3.0-or-later */
/* BMP and TGA say how many pixels they have and may end before: stb_image makes black
 * ones of those, up to 64 megapixels from twenty bytes. Here is counted what has to be
 * there. Source: Truevision, "TGA File Format Specification", version 2.0. */
#include "engine/io/image-private.h"

#define TGA_HEADER 18
#define BMP_OFFSET_AT 10
#define BMP_BITS_AT 28
#define BMP_LEAST 30

/* In the type of the picture: in runs. */
#define TGA_PACKED 8

static guint
read_u16 (const guint8 *at)
{
  return (guint)at[0] | (guint)at[1] << 8;
}

/* Runs: a byte, and a pixel for up to 128. */
static guint64
count_tga (const guint8 *data, guint64 n_pixels)
{
  const guint64 pixel_bytes = (data[16] + 7u) / 8;
  const guint64 map =
      data[1] != 0 ? (guint64)read_u16 (data + 5) * ((data[7] + 7u) / 8) : 0;
  const guint64 pixels = (data[2] & TGA_PACKED) != 0
                             ? (n_pixels + 127) / 128 * (1 + pixel_bytes)
                             : n_pixels * pixel_bytes;

  return TGA_HEADER + data[0] + map + pixels;
}

/* Rows are filled up to four bytes. Graft's reader of BMP knows none in runs. */
static guint64
count_bmp (const guint8 *data, guint64 width, guint64 height)
{
  const guint64 start = (guint64)read_u16 (data + BMP_OFFSET_AT) |
                        (guint64)read_u16 (data + BMP_OFFSET_AT + 2) << 16;
  /* The oldest header is shorter, and has them elsewhere. */
  const guint64 bits =
      data[14] == 12 ? read_u16 (data + 24) : read_u16 (data + BMP_BITS_AT);

  return start + (width * bits + 31) / 32 * 4 * height;
}

gboolean
graft_raw_check (const guint8 *data,
                 gsize size,
                 const char *name,
                 const GraftPictureHeader *header,
                 GError **error)
{
  guint64 wanted = 0;

  if (size >= BMP_LEAST && data[0] == 'B' && data[1] == 'M')
    wanted = count_bmp (data, header->width, header->height);
  else if (size >= TGA_HEADER)
    wanted = count_tga (data, (guint64)header->width * header->height);
  /* The padding of the last row is sometimes left out. */
  if (size + 3 >= wanted)
    return TRUE;
  return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name,
                        "ends before its last pixel: it has %" G_GSIZE_FORMAT
                        " bytes where %" G_GUINT64_FORMAT " are needed; save it again",
                        size, wanted);
}
