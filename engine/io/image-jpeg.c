/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The segments of a JPEG: size, colours, EXIF, and tables that could not be. Source:
 * ITU-T T.81, annex B; Adobe technical note 5116 for the colours. */
#include "engine/io/image-private.h"

#include <string.h>

#define EXIF_MARK "Exif\0"
#define EXIF_MARK_SIZE 6
#define ADOBE_MARK "Adobe"
#define ADOBE_MARK_SIZE 6
#define FRAME_SIZE 6
/* Which table it is, and how many codes there are of each length from 1 to 16. */
#define CODES_SIZE 17
#define MOST_CODES 256
/* Coders write ten or so. Each goes over the whole picture, however short it is. */
#define MOST_SCANS 128

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
  guint n_scans;
  const char *damage; /* NULL while tables and scans are possible */
} Frame;

/* Behind the start of the picture, before which a marker may be filled up; 0 for what is
 * no JPEG. */
static gsize
find_start (const guint8 *data, gsize size)
{
  gsize at = 0;

  while (at < size && data[at] == 0xff)
    at++;
  return at > 0 && at < size && data[at] == MARKER_SOI ? at + 1 : 0;
}

gboolean
graft_jpeg_is (const guint8 *data, gsize size)
{
  return find_start (data, size) > 0;
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

/* Codes of one length each, then what they mean. stb_image writes them where it finds
 * room for 256, and takes the last of 256 for a mark of its own; no coder needs so many:
 * 12 suffice for the first values of blocks, 162 for the others. */
static void
check_codes (const guint8 *content, gsize length, Frame *frame)
{
  while (length > 0 && frame->damage == NULL)
    {
      gsize n = 0, place = 0;

      if (length < CODES_SIZE)
        {
          frame->damage = "a table of codes is cut short";
          return;
        }
      for (gsize i = 1; i < CODES_SIZE; i++)
        {
          n += content[i];
          /* As fractions of all numbers of 16 bits. */
          place += (gsize)content[i] << (CODES_SIZE - 1 - i);
        }
      if (n >= MOST_CODES || place > 1 << (CODES_SIZE - 1))
        frame->damage = "a table has more codes than there can be";
      else if (n > length - CODES_SIZE)
        frame->damage = "a table of codes is cut short";
      else
        {
          content += CODES_SIZE + n;
          length -= CODES_SIZE + n;
        }
    }
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
  else if (marker == MARKER_DHT)
    check_codes (content, length, frame);
  else if (marker == MARKER_SOS && ++frame->n_scans > MOST_SCANS)
    frame->damage = "it has more scans than any coder writes";
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

/* The place behind the next marker, or @size: what comes before is pixels or noise. */
static gsize
find_marker (const guint8 *data, gsize size, gsize at)
{
  while (at < size)
    {
      const guint8 *found = memchr (data + at, 0xff, size - at);

      if (found == NULL)
        return size;
      at = (gsize)(found - data);
      while (at < size && data[at] == 0xff)
        at++;
      if (at < size && data[at] != 0 && !stands_alone (data[at]))
        return at + 1;
    }
  return size;
}

/* To the end of the picture, or as far as @data go: scans may have tables between them.
 */
static void
walk_segments (const guint8 *data, gsize size, Frame *frame, GraftPictureHeader *header)
{
  gsize at = find_start (data, size);

  while ((at = find_marker (data, size, at)) < size)
    {
      const guint8 marker = data[at - 1];
      gsize length;

      if (marker == MARKER_EOI || size - at < 2)
        return;
      length = (gsize)data[at] << 8 | data[at + 1];
      if (length < 2)
        return;
      /* Of what is cut short the reader takes the rest as zeros: tables too. */
      if (length > size - at)
        {
          if (marker == MARKER_DHT)
            frame->damage = "a table of codes is cut short";
          return;
        }
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
  if (frame.damage != NULL)
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name,
                          "is a damaged JPEG (%s); save it again", frame.damage);
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
