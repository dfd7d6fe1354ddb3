/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project in the window, with the real engine: made, opened, told to the pages, opened
 * twice, remembered, and what happens to files that are dropped. */
#include "ui/window/window-private.h"

#include "app/application.h"
#include "tests/support/temp-folder.h"
#include "ui/window/settings.h"

#include <glib/gstdio.h>

/* Seconds. */
#define PATIENCE 20

typedef struct
{
  GraftWindow *window;
  GraftProjectHolder *projects;
  char *folder;
  char *path; /* of a project that is not there yet */
  GError *failure;
} Fixture;

static void
failed_cb (Fixture *fixture, const GError *error)
{
  g_clear_error (&fixture->failure);
  fixture->failure = g_error_copy (error);
}

static GraftWindow *
show_window (gconstpointer application)
{
  GraftWindow *window =
      GRAFT_WINDOW (graft_window_new (ADW_APPLICATION ((gpointer)application)));

  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return window;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = test_temp_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "Things.graft", NULL);
  fixture->window = show_window (data);
  fixture->projects = graft_window_get_projects (fixture->window);
  g_signal_connect_swapped (fixture->projects, "failed", G_CALLBACK (failed_cb), fixture);
}

static void
close_window (GraftWindow *window)
{
  gpointer alive = window;

  g_object_add_weak_pointer (G_OBJECT (window), &alive);
  gtk_window_destroy (GTK_WINDOW (window));
  while (alive != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->projects, fixture);
  close_window (fixture->window);
  g_free (fixture->path);
  test_temp_folder_remove (fixture->folder);
  g_clear_error (&fixture->failure);
}

G_NORETURN static gboolean
expired_cb (gpointer user_data)
{
  g_error ("what was waited for did not come");
}

#define WAIT_UNTIL(condition)                                                            \
  G_STMT_START                                                                           \
  {                                                                                      \
    guint limit = g_timeout_add_seconds (PATIENCE, expired_cb, NULL);                    \
                                                                                         \
    while (!(condition))                                                                 \
      g_main_context_iteration (NULL, TRUE);                                             \
    g_source_remove (limit);                                                             \
  }                                                                                      \
  G_STMT_END

static GraftProject *
open_project (Fixture *fixture, GraftProjectFlags flags)
{
  graft_project_holder_open (fixture->projects, fixture->path, flags);
  WAIT_UNTIL (!graft_project_holder_get_busy (fixture->projects));
  return graft_project_holder_get_project (fixture->projects);
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  GraftProject *project = open_project (fixture, GRAFT_PROJECT_CREATE);

  g_assert_no_error (fixture->failure);
  g_assert_nonnull (project);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_REGULAR));
  for (gsize i = 0; graft_pages_get (i) != NULL; i++)
    g_assert_true (graft_page_get_project (graft_window_get_page (
                       fixture->window, graft_pages_get (i)->id)) == project);
  g_assert_true (graft_run_controller_get_project (
                     graft_window_get_controller (fixture->window)) == project);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Things");
  g_assert_cmpstr (graft_window_get_page_id (fixture->window), ==, "data");
  g_assert_nonnull (
      strstr (graft_project_holder_get_status (fixture->projects), "Saved"));
}

static void
test_close (Fixture *fixture, gconstpointer data)
{
  g_assert_nonnull (open_project (fixture, GRAFT_PROJECT_CREATE));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.close-project", NULL);
  g_assert_null (graft_project_holder_get_project (fixture->projects));
  g_assert_null (
      graft_page_get_project (graft_window_get_page (fixture->window, "data")));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Graft");
  /* Closed for good: it can be opened again, and written. */
  g_assert_nonnull (open_project (fixture, GRAFT_PROJECT_OPEN));
  g_assert_false (
      graft_project_get_read_only (graft_project_holder_get_project (fixture->projects)));
}

/* What is open stays when its successor cannot be opened. */
static void
test_failure (Fixture *fixture, gconstpointer data)
{
  GraftProject *project = open_project (fixture, GRAFT_PROJECT_CREATE);
  g_autofree char *bad = g_build_filename (fixture->folder, "bad.graft", NULL);

  g_assert_true (g_file_set_contents (bad, "no database at all, nowhere", -1, NULL));
  graft_project_holder_open (fixture->projects, bad, GRAFT_PROJECT_OPEN);
  WAIT_UNTIL (fixture->failure != NULL);
  g_assert_nonnull (strstr (fixture->failure->message, "bad.graft"));
  g_assert_true (graft_project_holder_get_project (fixture->projects) == project);
}

static void
test_second_window (Fixture *fixture, gconstpointer data)
{
  GraftWindow *second;
  GraftProjectHolder *projects;

  g_assert_nonnull (open_project (fixture, GRAFT_PROJECT_CREATE));
  g_assert_false (gtk_widget_get_visible (graft_window_get_notice (fixture->window)));
  second = show_window (data);
  projects = graft_window_get_projects (second);
  graft_project_holder_open (projects, fixture->path, GRAFT_PROJECT_OPEN);
  WAIT_UNTIL (!graft_project_holder_get_busy (projects));
  g_assert_true (
      graft_project_get_read_only (graft_project_holder_get_project (projects)));
  g_assert_true (gtk_widget_get_visible (graft_window_get_notice (second)));
  close_window (second);
}

static void
test_recent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = graft_settings_new ();
  g_auto (GStrv) paths = NULL;
  g_auto (GStrv) after = NULL;

  g_assert_nonnull (open_project (fixture, GRAFT_PROJECT_CREATE));
  paths = graft_project_holder_dup_recent (settings);
  g_assert_cmpstr (paths[0], ==, fixture->path);
  /* One that is gone is not offered. */
  graft_project_holder_close (fixture->projects);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  after = graft_project_holder_dup_recent (settings);
  g_assert_true (after[0] == NULL || !g_str_equal (after[0], fixture->path));
}

/* A newcomer drops a folder on an empty window: a project named after it is made. */
static void
test_drop (Fixture *fixture, gconstpointer data)
{
  g_autofree char *photos = g_build_filename (fixture->folder, "photos", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (photos);
  GSList files = { .data = file };

  g_assert_cmpint (g_mkdir (photos, 0700), ==, 0);
  graft_window_take_files (fixture->window, &files);
  WAIT_UNTIL (graft_project_holder_get_project (fixture->projects) != NULL);
  g_assert_cmpstr (
      graft_project_get_name (graft_project_holder_get_project (fixture->projects)), ==,
      "photos");
  g_assert_cmpstr (graft_window_get_page_id (fixture->window), ==, "data");
}

static void
test_drop_project (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  GSList files = { .data = file };

  g_assert_nonnull (open_project (fixture, GRAFT_PROJECT_CREATE));
  graft_project_holder_close (fixture->projects);
  graft_window_take_files (fixture->window, &files);
  WAIT_UNTIL (graft_project_holder_get_project (fixture->projects) != NULL);
  g_assert_cmpstr (
      graft_project_get_path (graft_project_holder_get_project (fixture->projects)), ==,
      fixture->path);
}

#define ADD(name, function)                                                              \
  g_test_add ("/project-window/" name, Fixture, application, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autoptr (GraftApplication) application = NULL;

  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  application = graft_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("create", test_create);
  ADD ("close", test_close);
  ADD ("failure", test_failure);
  ADD ("second-window", test_second_window);
  ADD ("recent", test_recent);
  ADD ("drop", test_drop);
  ADD ("drop-project", test_drop_project);
  return g_test_run ();
}
