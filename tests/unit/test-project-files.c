/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files around a project: those that items refer to, taken in, lost and found, and copies
 * of the project itself. */
#include "tests/support/project-album.h"
#include "tests/support/temp-folder.h"

#include <glib/gstdio.h>

static guint32
get_id (GraftProjectSet *set, guint at)
{
  return graft_project_set_peek_items (set, NULL)[at].id;
}

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

static guint
count_missing (GraftProject *project)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  graft_project_count_missing_async (project, NULL, project_fixture_result_cb, &result);
  graft_project_count_missing_finish (project, project_fixture_wait (&result), &n,
                                      &error);
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
  set = project_fixture_add_album (&fixture, &album);
  gone = g_build_filename (album.folder, "Épée-3.jpg", NULL);
  g_unlink (gone);
  graft_project_embed_async (fixture.project, NULL, project_fixture_result_cb, &result);
  g_assert_true (graft_project_embed_finish (fixture.project,
                                             project_fixture_wait (&result), &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 3);
  project_fixture_flush (&fixture);
  g_assert_true (graft_project_set_peek_items (set, NULL)[0].flags & GRAFT_ITEM_EMBEDDED);
  g_assert_false (graft_project_set_peek_items (set, NULL)[3].flags &
                  GRAFT_ITEM_EMBEDDED);
  g_assert_cmpuint (count_missing (fixture.project), ==, 1);
  gone = (g_free (gone), g_build_filename (album.folder, "Épée-0.jpg", NULL));
  g_unlink (gone);
  check_size (fixture.project, get_id (set, 0), 0, ALBUM_SIDE, ALBUM_SIDE);
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
  set = project_fixture_add_album (&fixture, &album);
  moved = g_build_filename (fixture.folder, "moved", NULL);
  name = g_build_filename (moved, "Épée-0.jpg", NULL);
  other = g_build_filename (moved, "renamed.dat", NULL);
  g_assert_cmpint (g_rename (album.folder, moved), ==, 0);
  g_assert_cmpint (g_rename (name, other), ==, 0);
  g_assert_cmpuint (count_missing (fixture.project), ==, ALBUM_PHOTOS);
  graft_project_relink_async (fixture.project, fixture.folder, NULL,
                              project_fixture_result_cb, &result);
  g_assert_true (graft_project_relink_finish (
      fixture.project, project_fixture_wait (&result), &n_found, &n_missing, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_found, ==, ALBUM_PHOTOS);
  g_assert_cmpuint (n_missing, ==, 0);
  g_assert_cmpuint (count_missing (fixture.project), ==, 0);
  check_size (fixture.project, get_id (set, 0), 0, ALBUM_SIDE, ALBUM_SIDE);
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
  graft_project_save_copy_async (fixture.project, path, NULL, project_fixture_result_cb,
                                 &result);
  g_assert_true (graft_project_save_copy_finish (fixture.project,
                                                 project_fixture_wait (&result), &error));
  g_assert_no_error (error);
  copy = graft_project_open (path, GRAFT_PROJECT_OPEN, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (
      graft_project_set_get_n_items (graft_project_find_set (copy, "made up")), ==, 100);
  /* Somebody has it open now. */
  g_clear_object (&result);
  graft_project_save_copy_async (fixture.project, path, NULL, project_fixture_result_cb,
                                 &result);
  g_assert_false (graft_project_save_copy_finish (
      fixture.project, project_fixture_wait (&result), &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
  g_clear_object (&result);
  project_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  char *home;
  int result;

  g_test_init (&argc, &argv, NULL);
  home = test_temp_home_new ();
  g_test_add_func ("/files/embed", test_embed);
  g_test_add_func ("/files/relink", test_relink);
  g_test_add_func ("/files/save-copy", test_save_copy);
  result = g_test_run ();
  test_temp_folder_remove (home);
  return result;
}
