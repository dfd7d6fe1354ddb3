/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The segments of a JPEG before its first scan: size, colours, EXIF. Source: ITU-T T.81,
 * annex B; Adobe technical note 5116 for the colours. */
#include "engine/io/image-private.h"

#include <string.h>

#define EXIF_MARK "Exif\0"
#define EXIF_MARK_SIZE 6
#define ADOBE_MARK "Adobe"
#define ADOBE_MARK_SIZE 6
#define FRAME_SIZE 6

enum
{
  MARKER_TEM = 0x01,
  MARKER_SOF0 = 0xc0,
  MARKER_SOF2 = 0xc2,
  MARKER_DHT = 0xc4,
  MARKER_JPG = 0xc8,
  MARKER_DAC = 0xcc,
  MARKER_SOF15 = 0xcf,
  MARKER_RST0 = 0xd0,
  MARKER_SOI = 0xd8,
  MARKER_EOI = 0xd9,
  MARKER_SOS = 0xda,
  MARKER_APP1 = 0xe1,
  MARKER_APP14 = 0xee,
};

typedef struct
{
  guint8 precision;
  guint8 marker;
  guint8 components; /* 0 until the frame was seen */
  gboolean adobe;
} Frame;

gboolean
graft_jpeg_is (const guint8 *data, gsize size)
{
  return size >= 2 && data[0] == 0xff && data[1] == MARKER_SOI;
}

static gboolean
is_frame (guint8 marker)
{
  return marker >= MARKER_SOF0 && marker <= MARKER_SOF15 && marker != MARKER_DHT &&
         marker != MARKER_JPG && marker != MARKER_DAC;
}

static gboolean
stands_alone (guint8 marker)
{
  return marker == MARKER_TEM || (marker >= MARKER_RST0 && marker <= MARKER_SOI);
}

static void
visit_segment (guint8 marker,
               const guint8 *content,
               gsize length,
               Frame *frame,
               GraftPictureHeader *header)
{
  if (is_frame (marker) && length >= FRAME_SIZE && frame->components == 0)
    {
      frame->marker = marker;
      frame->precision = content[0];
      header->height = (guint32)content[1] << 8 | content[2];
      header->width = (guint32)content[3] << 8 | content[4];
      frame->components = content[5];
    }
  else if (marker == MARKER_APP1 && header->exif == NULL && length > EXIF_MARK_SIZE &&
           memcmp (content, EXIF_MARK, EXIF_MARK_SIZE) == 0)
    {
      header->exif = content + EXIF_MARK_SIZE;
      header->exif_size = length - EXIF_MARK_SIZE;
    }
  else if (marker == MARKER_APP14 && length >= ADOBE_MARK_SIZE &&
           memcmp (content, ADOBE_MARK, ADOBE_MARK_SIZE) == 0)
    frame->adobe = TRUE;
}

/* Up to the first scan, or as far as @data go. */
static void
walk_segments (const guint8 *data, gsize size, Frame *frame, GraftPictureHeader *header)
{
  gsize at = 2, length;

  for (;;)
    {
      guint8 marker;

      while (at < size && data[at] != 0xff)
        at++;
      while (at < size && data[at] == 0xff)
        at++;
      if (at >= size)
        return;
      marker = data[at++];
      if (stands_alone (marker) || marker == 0)
        continue;
      if (marker == MARKER_SOS || marker == MARKER_EOI || size - at < 2)
        return;
      length = (gsize)data[at] << 8 | data[at + 1];
      if (length < 2 || length > size - at)
        return;
      visit_segment (marker, data + at + 2, length - 2, frame, header);
      at += length;
    }
}

gboolean
graft_jpeg_check (const guint8 *data,
                  gsize size,
                  const char *name,
                  GraftPictureHeader *header,
                  GError **error)
{
  Frame frame = { 0 };

  walk_segments (data, size, &frame, header);
  if (frame.components == 0)
    return FALSE;
  header->channels = frame.components >= 3 ? 3 : 1;
  if (frame.marker > MARKER_SOF2)
    return graft_io_fail (
        error, GRAFT_IO_ERROR_UNSUPPORTED, name,
        "is a JPEG without loss, in steps or of arithmetic code; save it "
        "as a common one or as PNG");
  if (frame.precision != 8)
    return graft_io_fail (error, GRAFT_IO_ERROR_UNSUPPORTED, name,
                          "is a JPEG of %u bits a value; save it with 8",
                          frame.precision);
  /* Without Adobe's mark nobody can tell whether inks or colours are stored, and which
   * way round. */
  if (frame.components == 4 && !frame.adobe)
    return graft_io_fail (error, GRAFT_IO_ERROR_UNSUPPORTED, name,
                          "is a JPEG of four inks that does not say how they are "
                          "stored; save it as RGB");
  return TRUE;
}
