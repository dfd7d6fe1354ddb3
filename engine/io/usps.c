/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See usps.h. */
#include "engine/io/usps.h"

#include "engine/io/fail.h"
#include "engine/io/file.h"

#include <math.h>
#include <string.h>

#define PIXELS (GRAFT_USPS_SIDE * GRAFT_USPS_SIDE)
/* "-0.1234567 " 256 times takes 2.8 KiB; more than this is something else. */
#define MOST_LINE 16384

typedef struct
{
  const char *name;
  gsize line; /* counts from 1 */
  GByteArray *pixels;
  GArray *labels;
} Reader;

/* The next number of the line, or FALSE when there is none. */
static gboolean
next_number (char **at, double *value)
{
  char *end;

  *value = g_ascii_strtod (*at, &end);
  if (end == *at || (*end != '\0' && !g_ascii_isspace (*end)))
    return FALSE;
  *at = end;
  return TRUE;
}

static gboolean
read_line (Reader *self, char *text, GError **error)
{
  guint8 pixels[PIXELS];
  double value;
  gint32 label;

  if (!next_number (&text, &value) || value != floor (value) || value < 0 || value > 9)
    return graft_io_fail (
        error, GRAFT_IO_ERROR_FORMAT, self->name,
        "line %" G_GSIZE_FORMAT ": does not begin with a label from 0 to 9", self->line);
  label = (gint32)value;
  for (gsize i = 0; i < PIXELS; i++)
    {
      if (!next_number (&text, &value) || !(fabs (value) <= 1.001))
        return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name,
                              "line %" G_GSIZE_FORMAT ": value %" G_GSIZE_FORMAT
                              " should be a number from -1 to 1",
                              self->line, i + 1);
      pixels[i] = (guint8)lrint (CLAMP ((value + 1) * 127.5, 0, 255));
    }
  if (*g_strchug (text) != '\0')
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name,
                          "line %" G_GSIZE_FORMAT ": has more than a label and %d values",
                          self->line, PIXELS);
  g_byte_array_append (self->pixels, pixels, PIXELS);
  g_array_append_val (self->labels, label);
  return TRUE;
}

static gboolean
read_lines (Reader *self, const char *data, gsize size, GError **error)
{
  char text[MOST_LINE + 1];

  for (const char *at = data, *end = data + size; at < end; self->line++)
    {
      const char *stop = memchr (at, '\n', (gsize)(end - at));
      gsize length = (gsize)((stop != NULL ? stop : end) - at);

      if (length > MOST_LINE || memchr (at, '\0', length) != NULL)
        return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name,
                              "line %" G_GSIZE_FORMAT
                              ": is no text of a label and %d values",
                              self->line, PIXELS);
      memcpy (text, at, length);
      text[length] = '\0';
      if (*g_strstrip (text) != '\0' && !read_line (self, text, error))
        return FALSE;
      at = stop != NULL ? stop + 1 : end;
    }
  if (self->labels->len == 0)
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name,
                          "has no images; expected lines of a label and %d values",
                          PIXELS);
  return TRUE;
}

GraftUsps *
graft_usps_parse (GBytes *bytes, const char *name, GError **error)
{
  Reader reader = { .name = name,
                    .line = 1,
                    .pixels = g_byte_array_new (),
                    .labels = g_array_new (FALSE, FALSE, sizeof (gint32)) };
  gsize size;
  /* NULL when there is nothing. */
  const char *data = g_bytes_get_data (bytes, &size);
  GraftUsps *self = NULL;

  if (read_lines (&reader, data != NULL ? data : "", size, error))
    {
      self = g_new (GraftUsps, 1);
      self->n = reader.labels->len;
      self->labels = g_bytes_new (reader.labels->data, self->n * sizeof (gint32));
      self->pixels = g_byte_array_free_to_bytes (g_steal_pointer (&reader.pixels));
    }
  g_clear_pointer (&reader.pixels, g_byte_array_unref);
  g_array_unref (reader.labels);
  return self;
}

GraftUsps *
graft_usps_load (const char *path, GError **error)
{
  /* 16 times the largest set that anybody has published. */
  g_autoptr (GBytes) bytes = graft_file_read (path, (guint64)1 << 28, error);

  return bytes != NULL ? graft_usps_parse (bytes, path, error) : NULL;
}

void
graft_usps_free (GraftUsps *self)
{
  g_bytes_unref (self->pixels);
  g_bytes_unref (self->labels);
  g_free (self);
}
