/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The items of a project: looking them up, drawing them, and the files they refer to. */
#include "engine/io/image-write.h"
#include "engine/project/project-items.h"
#include "engine/project/project-jobs.h"
#include "engine/project/thumbnail-cache.h"
#include "tests/support/project-fixture.h"
#include "tests/support/temp-folder.h"

#include <glib/gstdio.h>

#include <pthread.h>
#include <string.h>

#define N_PHOTOS 4
#define SIDE 300

static void
result_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* --- photographs in files --- */

static GBytes *
draw_photo (guint index)
{
  g_autofree guint8 *pixels = g_malloc (SIDE * SIDE * 3);
  const GraftImage image = { SIDE, SIDE, 3, pixels };

  for (guint i = 0; i < SIDE * SIDE * 3; i++)
    pixels[i] = (guint8)((i / (3 * SIDE) + i % 3 * 80 + index * 40) % 256);
  return graft_image_build_jpeg (&image, 90);
}

typedef struct
{
  char *folder;
  GBytes *photos[N_PHOTOS];
} Album;

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
  for (guint i = 0; i < N_PHOTOS; i++)
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

static void
album_clear (Album *album)
{
  g_free (album->folder);
  for (guint i = 0; i < N_PHOTOS; i++)
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
  for (guint i = 0; i < N_PHOTOS; i++)
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
                            .width = SIDE,
                            .height = SIDE,
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

static GraftProjectSet *
add_album (ProjectFixture *fixture, Album *album)
{
  const GraftProjectStep step = { .what = "import\talbum", .n = N_PHOTOS };

  write_album (album, fixture->folder);
  graft_project_submit (fixture->project, &step, add_album_cb, album, NULL, NULL);
  project_fixture_flush (fixture);
  return graft_project_find_set (fixture->project, "album");
}

static guint32
get_id (GraftProjectSet *set, guint at)
{
  return graft_project_set_peek_items (set, NULL)[at].id;
}

/* --- looking up --- */

static GraftItemDetails *
get_details (GraftProject *project, guint32 item)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GraftItemDetails *details;

  graft_project_get_details_async (project, item, NULL, result_cb, &result);
  details = graft_project_get_details_finish (project, wait_for (&result), &error);
  g_assert_no_error (error);
  return details;
}

static void
test_details (void)
{
  ProjectFixture fixture;
  Album album;
  GraftProjectSet *set;
  g_autoptr (GraftItemDetails) first = NULL;
  g_autoptr (GraftItemDetails) gone = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *path = NULL;
  guint32 id;

  project_fixture_init (&fixture);
  set = add_album (&fixture, &album);
  id = get_id (set, 0);
  g_assert_true (graft_project_set_peek_items (set, NULL)[0].flags & GRAFT_ITEM_IMPORTED);
  graft_project_set_tag (fixture.project, set, &id, 1, "shiny", TRUE);
  graft_project_set_tag (fixture.project, set, &id, 1, "old", TRUE);
  project_fixture_flush (&fixture);
  first = get_details (fixture.project, id);
  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, album.photos[0]);
  path = g_build_filename (album.folder, "Épée-0.jpg", NULL);
  g_assert_cmpstr (first->file, ==, "Épée-0.jpg");
  g_assert_cmpstr (first->path, ==, path);
  g_assert_cmpstr (first->hash, ==, hash);
  g_assert_cmpstr (first->group, ==, "first roll");
  g_assert_cmpstr (first->annotator, ==, "import");
  g_assert_cmpstr (first->tags[0], ==, "old");
  g_assert_cmpstr (first->tags[1], ==, "shiny");
  g_assert_cmpint (first->labelled, >, 1000000000);
  g_assert_false (first->missing);
  g_assert_true (g_file_set_contents (path, "something else", -1, NULL));
  gone = get_details (fixture.project, id);
  g_assert_true (gone->missing);
  album_clear (&album);
  project_fixture_clear (&fixture);
}

static guint
count_found (GraftProject *project, GraftProjectSet *set, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) ids = NULL;

  graft_project_search_async (project, set, text, NULL, result_cb, &result);
  ids = graft_project_search_finish (project, wait_for (&result), &error);
  g_assert_no_error (error);
  return (guint)(g_bytes_get_size (ids) / sizeof (guint32));
}

static void
test_search (void)
{
  ProjectFixture fixture;
  Album album;
  GraftProjectSet *set;
  guint32 id;

  project_fixture_init (&fixture);
  set = add_album (&fixture, &album);
  id = get_id (set, 3);
  graft_project_set_tag (fixture.project, set, &id, 1, "Shiny", TRUE);
  graft_project_set_tag (fixture.project, set, &id, 1, "shinier", TRUE);
  project_fixture_flush (&fixture);
  g_assert_cmpuint (count_found (fixture.project, set, "épée-2"), ==, 1);
  g_assert_cmpuint (count_found (fixture.project, set, "ÉPÉE"), ==, N_PHOTOS);
  g_assert_cmpuint (count_found (fixture.project, set, "FIRST"), ==, 2);
  g_assert_cmpuint (count_found (fixture.project, set, "shin"), ==, 1);
  g_assert_cmpuint (count_found (fixture.project, set, "100%"), ==, 0);
  album_clear (&album);
  project_fixture_clear (&fixture);
}

/* --- pictures --- */

static void
check_size (GraftProject *project, guint32 id, guint box, guint width, guint height)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftPicture) picture =
      graft_project_load_picture (project, id, box, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (picture->width, ==, width);
  g_assert_cmpuint (picture->height, ==, height);
  g_assert_cmpuint (g_bytes_get_size (picture->pixels), ==, 4 * width * height);
}

static void
test_pictures (void)
{
  ProjectFixture fixture;
  Album album;
  GraftProjectSet *set, *small;
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftPicture) missing = NULL;
  g_autofree char *path = NULL;

  project_fixture_init (&fixture);
  set = add_album (&fixture, &album);
  small = project_fixture_add_set (&fixture, "made up", 3, NULL);
  check_size (fixture.project, get_id (set, 1), 0, SIDE, SIDE);
  check_size (fixture.project, get_id (set, 1), 64, 64, 64);
  check_size (fixture.project, get_id (small, 0), 64, 4, 4);
  /* Without the file: the small one was kept, until the cache is emptied. */
  path = g_build_filename (album.folder, "Épée-1.jpg", NULL);
  g_assert_cmpint (g_unlink (path), ==, 0);
  check_size (fixture.project, get_id (set, 1), 64, 64, 64);
  graft_thumbnail_cache_trim (0);
  missing =
      graft_project_load_picture (fixture.project, get_id (set, 1), 64, NULL, &error);
  g_assert_null (missing);
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "Épée-1.jpg"));
  album_clear (&album);
  project_fixture_clear (&fixture);
}

static gboolean
add_vector_cb (GraftProjectFile *file, gpointer data, GError **error)
{
  static const float values[] = { -1, 0, 1, 3 };
  const GraftNewSet set = { "vectors", GRAFT_SET_VECTORS, 1, 4, 1, "made up" };
  g_autoptr (GBytes) content = g_bytes_new_static (values, sizeof values);
  const GraftNewItem item = { .format = GRAFT_FORMAT_VECTOR,
                              .name = "#1",
                              .hash = { 1 },
                              .width = 4,
                              .height = 1,
                              .channels = 1,
                              .bytes = sizeof values,
                              .content = content };
  guint32 id;

  return graft_project_file_add_set (file, &set, &id, error) &&
         graft_project_file_add_items (file, id, &item, 1, NULL, error);
}

static void
test_vector (void)
{
  ProjectFixture fixture;
  const GraftProjectStep step = { .what = "import\tvectors", .n = 1 };
  GraftProjectSet *set;
  g_autoptr (GraftPicture) picture = NULL;
  const guint8 *pixels;

  project_fixture_init (&fixture);
  graft_project_submit (fixture.project, &step, add_vector_cb, NULL, NULL, NULL);
  project_fixture_flush (&fixture);
  set = graft_project_find_set (fixture.project, "vectors");
  g_assert_cmpint (graft_project_set_get_kind (set), ==, GRAFT_SET_VECTORS);
  picture = graft_project_load_picture (fixture.project, get_id (set, 0), 32, NULL, NULL);
  g_assert_nonnull (picture);
  g_assert_cmpuint (picture->width, ==, 32);
  pixels = g_bytes_get_data (picture->pixels, NULL);
  /* The last bar reaches the top, the first one the bottom. */
  g_assert_cmpuint (pixels[4 * 26], <, 128);
  g_assert_cmpuint (pixels[4 * 2], ==, 255);
  g_assert_cmpuint (pixels[4 * (31 * 32 + 2)], <, 128);
  g_assert_cmpuint (pixels[4 * (31 * 32 + 26)], ==, 255);
  project_fixture_clear (&fixture);
}

/* --- several threads --- */

typedef struct
{
  GraftProject *project;
  guint32 ids[N_PHOTOS];
  guint32 set;
  GError *error;
} Crowd;

static void *
look_worker (void *data)
{
  const Crowd *crowd = data;

  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GraftPicture) picture = graft_project_load_picture (
          crowd->project, crowd->ids[i % N_PHOTOS], i % 2 ? 32 : 64, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (picture->width, ==, i % 2 ? 32 : 64);
    }
  return NULL;
}

/* Ten batches of one item each, as an importer gives them; they make one step. */
static gboolean
add_one_cb (GraftProjectFile *file, gpointer data, GError **error)
{
  const Crowd *crowd = data;
  g_autoptr (GBytes) content = g_bytes_new_static ("0123456789abcdef", 16);
  const GraftNewItem item = { .format = GRAFT_FORMAT_PIXELS,
                              .name = "more",
                              .hash = { 7 },
                              .width = 4,
                              .height = 4,
                              .channels = 1,
                              .content = content };

  return graft_project_file_add_items (file, crowd->set, &item, 1, NULL, error);
}

static void *
add_worker (void *data)
{
  Crowd *crowd = data;
  GraftProjectStep step = { .what = "import\talbum", .n = 1 };

  for (guint i = 0; i < 10 && crowd->error == NULL; i++)
    graft_project_perform (crowd->project, &step, add_one_cb, crowd, &crowd->error);
  return NULL;
}

static void
test_crowd (void)
{
  ProjectFixture fixture;
  Album album;
  GraftProjectSet *set;
  Crowd crowd = { NULL };
  pthread_t threads[4];

  project_fixture_init (&fixture);
  set = add_album (&fixture, &album);
  crowd.project = fixture.project;
  crowd.set = graft_project_set_get_id (set);
  for (guint i = 0; i < N_PHOTOS; i++)
    crowd.ids[i] = get_id (set, i);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (
        pthread_create (&threads[i], NULL, i == 3 ? add_worker : look_worker, &crowd), ==,
        0);
  for (guint i = 0; i < 4; i++)
    pthread_join (threads[i], NULL);
  g_assert_no_error (crowd.error);
  project_fixture_flush (&fixture);
  g_assert_cmpuint (graft_project_set_get_n_items (set), ==, N_PHOTOS + 10);
  graft_project_undo (fixture.project);
  project_fixture_flush (&fixture);
  g_assert_cmpuint (graft_project_set_get_n_items (set), ==, N_PHOTOS);
  album_clear (&album);
  project_fixture_clear (&fixture);
}

/* A label between two batches: undo takes back the later one, the label, the earlier. */
static void
test_batches_around_a_label (void)
{
  static const char *const classes[] = { "cat", NULL };
  ProjectFixture fixture;
  GraftProjectStep step = { .what = "import\tmade up", .n = 1 };
  GraftProjectSet *set;
  Crowd crowd = { NULL };
  gint64 first;
  guint32 id;

  project_fixture_init (&fixture);
  set = project_fixture_add_set (&fixture, "made up", 2, classes);
  crowd.set = graft_project_set_get_id (set);
  id = get_id (set, 0);
  g_assert_true (
      graft_project_perform (fixture.project, &step, add_one_cb, &crowd, NULL));
  first = step.step;
  graft_project_label (fixture.project, set, &id, 1, 0);
  project_fixture_flush (&fixture);
  g_assert_true (
      graft_project_perform (fixture.project, &step, add_one_cb, &crowd, NULL));
  g_assert_cmpint (step.step, !=, first);
  project_fixture_flush (&fixture);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (graft_project_set_get_n_items (set), ==,
                        i < 1   ? 4
                        : i < 3 ? 3
                                : 2);
      g_assert_cmpuint (graft_project_set_get_n_labelled (set), ==, i < 2 ? 1 : 0);
      graft_project_undo (fixture.project);
      project_fixture_flush (&fixture);
    }
  g_assert_cmpuint (graft_project_set_get_n_items (set), ==, 2);
  project_fixture_clear (&fixture);
}

/* --- files --- */

static guint
count_missing (GraftProject *project)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  graft_project_count_missing_async (project, NULL, result_cb, &result);
  graft_project_count_missing_finish (project, wait_for (&result), &n, &error);
  g_assert_no_error (error);
  return n;
}

static void
test_embed (void)
{
  ProjectFixture fixture;
  Album album;
  GraftProjectSet *set;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *gone = NULL;
  guint n;

  project_fixture_init (&fixture);
  set = add_album (&fixture, &album);
  gone = g_build_filename (album.folder, "Épée-3.jpg", NULL);
  g_unlink (gone);
  graft_project_embed_async (fixture.project, NULL, result_cb, &result);
  g_assert_true (
      graft_project_embed_finish (fixture.project, wait_for (&result), &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 3);
  project_fixture_flush (&fixture);
  g_assert_true (graft_project_set_peek_items (set, NULL)[0].flags & GRAFT_ITEM_EMBEDDED);
  g_assert_false (graft_project_set_peek_items (set, NULL)[3].flags &
                  GRAFT_ITEM_EMBEDDED);
  g_assert_cmpuint (count_missing (fixture.project), ==, 1);
  gone = (g_free (gone), g_build_filename (album.folder, "Épée-0.jpg", NULL));
  g_unlink (gone);
  check_size (fixture.project, get_id (set, 0), 0, SIDE, SIDE);
  graft_project_undo (fixture.project);
  project_fixture_flush (&fixture);
  g_assert_cmpuint (count_missing (fixture.project), ==, 2);
  album_clear (&album);
  g_clear_object (&result);
  project_fixture_clear (&fixture);
}

static void
test_relink (void)
{
  ProjectFixture fixture;
  Album album;
  GraftProjectSet *set;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *moved = NULL;
  g_autofree char *name = NULL;
  g_autofree char *other = NULL;
  guint n_found, n_missing;

  project_fixture_init (&fixture);
  set = add_album (&fixture, &album);
  moved = g_build_filename (fixture.folder, "moved", NULL);
  name = g_build_filename (moved, "Épée-0.jpg", NULL);
  other = g_build_filename (moved, "renamed.dat", NULL);
  g_assert_cmpint (g_rename (album.folder, moved), ==, 0);
  g_assert_cmpint (g_rename (name, other), ==, 0);
  g_assert_cmpuint (count_missing (fixture.project), ==, N_PHOTOS);
  graft_project_relink_async (fixture.project, fixture.folder, NULL, result_cb, &result);
  g_assert_true (graft_project_relink_finish (fixture.project, wait_for (&result),
                                              &n_found, &n_missing, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_found, ==, N_PHOTOS);
  g_assert_cmpuint (n_missing, ==, 0);
  g_assert_cmpuint (count_missing (fixture.project), ==, 0);
  check_size (fixture.project, get_id (set, 0), 0, SIDE, SIDE);
  album_clear (&album);
  g_clear_object (&result);
  project_fixture_clear (&fixture);
}

static void
test_save_copy (void)
{
  ProjectFixture fixture;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GraftProject) copy = NULL;

  project_fixture_init (&fixture);
  project_fixture_add_set (&fixture, "made up", 100, NULL);
  path = g_build_filename (fixture.folder, "copy.graft", NULL);
  graft_project_save_copy_async (fixture.project, path, NULL, result_cb, &result);
  g_assert_true (
      graft_project_save_copy_finish (fixture.project, wait_for (&result), &error));
  g_assert_no_error (error);
  copy = graft_project_open (path, GRAFT_PROJECT_OPEN, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (
      graft_project_set_get_n_items (graft_project_find_set (copy, "made up")), ==, 100);
  /* Somebody has it open now. */
  g_clear_object (&result);
  graft_project_save_copy_async (fixture.project, path, NULL, result_cb, &result);
  g_assert_false (
      graft_project_save_copy_finish (fixture.project, wait_for (&result), &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
  g_clear_object (&result);
  project_fixture_clear (&fixture);
}

/* --- suggestions --- */

static gboolean
suggest_cb (GraftProjectFile *file, gpointer data, GError **error)
{
  return graft_sql_exec (
      graft_project_file_peek_sql (file),
      "INSERT INTO suggestion SELECT i.id, (SELECT max (id) FROM class),"
      " 0.75, i.id, 0, 1, 'test' FROM item i",
      error);
}

static void
test_suggestions (void)
{
  static const char *const classes[] = { "cat", "dog", NULL };
  const GraftProjectStep quiet = { NULL };
  ProjectFixture fixture;
  GraftProjectSet *set;
  const GraftItem *items;
  guint32 id;

  project_fixture_init (&fixture);
  set = project_fixture_add_set (&fixture, "made up", 3, classes);
  graft_project_submit (fixture.project, &quiet, suggest_cb, NULL, NULL, NULL);
  project_fixture_flush (&fixture);
  items = graft_project_set_peek_items (set, NULL);
  g_assert_cmpint (items[1].suggestion, ==, 1);
  g_assert_cmpfloat (items[1].confidence, ==, 0.75f);
  g_assert_cmpuint (items[1].queue, ==, 2);
  id = get_id (set, 1);
  graft_project_accept_suggestions (fixture.project, set, &id, 1);
  project_fixture_flush (&fixture);
  items = graft_project_set_peek_items (set, NULL);
  g_assert_cmpint (items[1].label, ==, 1);
  g_assert_cmpint (items[1].suggestion, ==, GRAFT_CLASS_NONE);
  g_assert_cmpint (items[0].label, ==, GRAFT_CLASS_NONE);
  /* What a model wrote is no step: this undoes the label, and the suggestion shows. */
  graft_project_undo (fixture.project);
  project_fixture_flush (&fixture);
  items = graft_project_set_peek_items (set, NULL);
  g_assert_cmpint (items[1].label, ==, GRAFT_CLASS_NONE);
  g_assert_cmpint (items[1].suggestion, ==, 1);
  project_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  char *home;
  int result;

  g_test_init (&argc, &argv, NULL);
  home = test_temp_home_new ();
  g_test_add_func ("/items/details", test_details);
  g_test_add_func ("/items/search", test_search);
  g_test_add_func ("/items/pictures", test_pictures);
  g_test_add_func ("/items/vector", test_vector);
  g_test_add_func ("/items/crowd", test_crowd);
  g_test_add_func ("/items/batches-around-a-label", test_batches_around_a_label);
  g_test_add_func ("/items/embed", test_embed);
  g_test_add_func ("/items/relink", test_relink);
  g_test_add_func ("/items/save-copy", test_save_copy);
  g_test_add_func ("/items/suggestions", test_suggestions);
  result = g_test_run ();
  test_temp_folder_remove (home);
  return result;
}
