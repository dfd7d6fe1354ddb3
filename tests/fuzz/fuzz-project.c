/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project file, opened to read: what it says about its sets, and the bytes of its
 * items. See fuzz.h. */
#include "tests/fuzz/fuzz.h"

#include "engine/project/project-items.h"
#include "engine/project/project-news.h"

#include <glib/gstdio.h>

#define MOST_ITEMS 8

static char *
make_folder (void)
{
  char *folder = g_dir_make_tmp ("graft-fuzz-XXXXXX", NULL);

  g_assert_nonnull (folder);
  return folder;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* --- seeds --- */

static gboolean
fill_cb (GraftProjectFile *file, gpointer data, GError **error)
{
  static const guint8 pixels[16] = { 1, 2, 3 };
  const GraftNewSet set = { "photos", GRAFT_SET_IMAGES, 4, 4, 1, "made up" };
  g_autoptr (GBytes) content = g_bytes_new_static (pixels, sizeof pixels);
  GraftNewItem item = { .format = GRAFT_FORMAT_PIXELS,
                        .name = "a.png",
                        .hash = { 1, 2 },
                        .width = 4,
                        .height = 4,
                        .channels = 1,
                        .content = content };
  guint32 id;

  if (!graft_project_file_add_set (file, &set, &id, error) ||
      !graft_project_file_need_class (file, id, "cat", &item.class, error) ||
      !graft_project_file_need_annotator (file, "Ann", GRAFT_ANNOTATOR_PERSON,
                                          &item.annotator, error))
    return FALSE;
  for (guint i = 0; i < 3; i++)
    if (!graft_project_file_add_items (file, id, &item, 1, NULL, error))
      return FALSE;
  return TRUE;
}

static GBytes *
make_seed (gboolean filled)
{
  const GraftProjectStep step = { .what = "import\tphotos", .n = 3 };
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "seed.graft", NULL);
  g_autoptr (GError) error = NULL;
  GraftProjectFile *file =
      graft_project_file_open (path, GRAFT_PROJECT_CREATE, NULL, &error);
  char *bytes;
  gsize size;

  g_assert_no_error (error);
  if (filled)
    graft_project_file_edit_once (file, &step, fill_cb, NULL, &error);
  g_assert_no_error (error);
  graft_project_file_close (file);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  remove_folder (folder);
  return g_bytes_new_take (bytes, size);
}

GBytes *
fuzz_seed (gsize index)
{
  return index < 1 ? make_seed (TRUE) : NULL;
}

/* --- the target --- */

static void
read_items (GraftProjectFile *file, const GraftSetChange *set)
{
  GraftSql *sql = graft_project_file_peek_sql (file);

  for (guint i = 0; set->items != NULL && i < MIN (set->items->len, MOST_ITEMS); i++)
    {
      g_auto (GraftItemSource) source = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) content = NULL;

      if (graft_project_read_source (sql, g_array_index (set->items, GraftItem, i).id,
                                     &source, &error))
        content = graft_project_read_content (sql, source.hash, &error);
      if (error != NULL)
        fuzz_check_error (error);
    }
}

static void
read_project (GraftProjectFile *file)
{
  g_autoptr (GraftProjectNews) news = graft_project_news_new ();
  g_autoptr (GraftProjectChange) all = NULL;
  g_autoptr (GError) error = NULL;

  if (graft_project_news_add_all (news, file, &error))
    all = graft_project_news_read (news, file, &error);
  if (all == NULL)
    fuzz_check_error (error);
  for (guint i = 0; all != NULL && i < all->sets->len; i++)
    read_items (file, g_ptr_array_index (all->sets, i));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "fuzz.graft", NULL);
  g_autoptr (GraftProjectFile) file = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents_full (path, (const char *)data, (gssize)size,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  file = graft_project_file_open (path, GRAFT_PROJECT_READ_ONLY, NULL, &error);
  if (file == NULL)
    fuzz_check_error (error);
  else
    read_project (file);
  g_clear_pointer (&file, graft_project_file_close);
  remove_folder (folder);
  return 0;
}
