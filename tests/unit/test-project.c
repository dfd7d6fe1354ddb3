/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project as the window uses it: edits, undo and redo, over closing and opening. */
#include "tests/support/project-fixture.h"
#include "tests/support/temp-folder.h"

static const char *const classes[] = { "cat", "dog", "horse", NULL };

static void
fill_ids (GraftProjectSet *set, guint32 *ids, guint first, guint n)
{
  const GraftItem *items = graft_project_set_peek_items (set, NULL);

  for (guint i = 0; i < n; i++)
    ids[i] = items[first + i].id;
}

static int
get_label (GraftProjectSet *set, guint at)
{
  return graft_project_set_peek_items (set, NULL)[at].label;
}

/* --- opening --- */

static void
test_create (void)
{
  ProjectFixture fixture;
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftProject) again = NULL;

  project_fixture_init (&fixture);
  g_assert_cmpstr (graft_project_get_name (fixture.project), ==, "animals");
  g_assert_false (graft_project_get_read_only (fixture.project));
  g_assert_cmpuint (g_list_model_get_n_items (graft_project_get_sets (fixture.project)),
                    ==, 0);
  again = graft_project_open (fixture.path, GRAFT_PROJECT_CREATE, &error);
  g_assert_null (again);
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
  project_fixture_clear (&fixture);
}

static void
test_one_file (void)
{
  ProjectFixture fixture;
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint n = 0;

  project_fixture_init (&fixture);
  project_fixture_add_set (&fixture, "photos", 10, classes);
  graft_project_close (fixture.project);
  dir = g_dir_open (fixture.folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_assert_cmpstr (name, ==, "animals.graft");
      n++;
    }
  g_assert_cmpuint (n, ==, 1);
  project_fixture_clear (&fixture);
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  GraftProject **project = data;

  *project = graft_project_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
test_open_async (void)
{
  ProjectFixture fixture;

  project_fixture_init (&fixture);
  project_fixture_add_set (&fixture, "photos", 10, classes);
  g_assert_finalize_object (fixture.project);
  fixture.project = NULL;
  graft_project_open_async (fixture.path, GRAFT_PROJECT_OPEN, NULL, opened_cb,
                            &fixture.project);
  while (fixture.project == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (graft_project_find_set (fixture.project, "photos"));
  project_fixture_clear (&fixture);
}

static void
cancelled_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftProject) project = graft_project_open_finish (result, &error);

  g_assert_null (project);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *)data = TRUE;
}

static void
test_cancel_opening (void)
{
  ProjectFixture fixture;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean done = FALSE;

  project_fixture_init (&fixture);
  project_fixture_add_set (&fixture, "photos", 10, classes);
  g_assert_finalize_object (fixture.project);
  g_cancellable_cancel (cancellable);
  graft_project_open_async (fixture.path, GRAFT_PROJECT_OPEN, cancellable, cancelled_cb,
                            &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  /* Nobody holds it any more. */
  fixture.project = graft_project_open (fixture.path, GRAFT_PROJECT_OPEN, NULL);
  g_assert_false (graft_project_get_read_only (fixture.project));
  project_fixture_clear (&fixture);
}

/* A window may hold a project a little longer than it is open. */
static void
test_closed (void)
{
  ProjectFixture fixture;
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftPicture) picture = NULL;
  GraftProjectSet *set;
  guint32 id;

  project_fixture_init (&fixture);
  set = project_fixture_add_set (&fixture, "photos", 10, classes);
  fill_ids (set, &id, 0, 1);
  graft_project_label (fixture.project, set, &id, 1, 1);
  graft_project_close (fixture.project);
  g_assert_cmpint (get_label (set, 0), ==, 1);
  graft_project_label (fixture.project, set, &id, 1, 2);
  project_fixture_flush (&fixture);
  g_assert_cmpuint (graft_project_get_pending (fixture.project), ==, 0);
  g_assert_cmpint (get_label (set, 0), ==, 1);
  picture = graft_project_load_picture (fixture.project, id, 0, NULL, &error);
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
  graft_project_close (fixture.project);
  project_fixture_clear (&fixture);
}

/* --- labels --- */

static void
count_cb (GraftProjectSet *set, guint first, guint n, gpointer data)
{
  *(guint *)data += n;
}

static void
test_label (void)
{
  ProjectFixture fixture;
  GraftProjectSet *set;
  guint32 ids[3];
  guint changed = 0;

  project_fixture_init (&fixture);
  set = project_fixture_add_set (&fixture, "photos", 10, classes);
  g_assert_cmpuint (graft_project_set_get_n_items (set), ==, 10);
  g_signal_connect (set, "items-changed", G_CALLBACK (count_cb), &changed);
  fill_ids (set, ids, 2, 3);
  graft_project_label (fixture.project, set, ids, 3, 2);
  g_assert_cmpuint (graft_project_get_pending (fixture.project), ==, 1);
  /* Nothing shows before it is on disk. */
  g_assert_cmpint (get_label (set, 2), ==, GRAFT_CLASS_NONE);
  project_fixture_flush (&fixture);
  g_assert_cmpuint (graft_project_get_pending (fixture.project), ==, 0);
  g_assert_cmpuint (changed, ==, 3);
  g_assert_cmpint (get_label (set, 1), ==, GRAFT_CLASS_NONE);
  g_assert_cmpint (get_label (set, 2), ==, 2);
  g_assert_cmpint (get_label (set, 4), ==, 2);
  g_assert_cmpuint (graft_project_set_get_n_labelled (set), ==, 3);
  g_assert_cmpuint (graft_project_set_get_class_count (set, 2), ==, 3);
  graft_project_label (fixture.project, set, ids, 2, GRAFT_CLASS_NONE);
  project_fixture_flush (&fixture);
  g_assert_cmpuint (graft_project_set_get_n_labelled (set), ==, 1);
  project_fixture_clear (&fixture);
}

static void
test_undo_after_reopening (void)
{
  ProjectFixture fixture;
  GraftProjectSet *set;
  guint32 ids[3];
  g_autofree char *text = NULL;
  gboolean can_redo;

  project_fixture_init (&fixture);
  set = project_fixture_add_set (&fixture, "photos", 10, classes);
  fill_ids (set, ids, 0, 3);
  graft_project_label (fixture.project, set, ids, 3, 2);
  graft_project_label (fixture.project, set, ids, 1, 0);
  project_fixture_flush (&fixture);
  graft_project_undo (fixture.project);
  project_fixture_flush (&fixture);
  g_assert_cmpint (get_label (set, 0), ==, 2);

  project_fixture_reopen (&fixture);
  set = graft_project_find_set (fixture.project, "photos");
  g_object_get (fixture.project, "undo-text", &text, "can-redo", &can_redo, NULL);
  g_assert_cmpstr (text, ==, "Label 3 items as horse");
  g_assert_true (can_redo);
  graft_project_undo (fixture.project);
  project_fixture_flush (&fixture);
  g_assert_cmpuint (graft_project_set_get_n_labelled (set), ==, 0);
  graft_project_redo (fixture.project);
  graft_project_redo (fixture.project);
  project_fixture_flush (&fixture);
  g_assert_cmpint (get_label (set, 0), ==, 0);
  g_assert_cmpint (get_label (set, 1), ==, 2);
  project_fixture_clear (&fixture);
}

static void
test_undo_import (void)
{
  ProjectFixture fixture;
  GraftProjectSet *set;

  project_fixture_init (&fixture);
  project_fixture_add_set (&fixture, "photos", 10, classes);
  graft_project_undo (fixture.project);
  project_fixture_flush (&fixture);
  g_assert_null (graft_project_find_set (fixture.project, "photos"));
  graft_project_redo (fixture.project);
  project_fixture_flush (&fixture);
  set = graft_project_find_set (fixture.project, "photos");
  g_assert_cmpuint (graft_project_set_get_n_items (set), ==, 10);
  g_assert_cmpuint (graft_project_set_get_n_classes (set), ==, 3);
  project_fixture_clear (&fixture);
}

static void
test_new_edit_drops_redo (void)
{
  ProjectFixture fixture;
  GraftProjectSet *set;
  guint32 ids[1];
  gboolean can_redo;

  project_fixture_init (&fixture);
  set = project_fixture_add_set (&fixture, "photos", 10, classes);
  fill_ids (set, ids, 0, 1);
  graft_project_label (fixture.project, set, ids, 1, 0);
  graft_project_undo (fixture.project);
  graft_project_label (fixture.project, set, ids, 1, 1);
  project_fixture_flush (&fixture);
  g_object_get (fixture.project, "can-redo", &can_redo, NULL);
  g_assert_false (can_redo);
  graft_project_redo (fixture.project);
  project_fixture_flush (&fixture);
  g_assert_cmpint (get_label (set, 0), ==, 1);
  project_fixture_clear (&fixture);
}

/* --- classes --- */

static void
test_classes (void)
{
  ProjectFixture fixture;
  GraftProjectSet *set;
  guint32 ids[6];

  project_fixture_init (&fixture);
  set = project_fixture_add_set (&fixture, "photos", 10, classes);
  fill_ids (set, ids, 0, 6);
  graft_project_label (fixture.project, set, ids, 2, 0);
  graft_project_label (fixture.project, set, ids + 2, 2, 1);
  graft_project_label (fixture.project, set, ids + 4, 2, 2);
  graft_project_move_class (fixture.project, set, 2, 0);
  project_fixture_flush (&fixture);
  g_assert_cmpstr (graft_project_set_get_class_name (set, 0), ==, "horse");
  g_assert_cmpint (get_label (set, 4), ==, 0);
  g_assert_cmpint (get_label (set, 0), ==, 1);

  graft_project_merge_classes (fixture.project, set, 1, 2);
  project_fixture_flush (&fixture);
  g_assert_cmpuint (graft_project_set_get_n_classes (set), ==, 2);
  g_assert_cmpuint (graft_project_set_get_class_count (set, 1), ==, 4);
  graft_project_delete_class (fixture.project, set, 0);
  graft_project_rename_class (fixture.project, set, 1, "wolf");
  project_fixture_flush (&fixture);
  g_assert_cmpuint (graft_project_set_get_n_classes (set), ==, 1);
  g_assert_cmpstr (graft_project_set_get_class_name (set, 0), ==, "wolf");
  g_assert_cmpuint (graft_project_set_get_n_labelled (set), ==, 4);

  for (guint i = 0; i < 4; i++)
    graft_project_undo (fixture.project);
  project_fixture_flush (&fixture);
  g_assert_cmpuint (graft_project_set_get_n_classes (set), ==, 3);
  g_assert_cmpstr (graft_project_set_get_class_name (set, 0), ==, "cat");
  for (guint i = 0; i < 6; i++)
    g_assert_cmpint (get_label (set, i), ==, (int)i / 2);
  for (guint i = 0; i < 4; i++)
    graft_project_redo (fixture.project);
  project_fixture_flush (&fixture);
  g_assert_cmpstr (graft_project_set_get_class_name (set, 0), ==, "wolf");
  g_assert_cmpuint (graft_project_set_get_class_count (set, 0), ==, 4);
  project_fixture_clear (&fixture);
}

static void
failed_cb (GraftProject *project, const GError *error, gpointer data)
{
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH);
  *(guint *)data += 1;
}

static void
test_refused_edit (void)
{
  ProjectFixture fixture;
  GraftProjectSet *set;
  g_autoptr (GError) error = NULL;
  guint failed = 0;
  guint32 ids[1];

  project_fixture_init (&fixture);
  set = project_fixture_add_set (&fixture, "photos", 10, classes);
  g_signal_connect (fixture.project, "failed", G_CALLBACK (failed_cb), &failed);
  fill_ids (set, ids, 0, 1);
  /* The neighbours of an edit that fails are done all the same. */
  graft_project_label (fixture.project, set, ids, 1, 1);
  graft_project_add_class (fixture.project, set, "dog");
  graft_project_add_class (fixture.project, set, "wolf");
  g_assert_false (graft_project_flush (fixture.project, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH);
  g_assert_cmpuint (failed, ==, 1);
  g_assert_cmpint (get_label (set, 0), ==, 1);
  g_assert_cmpuint (graft_project_set_get_n_classes (set), ==, 4);
  project_fixture_flush (&fixture);
  project_fixture_clear (&fixture);
}

static void
test_sets (void)
{
  ProjectFixture fixture;
  GraftProjectSet *photos, *sketches;

  project_fixture_init (&fixture);
  photos = project_fixture_add_set (&fixture, "photos", 5, classes);
  sketches = project_fixture_add_set (&fixture, "sketches", 3, NULL);
  graft_project_copy_classes (fixture.project, sketches, photos);
  graft_project_rename_set (fixture.project, photos, "pictures");
  project_fixture_flush (&fixture);
  g_assert_true (graft_project_find_set (fixture.project, "pictures") == photos);
  g_assert_cmpint (graft_project_set_find_class (sketches, "horse"), ==, 2);
  graft_project_delete_set (fixture.project, photos);
  project_fixture_flush (&fixture);
  g_assert_cmpuint (g_list_model_get_n_items (graft_project_get_sets (fixture.project)),
                    ==, 1);
  graft_project_undo (fixture.project);
  project_fixture_flush (&fixture);
  photos = graft_project_find_set (fixture.project, "pictures");
  g_assert_cmpuint (graft_project_set_get_n_items (photos), ==, 5);
  project_fixture_clear (&fixture);
}

static void
test_splits_and_exclusion (void)
{
  static const guint8 splits[] = { GRAFT_SPLIT_TRAIN, GRAFT_SPLIT_TEST };
  ProjectFixture fixture;
  const GraftItem *items;
  GraftProjectSet *set;
  guint32 ids[2];

  project_fixture_init (&fixture);
  set = project_fixture_add_set (&fixture, "photos", 5, classes);
  fill_ids (set, ids, 0, 2);
  graft_project_set_splits (fixture.project, set, ids, splits, 2);
  graft_project_set_excluded (fixture.project, set, ids, 1, TRUE);
  project_fixture_flush (&fixture);
  items = graft_project_set_peek_items (set, NULL);
  g_assert_cmpuint (items[0].split, ==, GRAFT_SPLIT_TRAIN);
  g_assert_cmpuint (items[1].split, ==, GRAFT_SPLIT_TEST);
  g_assert_true (items[0].flags & GRAFT_ITEM_EXCLUDED);
  g_assert_true (items[0].flags & GRAFT_ITEM_EMBEDDED);
  g_assert_false (items[1].flags & GRAFT_ITEM_EXCLUDED);
  graft_project_undo (fixture.project);
  graft_project_undo (fixture.project);
  project_fixture_flush (&fixture);
  items = graft_project_set_peek_items (set, NULL);
  g_assert_cmpuint (items[1].split, ==, GRAFT_SPLIT_NONE);
  g_assert_false (items[0].flags & GRAFT_ITEM_EXCLUDED);
  project_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  char *home;
  int result;

  g_test_init (&argc, &argv, NULL);
  home = test_temp_home_new ();
  g_test_add_func ("/project/create", test_create);
  g_test_add_func ("/project/one-file", test_one_file);
  g_test_add_func ("/project/open-async", test_open_async);
  g_test_add_func ("/project/cancel-opening", test_cancel_opening);
  g_test_add_func ("/project/closed", test_closed);
  g_test_add_func ("/project/label", test_label);
  g_test_add_func ("/project/undo-after-reopening", test_undo_after_reopening);
  g_test_add_func ("/project/undo-import", test_undo_import);
  g_test_add_func ("/project/new-edit-drops-redo", test_new_edit_drops_redo);
  g_test_add_func ("/project/classes", test_classes);
  g_test_add_func ("/project/refused-edit", test_refused_edit);
  g_test_add_func ("/project/sets", test_sets);
  g_test_add_func ("/project/splits-and-exclusion", test_splits_and_exclusion);
  result = g_test_run ();
  test_temp_folder_remove (home);
  return result;
}
