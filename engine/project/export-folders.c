/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One folder a class. Nothing that is there is replaced: a file of the same name and
 * content is left as it is, any other gets a number. Excluded items are left out. */
#include "engine/base/error.h"
#include "engine/io/fail.h"
#include "engine/io/png-write.h"
#include "engine/project/export-private.h"
#include "engine/project/shown-name.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define UNLABELLED "unlabelled"
#define MOST_NUMBERS 100000

static gboolean
fail_write (const char *path, int why, GError **error)
{
  g_autofree char *shown = graft_shown_name (path);

  return graft_io_fail (error, GRAFT_IO_ERROR_FAILED, shown,
                        "cannot be written (%s); choose another folder or make room",
                        g_strerror (why));
}

/* "a.png" to "a (2).png". */
static char *
number_name (const char *name, guint number)
{
  const char *dot = strrchr (name, '.');
  gsize stem = dot != NULL && dot != name ? (gsize)(dot - name) : strlen (name);

  if (number < 2)
    return g_strdup (name);
  return g_strdup_printf ("%.*s (%u)%s", (int)stem, name, number, name + stem);
}

/* Folders of the classes, and of what has none at the end: all different, all made. */
static GPtrArray *
make_folders (GraftExport *self, GError **error)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) taken =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean fine = TRUE;

  g_hash_table_add (taken, g_strdup (UNLABELLED));
  for (guint k = 0; fine && k < self->classes->len; k++)
    {
      g_autofree char *safe = graft_export_safe_name (self->classes->pdata[k]);
      g_autofree char *name = g_strdup (safe);

      for (guint n = 2; g_hash_table_contains (taken, name); n++)
        {
          g_free (name);
          name = number_name (safe, n);
        }
      g_ptr_array_add (folders, g_build_filename (self->path, name, NULL));
      g_hash_table_add (taken, g_steal_pointer (&name));
      if (g_mkdir_with_parents (folders->pdata[k], 0777) != 0)
        fine = fail_write (folders->pdata[k], errno, error);
    }
  g_ptr_array_add (folders, g_build_filename (self->path, UNLABELLED, NULL));
  return fine ? g_steal_pointer (&folders) : NULL;
}

/* --- one file --- */

typedef enum
{
  PLACED,
  TAKEN, /* something else has the name */
  FAILED,
} Placing;

static gboolean
write_all (int file, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize done = 0; done < size;)
    {
      gssize n = write (file, data + done, size - done);

      if (n > 0)
        done += (gsize)n;
      else if (n < 0 && errno != EINTR)
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_content (const char *path, GBytes *bytes)
{
  g_autofree char *content = NULL;
  gsize size;
  GStatBuf status;

  return g_lstat (path, &status) == 0 && S_ISREG (status.st_mode) &&
         (gsize)status.st_size == g_bytes_get_size (bytes) &&
         g_file_get_contents (path, &content, &size, NULL) &&
         size == g_bytes_get_size (bytes) &&
         memcmp (content, g_bytes_get_data (bytes, NULL), size) == 0;
}

/* Beside its place first, then there, unless something is there. */
static Placing
place_bytes (const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *beside = g_build_filename (folder, ".graft-XXXXXX", NULL);
  int file, why;
  gboolean fine;

  if (g_file_test (path, G_FILE_TEST_EXISTS) ||
      g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    return has_content (path, bytes) ? PLACED : TAKEN;
  file = g_mkstemp_full (beside, O_RDWR | O_CLOEXEC, 0666);
  if (file < 0)
    {
      fail_write (path, errno, error);
      return FAILED;
    }
  fine = write_all (file, bytes);
  why = errno;
  if (close (file) != 0 && fine)
    {
      fine = FALSE;
      why = errno;
    }
  if (fine && renameat2 (AT_FDCWD, beside, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return PLACED;
  if (fine)
    why = errno;
  /* File systems that cannot rename so. */
  if (fine && why == EINVAL && g_rename (beside, path) == 0)
    return PLACED;
  g_unlink (beside);
  if (fine && why == EEXIST)
    return TAKEN;
  fail_write (path, why, error);
  return FAILED;
}

static Placing
place_link (const char *path, const char *target, GError **error)
{
  g_autofree char *there = NULL;

  if (symlink (target, path) == 0)
    return PLACED;
  if (errno != EEXIST)
    {
      fail_write (path, errno, error);
      return FAILED;
    }
  there = g_file_read_link (path, NULL);
  return g_strcmp0 (there, target) == 0 ? PLACED : TAKEN;
}

/* The last part of the item's name; what was no file becomes a PNG file. */
static char *
name_file (const GraftExportItem *item, const GraftItemSource *source)
{
  const char *from = source->path != NULL ? source->path : item->name;
  g_autofree char *base = g_path_get_basename (from);
  g_autofree char *safe = NULL;

  /* Bytes of the file system stay as they are. */
  if (source->path != NULL)
    return g_steal_pointer (&base);
  safe = graft_export_safe_name (base);
  return source->format == GRAFT_FORMAT_PIXELS ? g_strconcat (safe, ".png", NULL)
                                               : g_steal_pointer (&safe);
}

static GBytes *
find_bytes (GraftExport *self,
            const GraftExportItem *item,
            GraftItemSource *source,
            GError **error)
{
  g_autoptr (GBytes) bytes = graft_export_read_bytes (self, item, source, error);
  g_autoptr (GraftImage) image = NULL;

  if (bytes == NULL || source->format != GRAFT_FORMAT_PIXELS)
    return g_steal_pointer (&bytes);
  image = graft_export_read_image (self, item, error);
  return image != NULL ? graft_png_build (image) : NULL;
}

static gboolean
write_item (GraftExport *self,
            const GraftExportItem *item,
            const char *folder,
            gboolean links,
            GHashTable *written,
            GError **error)
{
  g_auto (GraftItemSource) source = { GRAFT_FORMAT_FILE };
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;
  Placing placing = TAKEN;

  if (links)
    {
      if (!graft_project_read_source (self->sql, item->id, &source, error))
        return FALSE;
      links = source.path != NULL;
      if (!links)
        graft_item_source_clear (&source);
    }
  if (!links)
    {
      bytes = find_bytes (self, item, &source, error);
      if (bytes == NULL)
        return FALSE;
    }
  name = name_file (item, &source);
  for (guint n = 1; placing == TAKEN && n < MOST_NUMBERS; n++)
    {
      g_autofree char *numbered = number_name (name, n);
      g_autofree char *path = g_build_filename (folder, numbered, NULL);

      /* Two items of one name and content are two files. */
      if (g_hash_table_contains (written, path))
        continue;
      placing = links ? place_link (path, source.path, error)
                      : place_bytes (path, bytes, error);
      if (placing == PLACED)
        g_hash_table_add (written, g_steal_pointer (&path));
    }
  if (placing == TAKEN)
    fail_write (folder, EEXIST, error);
  return placing == PLACED;
}

gboolean
graft_export_write_folders (GraftExport *self, gboolean links, GError **error)
{
  g_autoptr (GPtrArray) folders = NULL;
  g_autoptr (GHashTable) written =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (self->kind != GRAFT_SET_IMAGES)
    {
      g_set_error (
          error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
          _ ("The set “%s” has no pictures that folders could hold; export it as "
             "CSV, NPY or NPZ."),
          self->name);
      return FALSE;
    }
  folders = make_folders (self, error);
  if (folders == NULL)
    return FALSE;
  for (guint i = 0; i < self->items->len; i++)
    {
      const GraftExportItem *item = &g_array_index (self->items, GraftExportItem, i);
      const char *folder =
          folders->pdata
              [item->class != GRAFT_CLASS_NONE ? (guint)item->class : self->classes->len];

      if (item->excluded)
        continue;
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (item->class == GRAFT_CLASS_NONE && g_mkdir_with_parents (folder, 0777) != 0)
        return fail_write (folder, errno, error);
      if (!write_item (self, item, folder, links, written, error))
        return FALSE;
      self->n_written++;
    }
  return TRUE;
}
