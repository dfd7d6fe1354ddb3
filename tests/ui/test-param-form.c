/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form made of parameter descriptors: every kind of control, round trips, refusals,
 * what stands still during a run, and the schedule of a live parameter. */
#include "ui/widgets/param-form.h"

#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

static const char *const words[] = { "sgd", "adam", NULL };
static const GraftParam list[] = {
  { "rate", "Rate", "How fast.", GRAFT_PARAM_REAL, GRAFT_PARAM_LIVE | GRAFT_PARAM_LOG,
    1e-6, 1, 0.01 },
  { "lambda", "λ", "Weight.", GRAFT_PARAM_REAL, GRAFT_PARAM_LIVE, 0, 2, 1 },
  { "margin", "Margin", NULL, GRAFT_PARAM_REAL, GRAFT_PARAM_NONE, -1, 1, 0.25 },
  { "epochs", "Epochs", "Passes.", GRAFT_PARAM_INTEGER, GRAFT_PARAM_NONE, 1, 100, 12 },
  { "shift", "Shift", "Moves.", GRAFT_PARAM_BOOLEAN, GRAFT_PARAM_ADVANCED, 0, 1, 0 },
  { "rule", "Rule", "Moves.", GRAFT_PARAM_CHOICE, GRAFT_PARAM_ADVANCED, 0, 1, 0, words },
};

typedef struct
{
  GtkWidget *window;
  GraftParamForm *form;
  GraftParams *params;
  char *key; /* of the last change */
  double value;
  guint n_changes;
  char *reset_key;
} Fixture;

static void
changed_cb (Fixture *fixture, const char *key, double value)
{
  g_free (fixture->key);
  fixture->key = g_strdup (key);
  fixture->value = value;
  fixture->n_changes++;
}

static void
reset_cb (Fixture *fixture, const char *key)
{
  g_free (fixture->reset_key);
  fixture->reset_key = g_strdup (key);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->params = graft_params_new (list, G_N_ELEMENTS (list));
  fixture->form = GRAFT_PARAM_FORM (graft_param_form_new ());
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->form));
  graft_param_form_set_params (fixture->form, fixture->params);
  g_signal_connect_swapped (fixture->form, "changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect_swapped (fixture->form, "reset", G_CALLBACK (reset_cb), fixture);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = fixture->window;

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *)&window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (window != NULL && g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (window);
  graft_params_free (fixture->params);
  g_free (fixture->key);
  g_free (fixture->reset_key);
}

/* Depth-first; the first widget of @type below @widget whose accessible parent row is
 * @index. */
static void
collect (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static GtkWidget *
nth (Fixture *fixture, GType type, guint n)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  collect (GTK_WIDGET (fixture->form), type, found);
  g_assert_cmpuint (found->len, >, n);
  return g_ptr_array_index (found, n);
}

static void
collect_class (GtkWidget *widget, const char *css_class, GPtrArray *found)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, css_class))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_class (child, css_class, found);
}

static GtkWidget *
nth_with_class (Fixture *fixture, const char *css_class, guint n)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  collect_class (GTK_WIDGET (fixture->form), css_class, found);
  g_assert_cmpuint (found->len, >, n);
  return g_ptr_array_index (found, n);
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  const struct
  {
    const char *key;
    const char *text;
    double value;
  } cases[] = {
    { "rate", "0.003", 0.003 }, { "rate", "1e-4", 1e-4 }, { "lambda", "2", 2 },
    { "margin", "-0.5", -0.5 }, { "epochs", "30", 30 },
  };

  g_assert_cmpuint (graft_param_form_get_n_rows (fixture->form), ==, G_N_ELEMENTS (list));
  for (gsize i = 0; i < G_N_ELEMENTS (list); i++)
    g_assert_cmpfloat (graft_param_form_get_value (fixture->form, list[i].key), ==,
                       list[i].value);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (
          graft_param_form_enter_text (fixture->form, cases[i].key, cases[i].text));
      g_assert_cmpstr (fixture->key, ==, cases[i].key);
      g_assert_cmpfloat (fixture->value, ==, cases[i].value);
      g_assert_cmpfloat (graft_param_form_get_value (fixture->form, cases[i].key), ==,
                         cases[i].value);
    }
  g_assert_cmpuint (fixture->n_changes, ==, G_N_ELEMENTS (cases));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  const char *const bad[][2] = {
    { "rate", "0" },     { "rate", "2" },      { "rate", "fast" },  { "rate", "" },
    { "lambda", "nan" }, { "lambda", "0.5x" }, { "epochs", "1.5" }, { "unknown", "1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (graft_param_form_enter_text (fixture->form, bad[i][0], bad[i][1]));
  g_assert_cmpuint (fixture->n_changes, ==, 0);
  g_assert_cmpfloat (graft_param_form_get_value (fixture->form, "rate"), ==, 0.01);
}

/* What a person types and confirms is refused in words, not by a colour alone. */
static void
test_refused_in_words (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = nth (fixture, GTK_TYPE_ENTRY, 0);
  GtkWidget *refusal = nth_with_class (fixture, "error", 0);

  g_assert_false (gtk_widget_get_visible (refusal));
  gtk_editable_set_text (GTK_EDITABLE (entry), "fast");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (gtk_widget_get_visible (refusal));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (refusal)), ==,
                   "Not taken: this has to be a number from 1e-06 to 1.");
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), "0.5");
  g_signal_emit_by_name (entry, "activate");
  g_assert_false (gtk_widget_get_visible (refusal));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_FALSE);
}

static GtkPropagationPhase
wheel_phase (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        return gtk_event_controller_get_propagation_phase (controller);
    }
  g_assert_not_reached ();
}

/* Scrolling the column past a control must not change it. */
static void
test_wheel (Fixture *fixture, gconstpointer data)
{
  GtkWidget *scale = nth (fixture, GTK_TYPE_SCALE, 0);
  GtkWidget *spin = nth (fixture, GTK_TYPE_SPIN_BUTTON, 0);

  g_assert_cmpint (wheel_phase (scale), ==, GTK_PHASE_NONE);
  g_assert_cmpint (wheel_phase (spin), ==, GTK_PHASE_NONE);
  g_assert_true (gtk_widget_grab_focus (spin));
  g_assert_cmpint (wheel_phase (spin), !=, GTK_PHASE_NONE);
  g_assert_true (gtk_widget_grab_focus (scale));
  g_assert_cmpint (wheel_phase (scale), ==, GTK_PHASE_NONE);
  g_assert_cmpint (wheel_phase (spin), ==, GTK_PHASE_NONE);
}

/* What a tooltip says is there to read while the keyboard is at a row. */
static void
test_hint (Fixture *fixture, gconstpointer data)
{
  GtkWidget *scale = nth (fixture, GTK_TYPE_SCALE, 0);
  GtkWidget *hint = nth_with_class (fixture, "dim-label", 0);

  gtk_window_set_focus_visible (GTK_WINDOW (fixture->window), FALSE);
  gtk_widget_grab_focus (nth (fixture, GTK_TYPE_SCALE, 1));
  g_assert_false (gtk_widget_get_visible (hint));
  gtk_widget_grab_focus (scale);
  g_assert_false (gtk_widget_get_visible (hint));
  gtk_window_set_focus_visible (GTK_WINDOW (fixture->window), TRUE);
  g_assert_true (gtk_widget_get_visible (hint));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (hint)), "How fast."));
  gtk_widget_grab_focus (nth (fixture, GTK_TYPE_SCALE, 1));
  g_assert_false (gtk_widget_get_visible (hint));
}

static void
test_controls (Fixture *fixture, gconstpointer data)
{
  GtkWidget *scale = nth (fixture, GTK_TYPE_SCALE, 0);

  /* The logarithmic slider of the rate: position −3 is a value of 0.001. */
  gtk_range_set_value (GTK_RANGE (scale), -3);
  g_assert_cmpstr (fixture->key, ==, "rate");
  g_assert_cmpfloat_with_epsilon (fixture->value, 0.001, 1e-12);
  gtk_range_set_value (GTK_RANGE (nth (fixture, GTK_TYPE_SCALE, 1)), 0.5);
  g_assert_cmpstr (fixture->key, ==, "lambda");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (nth (fixture, GTK_TYPE_SPIN_BUTTON, 0)), 7);
  g_assert_cmpstr (fixture->key, ==, "epochs");
  g_assert_cmpfloat (fixture->value, ==, 7);
  gtk_expander_set_expanded (GTK_EXPANDER (nth (fixture, GTK_TYPE_EXPANDER, 0)), TRUE);
  gtk_switch_set_active (GTK_SWITCH (nth (fixture, GTK_TYPE_SWITCH, 0)), TRUE);
  g_assert_cmpstr (fixture->key, ==, "shift");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (nth (fixture, GTK_TYPE_DROP_DOWN, 0)), 1);
  g_assert_cmpstr (fixture->key, ==, "rule");
  g_assert_cmpfloat (fixture->value, ==, 1);
  g_assert_cmpuint (fixture->n_changes, ==, 5);
}

static void
test_running (Fixture *fixture, gconstpointer data)
{
  GtkWidget *spin = nth (fixture, GTK_TYPE_SPIN_BUTTON, 0);
  GtkWidget *scale = nth (fixture, GTK_TYPE_SCALE, 0);

  graft_param_form_set_running (fixture->form, TRUE);
  g_assert_false (gtk_widget_is_sensitive (spin));
  g_assert_true (gtk_widget_is_sensitive (scale));
  graft_param_form_set_running (fixture->form, FALSE);
  g_assert_true (gtk_widget_is_sensitive (spin));
}

static GtkWidget *
reset_of (Fixture *fixture, guint row)
{
  GtkWidget *scale = nth (fixture, GTK_TYPE_SCALE, row);
  GtkWidget *line = gtk_widget_get_first_child (gtk_widget_get_parent (scale));

  return gtk_widget_get_next_sibling (gtk_widget_get_first_child (line));
}

static void
test_schedule (Fixture *fixture, gconstpointer data)
{
  graft_param_form_set_running (fixture->form, TRUE);
  graft_param_form_show_live (fixture->form, "lambda", 0.76, FALSE);
  g_assert_cmpfloat (graft_param_form_get_value (fixture->form, "lambda"), ==, 0.76);
  g_assert_cmpuint (fixture->n_changes, ==, 0);
  g_assert_false (gtk_widget_get_visible (reset_of (fixture, 1)));

  gtk_range_set_value (GTK_RANGE (nth (fixture, GTK_TYPE_SCALE, 1)), 0.4);
  g_assert_cmpuint (fixture->n_changes, ==, 1);
  /* By hand now: the schedule no longer moves it, and there is a way back. */
  graft_param_form_show_live (fixture->form, "lambda", 0.8, TRUE);
  g_assert_cmpfloat (graft_param_form_get_value (fixture->form, "lambda"), ==, 0.4);
  g_assert_true (gtk_widget_get_visible (reset_of (fixture, 1)));
  g_signal_emit_by_name (reset_of (fixture, 1), "clicked");
  g_assert_cmpstr (fixture->reset_key, ==, "lambda");
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (nth (fixture, GTK_TYPE_SCALE, 0)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Rate");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (nth (fixture, GTK_TYPE_SPIN_BUTTON, 0)),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "Epochs");
  /* The value, not the exponent at which a logarithmic slider stands. */
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (nth (fixture, GTK_TYPE_SCALE, 0)),
                                       GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "0.01");
  graft_param_form_set_value (fixture->form, "rate", 0.05);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (nth (fixture, GTK_TYPE_SCALE, 0)),
                                       GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "0.05");
  /* Where the focus stops: the button of the drop-down, the expander itself. */
  gtk_expander_set_expanded (GTK_EXPANDER (nth (fixture, GTK_TYPE_EXPANDER, 0)), TRUE);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (gtk_widget_get_first_child (nth (fixture, GTK_TYPE_DROP_DOWN, 0))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "Rule");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (nth (fixture, GTK_TYPE_EXPANDER, 0)), GTK_ACCESSIBLE_PROPERTY_LABEL,
      "All parameters");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  g_test_add ("/param-form/round-trip", Fixture, NULL, set_up, test_round_trip,
              tear_down);
  g_test_add ("/param-form/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/param-form/refused-in-words", Fixture, NULL, set_up,
              test_refused_in_words, tear_down);
  g_test_add ("/param-form/wheel", Fixture, NULL, set_up, test_wheel, tear_down);
  g_test_add ("/param-form/hint", Fixture, NULL, set_up, test_hint, tear_down);
  g_test_add ("/param-form/controls", Fixture, NULL, set_up, test_controls, tear_down);
  g_test_add ("/param-form/running", Fixture, NULL, set_up, test_running, tear_down);
  g_test_add ("/param-form/schedule", Fixture, NULL, set_up, test_schedule, tear_down);
  g_test_add ("/param-form/names", Fixture, NULL, set_up, test_names, tear_down);
  return g_test_run ();
}
