/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See idx.h. */
#include "engine/io/idx.h"

#include "engine/io/fail.h"
#include "engine/io/file.h"

#include <string.h>

#define TYPE_UNSIGNED_BYTE 0x08

static gboolean
read_header (
    GraftIdx *self, GBytes *bytes, const char *name, gsize *start, GError **error)
{
  gsize size, n = 1;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size < 4 || data[0] != 0 || data[1] != 0)
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name,
                          "is not an IDX file; those begin with two zero bytes");
  if (data[2] != TYPE_UNSIGNED_BYTE)
    return graft_io_fail (
        error, GRAFT_IO_ERROR_UNSUPPORTED, name,
        "has elements of type 0x%02x; only unsigned bytes, 0x08, can be "
        "read",
        data[2]);
  self->rank = data[3];
  if (self->rank < 1 || self->rank > GRAFT_IDX_MAX_RANK)
    return graft_io_fail (error, GRAFT_IO_ERROR_UNSUPPORTED, name,
                          "has %u dimensions; 1 to %d can be read", self->rank,
                          GRAFT_IDX_MAX_RANK);
  *start = 4 + 4 * (gsize)self->rank;
  if (size < *start)
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name, "ends inside its header");
  for (guint i = 0; i < self->rank; i++)
    {
      const guint8 *at = data + 4 + 4 * i;

      self->dim[i] = (gsize)at[0] << 24 | (gsize)at[1] << 16 | (gsize)at[2] << 8 | at[3];
      if (self->dim[i] == 0 || n > GRAFT_FILE_MAX_BYTES / self->dim[i])
        return graft_io_fail (
            error, self->dim[i] == 0 ? GRAFT_IO_ERROR_FORMAT : GRAFT_IO_ERROR_TOO_LARGE,
            name, "says that dimension %u is %" G_GSIZE_FORMAT, i + 1, self->dim[i]);
      n *= self->dim[i];
    }
  if (size - *start != n)
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name,
                          "should have %" G_GSIZE_FORMAT
                          " bytes after its header but has %" G_GSIZE_FORMAT
                          "; fetch it again",
                          n, size - *start);
  return TRUE;
}

GraftIdx *
graft_idx_parse (GBytes *bytes, const char *name, GError **error)
{
  GraftIdx header = { 0 };
  gsize start = 0;

  if (!read_header (&header, bytes, name, &start, error))
    return NULL;
  header.data = g_bytes_new_from_bytes (bytes, start, g_bytes_get_size (bytes) - start);
  return g_memdup2 (&header, sizeof header);
}

GraftIdx *
graft_idx_load (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = graft_file_read (path, GRAFT_FILE_MAX_BYTES, error);

  return bytes != NULL ? graft_idx_parse (bytes, path, error) : NULL;
}

void
graft_idx_free (GraftIdx *self)
{
  g_bytes_unref (self->data);
  g_free (self);
}

static gboolean
check_axes (const char *path, const gsize *dim, guint rank, gsize *n, GError **error)
{
  *n = 1;
  for (guint i = 0; i < rank; i++)
    {
      if (dim[i] == 0)
        return graft_io_fail (error, GRAFT_IO_ERROR_UNSUPPORTED, path,
                              "cannot be written: axis %u is empty", i + 1);
      if (dim[i] > G_MAXUINT32 || *n > GRAFT_FILE_MAX_BYTES / dim[i])
        return graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, path,
                              "cannot be written: it would be larger than 4 GiB");
      *n *= dim[i];
    }
  return TRUE;
}

gboolean
graft_idx_write (
    const char *path, const guint8 *data, const gsize *dim, guint rank, GError **error)
{
  g_autoptr (GBytes) file = NULL;
  gsize n, start = 4 + 4 * (gsize)rank;
  guint8 *bytes;

  g_return_val_if_fail (rank >= 1 && rank <= GRAFT_IDX_MAX_RANK, FALSE);
  if (!check_axes (path, dim, rank, &n, error))
    return FALSE;
  bytes = g_malloc0 (start + n);
  bytes[2] = TYPE_UNSIGNED_BYTE;
  bytes[3] = (guint8)rank;
  for (guint i = 0; i < rank; i++)
    {
      const guint32 big = GUINT32_TO_BE ((guint32)dim[i]);

      memcpy (bytes + 4 + 4 * i, &big, 4);
    }
  memcpy (bytes + start, data, n);
  file = g_bytes_new_take (bytes, start + n);
  return graft_file_write_packed (path, file, error);
}
