/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Yesterday's runs in the window, with the real engine: trained, listed, the window
 * closed and opened again, opened, gone on with after an interruption, thrown away and
 * taken back. */
#include "ui/results/results-page.h"

#include "app/application.h"
#include "tests/support/project-items.h"
#include "tests/support/temp-folder.h"
#include "ui/results/kept-words.h"
#include "ui/window/window.h"

#include <math.h>
#include <string.h>

/* Seconds. */
#define PATIENCE 60

static const char *const on_project =
    "[experiment]\ntitle=A to B\nmethod=dann\nseed=3\n"
    "[source]\ndata=project:#A\ntest=project:#A\n"
    "[target]\ndata=project:#B\ntest=project:#B\n"
    "[network]\npreset=mlp\n[report]\nsnapshots=2\nprobe=20\n"
    "[method]\nepochs=%u\nbatch=16\nschedule=constant\nlearning_rate=0.05\n";

#define EPOCHS 12

typedef struct
{
  gconstpointer application;
  GraftWindow *window;
  GraftRunController *controller;
  GraftKeptRuns *kept;
  char *folder;
  char *path;
} Fixture;

G_NORETURN static gboolean
expired_cb (gpointer user_data)
{
  g_error ("%s did not come", (const char *)user_data);
}

#define WAIT_UNTIL(condition)                                                            \
  G_STMT_START                                                                           \
  {                                                                                      \
    guint limit = g_timeout_add_seconds (PATIENCE, expired_cb, (gpointer) #condition);   \
                                                                                         \
    while (!(condition))                                                                 \
      g_main_context_iteration (NULL, TRUE);                                             \
    g_source_remove (limit);                                                             \
  }                                                                                      \
  G_STMT_END

static void
open_window (Fixture *fixture)
{
  GraftProjectHolder *projects;

  fixture->window =
      GRAFT_WINDOW (graft_window_new (ADW_APPLICATION ((gpointer)fixture->application)));
  fixture->controller = graft_window_get_controller (fixture->window);
  fixture->kept = graft_results_page_get_kept (
      GRAFT_RESULTS_PAGE (graft_window_get_page (fixture->window, "results")));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  projects = graft_window_get_projects (fixture->window);
  graft_project_holder_open (projects, fixture->path, GRAFT_PROJECT_OPEN);
  WAIT_UNTIL (graft_project_holder_get_project (projects) != NULL);
  graft_window_show_page (fixture->window, "results");
}

/* With everything in it. */
static void
close_window (Fixture *fixture)
{
  gpointer alive[] = { fixture->window, fixture->controller, fixture->kept,
                       graft_kept_runs_get_row (fixture->kept, 0),
                       graft_run_controller_get_project (fixture->controller) };

  for (guint i = 0; i < G_N_ELEMENTS (alive); i++)
    if (alive[i] != NULL)
      g_object_add_weak_pointer (alive[i], &alive[i]);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  for (guint i = 0; i < G_N_ELEMENTS (alive); i++)
    WAIT_UNTIL (alive[i] == NULL);
}

static void
open_again (Fixture *fixture)
{
  close_window (fixture);
  open_window (fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->application = data;
  fixture->folder = test_temp_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "Things.graft", NULL);
  test_project_add_domain (fixture->path, "A", 60, 3, 0);
  test_project_add_domain (fixture->path, "B", 60, 3, 60);
  open_window (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_window (fixture);
  g_free (fixture->path);
  test_temp_folder_remove (fixture->folder);
}

/* ---- what a person does ---- */

static void
start (Fixture *fixture, guint epochs)
{
  g_autofree char *path = g_build_filename (fixture->folder, "ab.experiment", NULL);
  g_autofree char *text = g_strdup_printf (on_project, epochs);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (graft_window_open (fixture->window, file));
  graft_run_controller_start (fixture->controller);
  graft_window_show_page (fixture->window, "results");
}

static GraftState
state_of (Fixture *fixture)
{
  return graft_run_controller_get_state (fixture->controller);
}

static gboolean
shows (Fixture *fixture, guint row, const char *words)
{
  GraftKeptRow *found = graft_kept_runs_get_row (fixture->kept, row);

  return found != NULL && strstr (graft_kept_row_get_text (found), words) != NULL;
}

static void
train (Fixture *fixture, guint epochs)
{
  start (fixture, epochs);
  WAIT_UNTIL (state_of (fixture) == GRAFT_STATE_FINISHED);
  WAIT_UNTIL (shows (fixture, 0, "Finished"));
}

static void
act (Fixture *fixture, const char *action, guint row)
{
  guint run = graft_kept_row_get_run (graft_kept_runs_get_row (fixture->kept, row));

  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->kept), action, "u", run));
}

static const char *
mode_of (Fixture *fixture)
{
  return graft_kept_runs_get_mode (fixture->kept);
}

static const GraftRunResult *
result_of (Fixture *fixture)
{
  guint n;
  const GraftRunResult *const *results =
      graft_run_controller_get_results (fixture->controller, &n);

  g_assert_cmpuint (n, ==, 1);
  return results[0];
}

/* ---- the tests ---- */

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  WAIT_UNTIL (g_str_equal (mode_of (fixture), "empty"));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->kept)));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.close-project", NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->kept)));
}

static void
count_cb (guint *count, gpointer points, guint n)
{
  *count += n;
}

/* The Train page's choice of data knows the sets, by either way to write them. */
static void
assert_reads_project (Fixture *fixture)
{
  GraftProject *project = graft_run_controller_get_project (fixture->controller);

  g_assert_true (graft_run_controller_find_set (fixture->controller, GRAFT_SOURCE) ==
                 graft_project_find_set (project, "A"));
  g_assert_true (graft_run_controller_find_set (fixture->controller, GRAFT_TARGET) ==
                 graft_project_find_set (project, "B"));
}

static void
test_open (Fixture *fixture, gconstpointer data)
{
  g_autofree char *placed = g_strdup_printf ("project:%s#A", fixture->path);
  g_autofree char *hash = NULL;
  const GraftVerdict *after;
  GraftVerdict before;
  guint n_points = 0;
  GraftMap *map;

  train (fixture, EPOCHS);
  assert_reads_project (fixture);
  hash = g_strdup (result_of (fixture)->hash);
  before = *result_of (fixture)->verdict;
  open_again (fixture);
  WAIT_UNTIL (shows (fixture, 0, "A to B") && shows (fixture, 0, "seed 3"));
  g_assert_true (shows (fixture, 0, "Finished") && shows (fixture, 0, "just now"));
  g_assert_false (
      graft_kept_row_get_can_resume (graft_kept_runs_get_row (fixture->kept, 0)));
  g_signal_connect_swapped (fixture->controller, "points", G_CALLBACK (count_cb),
                            &n_points);
  act (fixture, "win.open-run", 0);
  WAIT_UNTIL (state_of (fixture) == GRAFT_STATE_FINISHED);
  g_assert_cmpstr (graft_window_get_page_id (fixture->window), ==, "train");
  g_assert_cmpstr (
      graft_experiment_get_data (
          graft_run_controller_get_experiment (fixture->controller), GRAFT_SOURCE),
      ==, placed);
  assert_reads_project (fixture);
  /* As it was when it ended. */
  g_assert_cmpstr (result_of (fixture)->hash, ==, hash);
  after = graft_run_controller_get_verdict (fixture->controller);
  g_assert_cmpfloat (after->target.value, ==, before.target.value);
  g_assert_cmpfloat (after->target.low, ==, before.target.low);
  g_assert_cmpuint (after->target.n, ==, before.target.n);
  g_assert_cmpfloat (after->gain_low, ==, before.gain_low);
  g_assert_cmpint (after->sign, ==, before.sign);
  g_assert_cmpuint (n_points, >, 0);
  map = graft_run_controller_get_map (fixture->controller, GRAFT_PROJECTION_PCA);
  g_assert_cmpuint (graft_map_get_n_frames (map), ==, 3);
  g_assert_nonnull (graft_run_controller_get_trained_method (fixture->controller));
  g_assert_false (graft_run_controller_is_outdated (fixture->controller));
  g_assert_true (
      graft_run_controller_set_method (fixture->controller, "source-only", NULL));
  g_assert_true (graft_run_controller_is_outdated (fixture->controller));
  graft_run_controller_restore_settings (fixture->controller);
  g_assert_false (graft_run_controller_is_outdated (fixture->controller));
  /* And it can be trained: same seed, same data, same bits. */
  graft_window_show_page (fixture->window, "results");
  graft_run_controller_start (fixture->controller);
  g_assert_false (state_of (fixture) == GRAFT_STATE_FINISHED);
  WAIT_UNTIL (state_of (fixture) == GRAFT_STATE_FINISHED);
  WAIT_UNTIL (graft_kept_runs_get_n (fixture->kept) == 2);
  g_assert_cmpstr (result_of (fixture)->hash, ==, hash);
  g_signal_handlers_disconnect_by_data (fixture->controller, &n_points);
}

/* Pauses somewhere in the middle. */
static void
start_and_pause (Fixture *fixture, guint epochs)
{
  start (fixture, epochs);
  WAIT_UNTIL (graft_run_controller_get_progress (fixture->controller) != NULL &&
              graft_run_controller_get_progress (fixture->controller)->step >= 8);
  graft_run_controller_pause (fixture->controller);
  WAIT_UNTIL (state_of (fixture) == GRAFT_STATE_PAUSED);
}

static void
test_resume (Fixture *fixture, gconstpointer data)
{
  g_autofree char *hash = NULL;
  GraftKeptRow *row;

  start_and_pause (fixture, 60);
  WAIT_UNTIL (shows (fixture, 0, "Under way"));
  row = graft_kept_runs_get_row (fixture->kept, 0);
  g_assert_false (graft_kept_row_get_can_resume (row));
  /* What is being trained is not thrown away. */
  act (fixture, "kept.delete", 0);
  g_assert_cmpuint (graft_kept_runs_get_n (fixture->kept), ==, 1);
  open_again (fixture);
  WAIT_UNTIL (shows (fixture, 0, "Stopped"));
  row = graft_kept_runs_get_row (fixture->kept, 0);
  g_assert_true (graft_kept_row_get_can_resume (row));
  act (fixture, "win.resume-run", 0);
  WAIT_UNTIL (g_str_equal (graft_window_get_page_id (fixture->window), "train"));
  assert_reads_project (fixture);
  graft_window_show_page (fixture->window, "results");
  WAIT_UNTIL (state_of (fixture) == GRAFT_STATE_FINISHED);
  WAIT_UNTIL (shows (fixture, 0, "Finished"));
  g_assert_cmpuint (graft_kept_runs_get_n (fixture->kept), ==, 1);
  hash = g_strdup (result_of (fixture)->hash);
  /* As if nothing had come between. */
  graft_run_controller_start (fixture->controller);
  WAIT_UNTIL (graft_kept_runs_get_n (fixture->kept) == 2 &&
              shows (fixture, 0, "Finished"));
  g_assert_cmpstr (result_of (fixture)->hash, ==, hash);
}

/* A run that was stopped is shown with what it had. */
static void
test_stopped (Fixture *fixture, gconstpointer data)
{
  const GraftProgress *progress;

  start_and_pause (fixture, 60);
  open_again (fixture);
  WAIT_UNTIL (shows (fixture, 0, "Stopped"));
  act (fixture, "win.open-run", 0);
  WAIT_UNTIL (state_of (fixture) == GRAFT_STATE_STOPPED);
  progress = graft_run_controller_get_progress (fixture->controller);
  g_assert_true (result_of (fixture)->stopped);
  g_assert_cmpuint (progress->step, >=, 8);
  g_assert_cmpfloat (progress->fraction, <, 1);
  /* 48 of the 60 items are trained on, 8 of them a step. */
  g_assert_cmpuint (progress->n_steps, ==, 360);
}

static AdwMessageDialog *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data))
      return l->data;
  return NULL;
}

static void
answer (const char *response)
{
  AdwMessageDialog *dialog = find_dialog ();

  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_question (Fixture *fixture, gconstpointer data)
{
  train (fixture, EPOCHS);
  start_and_pause (fixture, 60);
  WAIT_UNTIL (shows (fixture, 0, "Under way") && shows (fixture, 1, "Finished"));
  act (fixture, "win.open-run", 1);
  WAIT_UNTIL (find_dialog () != NULL);
  answer ("cancel");
  g_assert_cmpint (state_of (fixture), ==, GRAFT_STATE_PAUSED);
  act (fixture, "win.open-run", 1);
  WAIT_UNTIL (find_dialog () != NULL);
  answer ("replace");
  g_assert_cmpint (state_of (fixture), ==, GRAFT_STATE_FINISHED);
  graft_window_show_page (fixture->window, "results");
  WAIT_UNTIL (shows (fixture, 0, "Stopped"));
}

/* A project that is opened next, with sets of the same names, is not read instead. */
static void
test_other_project (Fixture *fixture, gconstpointer data)
{
  GraftProjectHolder *projects = graft_window_get_projects (fixture->window);
  g_autofree char *other = g_build_filename (fixture->folder, "Other.graft", NULL);

  train (fixture, 2);
  act (fixture, "win.open-run", 0);
  WAIT_UNTIL (g_str_equal (graft_window_get_page_id (fixture->window), "train"));
  test_project_add_domain (other, "A", 30, 3, 0);
  graft_project_holder_open (projects, other, GRAFT_PROJECT_OPEN);
  WAIT_UNTIL (!graft_project_holder_get_busy (projects));
  g_assert_null (graft_run_controller_find_set (fixture->controller, GRAFT_SOURCE));
  graft_window_show_page (fixture->window, "results");
  WAIT_UNTIL (g_str_equal (mode_of (fixture), "empty"));
}

/* ---- throwing away ---- */

/* The notice, wherever libadwaita has put it. */
static GtkWidget *
find_type (GtkWidget *widget, const char *type)
{
  GtkWidget *found = NULL;

  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_type (child, type);
  return found;
}

static GtkWidget *
find_notice (Fixture *fixture)
{
  return find_type (GTK_WIDGET (fixture->window), "AdwToastWidget");
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  guint run;

  train (fixture, 2);
  run = graft_kept_row_get_run (graft_kept_runs_get_row (fixture->kept, 0));
  act (fixture, "kept.delete", 0);
  g_assert_cmpuint (graft_kept_runs_get_n (fixture->kept), ==, 0);
  g_assert_cmpstr (mode_of (fixture), ==, "empty");
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->kept), "kept.restore", "u", run));
  g_assert_cmpuint (graft_kept_runs_get_n (fixture->kept), ==, 1);
  WAIT_UNTIL (find_notice (fixture) == NULL);
  act (fixture, "kept.delete", 0);
  WAIT_UNTIL (find_notice (fixture) != NULL);
  g_signal_emit_by_name (find_type (find_notice (fixture), "GtkButton"), "clicked");
  g_assert_cmpuint (graft_kept_runs_get_n (fixture->kept), ==, 1);
  /* It has never been away. */
  open_again (fixture);
  WAIT_UNTIL (graft_kept_runs_get_n (fixture->kept) == 1);
  g_assert_cmpuint (graft_kept_row_get_run (graft_kept_runs_get_row (fixture->kept, 0)),
                    ==, run);
}

/* With the window or the project open until its notice has gone, for good otherwise. */
static void
test_delete (Fixture *fixture, gconstpointer data)
{
  train (fixture, 2);
  train (fixture, 2);
  WAIT_UNTIL (graft_kept_runs_get_n (fixture->kept) == 2);
  act (fixture, "kept.delete", 0);
  open_again (fixture);
  WAIT_UNTIL (graft_kept_runs_get_n (fixture->kept) == 1);
  act (fixture, "kept.delete", 0);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.close-project", NULL);
  open_again (fixture);
  WAIT_UNTIL (g_str_equal (mode_of (fixture), "empty"));
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->kept));
  g_auto (GValue) value = G_VALUE_INIT;

  train (fixture, 2);
  act (fixture, "kept.copy-hash", 0);
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard),
                                                 &value, NULL));
  g_assert_cmpstr (g_value_get_string (&value), ==, result_of (fixture)->hash);
}

/* ---- words ---- */

static void
assert_when (gint64 now, double hours, const char *text)
{
  g_autofree char *when = graft_kept_when_text (now - (gint64)(hours * 3600), now);

  g_assert_cmpstr (when, ==, text);
}

static void
test_words (void)
{
  g_autoptr (GDateTime) noon = g_date_time_new_local (2024, 5, 10, 12, 0, 0);
  const gint64 now = g_date_time_to_unix (noon);
  GraftRunInfo info = { .method = "no-such-method", .target = NAN, .twin = 0.5 };
  g_autofree char *facts = NULL, *twin = NULL;

  assert_when (now, 0, "just now");
  assert_when (now, 1.5 / 60, "1 minute ago");
  assert_when (now, 0.5, "30 minutes ago");
  assert_when (now, 11, "11 hours ago");
  assert_when (now, 13, "yesterday");
  assert_when (now, 30, "yesterday");
  assert_when (now, 49, "05/08/24");
  assert_when (now, -49, "05/12/24");
  info.started = now;
  info.seed = 7;
  facts = graft_kept_facts_text (&info, now);
  g_assert_cmpstr (facts, ==, "no-such-method · seed 7 · just now");
  g_assert_null (graft_kept_target_text (&info));
  twin = graft_kept_twin_text (&info);
  g_assert_nonnull (strstr (twin, "50.0"));
}

#define ADD(name, function)                                                              \
  g_test_add ("/kept-runs/" name, Fixture, application, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autoptr (GraftApplication) application = NULL;

  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  application = graft_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("empty", test_empty);
  ADD ("open", test_open);
  ADD ("resume", test_resume);
  ADD ("stopped", test_stopped);
  ADD ("question", test_question);
  ADD ("other-project", test_other_project);
  ADD ("undo", test_undo);
  ADD ("delete", test_delete);
  ADD ("copy", test_copy);
  g_test_add_func ("/kept-runs/words", test_words);
  return g_test_run ();
}
