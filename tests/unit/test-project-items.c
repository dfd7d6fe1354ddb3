/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The items of a project: looking them up, drawing them, and the files they refer to. */
#include "engine/project/project-items.h"
#include "engine/project/project-jobs.h"
#include "engine/project/thumbnail-cache.h"
#include "tests/support/project-album.h"
#include "tests/support/temp-folder.h"

#include <glib/gstdio.h>

#include <pthread.h>
#include <string.h>

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

  graft_project_get_details_async (project, item, NULL, project_fixture_result_cb,
                                   &result);
  details =
      graft_project_get_details_finish (project, project_fixture_wait (&result), &error);
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
  set = project_fixture_add_album (&fixture, &album);
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

  graft_project_search_async (project, set, text, NULL, project_fixture_result_cb,
                              &result);
  ids = graft_project_search_finish (project, project_fixture_wait (&result), &error);
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
  set = project_fixture_add_album (&fixture, &album);
  id = get_id (set, 3);
  graft_project_set_tag (fixture.project, set, &id, 1, "Shiny", TRUE);
  graft_project_set_tag (fixture.project, set, &id, 1, "shinier", TRUE);
  project_fixture_flush (&fixture);
  g_assert_cmpuint (count_found (fixture.project, set, "épée-2"), ==, 1);
  g_assert_cmpuint (count_found (fixture.project, set, "ÉPÉE"), ==, ALBUM_PHOTOS);
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
  set = project_fixture_add_album (&fixture, &album);
  small = project_fixture_add_set (&fixture, "made up", 3, NULL);
  check_size (fixture.project, get_id (set, 1), 0, ALBUM_SIDE, ALBUM_SIDE);
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
  guint32 ids[ALBUM_PHOTOS];
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
          crowd->project, crowd->ids[i % ALBUM_PHOTOS], i % 2 ? 32 : 64, NULL, &error);

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
  set = project_fixture_add_album (&fixture, &album);
  crowd.project = fixture.project;
  crowd.set = graft_project_set_get_id (set);
  for (guint i = 0; i < ALBUM_PHOTOS; i++)
    crowd.ids[i] = get_id (set, i);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (
        pthread_create (&threads[i], NULL, i == 3 ? add_worker : look_worker, &crowd), ==,
        0);
  for (guint i = 0; i < 4; i++)
    pthread_join (threads[i], NULL);
  g_assert_no_error (crowd.error);
  project_fixture_flush (&fixture);
  g_assert_cmpuint (graft_project_set_get_n_items (set), ==, ALBUM_PHOTOS + 10);
  graft_project_undo (fixture.project);
  project_fixture_flush (&fixture);
  g_assert_cmpuint (graft_project_set_get_n_items (set), ==, ALBUM_PHOTOS);
  album_clear (&album);
  project_fixture_clear (&fixture);
}

static void
slow_cb (GraftProjectSet *set, gpointer data)
{
  g_usleep (6000);
}

static gboolean
draw_cb (gpointer data)
{
  *(guint *)data += 1;
  return G_SOURCE_CONTINUE;
}

/* What came while a slow window was busy does not keep it from drawing. */
static void
test_slow_window (void)
{
  ProjectFixture fixture;
  Crowd crowd = { NULL };
  GraftProjectSet *set;
  pthread_t thread;
  guint drawn = 0, source;

  project_fixture_init (&fixture);
  set = project_fixture_add_set (&fixture, "made up", 2, NULL);
  crowd.project = fixture.project;
  crowd.set = graft_project_set_get_id (set);
  g_assert_cmpint (pthread_create (&thread, NULL, add_worker, &crowd), ==, 0);
  pthread_join (thread, NULL);
  g_assert_no_error (crowd.error);
  g_signal_connect (set, "items-replaced", G_CALLBACK (slow_cb), NULL);
  /* As GTK does: now and then, below what is urgent. */
  source = g_timeout_add_full (G_PRIORITY_HIGH_IDLE + 20, 5, draw_cb, &drawn, NULL);
  while (graft_project_set_get_n_items (set) < 12)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  g_assert_cmpuint (drawn, >=, 2);
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

static gboolean
suspect_cb (GraftProjectFile *file, gpointer data, GError **error)
{
  return graft_sql_run (graft_project_file_peek_sql (file),
                        "INSERT INTO suspect SELECT l.item, (SELECT max (id) FROM class),"
                        " 0.5, ?1 FROM label l",
                        GRAFT_SQL_VALUES (graft_sql_int (g_get_real_time ())), error);
}

/* A person who says it again has answered the doubt. */
static void
test_suspects (void)
{
  static const char *const classes[] = { "cat", "dog", NULL };
  const GraftProjectStep quiet = { NULL };
  ProjectFixture fixture;
  GraftProjectSet *set;
  const GraftItem *item;
  guint32 id;

  project_fixture_init (&fixture);
  set = project_fixture_add_set (&fixture, "made up", 3, classes);
  id = get_id (set, 0);
  graft_project_label (fixture.project, set, &id, 1, 0);
  graft_project_submit (fixture.project, &quiet, suspect_cb, NULL, NULL, NULL);
  project_fixture_flush (&fixture);
  item = graft_project_set_peek_items (set, NULL);
  g_assert_true (item->flags & GRAFT_ITEM_SUSPECT);
  g_assert_cmpint (item->suggestion, ==, 1);
  graft_project_label (fixture.project, set, &id, 1, 0);
  project_fixture_flush (&fixture);
  item = graft_project_set_peek_items (set, NULL);
  g_assert_false (item->flags & GRAFT_ITEM_SUSPECT);
  g_assert_cmpint (item->suggestion, ==, GRAFT_CLASS_NONE);
  graft_project_undo (fixture.project);
  graft_project_accept_suggestions (fixture.project, set, &id, 1);
  project_fixture_flush (&fixture);
  item = graft_project_set_peek_items (set, NULL);
  g_assert_cmpint (item->label, ==, 1);
  g_assert_false (item->flags & GRAFT_ITEM_SUSPECT);
  project_fixture_clear (&fixture);
}

/* --- who said what --- */

static void
check_opinions (GraftProject *project, guint32 item, const char *wanted)
{
  g_autoptr (GError) error = NULL;
  GraftSql *reader = graft_project_take_reader (project, &error);
  g_autoptr (GString) said = g_string_new (NULL);
  GraftQuery *query = graft_sql_query (
      reader,
      "SELECT a.name || '=' || c.name FROM opinion o JOIN annotator a ON a.id=o.annotator"
      " JOIN class c ON c.id=o.class WHERE o.item=?1 ORDER BY a.name",
      GRAFT_SQL_VALUES (graft_sql_int (item)), &error);

  while (graft_sql_next (reader, query, &error))
    {
      g_autofree char *text = graft_query_dup_text (query, 0);

      g_string_append_printf (said, "%s ", text);
    }
  g_assert_no_error (error);
  graft_project_give_reader (project, reader);
  g_assert_cmpstr (said->str, ==, wanted);
}

static void
test_opinions (void)
{
  ProjectFixture fixture;
  Album album;
  GraftProjectSet *set;
  guint32 id;

  project_fixture_init (&fixture);
  set = project_fixture_add_album (&fixture, &album);
  id = get_id (set, 0);
  graft_project_add_class (fixture.project, set, "knife");
  project_fixture_flush (&fixture);
  graft_project_set_annotator (fixture.project, "Ann");
  graft_project_label (fixture.project, set, &id, 1, 1);
  graft_project_set_annotator (fixture.project, "Bob");
  graft_project_label (fixture.project, set, &id, 1, 0);
  project_fixture_flush (&fixture);
  check_opinions (fixture.project, id, "Ann=knife Bob=sword import=sword ");
  g_assert_true (g_strv_contains (graft_project_get_annotators (fixture.project), "Ann"));
  g_assert_false (graft_project_set_peek_items (set, NULL)->flags & GRAFT_ITEM_IMPORTED);
  graft_project_label (fixture.project, set, &id, 1, GRAFT_CLASS_NONE);
  project_fixture_flush (&fixture);
  check_opinions (fixture.project, id, "Ann=knife import=sword ");
  for (guint i = 0; i < 3; i++)
    graft_project_undo (fixture.project);
  project_fixture_flush (&fixture);
  check_opinions (fixture.project, id, "");
  g_assert_true (graft_project_set_peek_items (set, NULL)->flags & GRAFT_ITEM_IMPORTED);
  /* Who labels here is remembered. */
  project_fixture_reopen (&fixture);
  g_assert_cmpstr (graft_project_get_annotator (fixture.project), ==, "Bob");
  album_clear (&album);
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
  g_test_add_func ("/items/slow-window", test_slow_window);
  g_test_add_func ("/items/batches-around-a-label", test_batches_around_a_label);
  g_test_add_func ("/items/suggestions", test_suggestions);
  g_test_add_func ("/items/suspects", test_suspects);
  g_test_add_func ("/items/opinions", test_opinions);
  result = g_test_run ();
  test_temp_folder_remove (home);
  return result;
}
