/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole loop as a person goes through it: the window with the real engine, an example
 * opened, Start pressed, curves, map and verdict seen. Nothing here is timed; every wait
 * is for something that must come. */
#include "ui/train/train-page.h"

#include "app/application.h"
#include "engine/graft-engine.h"
#include "ui/plot/curve-plot.h"
#include "ui/plot/map-scrubber.h"
#include "ui/train/curves-card.h"
#include "ui/train/map-pane.h"
#include "ui/window/window.h"

#include <glib/gstdio.h>
#include <math.h>

/* Seconds; a run of the experiments below takes one or two. */
#define PATIENCE 90

/* Small enough to end soon, large enough that twin and adapted network differ. */
static const char *const moons =
    "[experiment]\ntitle=Moons for a test\nmethod=dann\nseed=1\n"
    "[source]\ndata=builtin:moons-source\n[target]\ndata=builtin:moons-target\n"
    "[network]\npreset=moons-mlp\n"
    "[method]\nepochs=%d\nlearning_rate=%s\nschedule=constant\n"
    "[report]\nsnapshots=6\n";

typedef struct
{
  GraftWindow *window;
  GraftRunController *controller;
  char *folder;
} Fixture;

static void
write_experiment (Fixture *fixture, int epochs, const char *rate)
{
  g_autofree char *path = g_build_filename (fixture->folder, "moons.experiment", NULL);
  g_autofree char *text = g_strdup_printf (moons, epochs, rate);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  g_assert_true (graft_window_open (fixture->window, file));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("graft-train-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->window = GRAFT_WINDOW (graft_window_new (ADW_APPLICATION ((gpointer)data)));
  fixture->controller = graft_window_get_controller (fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gpointer window = fixture->window;

  g_object_add_weak_pointer (G_OBJECT (fixture->window), &window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (window);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static gboolean
out_of_patience_cb (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
  return G_SOURCE_REMOVE;
}

typedef gboolean (*Condition) (Fixture *fixture);

static void
wait_for (Fixture *fixture, Condition condition)
{
  gboolean late = FALSE;
  guint source = g_timeout_add_seconds (PATIENCE, out_of_patience_cb, &late);

  while (!condition (fixture) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (source);
}

static void
press (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
}

/* The first widget of this type below @root, whoever put it there. */
static GtkWidget *
find (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gpointer
part (Fixture *fixture, GType type)
{
  GtkWidget *page = GTK_WIDGET (graft_window_get_page (fixture->window, "train"));
  GtkWidget *found = find (page, type);

  g_assert_nonnull (found);
  return found;
}

static gboolean
is_running (Fixture *fixture)
{
  return graft_run_controller_get_state (fixture->controller) == GRAFT_STATE_RUNNING;
}

static gboolean
is_paused (Fixture *fixture)
{
  return graft_run_controller_get_state (fixture->controller) == GRAFT_STATE_PAUSED;
}

static gboolean
has_ended (Fixture *fixture)
{
  return graft_run_controller_get_state (fixture->controller) >= GRAFT_STATE_FINISHED;
}

static gboolean
has_map (Fixture *fixture)
{
  GraftMap *map =
      graft_run_controller_get_map (fixture->controller, GRAFT_PROJECTION_PCA);

  return map != NULL && graft_map_get_n_frames (map) >= 1;
}

static gboolean
has_tsne (Fixture *fixture)
{
  return graft_run_controller_get_map (fixture->controller, GRAFT_PROJECTION_TSNE) !=
         NULL;
}

static gboolean
has_picture (Fixture *fixture)
{
  return graft_feature_map_get_n_pictures (part (fixture, GRAFT_TYPE_FEATURE_MAP)) > 0;
}

static void
test_start (Fixture *fixture, gconstpointer data)
{
  GraftTrainPage *page;
  GraftFeatureMap *map;
  const GraftVerdict *verdict;
  double last;

  write_experiment (fixture, 60, "0.05");
  g_assert_cmpstr (graft_window_get_page_id (fixture->window), ==, "train");
  page = GRAFT_TRAIN_PAGE (graft_window_get_page (fixture->window, "train"));
  g_assert_cmpstr (graft_train_page_get_mode (page), ==, "work");
  g_assert_null (graft_run_controller_get_verdict (fixture->controller));

  press (fixture, "win.start");
  wait_for (fixture, has_ended);
  g_assert_cmpint (graft_run_controller_get_state (fixture->controller), ==,
                   GRAFT_STATE_FINISHED);
  /* Source, target, both of the twin, the oracle, losses, domain, λ and rate. */
  g_assert_cmpuint (
      graft_curves_card_get_n_curves (part (fixture, GRAFT_TYPE_CURVES_CARD)), ==,
      GRAFT_N_CURVES);

  map = part (fixture, GRAFT_TYPE_FEATURE_MAP);
  wait_for (fixture, has_picture);
  g_assert_cmpuint (graft_feature_map_get_view (map)->n_frames, >=, 6);
  last = graft_feature_map_get_view (map)->n_frames - 1;
  g_assert_cmpfloat (graft_feature_map_get_position (map), ==, last);

  verdict = graft_run_controller_get_verdict (fixture->controller);
  g_assert_nonnull (verdict);
  g_assert_true (verdict->final);
  g_assert_cmpuint (verdict->target.n, >, 0);
  g_assert_true (isfinite (verdict->a_after));
}

static GtkWidget *
find_run_button (GtkWidget *root)
{
  if (GTK_IS_BUTTON (root) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)),
                 "win.run-toggle") == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_run_button (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  Fixture *fixture;
  gboolean measured;
} Watch;

static void
measuring_cb (Watch *watch)
{
  GtkWidget *button = find_run_button (GTK_WIDGET (watch->fixture->window));
  gboolean can_stop = FALSE;

  if (graft_run_controller_get_state (watch->fixture->controller) !=
      GRAFT_STATE_FINISHING)
    return;
  watch->measured = TRUE;
  g_object_get (watch->fixture->controller, "can-stop", &can_stop, NULL);
  g_assert_true (can_stop);
  g_assert_false (gtk_widget_is_sensitive (button));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Pause");
}

/* While the result is measured the run is not over: there is no grey "Start", and the
 * focus that the button loses then comes back. */
static void
test_measuring (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button = find_run_button (GTK_WIDGET (fixture->window));
  Watch watch = { fixture, FALSE };

  write_experiment (fixture, 40, "0.05");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == button);
  g_signal_connect_swapped (fixture->controller, "notify::state",
                            G_CALLBACK (measuring_cb), &watch);
  press (fixture, "win.start");
  wait_for (fixture, has_ended);
  g_signal_handlers_disconnect_by_data (fixture->controller, &watch);
  g_assert_true (watch.measured);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == button);
}

static gboolean
quiet_cb (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until no picture has come for a while: those that were under way are then here too. */
static void
wait_for_pictures (GraftFeatureMap *map)
{
  guint pictures;

  do
    {
      gboolean quiet = FALSE;

      pictures = graft_feature_map_get_n_pictures (map);
      g_timeout_add (400, quiet_cb, &quiet);
      while (!quiet)
        g_main_context_iteration (NULL, TRUE);
    }
  while (graft_feature_map_get_n_pictures (map) != pictures);
}

/* Where every point is on screen in the picture of @position. */
static graphene_point_t *
places_at (GraftFeatureMap *map, double position)
{
  const guint n = graft_feature_map_get_view (map)->n_points;
  graphene_point_t *places = g_new0 (graphene_point_t, n);

  graft_feature_map_set_position (map, position);
  wait_for_pictures (map);
  for (guint i = 0; i < n; i++)
    g_assert_true (graft_feature_map_locate (map, i, &places[i]));
  return places;
}

/* Before and now are different pictures, and the way between them is drawn. */
static void
test_scrubber (Fixture *fixture, gconstpointer data)
{
  GraftFeatureMap *map;
  GraftMapScrubber *scrubber;
  g_autofree graphene_point_t *before = NULL, *now = NULL;
  const GraftMapView *view;
  double moved = 0;

  write_experiment (fixture, 60, "0.05");
  press (fixture, "win.start");
  wait_for (fixture, has_ended);
  map = part (fixture, GRAFT_TYPE_FEATURE_MAP);
  scrubber = part (fixture, GRAFT_TYPE_MAP_SCRUBBER);
  wait_for (fixture, has_picture);
  view = graft_feature_map_get_view (map);
  before = places_at (map, 0);
  now = places_at (map, view->n_frames - 1);
  for (guint i = 0; i < view->n_points; i++)
    moved = MAX (moved, hypot (now[i].x - before[i].x, now[i].y - before[i].y));
  g_assert_cmpfloat (moved, >, 5);

  graft_feature_map_set_position (map, 0);
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (scrubber), "scrubber.play", NULL));
  g_assert_true (graft_map_scrubber_get_playing (scrubber));
  while (graft_feature_map_get_position (map) < 0.5)
    g_main_context_iteration (NULL, TRUE);
}

/* Who scrubbed back sees the next run all the same. */
static void
test_follow_again (Fixture *fixture, gconstpointer data)
{
  GraftFeatureMap *map;

  write_experiment (fixture, 20, "0.05");
  press (fixture, "win.start");
  wait_for (fixture, has_ended);
  map = part (fixture, GRAFT_TYPE_FEATURE_MAP);
  wait_for (fixture, has_picture);
  graft_feature_map_set_follow (map, FALSE);
  graft_feature_map_set_position (map, 0);
  press (fixture, "win.start");
  wait_for (fixture, has_ended);
  g_assert_true (graft_feature_map_get_follow (map));
  g_assert_cmpfloat (graft_feature_map_get_position (map), ==,
                     graft_feature_map_get_view (map)->n_frames - 1);
}

static void
test_pause_and_stop (Fixture *fixture, gconstpointer data)
{
  guint64 step;

  write_experiment (fixture, 100000, "0.05");
  press (fixture, "win.start");
  wait_for (fixture, is_running);
  wait_for (fixture, has_map);
  press (fixture, "win.pause");
  wait_for (fixture, is_paused);
  step = graft_run_controller_get_progress (fixture->controller)->step;
  press (fixture, "win.step-features");
  press (fixture, "win.step-domain-head");
  press (fixture, "win.step");
  while (graft_run_controller_get_progress (fixture->controller)->step < step + 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (graft_run_controller_get_progress (fixture->controller)->step, ==,
                    step + 3);
  g_assert_true (is_paused (fixture));
  press (fixture, "win.resume");
  wait_for (fixture, is_running);
  press (fixture, "win.stop");
  wait_for (fixture, has_ended);
  g_assert_cmpint (graft_run_controller_get_state (fixture->controller), ==,
                   GRAFT_STATE_STOPPED);
}

static void
test_live_parameter (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  double value = 0;

  write_experiment (fixture, 100000, "0.05");
  press (fixture, "win.start");
  wait_for (fixture, is_running);
  g_assert_true (graft_run_controller_set_parameter (fixture->controller, "learning_rate",
                                                     0.001, &error));
  g_assert_no_error (error);
  while (!graft_run_controller_get_live_value (fixture->controller, "learning_rate",
                                               &value) ||
         fabs (value - 0.001) > 1e-9)
    g_main_context_iteration (NULL, TRUE);
  press (fixture, "win.stop");
  wait_for (fixture, has_ended);
}

static void
test_tsne (Fixture *fixture, gconstpointer data)
{
  GtkWidget *pane;

  write_experiment (fixture, 20, "0.05");
  pane = part (fixture, GRAFT_TYPE_MAP_PANE);
  g_assert_true (gtk_widget_activate_action (pane, "pane.projection", "s", "tsne"));
  press (fixture, "win.start");
  wait_for (fixture, has_tsne);
  g_assert_cmpuint (graft_map_get_n_points (graft_run_controller_get_map (
                        fixture->controller, GRAFT_PROJECTION_TSNE)),
                    ==,
                    graft_map_get_n_points (graft_run_controller_get_map (
                        fixture->controller, GRAFT_PROJECTION_PCA)));
  wait_for (fixture, has_ended);
}

/* A rate that lets the loss overflow: the page says so, and the next run is possible. */
static void
test_failure (Fixture *fixture, gconstpointer data)
{
  GraftTrainPage *page;

  write_experiment (fixture, 60, "10");
  press (fixture, "win.start");
  wait_for (fixture, has_ended);
  page = GRAFT_TRAIN_PAGE (graft_window_get_page (fixture->window, "train"));
  g_assert_cmpint (graft_run_controller_get_state (fixture->controller), ==,
                   GRAFT_STATE_FAILED);
  g_assert_cmpstr (graft_train_page_get_mode (page), ==, "failed");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "train.back", NULL));
  g_assert_cmpstr (graft_train_page_get_mode (page), ==, "work");
  write_experiment (fixture, 20, "0.05");
  press (fixture, "win.start");
  wait_for (fixture, has_ended);
  g_assert_cmpint (graft_run_controller_get_state (fixture->controller), ==,
                   GRAFT_STATE_FINISHED);
}

/* A file that cannot be read leaves open what was open. */
static void
test_bad_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/at-all.experiment");
  GraftExperiment *experiment;

  write_experiment (fixture, 20, "0.05");
  experiment = graft_run_controller_get_experiment (fixture->controller);
  g_assert_false (graft_window_open (fixture->window, file));
  g_assert_true (experiment == graft_run_controller_get_experiment (fixture->controller));
}

/* Closing in the middle of a run ends it and frees the window: see tear_down(). */
static void
test_close_while_running (Fixture *fixture, gconstpointer data)
{
  write_experiment (fixture, 100000, "0.05");
  press (fixture, "win.start");
  wait_for (fixture, is_running);
}

int
main (int argc, char **argv)
{
  g_autoptr (GraftApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  /* One for all: a process can have an application on the bus only once. */
  application = graft_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
#define ADD(name, function)                                                              \
  g_test_add ("/train/" name, Fixture, application, set_up, function, tear_down)
  ADD ("start", test_start);
  ADD ("measuring", test_measuring);
  ADD ("scrubber", test_scrubber);
  ADD ("follow-again", test_follow_again);
  ADD ("pause-and-stop", test_pause_and_stop);
  ADD ("live-parameter", test_live_parameter);
  ADD ("tsne", test_tsne);
  ADD ("failure", test_failure);
  ADD ("bad-file", test_bad_file);
  ADD ("close-while-running", test_close_while_running);
  return g_test_run ();
}
