/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See file.h. GLib's stream does the unpacking. */
#include "engine/io/file.h"

#include "engine/io/fail.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define CHUNK (256 * 1024)

static gboolean
check_file (const char *path, guint64 max_bytes, GError **error)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return graft_io_fail (error, GRAFT_IO_ERROR_FAILED, path, "cannot be read: %s",
                          g_strerror (errno));
  if (!S_ISREG (status.st_mode))
    return graft_io_fail (error, GRAFT_IO_ERROR_FAILED, path,
                          "is not a regular file; name a file");
  if ((guint64)status.st_size > max_bytes)
    return graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, path,
                          "has %" G_GUINT64_FORMAT
                          " bytes; files of this kind may have %" G_GUINT64_FORMAT,
                          (guint64)status.st_size, max_bytes);
  return TRUE;
}

static gboolean
is_gzip (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return size >= 2 && data[0] == 0x1f && data[1] == 0x8b;
}

GBytes *
graft_file_unpack (GBytes *bytes, const char *name, guint64 max_bytes, GError **error)
{
  g_autoptr (GInputStream) packed = NULL, stream = NULL;
  g_autoptr (GConverter) converter = NULL;
  g_autoptr (GByteArray) content = NULL;
  g_autofree guint8 *chunk = NULL;
  g_autoptr (GError) failure = NULL;
  gssize n;

  if (!is_gzip (bytes))
    return g_bytes_ref (bytes);
  packed = g_memory_input_stream_new_from_bytes (bytes);
  converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  stream = g_converter_input_stream_new (packed, converter);
  content = g_byte_array_new ();
  chunk = g_malloc (CHUNK);
  /* GByteArray counts with 32 bits. */
  max_bytes = MIN (max_bytes, (guint64)G_MAXUINT32 - 2 * CHUNK);
  while ((n = g_input_stream_read (stream, chunk, CHUNK, NULL, &failure)) > 0)
    {
      if (content->len + (guint64)n > max_bytes)
        {
          graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, name,
                         "unpacks to more than %" G_GUINT64_FORMAT
                         " bytes, the limit for files of this kind",
                         max_bytes);
          return NULL;
        }
      g_byte_array_append (content, chunk, (guint)n);
    }
  if (n < 0)
    {
      graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name,
                     "is damaged gzip (%s); fetch or pack it again", failure->message);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&content));
}

GBytes *
graft_file_read (const char *path, guint64 max_bytes, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *content = NULL;
  gsize size = 0;

  if (!check_file (path, max_bytes, error))
    return NULL;
  if (!g_file_get_contents (path, &content, &size, &failure))
    {
      graft_io_fail (error, GRAFT_IO_ERROR_FAILED, path, "cannot be read: %s",
                     failure->message);
      return NULL;
    }
  bytes = g_bytes_new_take (content, size);
  return graft_file_unpack (bytes, path, max_bytes, error);
}

gboolean
graft_file_write (const char *path, GBytes *bytes, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gsize size;
  const char *content = g_bytes_get_data (bytes, &size);

  if (g_file_set_contents_full (
          path, size > 0 ? content : "", (gssize)size,
          G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, &failure))
    return TRUE;
  return graft_io_fail (error, GRAFT_IO_ERROR_FAILED, path, "cannot be written: %s",
                        failure->message);
}

GBytes *
graft_file_pack (GBytes *bytes)
{
  g_autoptr (GConverter) packer =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, packer);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  /* Into memory: neither can fail. */
  g_output_stream_write_all (stream, data, size, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

gboolean
graft_file_write_packed (const char *path, GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) packed = NULL;

  if (!g_str_has_suffix (path, ".gz"))
    return graft_file_write (path, bytes, error);
  packed = graft_file_pack (bytes);
  return graft_file_write (path, packed, error);
}
