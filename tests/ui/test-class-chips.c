/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chips: what a click and a drop do, and that every change of the classes can be taken
 * back. */
#include "ui/data/class-chips.h"

#include "tests/ui/panel-fixture.h"

static GraftClassChips *
set_up (PanelFixture *fixture)
{
  panel_fixture_init (fixture, GRAFT_TYPE_CLASS_CHIPS);
  return GRAFT_CLASS_CHIPS (fixture->panel);
}

static const char *
name_of (PanelFixture *fixture, guint class)
{
  return graft_project_set_get_class_name (fixture->set, class);
}

static void
act (PanelFixture *fixture, guint class, const char *action)
{
  graft_class_chips_choose (GRAFT_CLASS_CHIPS (fixture->panel), class);
  g_assert_true (gtk_widget_activate_action (fixture->panel, action, NULL));
  panel_fixture_flush (fixture);
}

static void
undo (PanelFixture *fixture)
{
  graft_project_undo (fixture->files.project);
  panel_fixture_flush (fixture);
}

static void
click (GraftClassChips *chips, guint class)
{
  g_signal_emit_by_name (graft_class_chips_get_chip (chips, class), "clicked");
}

/* ---- labels ---- */

static void
test_click (void)
{
  PanelFixture fixture;
  GraftClassChips *chips = set_up (&fixture);

  panel_fixture_select (&fixture, 3, 2);
  click (chips, 1);
  panel_fixture_flush (&fixture);
  g_assert_cmpint (panel_fixture_get_label (&fixture, 2), ==, GRAFT_CLASS_NONE);
  g_assert_cmpint (panel_fixture_get_label (&fixture, 3), ==, 1);
  g_assert_cmpint (panel_fixture_get_label (&fixture, 4), ==, 1);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (graft_class_chips_get_chip (chips, 1)),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "dog, key 2, 2 labelled");
  undo (&fixture);
  g_assert_cmpint (panel_fixture_get_label (&fixture, 3), ==, GRAFT_CLASS_NONE);
  panel_fixture_clear (&fixture);
}

/* With nothing selected a click narrows, and the next one widens again. */
static void
test_filter (void)
{
  PanelFixture fixture;
  GraftClassChips *chips = set_up (&fixture);
  GListModel *shown = G_LIST_MODEL (graft_item_view_get_model (fixture.view));

  panel_fixture_label (&fixture, 0, 4, 2);
  graft_item_view_select_none (fixture.view);
  click (chips, 2);
  g_assert_cmpint (graft_item_view_get_filter (fixture.view)->class, ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 4);
  gtk_test_accessible_assert_state (
      GTK_ACCESSIBLE (graft_class_chips_get_chip (chips, 2)),
      GTK_ACCESSIBLE_STATE_PRESSED, GTK_ACCESSIBLE_TRISTATE_TRUE);
  click (chips, 2);
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 20);
  act (&fixture, 2, "classes.select-all");
  g_assert_cmpuint (graft_item_view_get_n_selected (fixture.view), ==, 4);
  panel_fixture_clear (&fixture);
}

static void
drop (PanelFixture *fixture, GraftProjectSet *set, guint first, guint n, guint class)
{
  const GraftItem *items = graft_project_set_peek_items (set, NULL);
  g_autofree guint32 *ids = g_new (guint32, n);
  g_autoptr (GraftItemDrag) drag = NULL;

  for (guint i = 0; i < n; i++)
    ids[i] = items[first + i].id;
  drag = graft_item_drag_new (set, ids, n);
  g_signal_emit_by_name (
      graft_class_chips_get_chip (GRAFT_CLASS_CHIPS (fixture->panel), class), "dropped",
      drag);
  panel_fixture_flush (fixture);
}

static void
test_drop (void)
{
  PanelFixture fixture;
  GraftProjectSet *other;

  set_up (&fixture);
  other = project_fixture_add_set (&fixture.files, "others", 5, NULL);
  drop (&fixture, fixture.set, 5, 3, 0);
  g_assert_cmpuint (graft_project_set_get_class_count (fixture.set, 0), ==, 3);
  g_assert_cmpint (panel_fixture_get_label (&fixture, 7), ==, 0);
  drop (&fixture, other, 0, 2, 1);
  g_assert_cmpuint (graft_project_set_get_n_labelled (other), ==, 0);
  g_assert_cmpuint (graft_project_set_get_class_count (fixture.set, 1), ==, 0);
  panel_fixture_clear (&fixture);
}

/* ---- classes ---- */

static void
test_add (void)
{
  PanelFixture fixture;
  GraftClassChips *chips = set_up (&fixture);
  GtkWidget *entry = panel_fixture_find (fixture.panel, GTK_TYPE_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), "  zebra ");
  g_signal_emit_by_name (entry, "activate");
  panel_fixture_flush (&fixture);
  g_assert_cmpuint (graft_class_chips_get_n_chips (chips), ==, 4);
  g_assert_cmpstr (name_of (&fixture, 3), ==, "zebra");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_false (graft_class_chips_add_class (chips, "zebra"));
  g_assert_cmpstr (panel_fixture_get_toast (&fixture), ==,
                   "There is a class “zebra” already.");
  g_assert_false (graft_class_chips_add_class (chips, "   "));
  undo (&fixture);
  g_assert_cmpuint (graft_class_chips_get_n_chips (chips), ==, 3);
  panel_fixture_clear (&fixture);
}

static void
test_rename (void)
{
  PanelFixture fixture;
  GraftClassChips *chips = set_up (&fixture);

  g_assert_true (graft_class_chips_rename (chips, 0, "tiger"));
  g_assert_false (graft_class_chips_rename (chips, 1, "horse"));
  g_assert_true (graft_class_chips_rename (chips, 1, "dog"));
  panel_fixture_flush (&fixture);
  g_assert_cmpstr (name_of (&fixture, 0), ==, "tiger");
  g_assert_cmpstr (name_of (&fixture, 1), ==, "dog");
  undo (&fixture);
  g_assert_cmpstr (name_of (&fixture, 0), ==, "cat");
  panel_fixture_clear (&fixture);
}

/* The popover of the menu does the same: the chosen class, then the name. */
static void
test_rename_popover (void)
{
  PanelFixture fixture;
  GtkWidget *entry, *popover;

  set_up (&fixture);
  act (&fixture, 2, "classes.rename");
  popover = gtk_widget_get_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture.window)),
                                     GTK_TYPE_POPOVER);
  g_assert_nonnull (popover);
  entry = panel_fixture_find (popover, GTK_TYPE_ENTRY);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "horse");
  gtk_editable_set_text (GTK_EDITABLE (entry), "cat");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "pony");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_signal_emit_by_name (entry, "activate");
  panel_fixture_flush (&fixture);
  g_assert_cmpstr (name_of (&fixture, 2), ==, "pony");
  panel_fixture_clear (&fixture);
}

static void
test_merge (void)
{
  PanelFixture fixture;
  GraftClassChips *chips = set_up (&fixture);

  panel_fixture_label (&fixture, 0, 3, 0);
  panel_fixture_label (&fixture, 3, 2, 2);
  graft_class_chips_merge (chips, 0, 2);
  panel_fixture_flush (&fixture);
  g_assert_cmpuint (graft_class_chips_get_n_chips (chips), ==, 2);
  g_assert_cmpstr (name_of (&fixture, 1), ==, "horse");
  g_assert_cmpuint (graft_project_set_get_class_count (fixture.set, 1), ==, 5);
  g_assert_cmpstr (panel_fixture_get_toast (&fixture), ==, "“cat” became “horse”");
  panel_fixture_press_toast (&fixture);
  panel_fixture_flush (&fixture);
  g_assert_cmpuint (graft_class_chips_get_n_chips (chips), ==, 3);
  g_assert_cmpuint (graft_project_set_get_class_count (fixture.set, 0), ==, 3);
  panel_fixture_clear (&fixture);
}

static void
test_move_and_delete (void)
{
  PanelFixture fixture;
  GraftClassChips *chips = set_up (&fixture);

  panel_fixture_label (&fixture, 0, 3, 1);
  act (&fixture, 1, "classes.move-left");
  g_assert_cmpstr (name_of (&fixture, 0), ==, "dog");
  g_assert_cmpint (panel_fixture_get_label (&fixture, 0), ==, 0);
  act (&fixture, 0, "classes.move-right");
  g_assert_cmpstr (name_of (&fixture, 1), ==, "dog");
  act (&fixture, 1, "classes.delete");
  g_assert_cmpuint (graft_class_chips_get_n_chips (chips), ==, 2);
  g_assert_cmpuint (graft_project_set_get_n_labelled (fixture.set), ==, 0);
  g_assert_cmpstr (panel_fixture_get_toast (&fixture), ==,
                   "“dog” was deleted; 3 items have no label now");
  undo (&fixture);
  g_assert_cmpuint (graft_project_set_get_n_labelled (fixture.set), ==, 3);
  panel_fixture_clear (&fixture);
}

/* A later edit takes the toast away: its button would undo that one. */
static void
test_toast_gives_way (void)
{
  PanelFixture fixture;

  set_up (&fixture);
  act (&fixture, 1, "classes.delete");
  g_assert_nonnull (panel_fixture_get_toast (&fixture));
  panel_fixture_label (&fixture, 0, 1, 0);
  g_assert_null (panel_fixture_get_toast (&fixture));
  panel_fixture_clear (&fixture);
}

static void
test_take (void)
{
  PanelFixture fixture;
  GraftClassChips *chips = set_up (&fixture);
  const char *const more[] = { "dog", "lotus", "pizza", NULL };
  GraftProjectSet *other = project_fixture_add_set (&fixture.files, "others", 5, more);

  g_assert_true (gtk_widget_activate_action (fixture.panel, "classes.take", "u",
                                             graft_project_set_get_id (other)));
  panel_fixture_flush (&fixture);
  g_assert_cmpuint (graft_class_chips_get_n_chips (chips), ==, 5);
  g_assert_cmpint (graft_project_set_find_class (fixture.set, "pizza"), ==, 4);
  undo (&fixture);
  g_assert_cmpuint (graft_class_chips_get_n_chips (chips), ==, 3);
  panel_fixture_clear (&fixture);
}

/* Many classes: three lines at most, and only the first nine have keys. */
static void
test_many (void)
{
  PanelFixture fixture;
  GraftClassChips *chips = set_up (&fixture);
  int one, three, most;

  gtk_widget_measure (fixture.panel, GTK_ORIENTATION_VERTICAL, 2000, &one, NULL, NULL,
                      NULL);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("class %u", i);

      g_assert_true (graft_class_chips_add_class (chips, name));
    }
  panel_fixture_flush (&fixture);
  gtk_widget_measure (fixture.panel, GTK_ORIENTATION_VERTICAL, 400, &most, NULL, NULL,
                      NULL);
  gtk_widget_measure (fixture.panel, GTK_ORIENTATION_VERTICAL, 900, &three, NULL, NULL,
                      NULL);
  g_assert_cmpint (most, >, 2 * one);
  g_assert_cmpint (most, <, 4 * one);
  g_assert_cmpint (most, ==, three);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (graft_class_chips_get_chip (chips, 9)),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "class 6, 0 labelled");
  panel_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  adw_init ();

  g_test_add_func ("/class-chips/click", test_click);
  g_test_add_func ("/class-chips/filter", test_filter);
  g_test_add_func ("/class-chips/drop", test_drop);
  g_test_add_func ("/class-chips/add", test_add);
  g_test_add_func ("/class-chips/rename", test_rename);
  g_test_add_func ("/class-chips/rename-popover", test_rename_popover);
  g_test_add_func ("/class-chips/merge", test_merge);
  g_test_add_func ("/class-chips/move-and-delete", test_move_and_delete);
  g_test_add_func ("/class-chips/toast-gives-way", test_toast_gives_way);
  g_test_add_func ("/class-chips/take", test_take);
  g_test_add_func ("/class-chips/many", test_many);
  return g_test_run ();
}
