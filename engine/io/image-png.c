/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has to be right about a PNG before stb_image unpacks it, which checks neither sums
 * nor the end of the file. Source: W3C, "Portable Network Graphics (PNG) Specification",
 * sections 5, 11 and 12. */
#include "engine/io/image-private.h"

#include <string.h>
#include <zlib.h>

#define SIGNATURE "\x89PNG\r\n\x1a\n"
#define SIGNATURE_SIZE 8
/* Length, type and checksum. */
#define CHUNK_FRAME 12
#define IHDR_SIZE 13
#define PALETTE_MOST 256

typedef struct
{
  const guint8 *data;
  gsize size;
  const char *name;
  GraftPictureHeader *header;
  gboolean sums; /* of pixels are looked at too */
  guint8 depth;
  guint8 colour_type;
  gboolean has_palette;
  gboolean has_pixels;
  gboolean pixels_ended;
} Walk;

typedef struct
{
  gsize at; /* of its length field */
  guint32 length;
  const guint8 *type;
  const guint8 *content;
} Chunk;

static guint32
read_u32 (const guint8 *at)
{
  return (guint32)at[0] << 24 | (guint32)at[1] << 16 | (guint32)at[2] << 8 | at[3];
}

gboolean
graft_png_is (const guint8 *data, gsize size)
{
  return size >= SIGNATURE_SIZE && memcmp (data, SIGNATURE, SIGNATURE_SIZE) == 0;
}

static gboolean
is_type (const Chunk *chunk, const char *type)
{
  return memcmp (chunk->type, type, 4) == 0;
}

static gboolean
fail (const Walk *self, GError **error, const char *what)
{
  return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name,
                        "is a damaged PNG (%s); save it again", what);
}

/* A capital letter begins the types that nobody may skip. Sums of the others do not
 * matter for what is seen. */
static gboolean
read_chunk (const Walk *self, gsize at, Chunk *chunk, GError **error)
{
  if (self->size - at < CHUNK_FRAME)
    return fail (self, error, "it ends before its last chunk");
  chunk->at = at;
  chunk->length = read_u32 (self->data + at);
  chunk->type = self->data + at + 4;
  chunk->content = self->data + at + 8;
  for (guint i = 0; i < 4; i++)
    if (!g_ascii_isalpha (chunk->type[i]))
      return fail (self, error, "a chunk has a name that is none");
  if (chunk->length > self->size - at - CHUNK_FRAME)
    return fail (self, error, "it ends inside a chunk");
  if (g_ascii_isupper (chunk->type[0]) && (self->sums || !is_type (chunk, "IDAT")) &&
      crc32_z (0, chunk->type, (gsize)chunk->length + 4) !=
          read_u32 (chunk->content + chunk->length))
    return fail (self, error, "the checksum of a chunk is wrong");
  return TRUE;
}

static gboolean
is_depth_allowed (guint8 colour_type, guint8 depth)
{
  switch (colour_type)
    {
    case 0:
      return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
    case 3:
      return depth == 1 || depth == 2 || depth == 4 || depth == 8;
    case 2:
    case 4:
    case 6:
      return depth == 8 || depth == 16;
    default:
      return FALSE;
    }
}

static gboolean
read_header (Walk *self, const Chunk *chunk, GError **error)
{
  static const guint channels[] = { 1, 0, 3, 3, 2, 0, 4 };
  static const guint values[] = { 1, 0, 3, 1, 2, 0, 4 };
  const guint8 *at = chunk->content;

  if (!is_type (chunk, "IHDR") || chunk->length != IHDR_SIZE)
    return fail (self, error, "it does not begin with a header");
  self->depth = at[8];
  self->colour_type = at[9];
  if (!is_depth_allowed (self->colour_type, self->depth))
    return fail (self, error, "no such pixels exist");
  if (at[10] != 0 || at[11] != 0 || at[12] > 1)
    return fail (self, error, "no such packing exists");
  self->header->width = read_u32 (at);
  self->header->height = read_u32 (at + 4);
  self->header->channels = channels[self->colour_type];
  self->header->bits = values[self->colour_type] * self->depth;
  self->header->interlaced = at[12] == 1;
  return TRUE;
}

static gboolean
read_palette (Walk *self, const Chunk *chunk, GError **error)
{
  guint n = chunk->length / 3, wanted = 1u << self->depth;

  if (self->has_palette || self->has_pixels)
    return fail (self, error, "a palette comes where there may be none");
  if (chunk->length % 3 != 0 || n == 0 || n > PALETTE_MOST)
    return fail (self, error, "its palette has no possible size");
  self->has_palette = TRUE;
  if (self->colour_type != 3)
    return TRUE;
  if (n > wanted)
    return fail (self, error, "its palette has no possible size");
  if (n < wanted)
    {
      self->header->palette = chunk->at;
      self->header->palette_room = wanted;
    }
  return TRUE;
}

static gboolean
read_pixels (Walk *self, GError **error)
{
  if (self->pixels_ended)
    return fail (self, error, "its pixels are not in one piece");
  if (self->colour_type == 3 && !self->has_palette)
    return fail (self, error, "it has no palette");
  self->has_pixels = TRUE;
  return TRUE;
}

/* Everything but the header and the end. */
static gboolean
visit_chunk (Walk *self, const Chunk *chunk, GError **error)
{
  if (is_type (chunk, "IDAT"))
    return read_pixels (self, error);
  self->pixels_ended = self->has_pixels;
  if (is_type (chunk, "PLTE"))
    return read_palette (self, chunk, error);
  if (is_type (chunk, "tRNS") && self->header->channels % 2 == 1)
    self->header->channels++;
  if (is_type (chunk, "eXIf") && self->header->exif == NULL)
    {
      self->header->exif = chunk->content;
      self->header->exif_size = chunk->length;
    }
  if (g_ascii_isupper (chunk->type[0]))
    return fail (self, error, "it has a chunk that nobody knows");
  return TRUE;
}

gboolean
graft_png_check (const guint8 *data,
                 gsize size,
                 const char *name,
                 gboolean sums,
                 GraftPictureHeader *header,
                 GError **error)
{
  Walk walk = {
    .data = data, .size = size, .name = name, .header = header, .sums = sums
  };
  Chunk chunk;
  gsize at = SIGNATURE_SIZE;

  if (!read_chunk (&walk, at, &chunk, error) || !read_header (&walk, &chunk, error))
    return FALSE;
  /* What is too large is told so, damaged further on or not. */
  if (header->width == 0 || header->height == 0 ||
      !graft_image_fits (header->width, header->height))
    return TRUE;
  for (;;)
    {
      at += CHUNK_FRAME + (gsize)chunk.length;
      if (!read_chunk (&walk, at, &chunk, error))
        return FALSE;
      if (is_type (&chunk, "IEND"))
        break;
      if (!visit_chunk (&walk, &chunk, error))
        return FALSE;
    }
  return walk.has_pixels || fail (&walk, error, "it has no pixels");
}

GBytes *
graft_png_fill_palette (GBytes *bytes, const GraftPictureHeader *header)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const guint8 *chunk = data + header->palette;
  const gsize old = read_u32 (chunk), wanted = (gsize)3 * header->palette_room;
  const gsize end = header->palette + 8 + old;
  guint8 *copy = g_malloc0 (size + wanted - old);

  memcpy (copy, data, end);
  copy[header->palette + 2] = (guint8)(wanted >> 8);
  copy[header->palette + 3] = (guint8)wanted;
  /* The checksum moves along and is wrong from here on; stb_image does not look at it. */
  memcpy (copy + end + wanted - old, data + end, size - end);
  return g_bytes_new_take (copy, size + wanted - old);
}
