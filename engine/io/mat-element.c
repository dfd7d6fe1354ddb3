/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See mat-private.h. */
#include "engine/io/mat-private.h"

#include <string.h>
#include <zlib.h>

#define CHUNK ((gsize)1 << 16)

guint32
graft_mat_read_u32 (const guint8 *at, gboolean big_endian)
{
  guint32 value;

  memcpy (&value, at, sizeof value);
  return big_endian ? GUINT32_FROM_BE (value) : GUINT32_FROM_LE (value);
}

gboolean
graft_mat_next (GraftMatCursor *cursor, GraftMatElement *element)
{
  const gsize left = (gsize)(cursor->end - cursor->at);
  guint32 first;
  gsize step;

  if (left < GRAFT_MAT_TAG_SIZE)
    return FALSE;
  first = graft_mat_read_u32 (cursor->at, cursor->big_endian);
  if (first >> 16 != 0)
    {
      /* Up to four bytes lie in the tag itself. */
      element->type = first & 0xffff;
      element->size = first >> 16;
      element->content = cursor->at + 4;
      if (element->size > 4)
        return FALSE;
      step = GRAFT_MAT_TAG_SIZE;
    }
  else
    {
      element->type = first;
      element->size = graft_mat_read_u32 (cursor->at + 4, cursor->big_endian);
      element->content = cursor->at + GRAFT_MAT_TAG_SIZE;
      if (element->size > left - GRAFT_MAT_TAG_SIZE)
        return FALSE;
      step = GRAFT_MAT_TAG_SIZE + (element->size + 7) / 8 * 8;
    }
  /* The last element may lack its padding. */
  cursor->at += MIN (step, left);
  return TRUE;
}

GBytes *
graft_mat_inflate (const guint8 *packed, gsize size, gsize most)
{
  z_stream stream = { .next_in = (Bytef *)packed, .avail_in = (uInt)size };
  g_autofree guint8 *content = NULL;
  gsize room = 0, filled = 0;
  int status = Z_OK;

  if (inflateInit (&stream) != Z_OK)
    return NULL;
  while (status == Z_OK && filled < most)
    {
      if (filled == room)
        {
          room = MIN (most, MAX (2 * room, CHUNK));
          content = g_realloc (content, room);
        }
      stream.next_out = content + filled;
      stream.avail_out = (uInt)MIN (room - filled, G_MAXUINT32 / 2);
      status = inflate (&stream, Z_NO_FLUSH);
      filled = (gsize)(stream.next_out - content);
    }
  inflateEnd (&stream);
  if (status != Z_OK && status != Z_STREAM_END)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&content), filled);
}
