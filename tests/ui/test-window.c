/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window around the pages, on the stand-in for the engine: it fits every width it
 * allows in every state of a run. */
#include "ui/window/window.h"

#include "app/application.h"
#include "graft-config.h"
#include "tests/ui/fake-engine.h"
#include "ui/train/train-page.h"
#include "ui/window/run-status.h"

#include <string.h>

typedef struct
{
  GraftWindow *window;
  GraftRunController *controller;
} Fixture;

static void
show_window (Fixture *fixture, GraftApplication *application, int width)
{
  fixture->window = GRAFT_WINDOW (graft_window_new (ADW_APPLICATION (application)));
  fixture->controller = graft_window_get_controller (fixture->window);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, 600);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  *fake_engine_options () = (FakeOptions){ FAKE_END_POSITIVE, 6, 2 };
  show_window (fixture, (gpointer)data, 1280);
}

static void
close_window (Fixture *fixture)
{
  gpointer window = fixture->window;

  g_object_add_weak_pointer (G_OBJECT (fixture->window), &window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_window (fixture);
}

G_NORETURN static gboolean
expired_cb (gpointer user_data)
{
  g_error ("a state did not come within five seconds");
}

static void
wait_for (Fixture *fixture, GraftState state)
{
  guint limit = g_timeout_add_seconds (5, expired_cb, NULL);

  while (graft_run_controller_get_state (fixture->controller) != state)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
}

/* --- widths --- */

static void
assert_fits (Fixture *fixture, int width, const char *page, GraftState state)
{
  GtkWidget *bin =
      adw_application_window_get_content (ADW_APPLICATION_WINDOW (fixture->window));
  GtkWidget *content = gtk_widget_get_first_child (bin);
  int minimum;

  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_test_message ("%d px, %s, state %d: needs %d px", width, page, state, minimum);
  g_assert_cmpint (gtk_widget_get_width (bin), <=, width);
  g_assert_cmpint (minimum, <=, width);
  g_assert_cmpint (gtk_widget_get_width (content), ==, gtk_widget_get_width (bin));
}

static void
assert_pages_fit (Fixture *fixture, int width, GraftState state)
{
  const GraftPageEntry *entry;

  for (gsize i = 0; (entry = graft_pages_get (i)) != NULL; i++)
    {
      g_assert_true (graft_window_show_page (fixture->window, entry->id));
      assert_fits (fixture, width, entry->id, state);
    }
}

static void
test_widths (Fixture *fixture, gconstpointer data)
{
  const int widths[] = { 360, 480, 640, 800, 961, 1121 };

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      close_window (fixture);
      *fake_engine_options () = (FakeOptions){ FAKE_END_POSITIVE, 100, 2 };
      show_window (fixture, (gpointer)data, widths[i]);
      assert_pages_fit (fixture, widths[i], GRAFT_STATE_IDLE);
      g_assert_true (graft_window_open_example (fixture->window, "digits-dann", TRUE));
      assert_pages_fit (fixture, widths[i], GRAFT_STATE_RUNNING);
      wait_for (fixture, GRAFT_STATE_FINISHED);
      assert_pages_fit (fixture, widths[i], GRAFT_STATE_FINISHED);
      *fake_engine_options () = (FakeOptions){ FAKE_END_FAILED, 4, 2 };
      graft_run_controller_start (fixture->controller);
      wait_for (fixture, GRAFT_STATE_FAILED);
      assert_pages_fit (fixture, widths[i], GRAFT_STATE_FAILED);
    }
}

/* --- focus --- */

static GtkWidget *
find_named (GtkWidget *root, const char *name)
{
  if (g_strcmp0 (gtk_widget_get_name (root), name) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
focus_is_within (Fixture *fixture, GtkWidget *ancestor)
{
  GtkWidget *focused = gtk_root_get_focus (GTK_ROOT (fixture->window));

  return focused != NULL &&
         (focused == ancestor || gtk_widget_is_ancestor (focused, ancestor));
}

static void
test_first_focus (Fixture *fixture, gconstpointer data)
{
  GtkWidget *focused = gtk_root_get_focus (GTK_ROOT (fixture->window));

  g_assert_true (GTK_IS_BUTTON (focused));
  g_assert_true (gtk_widget_has_css_class (focused, "suggested-action"));
}

static void
test_tab (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *row = find_named (window, "landscape");
  GtkWidget *list = gtk_widget_get_parent (row);
  GtkWidget *landscape =
      GTK_WIDGET (graft_window_get_page (fixture->window, "landscape"));

  g_assert_true (GTK_IS_LIST_BOX (list));
  g_assert_true (gtk_widget_grab_focus (row));
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD));
  g_assert_true (focus_is_within (fixture, landscape));
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_BACKWARD));
  g_assert_true (focus_is_within (fixture, row));
  g_assert_cmpstr (graft_window_get_page_id (fixture->window), ==, "landscape");

  g_signal_emit_by_name (list, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, 1, FALSE,
                         FALSE);
  g_assert_cmpstr (graft_window_get_page_id (fixture->window), ==, "data");
  g_assert_true (focus_is_within (fixture, find_named (window, "data")));
}

static void
spin_until_drawn (Fixture *fixture)
{
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* In a narrow window the focus follows the sheet, and goes back to what opened it. */
static void
test_sheets (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page, *panel, *focused;

  close_window (fixture);
  show_window (fixture, (gpointer)data, 800);
  g_assert_true (graft_window_open_example (fixture->window, "digits-dann", FALSE));
  page = GTK_WIDGET (graft_window_get_page (fixture->window, "train"));
  panel = GTK_WIDGET (graft_train_page_get_run_panel (GRAFT_TRAIN_PAGE (page)));
  spin_until_drawn (fixture);
  g_assert_false (gtk_widget_get_mapped (panel));
  g_assert_true (gtk_widget_activate_action (page, "train.toggle-parameters", NULL));
  spin_until_drawn (fixture);
  g_assert_true (gtk_widget_get_mapped (panel));
  g_assert_true (focus_is_within (fixture, panel));
  g_assert_true (gtk_widget_activate_action (page, "train.toggle-parameters", NULL));
  spin_until_drawn (fixture);
  focused = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_assert_true (GTK_IS_TOGGLE_BUTTON (focused));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (focused), ==, "Parameters");
}

/* --- runs --- */

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

  g_assert_nonnull (dialog);
  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
try_example (Fixture *fixture, const char *id)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window),
                                             "win.try-example", "s", id));
}

static const char *
open_title (Fixture *fixture)
{
  return graft_experiment_get_title (
      graft_run_controller_get_experiment (fixture->controller));
}

/* A run that is under way is not thrown away by one press; nothing else asks. */
static void
test_replace (Fixture *fixture, gconstpointer data)
{
  fake_engine_options ()->n_ticks = 100000;
  try_example (fixture, "digits-dann");
  g_assert_null (find_dialog ());
  wait_for (fixture, GRAFT_STATE_RUNNING);
  try_example (fixture, "moons-dann");
  answer ("cancel");
  g_assert_cmpstr (open_title (fixture), ==, "Digits: printed → textured");
  wait_for (fixture, GRAFT_STATE_RUNNING);
  try_example (fixture, "moons-dann");
  answer ("replace");
  g_assert_cmpstr (open_title (fixture), ==, "Two moons");
  wait_for (fixture, GRAFT_STATE_RUNNING);
  graft_run_controller_stop (fixture->controller);
  wait_for (fixture, GRAFT_STATE_STOPPED);
  try_example (fixture, "digits-dann");
  g_assert_null (find_dialog ());
  g_assert_cmpstr (open_title (fixture), ==, "Digits: printed → textured");
}

static GtkShortcut *
find_captured (GtkWidget *widget, const char *trigger)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      GListModel *shortcuts = (GListModel *)controller;

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller) ||
          gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE)
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (shortcuts); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, j);
          g_autofree char *text =
              gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

          if (g_str_equal (text, trigger))
            return shortcut;
        }
    }
  return NULL;
}

/* The window takes the key before an entry does, and stops with it. */
static void
test_stop_key (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkShortcut *shortcut = find_captured (window, "<Control>period");

  g_assert_nonnull (shortcut);
  fake_engine_options ()->n_ticks = 100000;
  try_example (fixture, "digits-dann");
  wait_for (fixture, GRAFT_STATE_RUNNING);
  g_assert_true (
      gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, window, NULL));
  wait_for (fixture, GRAFT_STATE_STOPPED);
  /* And keeps it from the entry when there is nothing to stop. */
  g_assert_true (
      gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, window, NULL));
}

static void
test_status (Fixture *fixture, gconstpointer data)
{
  const GraftProgress one = { .n_runs = 1, .step = 7, .n_steps = 30, .seconds_left = -1 };
  const GraftProgress several = {
    .run = 1, .n_runs = 3, .step = 7, .n_steps = 30, .seconds_left = -1
  };
  const struct
  {
    GraftState state;
    const GraftProgress *progress;
    const char *text;
  } cases[] = {
    { GRAFT_STATE_RUNNING, &one, "step 7 of 30" },
    { GRAFT_STATE_RUNNING, &several, "run 2 of 3 · step 7 of 30" },
    { GRAFT_STATE_PAUSED, &one, "Paused · step 7 of 30" },
    { GRAFT_STATE_PAUSED, &several, "Paused · run 2 of 3 · step 7 of 30" },
    { GRAFT_STATE_FINISHING, &one, "Measuring the result…" },
    { GRAFT_STATE_FINISHING, &several, "run 2 of 3 · measuring the result…" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = graft_run_status_text (cases[i].state, cases[i].progress);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static GtkWidget *
find_with_class (GtkWidget *root, const char *css_class)
{
  if (gtk_widget_has_css_class (root, css_class))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_with_class (child, css_class);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Of several seeds the mean is the headline, not what the last one happened to reach. */
static void
test_seeds (Fixture *fixture, gconstpointer data)
{
  GtkWidget *figure = find_with_class (
      GTK_WIDGET (graft_window_get_page (fixture->window, "train")), "graft-figure");

  try_example (fixture, "digits-dann");
  wait_for (fixture, GRAFT_STATE_FINISHED);
  g_assert_null (strstr (gtk_label_get_text (GTK_LABEL (figure)), "±"));
  fake_engine_options ()->n_seeds = 3;
  graft_run_controller_start (fixture->controller);
  wait_for (fixture, GRAFT_STATE_FINISHED);
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (figure)), "±"));
  graft_run_controller_start (fixture->controller);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (figure)), ==, "–");
}

/* The window "About" finds the icon of a program that is not installed. */
static void
test_icon (Fixture *fixture, gconstpointer data)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  g_assert_true (gtk_icon_theme_has_icon (theme, GRAFT_APP_ID));
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
  g_test_add ("/window/" name, Fixture, application, set_up, function, tear_down)
  ADD ("widths", test_widths);
  ADD ("first-focus", test_first_focus);
  ADD ("tab", test_tab);
  ADD ("sheets", test_sheets);
  ADD ("replace", test_replace);
  ADD ("stop-key", test_stop_key);
  ADD ("seeds", test_seeds);
  ADD ("status", test_status);
  ADD ("icon", test_icon);
  return g_test_run ();
}
