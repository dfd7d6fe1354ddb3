/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See project-album.h. */
#include "tests/support/project-album.h"

#include "engine/io/image-write.h"
#include "engine/project/project-jobs.h"

#include <glib/gstdio.h>

#include <string.h>

static GBytes *
draw_photo (guint index)
{
  g_autofree guint8 *pixels = g_malloc (ALBUM_SIDE * ALBUM_SIDE * 3);
  const GraftImage image = { ALBUM_SIDE, ALBUM_SIDE, 3, pixels };

  for (guint i = 0; i < ALBUM_SIDE * ALBUM_SIDE * 3; i++)
    pixels[i] = (guint8)((i / (3 * ALBUM_SIDE) + i % 3 * 80 + index * 40) % 256);
  return graft_image_build_jpeg (&image, 90);
}

static char *
photo_name (guint index)
{
  return g_strdup_printf ("Épée-%u.jpg", index);
}

static void
write_album (Album *album, const char *folder)
{
  album->folder = g_build_filename (folder, "album", NULL);
  g_assert_cmpint (g_mkdir (album->folder, 0755), ==, 0);
  for (guint i = 0; i < ALBUM_PHOTOS; i++)
    {
      g_autofree char *name = photo_name (i);
      g_autofree char *path = g_build_filename (album->folder, name, NULL);
      gsize size;
      const char *data;

      album->photos[i] = draw_photo (i);
      data = g_bytes_get_data (album->photos[i], &size);
      g_assert_true (g_file_set_contents (path, data, (gssize)size, NULL));
    }
}

void
album_clear (Album *album)
{
  g_free (album->folder);
  for (guint i = 0; i < ALBUM_PHOTOS; i++)
    g_clear_pointer (&album->photos[i], g_bytes_unref);
}

static gboolean
add_album_cb (GraftProjectFile *file, gpointer data, GError **error)
{
  const Album *album = data;
  const GraftNewSet set = { "album", GRAFT_SET_IMAGES, 0, 0, 0, album->folder };
  gint64 root, class, annotator;
  guint32 id;

  if (!graft_project_file_add_set (file, &set, &id, error) ||
      !graft_project_file_need_root (file, album->folder, &root, error) ||
      !graft_project_file_need_class (file, id, "sword", &class, error) ||
      !graft_project_file_need_annotator (file, "import", GRAFT_ANNOTATOR_IMPORT,
                                          &annotator, error))
    return FALSE;
  for (guint i = 0; i < ALBUM_PHOTOS; i++)
    {
      g_autofree char *name = photo_name (i);
      g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
      gsize size, length = 32;
      const guint8 *bytes = g_bytes_get_data (album->photos[i], &size);
      GraftNewItem item = { .format = GRAFT_FORMAT_FILE,
                            .root = root,
                            .path = name,
                            .path_length = strlen (name),
                            .name = name,
                            .width = ALBUM_SIDE,
                            .height = ALBUM_SIDE,
                            .channels = 3,
                            .bytes = size,
                            .group = i < 2 ? "first roll" : NULL,
                            .class = i == 0 ? class : 0,
                            .annotator = annotator };

      g_checksum_update (sum, bytes, (gssize)size);
      g_checksum_get_digest (sum, item.hash, &length);
      if (!graft_project_file_add_items (file, id, &item, 1, NULL, error))
        return FALSE;
    }
  return TRUE;
}

GraftProjectSet *
project_fixture_add_album (ProjectFixture *fixture, Album *album)
{
  const GraftProjectStep step = { .what = "import\talbum", .n = ALBUM_PHOTOS };

  write_album (album, fixture->folder);
  graft_project_submit (fixture->project, &step, add_album_cb, album, NULL, NULL);
  project_fixture_flush (fixture);
  return graft_project_find_set (fixture->project, "album");
}
