/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much the packed pixels of a PNG are. stb_image unpacks all that is there before it
 * counts, up to gigabytes for a picture of one pixel, and does not look at the checksum.
 * Source: W3C, "Portable Network Graphics (PNG) Specification", sections 8 and 10. */
#include "engine/io/image-private.h"

#include <string.h>
#include <zlib.h>

#define FIRST_CHUNK 8
#define CHUNK_FRAME 12
#define SCRATCH ((gsize)64 << 10)
/* Some programs pack a little more than the pixels. */
#define SLACK ((guint64)1 << 20)

/* A filter byte in front of each row. */
static guint64
count_rows (guint64 width, guint64 height, guint bits)
{
  return width > 0 ? height * (1 + (width * bits + 7) / 8) : 0;
}

/* What unpacking has to give. */
static guint64
count_bytes (const GraftPictureHeader *header)
{
  /* Columns and rows of each pass: the first, and from one to the next. */
  static const guint8 passes[7][4] = { { 0, 8, 0, 8 }, { 4, 8, 0, 8 }, { 0, 4, 4, 8 },
                                       { 2, 4, 0, 4 }, { 0, 2, 2, 4 }, { 1, 2, 0, 2 },
                                       { 0, 1, 1, 2 } };
  guint64 sum = 0;

  if (!header->interlaced)
    return count_rows (header->width, header->height, header->bits);
  for (gsize i = 0; i < G_N_ELEMENTS (passes); i++)
    {
      const guint8 *pass = passes[i];

      sum +=
          count_rows ((header->width + pass[1] - 1u - pass[0]) / pass[1],
                      (header->height + pass[3] - 1u - pass[2]) / pass[3], header->bits);
    }
  return sum;
}

/* Unpacks one chunk into @scratch, over and over. Z_OK while there is more to come. */
static int
unpack_chunk (z_stream *stream,
              const guint8 *content,
              guint32 length,
              guint8 *scratch,
              guint64 most)
{
  int status = Z_OK;

  stream->next_in = (Bytef *)content;
  stream->avail_in = length;
  do
    {
      stream->next_out = scratch;
      stream->avail_out = SCRATCH;
      status = inflate (stream, Z_NO_FLUSH);
    }
  while (status == Z_OK && stream->avail_out == 0 && stream->total_out <= most);
  /* All that there was is used up. */
  return status == Z_BUF_ERROR ? Z_OK : status;
}

gboolean
graft_png_check_pixels (const guint8 *data,
                        gsize size,
                        const char *name,
                        const GraftPictureHeader *header,
                        GError **error)
{
  const guint64 wanted = count_bytes (header);
  g_autofree guint8 *scratch = g_malloc (SCRATCH);
  z_stream stream = { 0 };
  guint32 length;
  int status = inflateInit (&stream);
  guint64 total;

  for (gsize at = FIRST_CHUNK; status == Z_OK && size - at >= CHUNK_FRAME;
       at += CHUNK_FRAME + (gsize)length)
    {
      memcpy (&length, data + at, sizeof length);
      length = GUINT32_FROM_BE (length);
      /* What lies behind the end was not looked at. */
      if (memcmp (data + at + 4, "IEND", 4) == 0)
        break;
      if (memcmp (data + at + 4, "IDAT", 4) == 0)
        status = unpack_chunk (&stream, data + at + 8, length, scratch, wanted + SLACK);
      if (stream.total_out > wanted + SLACK)
        break;
    }
  total = stream.total_out;
  inflateEnd (&stream);
  if (total > wanted + SLACK)
    return graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, name,
                          "would unpack to far more than its %" G_GUINT64_FORMAT
                          " bytes of pixels; save it again",
                          wanted);
  if ((status != Z_OK && status != Z_STREAM_END) || total < wanted)
    return graft_io_fail (
        error, GRAFT_IO_ERROR_FORMAT, name, "is a damaged PNG (%s); save it again",
        total < wanted ? "pixels are missing" : "the checksum of its pixels is wrong");
  return TRUE;
}
