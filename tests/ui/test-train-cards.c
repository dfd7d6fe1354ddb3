/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cards in the middle of the Train page, on the stand-in for the engine: what they
 * save, smooth, zoom and hide. */
#include "tests/ui/fake-engine.h"
#include "ui/plot/curve-plot.h"
#include "ui/train/curves-card.h"
#include "ui/train/map-pane.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <math.h>

typedef struct
{
  GraftRunController *controller;
  GtkWidget *window;
  GtkWidget *curves;
  GtkWidget *pane;
} Fixture;

G_NORETURN static gboolean
expired_cb (gpointer user_data)
{
  g_error ("the run did not end within five seconds");
}

static void
run (Fixture *fixture)
{
  guint limit = g_timeout_add_seconds (5, expired_cb, NULL);

  *fake_engine_options () = (FakeOptions){ FAKE_END_POSITIVE, 30, 2 };
  graft_run_controller_start (fixture->controller);
  while (graft_run_controller_get_state (fixture->controller) != GRAFT_STATE_FINISHED)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autoptr (GError) error = NULL;

  fixture->controller = graft_run_controller_new ();
  fixture->curves = g_object_new (GRAFT_TYPE_CURVES_CARD, NULL);
  fixture->pane = g_object_new (GRAFT_TYPE_MAP_PANE, NULL);
  graft_curves_card_set_controller (GRAFT_CURVES_CARD (fixture->curves),
                                    fixture->controller);
  graft_map_pane_set_controller (GRAFT_MAP_PANE (fixture->pane), fixture->controller);
  gtk_box_append (GTK_BOX (box), fixture->pane);
  gtk_box_append (GTK_BOX (box), fixture->curves);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
  gtk_window_set_child (GTK_WINDOW (fixture->window), box);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (box);
  g_assert_true (
      graft_run_controller_open_example (fixture->controller, "digits-dann", &error));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->controller);
}

static void
show_panel (Fixture *fixture, const char *panel)
{
  g_assert_true (
      gtk_widget_activate_action (fixture->curves, "curves.panel", "s", panel));
}

/* What is saved of the panel that is shown. */
static char *
saved_table (Fixture *fixture)
{
  g_autofree char *folder = g_dir_make_tmp ("graft-card-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  graft_curves_card_export (GRAFT_CURVES_CARD (fixture->curves), path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_remove (path);
  g_rmdir (folder);
  return text;
}

/* The panel of λ and the learning rate is two plots and one file. */
static void
test_save (Fixture *fixture, gconstpointer data)
{
  g_autofree char *rate = NULL, *accuracy = NULL;

  run (fixture);
  show_panel (fixture, "rate");
  rate = saved_table (fixture);
  g_assert_nonnull (strstr (rate, "\nlambda,"));
  g_assert_nonnull (strstr (rate, "\nlearning-rate,"));
  show_panel (fixture, "accuracy");
  accuracy = saved_table (fixture);
  g_assert_nonnull (strstr (accuracy, "\ntarget-accuracy,"));
  g_assert_null (strstr (accuracy, "\nlambda,"));
}

/* How far the smoothed column of a saved table lies from the measured one, at most. */
static double
smoothed_away (Fixture *fixture)
{
  g_autofree char *table = saved_table (fixture);
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);
  double most = 0;

  for (guint i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);

      most = fmax (most, fabs (g_ascii_strtod (fields[2], NULL) -
                               g_ascii_strtod (fields[3], NULL)));
    }
  return most;
}

/* Evaluations have few points and no noise of batches: they stay as they are. */
static void
test_smooth (Fixture *fixture, gconstpointer data)
{
  run (fixture);
  show_panel (fixture, "loss");
  g_assert_cmpfloat (smoothed_away (fixture), ==, 0);
  g_assert_true (gtk_widget_activate_action (fixture->curves, "curves.smooth", NULL));
  g_assert_cmpfloat (smoothed_away (fixture), >, 0.01);
  show_panel (fixture, "accuracy");
  g_assert_cmpfloat (smoothed_away (fixture), ==, 0);
  show_panel (fixture, "rate");
  g_assert_cmpfloat (smoothed_away (fixture), ==, 0);
}

static GtkWidget *
find (GtkWidget *root, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (root, type) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static GtkWidget *
find_button (GtkWidget *root, const char *action)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (root) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), action) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_button (child, action);
  return found;
}

/* Both plots of a panel zoom, and the way back is offered only then. */
static void
test_zoom (Fixture *fixture, gconstpointer data)
{
  GtkWidget *plot = find (fixture->curves, GRAFT_TYPE_CURVE_PLOT);
  GtkWidget *stack = gtk_widget_get_ancestor (plot, GTK_TYPE_STACK);
  GtkWidget *back = find_button (fixture->curves, "curves.reset-zoom");

  run (fixture);
  show_panel (fixture, "rate");
  plot = find (gtk_stack_get_visible_child (GTK_STACK (stack)), GRAFT_TYPE_CURVE_PLOT);
  g_assert_false (gtk_widget_get_visible (back));
  gtk_widget_activate_action (fixture->curves, "curves.zoom-in", NULL);
  g_assert_true (graft_curve_plot_get_zoomed (GRAFT_CURVE_PLOT (plot)));
  plot = gtk_widget_get_next_sibling (plot);
  g_assert_true (graft_curve_plot_get_zoomed (GRAFT_CURVE_PLOT (plot)));
  g_assert_true (gtk_widget_get_visible (back));
  gtk_widget_activate_action (fixture->curves, "curves.reset-zoom", NULL);
  g_assert_false (gtk_widget_get_visible (back));
  g_assert_false (graft_curve_plot_get_zoomed (GRAFT_CURVE_PLOT (plot)));
}

/* The words about a map to come are not read out beside the map. */
static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  GtkWidget *stack = gtk_widget_get_ancestor (
      find (fixture->pane, GRAFT_TYPE_FEATURE_MAP), GTK_TYPE_STACK);
  GtkWidget *waiting = gtk_stack_get_visible_child (GTK_STACK (stack));

  g_assert_true (GTK_IS_LABEL (waiting));
  gtk_test_accessible_assert_state (waiting, GTK_ACCESSIBLE_STATE_HIDDEN, FALSE);
  run (fixture);
  g_assert_true (GRAFT_IS_FEATURE_MAP (gtk_stack_get_visible_child (GTK_STACK (stack))));
  gtk_test_accessible_assert_state (waiting, GTK_ACCESSIBLE_STATE_HIDDEN, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  adw_init ();
#define ADD(name, function)                                                              \
  g_test_add ("/train-cards/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("save", test_save);
  ADD ("smooth", test_smooth);
  ADD ("zoom", test_zoom);
  ADD ("hidden", test_hidden);
  return g_test_run ();
}
