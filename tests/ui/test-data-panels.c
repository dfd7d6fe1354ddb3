/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The left column of the Data page: sets, filters, splits and suggestions. */
#include "tests/ui/panel-fixture.h"
#include "ui/data/assist-bar.h"
#include "ui/data/class-bars.h"
#include "ui/data/filter-panel.h"
#include "ui/data/set-panel.h"
#include "ui/data/set-row.h"
#include "ui/data/set-words.h"
#include "ui/data/split-panel.h"

/* ---- sets ---- */

static GraftSetRow *
row_at (PanelFixture *fixture, int i)
{
  GtkListBox *list = graft_set_panel_get_list (GRAFT_SET_PANEL (fixture->panel));

  return GRAFT_SET_ROW (gtk_list_box_get_row_at_index (list, i));
}

static void
test_choose_set (void)
{
  PanelFixture fixture;
  GraftProjectSet *other;
  GtkListBox *list;

  panel_fixture_init (&fixture, GRAFT_TYPE_SET_PANEL);
  other = project_fixture_add_set (&fixture.files, "drawings", 1240, NULL);
  list = graft_set_panel_get_list (GRAFT_SET_PANEL (fixture.panel));
  panel_fixture_label (&fixture, 0, 7, 1);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row_at (&fixture, 0)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "photos, 20 items, 7 labelled");
  g_assert_true (gtk_list_box_get_selected_row (list) ==
                 GTK_LIST_BOX_ROW (row_at (&fixture, 0)));
  gtk_list_box_select_row (list, GTK_LIST_BOX_ROW (row_at (&fixture, 1)));
  g_assert_true (graft_item_view_get_set (fixture.view) == other);
  graft_item_view_set_set (fixture.view, fixture.set);
  g_assert_true (gtk_list_box_get_selected_row (list) ==
                 GTK_LIST_BOX_ROW (row_at (&fixture, 0)));
  panel_fixture_clear (&fixture);
}

static void
enter_name (PanelFixture *fixture, const char *name)
{
  GraftSetRow *row = row_at (fixture, 0);

  g_assert_true (gtk_widget_activate_action (fixture->panel, "sets.rename", NULL));
  g_assert_true (graft_set_row_is_editing (row));
  gtk_editable_set_text (graft_set_row_get_entry (row), name);
  g_signal_emit_by_name (graft_set_row_get_entry (row), "activate");
  panel_fixture_flush (fixture);
  g_assert_false (graft_set_row_is_editing (row));
}

static void
test_rename_set (void)
{
  PanelFixture fixture;

  panel_fixture_init (&fixture, GRAFT_TYPE_SET_PANEL);
  project_fixture_add_set (&fixture.files, "drawings", 5, NULL);
  enter_name (&fixture, "  Things ");
  g_assert_cmpstr (graft_project_set_get_name (fixture.set), ==, "Things");
  enter_name (&fixture, "drawings");
  g_assert_cmpstr (graft_project_set_get_name (fixture.set), ==, "Things");
  g_assert_cmpstr (panel_fixture_get_toast (&fixture), ==,
                   "There is a data set “drawings” already; choose another name.");
  enter_name (&fixture, " ");
  g_assert_cmpstr (graft_project_set_get_name (fixture.set), ==, "Things");
  panel_fixture_clear (&fixture);
}

static void
test_delete_set (void)
{
  PanelFixture fixture;
  GListModel *sets;

  panel_fixture_init (&fixture, GRAFT_TYPE_SET_PANEL);
  project_fixture_add_set (&fixture.files, "drawings", 5, NULL);
  sets = graft_project_get_sets (fixture.files.project);
  g_assert_true (gtk_widget_activate_action (fixture.panel, "sets.delete", NULL));
  panel_fixture_flush (&fixture);
  g_assert_cmpuint (g_list_model_get_n_items (sets), ==, 1);
  g_assert_null (row_at (&fixture, 1));
  g_assert_cmpstr (panel_fixture_get_toast (&fixture), ==, "“photos” was deleted");
  panel_fixture_press_toast (&fixture);
  panel_fixture_flush (&fixture);
  g_assert_cmpuint (g_list_model_get_n_items (sets), ==, 2);
  g_assert_nonnull (graft_project_find_set (fixture.files.project, "photos"));
  panel_fixture_clear (&fixture);
}

/* ---- filters ---- */

static GraftFilterPanel *
filter_of (PanelFixture *fixture)
{
  return GRAFT_FILTER_PANEL (fixture->panel);
}

static void
assert_count (PanelFixture *fixture, GraftShow show, const char *text)
{
  g_assert_cmpstr (graft_filter_panel_get_count (filter_of (fixture), show), ==, text);
}

static gboolean
has_row (PanelFixture *fixture, GraftShow show)
{
  return gtk_widget_get_visible (graft_filter_panel_get_row (filter_of (fixture), show));
}

static void
exclude (PanelFixture *fixture, guint position)
{
  const GraftItem *items = graft_project_set_peek_items (fixture->set, NULL);

  graft_project_set_excluded (fixture->files.project, fixture->set, &items[position].id,
                              1, TRUE);
  panel_fixture_flush (fixture);
}

static void
test_counts (void)
{
  PanelFixture fixture;

  panel_fixture_init (&fixture, GRAFT_TYPE_FILTER_PANEL);
  assert_count (&fixture, GRAFT_SHOW_ALL, "20");
  assert_count (&fixture, GRAFT_SHOW_UNLABELLED, "20");
  assert_count (&fixture, GRAFT_SHOW_LABELLED, "0");
  g_assert_true (has_row (&fixture, GRAFT_SHOW_LABELLED));
  g_assert_false (has_row (&fixture, GRAFT_SHOW_EXCLUDED));
  panel_fixture_label (&fixture, 0, 6, 0);
  assert_count (&fixture, GRAFT_SHOW_UNLABELLED, "14");
  assert_count (&fixture, GRAFT_SHOW_LABELLED, "6");
  exclude (&fixture, 3);
  g_assert_true (has_row (&fixture, GRAFT_SHOW_EXCLUDED));
  assert_count (&fixture, GRAFT_SHOW_EXCLUDED, "1");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (graft_filter_panel_get_row (
                                           filter_of (&fixture), GRAFT_SHOW_EXCLUDED)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Excluded, 1");
  panel_fixture_clear (&fixture);
}

static void
select_row (PanelFixture *fixture, GraftShow show)
{
  GtkWidget *row = graft_filter_panel_get_row (filter_of (fixture), show);

  gtk_list_box_select_row (GTK_LIST_BOX (gtk_widget_get_parent (row)),
                           GTK_LIST_BOX_ROW (row));
}

/* Rows keep what else narrows; the button clears all of it. */
static void
test_narrow (void)
{
  PanelFixture fixture;
  GraftItemFilter filter = {
    .show = GRAFT_SHOW_ALL, .class = 1, .suggestion = -1, .split = -1
  };
  GListModel *shown;

  panel_fixture_init (&fixture, GRAFT_TYPE_FILTER_PANEL);
  shown = G_LIST_MODEL (graft_item_view_get_model (fixture.view));
  panel_fixture_label (&fixture, 0, 6, 1);
  panel_fixture_label (&fixture, 6, 3, 2);
  graft_item_view_set_filter (fixture.view, &filter);
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 6);
  select_row (&fixture, GRAFT_SHOW_LABELLED);
  g_assert_cmpint (graft_item_view_get_filter (fixture.view)->show, ==,
                   GRAFT_SHOW_LABELLED);
  g_assert_cmpint (graft_item_view_get_filter (fixture.view)->class, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 6);
  g_assert_true (gtk_widget_activate_action (fixture.panel, "filter.clear", NULL));
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 20);
  g_assert_cmpint (graft_item_view_get_filter (fixture.view)->class, ==, -1);
  g_assert_true (gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (
      graft_filter_panel_get_row (filter_of (&fixture), GRAFT_SHOW_ALL))));
  panel_fixture_clear (&fixture);
}

static GtkWidget *
drop_down_named (GtkWidget *root, const char *first)
{
  if (GTK_IS_DROP_DOWN (root))
    {
      GListModel *model = gtk_drop_down_get_model (GTK_DROP_DOWN (root));

      if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), 0), first))
        return root;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = drop_down_named (child, first);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_drop_downs (void)
{
  PanelFixture fixture;
  GtkWidget *class, *expander;

  panel_fixture_init (&fixture, GRAFT_TYPE_FILTER_PANEL);
  expander = panel_fixture_find (fixture.panel, GTK_TYPE_EXPANDER);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  class = drop_down_named (fixture.panel, "Any class");
  g_assert_nonnull (class);
  panel_fixture_label (&fixture, 0, 6, 2);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (class), 3);
  g_assert_cmpint (graft_item_view_get_filter (fixture.view)->class, ==, 2);
  /* The list follows the classes, and what was chosen stays chosen. */
  graft_project_add_class (fixture.files.project, fixture.set, "zebra");
  panel_fixture_flush (&fixture);
  g_assert_cmpuint (
      g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (class))), ==, 5);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (class)), ==, 3);
  g_assert_cmpint (graft_item_view_get_filter (fixture.view)->class, ==, 2);
  gtk_drop_down_set_selected (
      GTK_DROP_DOWN (drop_down_named (fixture.panel, "As imported")), GRAFT_ORDER_CLASS);
  g_assert_cmpint (graft_item_view_get_order (fixture.view), ==, GRAFT_ORDER_CLASS);
  panel_fixture_clear (&fixture);
}

/* ---- splits ---- */

static gboolean
is_split (gpointer set)
{
  gsize counts[GRAFT_N_SPLITS];

  graft_set_count_splits (set, counts);
  return counts[GRAFT_SPLIT_NONE] == 0;
}

static void
test_split (void)
{
  PanelFixture fixture;
  GraftSplitPanel *panel;
  GraftSplitForm *form;
  gsize counts[GRAFT_N_SPLITS];
  g_autofree char *words = NULL;

  panel_fixture_init (&fixture, GRAFT_TYPE_SPLIT_PANEL);
  panel = GRAFT_SPLIT_PANEL (fixture.panel);
  form = graft_split_panel_get_form (panel);
  graft_split_form_set_share (form, GRAFT_SPLIT_VALIDATION, 0);
  graft_split_form_set_share (form, GRAFT_SPLIT_TEST, 25);
  graft_split_panel_split (panel);
  panel_fixture_wait (is_split, fixture.set);
  panel_fixture_flush (&fixture);
  graft_set_count_splits (fixture.set, counts);
  g_assert_cmpuint (counts[GRAFT_SPLIT_TRAIN], ==, 15);
  g_assert_cmpuint (counts[GRAFT_SPLIT_TEST], ==, 5);
  g_assert_true (fake_jobs ()->plan.stratified);
  g_assert_true (fake_jobs ()->plan.keep_duplicates);
  words = graft_set_dup_split_words (fixture.set);
  g_assert_cmpstr (words, ==, "Training 15, validation 0, test 5.");
  g_assert_null (graft_split_panel_get_leak_words (panel));
  panel_fixture_clear (&fixture);
}

/* Whatever is typed, shares make 100 %. */
static void
test_shares (void)
{
  GraftSplitForm *form = g_object_ref_sink (g_object_new (GRAFT_TYPE_SPLIT_FORM, NULL));
  GraftSplitPlan plan;

  graft_split_form_set_share (form, GRAFT_SPLIT_TEST, 40);
  graft_split_form_get_plan (form, &plan);
  g_assert_cmpfloat_with_epsilon (plan.train, 0.45, 1e-9);
  graft_split_form_set_share (form, GRAFT_SPLIT_TRAIN, 80);
  graft_split_form_get_plan (form, &plan);
  g_assert_cmpfloat_with_epsilon (plan.test, 0.05, 1e-9);
  g_assert_cmpfloat_with_epsilon (plan.validation, 0.15, 1e-9);
  graft_split_form_set_share (form, GRAFT_SPLIT_TRAIN, 95);
  graft_split_form_get_plan (form, &plan);
  g_assert_cmpfloat_with_epsilon (plan.test, 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (plan.train + plan.validation + plan.test, 1, 1e-9);
  g_assert_finalize_object (form);
}

/* 22 of 100 and the like: worked out by hand. */
static void
test_label_words (void)
{
  PanelFixture fixture;
  GraftSplitPanel *panel;
  g_autofree char *few = NULL, *many = NULL;

  panel_fixture_init (&fixture, GRAFT_TYPE_SPLIT_PANEL);
  panel = GRAFT_SPLIT_PANEL (fixture.panel);
  g_assert_cmpstr (graft_split_panel_get_words (panel), ==,
                   "20 items, none labelled yet.");
  panel_fixture_label (&fixture, 0, 3, 0);
  g_assert_cmpstr (graft_split_panel_get_words (panel), ==,
                   "3 of 20 labelled. All are “cat”.");
  panel_fixture_label (&fixture, 3, 1, 1);
  few = graft_set_dup_imbalance_words (fixture.set);
  g_assert_cmpstr (few, ==, "“horse” has no items yet.");
  g_assert_cmpstr (graft_split_panel_get_words (panel), ==,
                   "4 of 20 labelled. Guessing the most common class would be right for "
                   "75\302\240%.");
  panel_fixture_label (&fixture, 4, 2, 0);
  many = graft_set_dup_imbalance_words (fixture.set);
  g_assert_true (g_str_has_prefix (many, "“cat” has 5 times as many items as “dog”"));
  panel_fixture_clear (&fixture);
}

static void
test_class_bars (void)
{
  PanelFixture fixture;
  GtkWidget *bars;
  g_autoptr (GArray) rows = NULL;

  panel_fixture_init (&fixture, GRAFT_TYPE_SPLIT_PANEL);
  bars = panel_fixture_find (fixture.panel, GRAFT_TYPE_CLASS_BARS);
  panel_fixture_label (&fixture, 0, 3, 0);
  g_assert_cmpstr (graft_class_bars_get_words (GRAFT_CLASS_BARS (bars)), ==,
                   "cat 3, dog 0, horse 0");
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("class %u", i);

      graft_project_add_class (fixture.files.project, fixture.set, name);
    }
  panel_fixture_flush (&fixture);
  panel_fixture_label (&fixture, 10, 5, 14);
  rows = graft_class_bars_collect (fixture.set);
  g_assert_cmpuint (rows->len, ==, GRAFT_CLASS_BARS_MOST);
  g_assert_cmpint (g_array_index (rows, GraftClassBar, 0).index, ==, 14);
  g_assert_cmpint (g_array_index (rows, GraftClassBar, 1).index, ==, 0);
  g_assert_cmpint (g_array_index (rows, GraftClassBar, 11).index, ==, -1);
  g_assert_cmpstr (g_array_index (rows, GraftClassBar, 11).name, ==, "4 others");
  panel_fixture_clear (&fixture);
}

/* ---- suggestions ---- */

static gboolean
is_idle (gpointer bar)
{
  return !graft_assist_bar_is_running (bar);
}

static void
test_assist (void)
{
  PanelFixture fixture;
  GraftAssistBar *bar;
  GtkWidget *focus;

  panel_fixture_init (&fixture, GRAFT_TYPE_ASSIST_BAR);
  bar = GRAFT_ASSIST_BAR (fixture.panel);
  gtk_widget_child_focus (fixture.panel, GTK_DIR_TAB_FORWARD);
  focus = gtk_window_get_focus (GTK_WINDOW (fixture.window));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_activate_action (fixture.panel, "assist.run", NULL));
  g_assert_true (graft_assist_bar_is_running (bar));
  /* A second press does nothing, and the focus stays. */
  g_assert_true (gtk_widget_activate_action (fixture.panel, "assist.run", NULL));
  g_assert_cmpuint (fake_jobs ()->n_started, ==, 1);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture.window)) == focus);
  panel_fixture_wait (is_idle, bar);
  g_assert_true (g_str_has_prefix (graft_assist_bar_get_words (bar), "61 items have"));
  g_assert_cmpint (fake_jobs ()->strategy, ==, GRAFT_ASSIST_MARGIN);
  g_assert_null (fake_jobs ()->network);
  fake_jobs ()->failure = "photos: fewer than two classes are labelled; label more";
  g_assert_true (gtk_widget_activate_action (fixture.panel, "assist.run", NULL));
  panel_fixture_wait (is_idle, bar);
  g_assert_cmpstr (graft_assist_bar_get_words (bar), ==, fake_jobs ()->failure);
  fake_jobs ()->held = TRUE;
  fake_jobs ()->failure = NULL;
  g_assert_true (gtk_widget_activate_action (fixture.panel, "assist.run", NULL));
  g_assert_true (gtk_widget_activate_action (fixture.panel, "assist.cancel", NULL));
  panel_fixture_wait (is_idle, bar);
  g_assert_cmpstr (graft_assist_bar_get_words (bar), ==,
                   "Cancelled; nothing was changed.");
  panel_fixture_clear (&fixture);
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static gboolean
is_unmapped (gpointer widget)
{
  return !gtk_widget_get_mapped (widget);
}

static void
open_options (GraftAssistBar *bar)
{
  GtkWidget *features = GTK_WIDGET (graft_assist_bar_get_features (bar));

  adw_split_button_popup (
      ADW_SPLIT_BUTTON (gtk_widget_get_ancestor (features, ADW_TYPE_SPLIT_BUTTON)));
  panel_fixture_wait (is_mapped, features);
}

static void
close_options (GraftAssistBar *bar)
{
  GtkWidget *features = GTK_WIDGET (graft_assist_bar_get_features (bar));

  adw_split_button_popdown (
      ADW_SPLIT_BUTTON (gtk_widget_get_ancestor (features, ADW_TYPE_SPLIT_BUTTON)));
  panel_fixture_wait (is_unmapped, features);
}

/* A run that ends while the project is open leaves a network, which is offered the next
 * time; what was chosen before stays chosen, wherever it stands now. */
static void
test_networks (void)
{
  static const char *const more[] = { "newer", "digits-small", NULL };
  PanelFixture fixture;
  GraftAssistBar *bar;
  GtkDropDown *features;

  panel_fixture_init (&fixture, GRAFT_TYPE_ASSIST_BAR);
  bar = GRAFT_ASSIST_BAR (fixture.panel);
  features = graft_assist_bar_get_features (bar);
  open_options (bar);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (features)), ==, 2);
  gtk_drop_down_set_selected (features, 1);
  close_options (bar);
  fake_jobs ()->networks = more;
  open_options (bar);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (features)), ==, 3);
  g_assert_true (gtk_widget_activate_action (fixture.panel, "assist.run", NULL));
  panel_fixture_wait (is_idle, bar);
  g_assert_cmpstr (fake_jobs ()->network, ==, "digits-small");
  close_options (bar);
  panel_fixture_clear (&fixture);
}

/* Every five new labels; labels taken back do not count. */
static void
test_up_to_date (void)
{
  PanelFixture fixture;
  GraftAssistBar *bar;

  panel_fixture_init (&fixture, GRAFT_TYPE_ASSIST_BAR);
  bar = GRAFT_ASSIST_BAR (fixture.panel);
  panel_fixture_label (&fixture, 0, 3, 0);
  graft_assist_bar_keep_up_to_date (bar, 5);
  panel_fixture_label (&fixture, 3, 4, 1);
  g_assert_cmpuint (fake_jobs ()->n_started, ==, 0);
  panel_fixture_label (&fixture, 7, 1, 1);
  g_assert_cmpuint (fake_jobs ()->n_started, ==, 1);
  panel_fixture_wait (is_idle, bar);
  panel_fixture_label (&fixture, 0, 6, GRAFT_CLASS_NONE);
  panel_fixture_label (&fixture, 0, 4, 0);
  g_assert_cmpuint (fake_jobs ()->n_started, ==, 1);
  panel_fixture_label (&fixture, 4, 1, 0);
  g_assert_cmpuint (fake_jobs ()->n_started, ==, 2);
  graft_assist_bar_keep_up_to_date (bar, 0);
  panel_fixture_wait (is_idle, bar);
  panel_fixture_label (&fixture, 5, 15, 0);
  g_assert_cmpuint (fake_jobs ()->n_started, ==, 2);
  panel_fixture_clear (&fixture);
}

/* A job that is still going on does not keep a closed window, nor speak to it. */
static void
test_close_while_running (void)
{
  PanelFixture fixture;

  panel_fixture_init (&fixture, GRAFT_TYPE_ASSIST_BAR);
  fake_jobs ()->held = TRUE;
  g_assert_true (gtk_widget_activate_action (fixture.panel, "assist.run", NULL));
  g_object_add_weak_pointer (G_OBJECT (fixture.panel), (gpointer *)&fixture.panel);
  gtk_window_destroy (GTK_WINDOW (fixture.window));
  while (fixture.panel != NULL || fake_jobs ()->n_running > 0)
    g_main_context_iteration (NULL, TRUE);
  /* What the job came to is delivered in a turn of its own. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture.view);
  panel_fixture_clear_project (&fixture.files);
}

/* No project, no set: nothing to say, nothing to press. */
static void
test_empty (void)
{
  const GType types[] = { GRAFT_TYPE_SET_PANEL, GRAFT_TYPE_FILTER_PANEL,
                          GRAFT_TYPE_SPLIT_PANEL, GRAFT_TYPE_ASSIST_BAR };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GraftItemView *view = graft_item_view_new ();
      GtkWidget *panel = g_object_ref_sink (g_object_new (types[i], "view", view, NULL));

      g_assert_finalize_object (panel);
      g_assert_finalize_object (view);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  adw_init ();

  g_test_add_func ("/data-panels/choose-set", test_choose_set);
  g_test_add_func ("/data-panels/rename-set", test_rename_set);
  g_test_add_func ("/data-panels/delete-set", test_delete_set);
  g_test_add_func ("/data-panels/counts", test_counts);
  g_test_add_func ("/data-panels/narrow", test_narrow);
  g_test_add_func ("/data-panels/drop-downs", test_drop_downs);
  g_test_add_func ("/data-panels/split", test_split);
  g_test_add_func ("/data-panels/shares", test_shares);
  g_test_add_func ("/data-panels/label-words", test_label_words);
  g_test_add_func ("/data-panels/class-bars", test_class_bars);
  g_test_add_func ("/data-panels/assist", test_assist);
  g_test_add_func ("/data-panels/networks", test_networks);
  g_test_add_func ("/data-panels/up-to-date", test_up_to_date);
  g_test_add_func ("/data-panels/close-while-running", test_close_while_running);
  g_test_add_func ("/data-panels/empty", test_empty);
  return g_test_run ();
}
