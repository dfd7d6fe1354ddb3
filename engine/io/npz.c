/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See npz.h; writing is in npz-write.c. libzip knows zip, npy.c knows what is inside. */
#include "engine/io/npz.h"

#include "engine/io/fail.h"
#include "engine/io/file.h"

#include <string.h>
#include <zip.h>

#define ENDING ".npy"
#define CHUNK ((gsize)1 << 20)
/* Deflate reaches 1032; only what is nearly empty gets there, and may be small. */
#define SUSPICIOUS_RATIO 1000
#define SUSPICIOUS_SIZE ((guint64)256 << 20)

struct _GraftNpz
{
  char *name;
  GBytes *bytes; /* outlives @archive, which reads it */
  zip_t *archive;
  GPtrArray *names; /* utf8; ends with NULL */
  GArray *members;  /* [names] zip_uint64_t */
};

static gboolean
list_arrays (GraftNpz *self, GError **error)
{
  zip_int64_t n = zip_get_num_entries (self->archive, 0);

  if (n > GRAFT_NPZ_MOST_ARRAYS)
    return graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, self->name,
                          "has %" G_GINT64_FORMAT " members; the limit is %d", (gint64)n,
                          GRAFT_NPZ_MOST_ARRAYS);
  for (zip_int64_t i = 0; i < n; i++)
    {
      const zip_uint64_t member = (zip_uint64_t)i;
      const char *name = zip_get_name (self->archive, member, 0);

      if (name == NULL || !g_str_has_suffix (name, ENDING) ||
          !g_utf8_validate (name, -1, NULL))
        continue;
      g_ptr_array_add (self->names, g_strndup (name, strlen (name) - strlen (ENDING)));
      g_array_append_val (self->members, member);
    }
  g_ptr_array_add (self->names, NULL);
  if (self->members->len == 0)
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name,
                          "has no NumPy arrays in it; numpy.savez() writes such files");
  return TRUE;
}

static gboolean
open_archive (GraftNpz *self, GError **error)
{
  zip_error_t failure;
  zip_source_t *source;
  gsize size;
  const void *data = g_bytes_get_data (self->bytes, &size);

  zip_error_init (&failure);
  source = zip_source_buffer_create (data, size, 0, &failure);
  if (source != NULL)
    self->archive = zip_open_from_source (source, ZIP_RDONLY, &failure);
  if (self->archive == NULL)
    {
      graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name,
                     "is no archive of NumPy arrays (%s); numpy.savez() writes one",
                     zip_error_strerror (&failure));
      if (source != NULL)
        zip_source_free (source);
    }
  zip_error_fini (&failure);
  return self->archive != NULL;
}

GraftNpz *
graft_npz_parse (GBytes *bytes, const char *name, GError **error)
{
  g_autoptr (GraftNpz) self = g_new0 (GraftNpz, 1);

  self->name = g_strdup (name);
  self->bytes = g_bytes_ref (bytes);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->members = g_array_new (FALSE, FALSE, sizeof (zip_uint64_t));
  /* libzip takes nothing for an empty archive. */
  if (g_bytes_get_size (bytes) == 0)
    {
      graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name, "is empty");
      return NULL;
    }
  if (!open_archive (self, error) || !list_arrays (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

GraftNpz *
graft_npz_load (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = graft_file_read (path, GRAFT_FILE_MAX_BYTES, error);

  return bytes != NULL ? graft_npz_parse (bytes, path, error) : NULL;
}

void
graft_npz_free (GraftNpz *self)
{
  g_clear_pointer (&self->archive, zip_discard);
  g_ptr_array_unref (self->names);
  g_array_unref (self->members);
  g_bytes_unref (self->bytes);
  g_free (self->name);
  g_free (self);
}

const char *const *
graft_npz_peek_names (const GraftNpz *self)
{
  return (const char *const *)self->names->pdata;
}

static gboolean
check_member (const zip_stat_t *status, const char *name, GError **error)
{
  if (!(status->valid & ZIP_STAT_SIZE) || !(status->valid & ZIP_STAT_COMP_SIZE))
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name, "does not tell its size");
  if (status->size > GRAFT_NPY_MAX_BYTES ||
      (status->size > SUSPICIOUS_SIZE &&
       status->size / SUSPICIOUS_RATIO > status->comp_size))
    return graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, name,
                          "would unpack from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT
                          " bytes; that is no array",
                          (guint64)status->comp_size, (guint64)status->size);
  return TRUE;
}

/* Memory follows what is unpacked, not what was said. */
static GBytes *
read_all (zip_file_t *file, guint64 size, const char *name, GError **error)
{
  g_autofree guint8 *content = NULL;
  guint64 room = 0, filled = 0;
  zip_int64_t n = 0;

  do
    {
      filled += (guint64)n;
      if (filled == room)
        {
          room = MIN (size + 1, MAX (2 * room, CHUNK));
          content = g_realloc (content, room);
        }
      n = filled < room ? zip_fread (file, content + filled, room - filled) : 0;
    }
  while (n > 0);
  if (n < 0 || filled != size)
    {
      graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name,
                     "cannot be unpacked (%s); save it again",
                     n < 0 ? zip_error_strerror (zip_file_get_error (file))
                           : "it has another size than it says");
      return NULL;
    }
  return g_bytes_new_take (g_steal_pointer (&content), filled);
}

static GBytes *
unpack (GraftNpz *self, zip_uint64_t member, const char *name, GError **error)
{
  zip_stat_t status;
  zip_file_t *file;
  GBytes *bytes;

  zip_stat_init (&status);
  if (zip_stat_index (self->archive, member, 0, &status) == 0 &&
      !check_member (&status, name, error))
    return NULL;
  file = zip_fopen_index (self->archive, member, 0);
  if (file == NULL)
    {
      graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name,
                     "cannot be unpacked (%s); save it again with numpy.savez()",
                     zip_strerror (self->archive));
      return NULL;
    }
  bytes = read_all (file, status.size, name, error);
  zip_fclose (file);
  return bytes;
}

GraftNpy *
graft_npz_get (GraftNpz *self, const char *array, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", self->name, array);

  for (guint i = 0; i < self->members->len; i++)
    if (strcmp (self->names->pdata[i], array) == 0)
      {
        g_autoptr (GBytes) bytes =
            unpack (self, g_array_index (self->members, zip_uint64_t, i), name, error);

        return bytes != NULL ? graft_npy_parse (bytes, name, error) : NULL;
      }
  graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name, "has no array “%s”", array);
  return NULL;
}
