/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See npz.h. The archive is made in memory and written in one go. */
#include "engine/io/npz.h"

#include "engine/io/fail.h"
#include "engine/io/file.h"

#include <string.h>
#include <zip.h>

/* The first that zip can write: 1 January 1980. Files do not tell when they were made. */
#define NO_TIME 0
#define NO_DATE ((0 << 9) | (1 << 5) | 1)

static gboolean
add_array (zip_t *archive, const GraftNpzArray *array, GPtrArray *kept)
{
  g_autofree char *name = g_strconcat (array->name, ".npy", NULL);
  GBytes *bytes = graft_npy_build (array->type, array->data, array->dim, array->rank);
  zip_source_t *source;
  zip_int64_t member;
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  /* libzip reads it when the archive is closed. */
  g_ptr_array_add (kept, bytes);
  source = zip_source_buffer (archive, data, size, 0);
  member = source != NULL ? zip_file_add (archive, name, source, ZIP_FL_ENC_UTF_8) : -1;
  if (member < 0)
    {
      g_clear_pointer (&source, zip_source_free);
      return FALSE;
    }
  return zip_file_set_dostime (archive, (zip_uint64_t)member, NO_TIME, NO_DATE, 0) == 0;
}

static GBytes *
read_source (zip_source_t *source)
{
  zip_stat_t status;
  g_autofree guint8 *content = NULL;

  zip_stat_init (&status);
  if (zip_source_stat (source, &status) != 0 || zip_source_open (source) != 0)
    return NULL;
  content = g_malloc (MAX (status.size, 1));
  if (zip_source_read (source, content, status.size) != (zip_int64_t)status.size)
    g_clear_pointer (&content, g_free);
  zip_source_close (source);
  return content != NULL ? g_bytes_new_take (g_steal_pointer (&content), status.size)
                         : NULL;
}

GBytes *
graft_npz_build (const GraftNpzArray *arrays,
                 gsize n_arrays,
                 const char *name,
                 GError **error)
{
  g_autoptr (GPtrArray) kept =
      g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  zip_source_t *source = zip_source_buffer_create (NULL, 0, 0, NULL);
  zip_t *archive =
      source != NULL ? zip_open_from_source (source, ZIP_TRUNCATE, NULL) : NULL;
  gboolean fine = archive != NULL;
  GBytes *bytes = NULL;

  if (fine)
    zip_source_keep (source);
  for (gsize i = 0; fine && i < n_arrays; i++)
    fine = add_array (archive, &arrays[i], kept);
  if (fine && zip_close (archive) == 0)
    bytes = read_source (source);
  else if (archive != NULL)
    {
      graft_io_fail (error, GRAFT_IO_ERROR_FAILED, name, "cannot be packed: %s",
                     zip_strerror (archive));
      zip_discard (archive);
    }
  g_clear_pointer (&source, zip_source_free);
  if (bytes == NULL && (error == NULL || *error == NULL))
    graft_io_fail (error, GRAFT_IO_ERROR_FAILED, name,
                   "cannot be packed: there is too little memory");
  return bytes;
}

gboolean
graft_npz_write (const char *path,
                 const GraftNpzArray *arrays,
                 gsize n_arrays,
                 GError **error)
{
  g_autoptr (GBytes) bytes = graft_npz_build (arrays, n_arrays, path, error);

  return bytes != NULL && graft_file_write (path, bytes, error);
}
