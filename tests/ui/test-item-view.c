/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The view model of the Data page: which items are shown, in what order, what stays, and
 * what is selected; and the filter by itself. */
#include "tests/support/project-fixture.h"
#include "ui/data/item-filter.h"
#include "ui/data/item-view-private.h"

#include <string.h>

static const char *const classes[] = { "cat", "dog", "horse", NULL };

typedef struct
{
  ProjectFixture project;
  GraftProjectSet *set;
  GraftItemView *view;
  GtkSelectionModel *model;
  guint n_counts; /* emissions of counts-changed */
} Fixture;

static void
counts_cb (Fixture *fixture)
{
  fixture->n_counts++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  project_fixture_init (&fixture->project);
  fixture->set = project_fixture_add_set (&fixture->project, "Animals", 12, classes);
  fixture->view = graft_item_view_new ();
  graft_item_view_set_project (fixture->view, fixture->project.project);
  fixture->model = graft_item_view_get_model (fixture->view);
  g_signal_connect_swapped (fixture->view, "counts-changed", G_CALLBACK (counts_cb),
                            fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->view);
  project_fixture_clear (&fixture->project);
}

static guint32
id_at (Fixture *fixture, guint place)
{
  gsize n;

  return graft_project_set_peek_items (fixture->set, &n)[place].id;
}

static guint
n_shown (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->model));
}

/* Whether exactly these places of the set are shown, in this order. */
static void
assert_shown (Fixture *fixture, guint n, const guint *places)
{
  GraftItemModel *model = graft_item_view_peek_model (fixture->view);

  g_assert_cmpuint (n_shown (fixture), ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (graft_item_model_get_id (model, i), ==, id_at (fixture, places[i]));
}

static void
label_place (Fixture *fixture, guint place, int class)
{
  const guint32 id = id_at (fixture, place);

  graft_project_label (fixture->project.project, fixture->set, &id, 1, class);
  project_fixture_flush (&fixture->project);
}

static void
label_selected (Fixture *fixture, int class)
{
  graft_item_view_label_selected (fixture->view, class);
  project_fixture_flush (&fixture->project);
}

/* The first set is shown until one is chosen; another instead of one that is deleted. */
static void
test_set (Fixture *fixture, gconstpointer data)
{
  GraftProjectSet *other =
      project_fixture_add_set (&fixture->project, "Others", 3, classes);

  g_assert_true (graft_item_view_get_set (fixture->view) == fixture->set);
  g_assert_cmpuint (n_shown (fixture), ==, 12);
  graft_project_delete_set (fixture->project.project, fixture->set);
  project_fixture_flush (&fixture->project);
  g_assert_true (graft_item_view_get_set (fixture->view) == other);
  g_assert_cmpuint (n_shown (fixture), ==, 3);
  graft_project_undo (fixture->project.project);
  project_fixture_flush (&fixture->project);
  g_assert_true (graft_item_view_get_set (fixture->view) == other);
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  GraftItemFilter filter;

  label_place (fixture, 2, 0);
  label_place (fixture, 5, 1);
  label_place (fixture, 7, 0);
  graft_item_view_set_show (fixture->view, GRAFT_SHOW_LABELLED);
  assert_shown (fixture, 3, (const guint[]){ 2, 5, 7 });
  graft_item_view_set_show (fixture->view, GRAFT_SHOW_UNLABELLED);
  g_assert_cmpuint (n_shown (fixture), ==, 9);
  graft_item_filter_init (&filter);
  filter.class = 0;
  graft_item_view_set_filter (fixture->view, &filter);
  assert_shown (fixture, 2, (const guint[]){ 2, 7 });
  g_assert_cmpuint (graft_item_view_count (fixture->view, GRAFT_SHOW_LABELLED), ==, 3);
  g_assert_cmpuint (graft_item_view_count (fixture->view, GRAFT_SHOW_UNLABELLED), ==, 9);
  /* Its class goes, and with it the filter. */
  filter.class = 2;
  graft_item_view_set_filter (fixture->view, &filter);
  g_assert_cmpuint (n_shown (fixture), ==, 0);
  graft_project_delete_class (fixture->project.project, fixture->set, 2);
  project_fixture_flush (&fixture->project);
  g_assert_cmpint (graft_item_view_get_filter (fixture->view)->class, ==, -1);
  g_assert_cmpuint (n_shown (fixture), ==, 12);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  label_place (fixture, 9, 0);
  label_place (fixture, 3, 1);
  label_place (fixture, 6, 0);
  graft_item_view_set_order (fixture->view, GRAFT_ORDER_CLASS);
  assert_shown (fixture, 12, (const guint[]){ 6, 9, 3, 0, 1, 2, 4, 5, 7, 8, 10, 11 });
  graft_item_view_set_order (fixture->view, GRAFT_ORDER_FILE);
  assert_shown (fixture, 12, (const guint[]){ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 });
}

/* A labelled item stays where it was, with its label, until the filter is set again. */
static void
test_stays (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GraftItemRow) row = NULL;

  graft_item_view_set_show (fixture->view, GRAFT_SHOW_UNLABELLED);
  row = g_list_model_get_item (G_LIST_MODEL (fixture->model), 4);
  graft_item_view_set_cursor (fixture->view, 4);
  fixture->n_counts = 0;
  label_selected (fixture, 1);
  g_assert_cmpuint (fixture->n_counts, >, 0);
  g_assert_cmpuint (n_shown (fixture), ==, 12);
  g_assert_cmpint (graft_item_row_get_item (row)->label, ==, 1);
  g_assert_cmpuint (graft_item_view_count (fixture->view, GRAFT_SHOW_UNLABELLED), ==, 11);
  g_assert_cmpuint (graft_item_view_get_cursor (fixture->view), ==, 5);
  /* What comes back is put in; what was kept stays beside it. */
  label_place (fixture, 0, 0);
  graft_item_view_set_show (fixture->view, GRAFT_SHOW_UNLABELLED);
  g_assert_cmpuint (n_shown (fixture), ==, 10);
  label_place (fixture, 1, 0);
  label_place (fixture, 4, -1);
  g_assert_cmpuint (n_shown (fixture), ==, 11);
  assert_shown (fixture, 11, (const guint[]){ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 });
}

/* The selection follows the items. */
static void
test_selection (Fixture *fixture, gconstpointer data)
{
  g_autofree guint32 *ids = NULL;
  gsize n;

  label_place (fixture, 1, 0);
  label_place (fixture, 3, 0);
  label_place (fixture, 4, 1);
  gtk_selection_model_select_item (fixture->model, 3, TRUE);
  gtk_selection_model_select_item (fixture->model, 8, FALSE);
  g_assert_cmpuint (graft_item_view_get_n_selected (fixture->view), ==, 2);
  graft_item_view_set_show (fixture->view, GRAFT_SHOW_LABELLED);
  g_assert_cmpuint (graft_item_view_get_n_selected (fixture->view), ==, 1);
  g_assert_true (gtk_selection_model_is_selected (fixture->model, 1));
  graft_item_view_select_same_class (fixture->view);
  ids = graft_item_view_dup_selected (fixture->view, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (ids[0], ==, id_at (fixture, 1));
  g_assert_cmpuint (ids[1], ==, id_at (fixture, 3));
  graft_item_view_select_all (fixture->view);
  g_assert_cmpuint (graft_item_view_get_n_selected (fixture->view), ==, 3);
  graft_item_view_select_none (fixture->view);
  g_assert_cmpuint (graft_item_view_get_n_selected (fixture->view), ==, 0);
  g_assert_cmpuint (graft_item_view_get_cursor (fixture->view), ==,
                    GTK_INVALID_LIST_POSITION);
}

/* From the end on to the beginning; excluded ones need no label. */
static void
test_next (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 12; i++)
    if (i != 2 && i != 7)
      label_place (fixture, i, 0);
  g_assert_true (graft_item_view_next_unlabelled (fixture->view));
  g_assert_cmpuint (graft_item_view_get_cursor (fixture->view), ==, 2);
  g_assert_true (graft_item_view_next_unlabelled (fixture->view));
  g_assert_cmpuint (graft_item_view_get_cursor (fixture->view), ==, 7);
  g_assert_true (graft_item_view_next_unlabelled (fixture->view));
  g_assert_cmpuint (graft_item_view_get_cursor (fixture->view), ==, 2);
  graft_item_view_exclude_selected (fixture->view, TRUE);
  project_fixture_flush (&fixture->project);
  g_assert_cmpuint (graft_item_view_count (fixture->view, GRAFT_SHOW_EXCLUDED), ==, 1);
  g_assert_true (graft_item_view_next_unlabelled (fixture->view));
  g_assert_false (graft_item_view_next_unlabelled (fixture->view));
}

/* Rows are made on demand, are the same while somebody has them, and say their changes.
 */
static void
test_rows (Fixture *fixture, gconstpointer data)
{
  GListModel *list = G_LIST_MODEL (fixture->model);
  g_autoptr (GraftItemRow) row = g_list_model_get_item (list, 6);
  g_autoptr (GraftItemRow) again = g_list_model_get_item (list, 6);
  g_autofree char *before = graft_item_row_dup_caption (row);
  g_autofree char *after = NULL, *renamed = NULL;

  g_assert_true (row == again);
  g_assert_cmpstr (before, ==, "unlabelled");
  label_place (fixture, 6, 2);
  after = graft_item_row_dup_caption (row);
  g_assert_cmpstr (after, ==, "horse");
  graft_project_rename_class (fixture->project.project, fixture->set, 2, "pony");
  project_fixture_flush (&fixture->project);
  renamed = graft_item_row_dup_caption (row);
  g_assert_cmpstr (renamed, ==, "pony");
  graft_item_view_set_show (fixture->view, GRAFT_SHOW_LABELLED);
  g_assert_cmpuint (graft_item_row_get_position (row), ==, 0);
}

static void
test_edits (Fixture *fixture, gconstpointer data)
{
  gsize n;
  const GraftItem *items;

  gtk_selection_model_select_range (fixture->model, 2, 3, TRUE);
  graft_item_view_split_selected (fixture->view, GRAFT_SPLIT_TEST);
  graft_item_view_tag_selected (fixture->view, "blurred");
  graft_item_view_group_selected (fixture->view, "burst");
  project_fixture_flush (&fixture->project);
  items = graft_project_set_peek_items (fixture->set, &n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (items[i].split, ==,
                     i >= 2 && i < 5 ? GRAFT_SPLIT_TEST : GRAFT_SPLIT_NONE);
}

/* ---- the filter by itself ---- */

static void
test_shows (void)
{
  const GraftItem plain = { .id = 1, .label = -1, .suggestion = -1 };
  const GraftItem suggested = { .id = 2, .label = -1, .suggestion = 1, .queue = 4 };
  const GraftItem done = { .id = 3, .label = 0, .suggestion = 1 };
  const GraftItem out = { .id = 4,
                          .label = -1,
                          .suggestion = 1,
                          .flags = GRAFT_ITEM_EXCLUDED | GRAFT_ITEM_SUSPECT };
  const GraftItem marked = { .id = 5,
                             .label = 1,
                             .suggestion = -1,
                             .flags = GRAFT_ITEM_SUSPECT | GRAFT_ITEM_DUPLICATE |
                                      GRAFT_ITEM_LEAK | GRAFT_ITEM_DISPUTED };
  const GraftItem items[] = { plain, suggested, done, out, marked };
  guint counts[GRAFT_N_SHOWS];

  graft_item_filter_count (items, 5, counts);
  g_assert_cmpuint (counts[GRAFT_SHOW_ALL], ==, 5);
  g_assert_cmpuint (counts[GRAFT_SHOW_UNLABELLED], ==, 2);
  g_assert_cmpuint (counts[GRAFT_SHOW_LABELLED], ==, 2);
  g_assert_cmpuint (counts[GRAFT_SHOW_SUGGESTED], ==, 1);
  g_assert_cmpuint (counts[GRAFT_SHOW_QUEUE], ==, 1);
  g_assert_cmpuint (counts[GRAFT_SHOW_SUSPECTS], ==, 1);
  g_assert_cmpuint (counts[GRAFT_SHOW_EXCLUDED], ==, 1);
  /* Counting is written out for speed; it says the same as asking. */
  for (guint show = 0; show < GRAFT_N_SHOWS; show++)
    {
      guint n = 0;

      for (guint i = 0; i < G_N_ELEMENTS (items); i++)
        n += graft_show_matches (show, &items[i]);
      g_assert_cmpuint (counts[show], ==, n);
    }
}

static void
assert_order (const GArray *positions, guint n, const guint *expected)
{
  g_assert_cmpmem (positions->data, positions->len * sizeof (guint), expected,
                   n * sizeof (guint));
}

/* The queue has its own order, confidence both directions, and text narrows. */
static void
test_orders (void)
{
  const GraftItem items[] = {
    { .id = 10, .label = -1, .suggestion = 0, .confidence = 0.5f, .queue = 3 },
    { .id = 20, .label = -1, .suggestion = 1, .confidence = 0.9f, .queue = 1 },
    { .id = 30, .label = -1, .suggestion = -1 },
    { .id = 40, .label = 2, .suggestion = 1, .confidence = 0.7f, .queue = 2 },
  };
  const guint32 found[] = { 20, 30 };
  const guint8 kept[] = { 0, 0, 1, 0 };
  GraftItemFilter filter;
  g_autoptr (GArray) sure = NULL, unsure = NULL, queue = NULL, text = NULL;

  graft_item_filter_init (&filter);
  sure = graft_item_filter_collect (&filter, GRAFT_ORDER_CONFIDENCE, items, 4, NULL, 0,
                                    NULL);
  assert_order (sure, 4, (const guint[]){ 1, 3, 0, 2 });
  filter.min_confidence = 0.6;
  unsure = graft_item_filter_collect (&filter, GRAFT_ORDER_UNCERTAINTY, items, 4, NULL, 0,
                                      NULL);
  assert_order (unsure, 2, (const guint[]){ 3, 1 });
  graft_item_filter_init (&filter);
  filter.show = GRAFT_SHOW_QUEUE;
  queue = graft_item_filter_collect (&filter, GRAFT_ORDER_FILE, items, 4, NULL, 0, kept);
  assert_order (queue, 4, (const guint[]){ 1, 3, 0, 2 });
  graft_item_filter_init (&filter);
  filter.text = g_strdup ("x");
  text = graft_item_filter_collect (&filter, GRAFT_ORDER_FILE, items, 4, found, 2, NULL);
  assert_order (text, 2, (const guint[]){ 1, 2 });
  graft_item_filter_clear (&filter);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                              \
  g_test_add ("/item-view/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("set", test_set);
  ADD ("filter", test_filter);
  ADD ("order", test_order);
  ADD ("stays", test_stays);
  ADD ("selection", test_selection);
  ADD ("next", test_next);
  ADD ("rows", test_rows);
  ADD ("edits", test_edits);
  g_test_add_func ("/item-view/shows", test_shows);
  g_test_add_func ("/item-view/orders", test_orders);
  return g_test_run ();
}
