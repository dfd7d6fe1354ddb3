/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Data page on a real project: what it shows when, keys that label, the viewer, what
 * is dragged, two sets side by side, and that all of it dies. Keys are tested through the
 * actions behind them and the table of keys itself. */
#include "ui/data/data-page.h"

#include "tests/support/finalize.h"
#include "tests/support/project-fixture.h"
#include "ui/data/item-drag.h"
#include "ui/data/label-keys.h"

#include <adwaita.h>
#include <string.h>

static const char *const classes[] = { "cat", "dog", "horse", NULL };

typedef struct
{
  ProjectFixture project;
  GraftProjectSet *set; /* the project's */
  GraftRunController *controller;
  GtkWidget *window;
  GraftDataPage *page;
  GraftItemView *view;
} Fixture;

G_NORETURN static gboolean
expired_cb (gpointer user_data)
{
  g_error ("what was waited for did not come within twenty seconds");
}

#define WAIT_FOR(condition)                                                              \
  G_STMT_START                                                                           \
  {                                                                                      \
    guint limit = g_timeout_add_seconds (20, expired_cb, NULL);                          \
                                                                                         \
    while (!(condition))                                                                 \
      g_main_context_iteration (NULL, TRUE);                                             \
    g_source_remove (limit);                                                             \
  }                                                                                      \
  G_STMT_END

static void
draw (Fixture *fixture)
{
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  project_fixture_init (&fixture->project);
  fixture->set = project_fixture_add_set (&fixture->project, "Animals", 40, classes);
  fixture->controller = graft_run_controller_new ();
  fixture->page = g_object_new (GRAFT_TYPE_DATA_PAGE, NULL);
  fixture->view = graft_data_page_get_view (fixture->page);
  graft_page_set_controller (GRAFT_PAGE (fixture->page), fixture->controller);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  gtk_window_present (GTK_WINDOW (fixture->window));
  draw (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gpointer weak[] = { fixture->page,
                      fixture->view,
                      graft_data_page_get_grid (fixture->page),
                      graft_data_page_get_viewer (fixture->page),
                      graft_data_page_get_bar (fixture->page),
                      graft_data_page_get_second_view (fixture->page) };

  for (gsize i = 0; i < G_N_ELEMENTS (weak); i++)
    if (weak[i] != NULL)
      g_object_add_weak_pointer (weak[i], &weak[i]);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  for (gsize i = 0; i < G_N_ELEMENTS (weak); i++)
    test_wait_gone (&weak[i]);
  test_finalize (fixture->controller);
  project_fixture_clear (&fixture->project);
}

static void
open_project (Fixture *fixture)
{
  graft_page_set_project (GRAFT_PAGE (fixture->page), fixture->project.project);
  draw (fixture);
}

static void
press (Fixture *fixture, const char *action)
{
  GtkWidget *grid = GTK_WIDGET (graft_data_page_get_grid (fixture->page));

  g_assert_true (gtk_widget_activate_action (grid, action, NULL));
  project_fixture_flush (&fixture->project);
}

static void
press_label (Fixture *fixture, int class)
{
  GtkWidget *grid = GTK_WIDGET (graft_data_page_get_grid (fixture->page));

  g_assert_true (gtk_widget_activate_action (grid, "data.label", "i", class));
  project_fixture_flush (&fixture->project);
}

static int
label_of (Fixture *fixture, guint place)
{
  gsize n;
  const GraftItem *items = graft_project_set_peek_items (fixture->set, &n);

  g_assert_cmpuint (place, <, n);
  return items[place].label;
}

static void
assert_state (Fixture *fixture, const char *state)
{
  g_assert_cmpstr (graft_data_page_get_state (fixture->page), ==, state);
}

/* Nothing, no sets, an empty set, nothing that matches, items. */
static void
test_states (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GraftProject) empty = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->project.folder, "empty.graft", NULL);

  assert_state (fixture, "no-project");
  empty = graft_project_open (path, GRAFT_PROJECT_CREATE, &error);
  g_assert_no_error (error);
  graft_page_set_project (GRAFT_PAGE (fixture->page), empty);
  assert_state (fixture, "no-sets");
  graft_page_set_project (GRAFT_PAGE (fixture->page), fixture->project.project);
  assert_state (fixture, "grid");
  graft_item_view_set_set (
      fixture->view, project_fixture_add_set (&fixture->project, "Nothing", 0, NULL));
  assert_state (fixture, "empty-set");
  graft_item_view_set_set (fixture->view, fixture->set);
  graft_item_view_set_show (fixture->view, GRAFT_SHOW_LABELLED);
  assert_state (fixture, "no-match");
  press (fixture, "data.show-all");
  assert_state (fixture, "grid");
  graft_page_set_project (GRAFT_PAGE (fixture->page), NULL);
  assert_state (fixture, "no-project");
}

/* The key labels the one that is selected and goes to the next; undo takes it back. */
static void
test_label (Fixture *fixture, gconstpointer data)
{
  open_project (fixture);
  graft_item_view_set_cursor (fixture->view, 0);
  press_label (fixture, 1);
  g_assert_cmpint (label_of (fixture, 0), ==, 1);
  g_assert_cmpuint (graft_item_view_get_cursor (fixture->view), ==, 1);
  g_assert_cmpuint (graft_item_view_get_n_selected (fixture->view), ==, 1);
  press_label (fixture, 2);
  g_assert_cmpint (label_of (fixture, 1), ==, 2);
  press (fixture, "data.undo");
  g_assert_cmpint (label_of (fixture, 1), ==, -1);
  press (fixture, "data.redo");
  g_assert_cmpint (label_of (fixture, 1), ==, 2);
  /* A class that is not there does nothing. */
  press_label (fixture, 7);
  g_assert_cmpint (label_of (fixture, 2), ==, -1);
  graft_item_view_set_cursor (fixture->view, 1);
  press (fixture, "data.clear");
  g_assert_cmpint (label_of (fixture, 1), ==, -1);
  g_assert_cmpuint (graft_item_view_get_cursor (fixture->view), ==, 1);
}

static void
test_label_many (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  open_project (fixture);
  gtk_selection_model_select_range (graft_item_view_get_model (fixture->view), 3, 5,
                                    TRUE);
  text = graft_label_bar_dup_text (graft_data_page_get_bar (fixture->page));
  g_assert_cmpstr (text, ==, "5 selected · a key or a drop labels them");
  press_label (fixture, 0);
  for (guint i = 3; i < 8; i++)
    g_assert_cmpint (label_of (fixture, i), ==, 0);
  g_assert_cmpint (label_of (fixture, 8), ==, -1);
  g_assert_cmpuint (graft_item_view_get_n_selected (fixture->view), ==, 5);
  press (fixture, "data.next-unlabelled");
  g_assert_cmpuint (graft_item_view_get_cursor (fixture->view), ==, 8);
  press (fixture, "data.exclude");
  press (fixture, "data.next-unlabelled");
  g_assert_cmpuint (graft_item_view_get_cursor (fixture->view), ==, 9);
}

/* Tiles ask for pictures when they are on the screen, and only then. */
static void
test_pictures (Fixture *fixture, gconstpointer data)
{
  GraftItemGrid *grid = graft_data_page_get_grid (fixture->page);
  GraftItemTile *tile;

  graft_item_grid_set_tile_width (grid, 320);
  open_project (fixture);
  tile = graft_item_grid_find_tile (grid, 0);
  g_assert_nonnull (tile);
  WAIT_FOR (graft_item_tile_get_texture (tile) != NULL);
  /* Four pixels are enlarged to whole ones. */
  g_assert_cmpint (gdk_texture_get_width (graft_item_tile_get_texture (tile)), ==, 236);
  g_assert_cmpuint (graft_item_grid_get_n_on_screen (grid), <, 12);
  tile = graft_item_grid_find_tile (grid, 20);
  if (tile != NULL)
    g_assert_null (graft_item_tile_get_texture (tile));
  graft_item_grid_go_to (grid, 20, FALSE);
  draw (fixture);
  tile = graft_item_grid_find_tile (grid, 20);
  g_assert_nonnull (tile);
  WAIT_FOR (graft_item_tile_get_texture (tile) != NULL);
  WAIT_FOR (graft_item_row_get_name (graft_item_tile_get_row (tile)) != NULL);
  /* Files were found again: the picture goes, and comes anew. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (grid), "data.reload", NULL));
  g_assert_null (graft_item_tile_get_texture (tile));
  draw (fixture);
  WAIT_FOR (graft_item_tile_get_texture (tile) != NULL);
}

/* What a screen reader says of a cell. */
static void
test_names (Fixture *fixture, gconstpointer data)
{
  GraftItemTile *tile;
  g_autofree char *text = NULL;

  open_project (fixture);
  graft_item_view_set_cursor (fixture->view, 2);
  press_label (fixture, 2);
  tile = graft_item_grid_find_tile (graft_data_page_get_grid (fixture->page), 2);
  graft_item_row_set_name (graft_item_tile_get_row (tile), "img_01.jpg");
  text = graft_item_row_dup_description (graft_item_tile_get_row (tile));
  g_assert_cmpstr (text, ==, "img_01.jpg, horse, confirmed");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (tile),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, text);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (tile))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, text);
}

/* Opens, goes on, labels and goes on, zooms, and back in the grid the same item is
 * selected. */
static void
test_viewer (Fixture *fixture, gconstpointer data)
{
  GraftItemViewer *viewer = graft_data_page_get_viewer (fixture->page);
  GraftPictureCanvas *canvas = graft_item_viewer_get_canvas (viewer);
  GtkWidget *widget = GTK_WIDGET (viewer);
  g_autofree char *facts = NULL;
  double fit;

  open_project (fixture);
  graft_item_view_set_cursor (fixture->view, 4);
  press (fixture, "data.open-viewer");
  draw (fixture);
  assert_state (fixture, "viewer");
  g_assert_cmpuint (graft_item_viewer_get_position (viewer), ==, 4);
  WAIT_FOR (graft_item_facts_get_details (graft_item_viewer_get_facts (viewer)) != NULL);
  gtk_widget_activate_action (widget, "viewer.next", NULL);
  g_assert_cmpuint (graft_item_viewer_get_position (viewer), ==, 5);
  gtk_widget_activate_action (widget, "viewer.previous", NULL);
  g_assert_cmpuint (graft_item_viewer_get_position (viewer), ==, 4);
  g_assert_true (gtk_widget_activate_action (widget, "data.label", "i", 2));
  project_fixture_flush (&fixture->project);
  g_assert_cmpint (label_of (fixture, 4), ==, 2);
  g_assert_cmpuint (graft_item_viewer_get_position (viewer), ==, 5);
  gtk_widget_activate_action (widget, "viewer.previous", NULL);
  facts = graft_item_facts_dup_text (graft_item_viewer_get_facts (viewer));
  g_assert_nonnull (strstr (facts, "Label: horse\n"));
  g_assert_true (graft_picture_canvas_get_fits (canvas));
  fit = graft_picture_canvas_get_scale (canvas);
  gtk_widget_activate_action (widget, "viewer.zoom-in", NULL);
  g_assert_cmpfloat (graft_picture_canvas_get_scale (canvas), >, fit);
  gtk_widget_activate_action (widget, "viewer.original", NULL);
  g_assert_cmpfloat (graft_picture_canvas_get_scale (canvas), ==, 1);
  gtk_widget_activate_action (widget, "viewer.close", NULL);
  assert_state (fixture, "grid");
  g_assert_cmpuint (graft_item_view_get_cursor (fixture->view), ==, 4);
  g_assert_nonnull (
      graft_item_grid_find_tile (graft_data_page_get_grid (fixture->page), 4));
}

/* The set is deleted behind the viewer: there is nothing to view. */
static void
test_viewer_gone (Fixture *fixture, gconstpointer data)
{
  open_project (fixture);
  graft_item_view_set_cursor (fixture->view, 4);
  press (fixture, "data.open-viewer");
  assert_state (fixture, "viewer");
  graft_project_delete_set (fixture->project.project, fixture->set);
  project_fixture_flush (&fixture->project);
  assert_state (fixture, "no-sets");
}

/* What a drop gets: the set and the ids, in order. */
static void
test_drag (Fixture *fixture, gconstpointer data)
{
  const guint32 ids[] = { 3, 5, 8 };
  g_autoptr (GraftItemDrag) drag = graft_item_drag_new (fixture->set, ids, 3);
  g_autoptr (GdkContentProvider) content = graft_item_drag_to_content (drag);
  g_autoptr (GdkPaintable) icon = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  const guint32 *dropped;
  gsize n;

  g_value_init (&value, GRAFT_TYPE_ITEM_DRAG);
  g_assert_true (gdk_content_provider_get_value (content, &value, &error));
  g_assert_no_error (error);
  dropped = graft_item_drag_get_ids (g_value_get_boxed (&value), &n);
  g_assert_cmpmem (dropped, n * sizeof *dropped, ids, sizeof ids);
  g_assert_true (graft_item_drag_get_set (g_value_get_boxed (&value)) == fixture->set);
  icon = graft_item_drag_make_icon (fixture->window, NULL, 0, 3);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (icon), ==, 96);
}

/* A frame from the space between four tiles over the rows below, and back; none begins on
 * a tile. */
static void
test_frame (Fixture *fixture, gconstpointer data)
{
  GraftItemGrid *grid = graft_data_page_get_grid (fixture->page);
  GraftItemFrame *frame = graft_item_grid_get_frame (grid);
  GtkWidget *widget = GTK_WIDGET (grid);
  graphene_rect_t tile;
  double x, y;
  guint columns = 1;

  open_project (fixture);
  while (graft_item_grid_find_tile (grid, columns) != NULL &&
         gtk_widget_compute_bounds (
             GTK_WIDGET (graft_item_grid_find_tile (grid, columns)), widget, &tile) &&
         tile.origin.y < 40)
    columns++;
  g_assert_cmpuint (columns, >, 3);
  g_assert_true (gtk_widget_compute_bounds (
      GTK_WIDGET (graft_item_grid_find_tile (grid, columns + 1)), widget, &tile));
  x = (double)tile.origin.x - 4;
  y = (double)tile.origin.y - 4;
  g_assert_false (graft_item_frame_begin (frame, x + 20, y + 20, FALSE));
  g_assert_true (graft_item_frame_begin (frame, x, y, FALSE));
  g_assert_cmpuint (graft_item_view_get_n_selected (fixture->view), ==, 0);
  graft_item_frame_move (frame, x + (double)tile.size.width + 20,
                         y + (double)tile.size.height + 20);
  g_assert_cmpuint (graft_item_view_get_n_selected (fixture->view), ==, 4);
  g_assert_cmpuint (graft_item_view_get_cursor (fixture->view), ==, columns + 1);
  graft_item_frame_move (frame, x + 20, y + 20);
  g_assert_cmpuint (graft_item_view_get_n_selected (fixture->view), ==, 1);
  draw (fixture);
  graft_item_frame_end (frame);
  /* Ctrl adds to what is selected, here the first tile. */
  g_assert_true (graft_item_frame_begin (frame, x, y, TRUE));
  graft_item_frame_move (frame, x - 20, y - 20);
  graft_item_frame_end (frame);
  g_assert_cmpuint (graft_item_view_get_n_selected (fixture->view), ==, 2);
  g_assert_true (
      gtk_selection_model_is_selected (graft_item_view_get_model (fixture->view), 0));
}

static void
assert_found (const GraftGridPlan *plan,
              graphene_rect_t area,
              guint n,
              const guint *expected)
{
  g_autoptr (GtkBitset) found = graft_grid_plan_find (plan, &area);

  g_assert_cmpuint (gtk_bitset_get_size (found), ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_true (gtk_bitset_contains (found, expected[i]));
}

/* Three columns of tiles of 10 × 10 with 2 between them; the last row has one. */
static void
test_plan (void)
{
  const GraftGridPlan plan = { 1, 1, 12, 12, 10, 10, 3, 7 };

  assert_found (&plan, GRAPHENE_RECT_INIT (11.5f, 0, 1, 40), 0, NULL);
  assert_found (&plan, GRAPHENE_RECT_INIT (10, 10, 5, 5), 4, (guint[]){ 0, 1, 3, 4 });
  assert_found (&plan, GRAPHENE_RECT_INIT (-9, -9, 12, 12), 1, (guint[]){ 0 });
  assert_found (&plan, GRAPHENE_RECT_INIT (0, 26, 99, 99), 1, (guint[]){ 6 });
  assert_found (&plan, GRAPHENE_RECT_INIT (14, 26, 99, 99), 0, NULL);
  assert_found (&plan, GRAPHENE_RECT_INIT (40, 0, 9, 9), 0, NULL);
  assert_found (&plan, GRAPHENE_RECT_INIT (-50, -50, 9, 9), 0, NULL);
  assert_found (&plan, GRAPHENE_RECT_INIT (0, 0, 1e6f, 1e6f), 7,
                (guint[]){ 0, 1, 2, 3, 4, 5, 6 });
}

static GtkWidget *
find_grid (GtkWidget *root, GraftItemView *view)
{
  GtkWidget *found = NULL;

  if (GRAFT_IS_ITEM_GRID (root) &&
      graft_item_grid_get_view (GRAFT_ITEM_GRID (root)) == view)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_grid (child, view);
  return found;
}

/* Two sets: each grid labels its own. */
static void
test_side_by_side (Fixture *fixture, gconstpointer data)
{
  GraftProjectSet *other =
      project_fixture_add_set (&fixture->project, "Others", 12, classes);
  GraftItemView *second;
  g_autofree char *text = NULL, *other_text = NULL;
  gsize n;

  open_project (fixture);
  press (fixture, "data.side-by-side");
  draw (fixture);
  second = graft_data_page_get_second_view (fixture->page);
  g_assert_nonnull (second);
  g_assert_true (graft_item_view_get_set (second) == other);
  graft_item_view_set_cursor (second, 3);
  graft_item_view_label_selected (second, 1);
  project_fixture_flush (&fixture->project);
  g_assert_cmpint (graft_project_set_peek_items (other, &n)[3].label, ==, 1);
  g_assert_cmpint (label_of (fixture, 3), ==, -1);
  /* The bar speaks of the side with the focus. */
  graft_item_view_select_none (second);
  g_assert_true (gtk_widget_activate_action (
      GTK_WIDGET (graft_data_page_get_grid (fixture->page)), "data.select-all", NULL));
  text = graft_label_bar_dup_text (graft_data_page_get_bar (fixture->page));
  g_assert_true (g_str_has_prefix (text, "40 selected"));
  graft_item_view_set_cursor (second, 2);
  g_assert_true (gtk_widget_grab_focus (find_grid (fixture->window, second)));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  other_text = graft_label_bar_dup_text (graft_data_page_get_bar (fixture->page));
  g_assert_true (g_str_has_prefix (other_text, "1 selected"));
  press (fixture, "data.side-by-side");
  g_assert_null (graft_data_page_get_second_view (fixture->page));
  press (fixture, "data.side-by-side");
  draw (fixture);
}

/* What cannot be changed offers no change, and says why. */
static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GraftProject) second = NULL;
  g_autoptr (GError) error = NULL;
  GActionGroup *actions;
  g_autofree char *text = NULL;

  second = graft_project_open (fixture->project.path, GRAFT_PROJECT_OPEN, &error);
  g_assert_no_error (error);
  g_assert_true (graft_project_get_read_only (second));
  graft_page_set_project (GRAFT_PAGE (fixture->page), second);
  graft_item_view_set_cursor (fixture->view, 0);
  actions = G_ACTION_GROUP (
      graft_item_grid_get_actions (graft_data_page_get_grid (fixture->page)));
  g_assert_false (g_action_group_get_action_enabled (actions, "label"));
  g_assert_false (g_action_group_get_action_enabled (actions, "undo"));
  g_assert_true (g_action_group_get_action_enabled (actions, "select-same-class"));
  text = graft_label_bar_dup_text (graft_data_page_get_bar (fixture->page));
  g_assert_nonnull (strstr (text, graft_project_get_read_only_reason (second)));
  graft_page_set_project (GRAFT_PAGE (fixture->page), NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Every key leads to an action that is there. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GtkEventController) controller =
      g_object_ref_sink (gtk_shortcut_controller_new ());
  GListModel *shortcuts = G_LIST_MODEL (controller);
  GActionGroup *actions = G_ACTION_GROUP (
      graft_item_grid_get_actions (graft_data_page_get_grid (fixture->page)));

  graft_label_keys_add (GTK_SHORTCUT_CONTROLLER (controller));
  graft_keys_add_zoom (GTK_SHORTCUT_CONTROLLER (controller), 0);
  g_assert_cmpuint (g_list_model_get_n_items (shortcuts), ==, 32);
  for (guint i = 0; i < g_list_model_get_n_items (shortcuts); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, i);
      const char *name = gtk_named_action_get_action_name (
          GTK_NAMED_ACTION (gtk_shortcut_get_action (shortcut)));
      GVariant *argument = gtk_shortcut_get_arguments (shortcut);
      const GVariantType *type;

      g_assert_true (g_str_has_prefix (name, "data."));
      g_assert_true (g_action_group_has_action (actions, name + 5));
      type = g_action_group_get_action_parameter_type (actions, name + 5);
      g_assert_true ((type == NULL) == (argument == NULL));
      g_assert_true (type == NULL || g_variant_is_of_type (argument, type));
    }
}

/* It must fit beside the folded sidebar of a phone's 360 pixels. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  int minimum;

  open_project (fixture);
  graft_page_set_narrow (GRAFT_PAGE (fixture->page), TRUE);
  draw (fixture);
  gtk_widget_measure (GTK_WIDGET (fixture->page), GTK_ORIENTATION_HORIZONTAL, -1,
                      &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 312);
  graft_item_view_set_cursor (fixture->view, 4);
  press (fixture, "data.open-viewer");
  draw (fixture);
  gtk_widget_measure (GTK_WIDGET (fixture->page), GTK_ORIENTATION_HORIZONTAL, -1,
                      &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 312);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  adw_init ();
#define ADD(name, function)                                                              \
  g_test_add ("/data-page/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("states", test_states);
  ADD ("label", test_label);
  ADD ("label-many", test_label_many);
  ADD ("pictures", test_pictures);
  ADD ("names", test_names);
  ADD ("viewer", test_viewer);
  ADD ("viewer-gone", test_viewer_gone);
  ADD ("drag", test_drag);
  ADD ("frame", test_frame);
  g_test_add_func ("/data-page/plan", test_plan);
  ADD ("side-by-side", test_side_by_side);
  ADD ("read-only", test_read_only);
  ADD ("keys", test_keys);
  ADD ("narrow", test_narrow);
  return g_test_run ();
}
