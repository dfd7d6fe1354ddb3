/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See text-lines.h. */
#include "engine/io/text-lines.h"

#include <string.h>

/* Longer than any number that anybody writes. */
#define MOST_NUMBER 63

gsize
graft_text_mark_size (const char *text, gsize size)
{
  return size >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

gboolean
graft_text_check (const char *text, gsize size, const char *name, GError **error)
{
  const char *end = text;
  gsize line = 1;

  if (size == 0 || g_utf8_validate (text, (gssize)size, &end))
    return TRUE;
  for (const char *at = text; at < end; at++)
    line += *at == '\n';
  return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name,
                        "line %" G_GSIZE_FORMAT
                        ": byte 0x%02x is no text in UTF-8; save the file as UTF-8",
                        line, (guint8)*end);
}

gboolean
graft_text_each_line (const char *text,
                      gsize size,
                      GraftTextLine take,
                      gpointer reader,
                      gsize *number,
                      GError **error)
{
  const char *at = text + graft_text_mark_size (text, size), *end = text + size;

  for (; at < end; (*number)++)
    {
      const char *stop = memchr (at, '\n', (gsize)(end - at));

      if (!take (reader, at, stop != NULL ? stop : end, error))
        return FALSE;
      at = stop != NULL ? stop + 1 : end;
    }
  return TRUE;
}

gboolean
graft_text_to_number (const char *text, gsize length, double *number)
{
  char copy[MOST_NUMBER + 1];
  char *end;

  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  if (length == 0 || length > MOST_NUMBER || memchr (text, 'x', length) != NULL ||
      memchr (text, 'X', length) != NULL)
    return FALSE;
  memcpy (copy, text, length);
  copy[length] = '\0';
  *number = g_ascii_strtod (copy, &end);
  return end == copy + length;
}
