/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See picture-project.h. */
#include "tests/support/picture-project.h"

#include "engine/io/image-file.h"
#include "engine/project/project-items.h"
#include "engine/project/project-jobs.h"

#include <glib/gstdio.h>
#include <string.h>

#define SIDE 24
#define BATCH 500

typedef struct
{
  const char *name;
  const char *folder;
  guint n;
} Plan;

/* Suggestions and marks as a model would leave them; classes by their place. */
static gboolean
add_hints (GraftProjectFile *file, guint32 set, GError **error)
{
  const char *const texts[] = {
    "INSERT INTO suggestion (item, class, confidence, queue, random, time, source) "
    "SELECT i.id, (SELECT min (id) FROM class WHERE dataset = ?1) "
    "+ i.id / 7 % (SELECT count (*) FROM class WHERE dataset = ?1), "
    "0.5 + (i.id * 37 % 50) / 100.0, "
    "i.id + 1, 0, 0, 'test' FROM item i WHERE i.dataset = ?1 AND i.id % 5 = 1",
    "INSERT INTO mark (item, kinds) SELECT id, 8 FROM item WHERE dataset = ?1 "
    "AND id % 17 = 4",
    "UPDATE item SET excluded = 1 WHERE dataset = ?1 AND id % 23 = 9",
    "UPDATE item SET split = 1 + id % 3 WHERE dataset = ?1 AND id % 4 = 2",
    "DELETE FROM label WHERE item IN (SELECT id FROM item WHERE dataset = ?1 "
    "AND id % 3 <> 0)",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!graft_sql_run (graft_project_file_peek_sql (file), texts[i],
                        GRAFT_SQL_VALUES (graft_sql_int (set)), error))
      return FALSE;
  return TRUE;
}

static gboolean
add_file (GraftProjectFile *file,
          guint32 set,
          gint64 root,
          const char *folder,
          const char *class_name,
          const char *name,
          GError **error)
{
  g_autofree char *path = g_build_filename (class_name, name, NULL);
  g_autofree char *full = g_build_filename (folder, path, NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  GraftImageSize picture = { 0 };
  GStatBuf info;
  gsize length;
  GraftNewItem item = { .format = GRAFT_FORMAT_FILE,
                        .root = root,
                        .path = path,
                        .path_length = strlen (path),
                        .name = name };
  gsize size = sizeof item.hash;

  if (g_stat (full, &info) != 0 || !g_file_get_contents (full, &bytes, &length, error))
    return FALSE;
  graft_image_peek (full, &picture, NULL);
  item.width = (guint)picture.width;
  item.height = (guint)picture.height;
  item.channels = (guint)picture.channels;
  item.bytes = (guint64)info.st_size;
  item.mtime = info.st_mtime;
  g_checksum_update (sum, (const guchar *)bytes, (gssize)length);
  g_checksum_get_digest (sum, item.hash, &size);
  return graft_project_file_need_class (file, set, class_name, &item.class, error) &&
         graft_project_file_need_annotator (file, "folder", GRAFT_ANNOTATOR_IMPORT,
                                            &item.annotator, error) &&
         graft_project_file_add_items (file, set, &item, 1, NULL, error);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *)a, *(char *const *)b);
}

static GPtrArray *
list_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* Classes by turns, so that the first screen shows all of them. */
static gboolean
folder_cb (GraftProjectFile *file, gpointer data, GError **error)
{
  const Plan *plan = data;
  const GraftNewSet set = { plan->name, GRAFT_SET_IMAGES, 0, 0, 3, plan->folder };
  g_autoptr (GPtrArray) classes = list_folder (plan->folder);
  gboolean more = TRUE;
  gint64 root;
  guint32 id;

  if (!graft_project_file_add_set (file, &set, &id, error) ||
      !graft_project_file_need_root (file, plan->folder, &root, error))
    return FALSE;
  for (guint i = 0; more; i++)
    {
      more = FALSE;
      for (guint c = 0; c < classes->len; c++)
        {
          g_autofree char *path =
              g_build_filename (plan->folder, classes->pdata[c], NULL);
          g_autoptr (GPtrArray) names = list_folder (path);

          if (i >= names->len)
            continue;
          more = TRUE;
          if (!add_file (file, id, root, plan->folder, classes->pdata[c], names->pdata[i],
                         error))
            return FALSE;
        }
    }
  return add_hints (file, id, error);
}

static GBytes *
draw (guint index)
{
  guint8 *pixels = g_malloc (SIDE * SIDE * 3);

  for (guint i = 0; i < SIDE * SIDE; i++)
    {
      pixels[3 * i] = (guint8)(index * 37 + i % SIDE * 4);
      pixels[3 * i + 1] = (guint8)(index * 91 / 7 + i / SIDE * 5);
      pixels[3 * i + 2] = (guint8)(index >> 8 | (index & 7) << 5);
    }
  return g_bytes_new_take (pixels, SIDE * SIDE * 3);
}

static void
describe (GraftNewItem *item, guint index)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = sizeof item->hash;

  *item = (GraftNewItem){ .format = GRAFT_FORMAT_PIXELS,
                          .name = "made up",
                          .width = SIDE,
                          .height = SIDE,
                          .channels = 3,
                          .bytes = SIDE * SIDE * 3,
                          .content = draw (index) };
  g_checksum_update (sum, g_bytes_get_data (item->content, NULL), SIDE * SIDE * 3);
  g_checksum_update (sum, (const guchar *)&index, sizeof index);
  g_checksum_get_digest (sum, item->hash, &size);
}

static gboolean
many_cb (GraftProjectFile *file, gpointer data, GError **error)
{
  const Plan *plan = data;
  const GraftNewSet set = { plan->name, GRAFT_SET_IMAGES, SIDE, SIDE, 3, "made up" };
  GraftNewItem items[BATCH];
  gint64 classes[10], annotator;
  gboolean done = TRUE;
  guint32 id;

  if (!graft_project_file_add_set (file, &set, &id, error) ||
      !graft_project_file_need_annotator (file, "test", GRAFT_ANNOTATOR_IMPORT,
                                          &annotator, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      g_autofree char *name = g_strdup_printf ("class %u", i);

      if (!graft_project_file_need_class (file, id, name, &classes[i], error))
        return FALSE;
    }
  for (guint at = 0; done && at < plan->n; at += BATCH)
    {
      const guint n = MIN (BATCH, plan->n - at);

      for (guint i = 0; i < n; i++)
        {
          describe (&items[i], at + i);
          items[i].class = classes[(at + i) % 10];
          items[i].annotator = annotator;
        }
      done = graft_project_file_add_items (file, id, items, n, NULL, error);
      for (guint i = 0; i < n; i++)
        g_bytes_unref (items[i].content);
    }
  return done && add_hints (file, id, error);
}

static GraftProjectSet *
add (GraftProject *project, const Plan *plan, GraftProjectEdit edit)
{
  g_autofree char *what = g_strdup_printf ("import\t%s", plan->name);
  const GraftProjectStep step = { .what = what, .n = 1 };
  g_autoptr (GError) error = NULL;

  graft_project_submit (project, &step, edit, (gpointer)plan, NULL, NULL);
  graft_project_flush (project, &error);
  g_assert_no_error (error);
  return graft_project_find_set (project, plan->name);
}

GraftProjectSet *
picture_project_add_folder (GraftProject *project, const char *name, const char *folder)
{
  const Plan plan = { name, folder, 0 };

  return add (project, &plan, folder_cb);
}

GraftProjectSet *
picture_project_add_many (GraftProject *project, const char *name, guint n)
{
  const Plan plan = { name, NULL, n };

  return add (project, &plan, many_cb);
}
