/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of items: in the size that is drawn, newest first, none that nobody wants any
 * more, a bounded number kept, and a reason where there is none. */
#include "tests/support/picture-project.h"
#include "tests/support/project-fixture.h"
#include "ui/data/item-tile.h"
#include "ui/data/texture-cache.h"
#include "ui/data/thumbnail-loader.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  ProjectFixture project;
  GraftProjectSet *set;
  GraftThumbnailLoader *loader;
} Fixture;

typedef struct
{
  GdkTexture *texture;
  char *failure;
  gboolean answered;
} Answer;

G_NORETURN static gboolean
expired_cb (gpointer user_data)
{
  g_error ("no picture came within twenty seconds");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  project_fixture_init (&fixture->project);
  fixture->set = project_fixture_add_set (&fixture->project, "Animals", 30, NULL);
  fixture->loader = graft_thumbnail_loader_new (fixture->project.project);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->loader);
  project_fixture_clear (&fixture->project);
}

static void
answer_cb (GdkTexture *texture, const GError *error, gpointer user_data)
{
  Answer *answer = user_data;

  g_assert_false (answer->answered);
  answer->answered = TRUE;
  answer->texture = texture != NULL ? g_object_ref (texture) : NULL;
  answer->failure = error != NULL ? g_strdup (error->message) : NULL;
}

static void
answer_clear (Answer *self)
{
  g_clear_object (&self->texture);
  g_clear_pointer (&self->failure, g_free);
}

static void
wait_for (const Answer *answer)
{
  guint limit = g_timeout_add_seconds (20, expired_cb, NULL);

  while (!answer->answered)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
}

static guint32
id_at (GraftProjectSet *set, guint place)
{
  gsize n;

  return graft_project_set_peek_items (set, &n)[place].id;
}

/* The second time it is there at once, for the same box only. */
static void
test_request (Fixture *fixture, gconstpointer data)
{
  const GraftPictureFit fit = { 30, 20, FALSE }, other = { 30, 21, FALSE };
  const guint32 id = id_at (fixture->set, 3);
  Answer answer = { NULL };

  g_assert_null (graft_thumbnail_loader_peek (fixture->loader, id, &fit));
  graft_thumbnail_loader_request (fixture->loader, id, &fit, answer_cb, &answer);
  wait_for (&answer);
  g_assert_null (answer.failure);
  /* Four pixels, five times. */
  g_assert_cmpint (gdk_texture_get_width (answer.texture), ==, 20);
  g_assert_cmpint (gdk_texture_get_height (answer.texture), ==, 20);
  g_assert_true (graft_thumbnail_loader_peek (fixture->loader, id, &fit) ==
                 answer.texture);
  g_assert_null (graft_thumbnail_loader_peek (fixture->loader, id, &other));
  answer_clear (&answer);
}

/* What was cancelled is never answered; what was not is, whatever happened to others. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  const GraftPictureFit fit = { 64, 48, TRUE };
  Answer answers[30] = { { NULL } };
  guint64 tickets[30];

  for (guint i = 0; i < 30; i++)
    tickets[i] = graft_thumbnail_loader_request (fixture->loader, id_at (fixture->set, i),
                                                 &fit, answer_cb, &answers[i]);
  for (guint i = 0; i < 30; i += 2)
    graft_thumbnail_loader_cancel (fixture->loader, tickets[i]);
  for (guint i = 1; i < 30; i += 2)
    wait_for (&answers[i]);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (guint i = 0; i < 30; i++)
    {
      g_assert_cmpint (answers[i].answered, ==, i % 2 == 1);
      answer_clear (&answers[i]);
    }
}

/* The loader ends with requests under way. */
static void
test_end (Fixture *fixture, gconstpointer data)
{
  const GraftPictureFit fit = { 64, 48, TRUE };
  Answer answer = { NULL };

  for (guint i = 0; i < 30; i++)
    graft_thumbnail_loader_request (fixture->loader, id_at (fixture->set, i), &fit,
                                    answer_cb, &answer);
  g_assert_finalize_object (fixture->loader);
  fixture->loader = graft_thumbnail_loader_new (fixture->project.project);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (answer.answered);
}

/* A file that is no picture: the tile knows why, and asks again for another loader. */
static void
test_broken (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->project.folder, "data", NULL);
  g_autofree char *class = g_build_filename (folder, "cat", NULL);
  g_autofree char *path = g_build_filename (class, "broken.png", NULL);
  GraftTileLook look = { .loader = fixture->loader, .width = 140 };
  GtkWidget *tile = g_object_ref_sink (graft_item_tile_new (&look));
  g_autoptr (GraftItemRow) row = NULL;
  GraftProjectSet *set;
  guint limit = g_timeout_add_seconds (20, expired_cb, NULL);
  gsize n;

  g_assert_cmpint (g_mkdir_with_parents (class, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "no picture", -1, NULL));
  set = picture_project_add_folder (fixture->project.project, "Broken", folder);
  row = graft_item_row_new (set, graft_project_set_peek_items (set, &n));
  gtk_widget_measure (tile, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (tile, &(GtkAllocation){ 0, 0, 140, 131 }, -1);
  graft_item_tile_set_row (GRAFT_ITEM_TILE (tile), row);
  graft_item_tile_set_on_screen (GRAFT_ITEM_TILE (tile), TRUE);
  while (graft_item_tile_get_failure (GRAFT_ITEM_TILE (tile)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
  g_assert_nonnull (
      strstr (graft_item_tile_get_failure (GRAFT_ITEM_TILE (tile)), "broken.png"));
  graft_item_tile_forget_picture (GRAFT_ITEM_TILE (tile));
  g_assert_null (graft_item_tile_get_failure (GRAFT_ITEM_TILE (tile)));
  g_assert_finalize_object (tile);
}

/* ---- sizes ---- */

static void
assert_size (guint width,
             guint height,
             const GraftPictureFit *fit,
             int expected_width,
             int expected_height)
{
  GraftPicture picture = {
    width, height, g_bytes_new_take (g_malloc0 (4 * width * height), 4 * width * height)
  };
  g_autoptr (GdkTexture) texture = graft_picture_to_texture (&picture, fit);

  g_assert_cmpint (gdk_texture_get_width (texture), ==, expected_width);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, expected_height);
  g_bytes_unref (picture.pixels);
}

static void
test_sizes (void)
{
  const GraftPictureFit fill = { 120, 90, FALSE }, whole = { 120, 90, TRUE };
  const GraftPictureFit as_it_is = { 0, 0, TRUE };

  assert_size (200, 200, &fill, 120, 90);
  assert_size (200, 200, &whole, 90, 90);
  assert_size (400, 100, &whole, 120, 30);
  /* Digits are shown whole, three of their pixels a pixel. */
  assert_size (28, 28, &fill, 84, 84);
  assert_size (300, 10, &as_it_is, 300, 10);
  assert_size (1000, 1, &whole, 120, 1);
}

/* Half-transparent red, premultiplied in host order. */
static void
test_pixels (void)
{
  static const guint8 pixels[] = { 255, 0, 0, 128, 0, 0, 255, 255 };
  const GraftPictureFit as_it_is = { 0, 0, TRUE };
  GraftPicture picture = { 2, 1, g_bytes_new_static (pixels, sizeof pixels) };
  g_autoptr (GdkTexture) texture = graft_picture_to_texture (&picture, &as_it_is);
  guint32 result[2];

  gdk_texture_download (texture, (guchar *)result, sizeof result);
  g_assert_cmphex (result[0], ==, 0x80800000);
  g_assert_cmphex (result[1], ==, 0xff0000ff);
  g_bytes_unref (picture.pixels);
}

/* ---- what is kept ---- */

static GdkTexture *
make_texture (int side)
{
  const gsize size = 4 * (gsize)side * (gsize)side;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (size), size);

  return gdk_memory_texture_new (side, side, GDK_MEMORY_DEFAULT, bytes, 4 * (gsize)side);
}

/* Ten of them fit; the one not asked for goes. */
static void
test_cache (void)
{
  g_autoptr (GdkTexture) small = make_texture (10), large = make_texture (32);
  GraftTextureCache *cache = graft_texture_cache_new (4000);

  for (guint64 key = 0; key < 10; key++)
    graft_texture_cache_add (cache, key, small);
  g_assert_cmpuint (graft_texture_cache_get_bytes (cache), ==, 4000);
  g_assert_nonnull (graft_texture_cache_peek (cache, 0));
  graft_texture_cache_add (cache, 10, small);
  g_assert_cmpuint (graft_texture_cache_get_bytes (cache), ==, 4000);
  g_assert_nonnull (graft_texture_cache_peek (cache, 0));
  g_assert_null (graft_texture_cache_peek (cache, 1));
  graft_texture_cache_add (cache, 0, small);
  g_assert_cmpuint (graft_texture_cache_get_bytes (cache), ==, 4000);
  /* One that would leave no room for others is not kept at all. */
  graft_texture_cache_add (cache, 11, large);
  g_assert_null (graft_texture_cache_peek (cache, 11));
  graft_texture_cache_free (cache);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
#define ADD(name, function)                                                              \
  g_test_add ("/thumbnails/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("request", test_request);
  ADD ("cancel", test_cancel);
  ADD ("end", test_end);
  ADD ("broken", test_broken);
  g_test_add_func ("/thumbnails/sizes", test_sizes);
  g_test_add_func ("/thumbnails/pixels", test_pixels);
  g_test_add_func ("/thumbnails/cache", test_cache);
  return g_test_run ();
}
