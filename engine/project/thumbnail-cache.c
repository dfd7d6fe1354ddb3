/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See thumbnail-cache.h. JPEG of quality 85: of photographs, one of 96 pixels takes 3 KiB
 * and one of 192 takes 8 (as pixels 27 and 108), and is unpacked in 0.1 and 0.6 ms, where
 * reading and scaling a picture of 227 pixels takes 2 ms. */
#include "engine/project/thumbnail-cache.h"

#include "engine/io/image-write.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#define QUALITY 85

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "graft", "thumbnails", NULL);
}

/* FOLDER/a1/a1b2…-256.jpg */
static char *
dup_path (const guint8 *hash, guint box)
{
  g_autofree char *folder = dup_folder ();
  g_autoptr (GString) name = g_string_new (NULL);
  char shelf[3];

  for (guint i = 0; i < 32; i++)
    g_string_append_printf (name, "%02x", hash[i]);
  g_strlcpy (shelf, name->str, sizeof shelf);
  g_string_append_printf (name, "-%u.jpg", box);
  return g_build_filename (folder, shelf, name->str, NULL);
}

GraftImage *
graft_thumbnail_cache_find (const guint8 *hash, guint box)
{
  g_autofree char *path = dup_path (hash, box);
  GraftImage *image;

  if (g_access (path, R_OK) != 0)
    return NULL;
  image = graft_image_load (path, NULL);
  /* Not what was written here: it will be made anew. */
  if (image != NULL && MAX (image->width, image->height) <= box)
    return image;
  g_clear_pointer (&image, graft_image_free);
  return NULL;
}

void
graft_thumbnail_cache_add (const guint8 *hash, guint box, const GraftImage *image)
{
  g_autofree char *path = dup_path (hash, box);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GBytes) bytes = graft_image_build_jpeg (image, QUALITY);
  gsize size;
  const char *data;

  if (bytes == NULL || g_mkdir_with_parents (folder, 0700) != 0)
    return;
  data = g_bytes_get_data (bytes, &size);
  /* Renamed into place, so that nobody reads half of it; losing it costs nothing, so the
   * disk is not waited for. */
  g_file_set_contents_full (path, data, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT,
                            0600, NULL);
}

typedef struct
{
  char *path;
  guint64 bytes;
  gint64 time;
} Kept;

static void
kept_clear (gpointer data)
{
  g_free (((Kept *)data)->path);
}

static int
compare_age (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const Kept *)a)->time, y = ((const Kept *)b)->time;

  return (x > y) - (x < y);
}

static void
list_shelf (const char *folder, GArray *all)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      Kept kept = { g_build_filename (folder, name, NULL), 0, 0 };
      GStatBuf status;

      if (g_lstat (kept.path, &status) == 0 && S_ISREG (status.st_mode))
        {
          kept.bytes = (guint64)status.st_size;
          kept.time = status.st_mtime;
          g_array_append_val (all, kept);
        }
      else
        g_free (kept.path);
    }
}

void
graft_thumbnail_cache_trim (guint64 bytes)
{
  g_autofree char *folder = dup_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Kept));
  const char *name;
  guint64 total = 0;

  g_array_set_clear_func (all, kept_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *shelf = g_build_filename (folder, name, NULL);

      list_shelf (shelf, all);
    }
  for (guint i = 0; i < all->len; i++)
    total += g_array_index (all, Kept, i).bytes;
  g_array_sort (all, compare_age);
  for (guint i = 0; i < all->len && total > bytes; i++)
    if (g_unlink (g_array_index (all, Kept, i).path) == 0)
      total -= g_array_index (all, Kept, i).bytes;
}
