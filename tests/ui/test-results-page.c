/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results: rows and their mean against figures worked out here, the matrix counted
 * again from the map, what is taken away, and what is said where there is nothing. */
#include "ui/results/results-page.h"

#include "tests/ui/fake-engine.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

typedef struct
{
  GraftRunController *controller;
  GtkWidget *window;
  GraftResultsPage *page;
  GraftSeedTable *table;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  *fake_engine_options () = (FakeOptions){ FAKE_END_POSITIVE, 4, 1, 3, FALSE };
  fixture->controller = graft_run_controller_new ();
  fixture->page = g_object_new (GRAFT_TYPE_RESULTS_PAGE, NULL);
  fixture->table = graft_results_page_get_table (fixture->page);
  graft_page_set_controller (GRAFT_PAGE (fixture->page), fixture->controller);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1100, 900);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->page));
}

/* Page, table, card and plot die with the window. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  GraftConfusionCard *card = graft_results_page_get_confusion (fixture->page);
  gpointer weak[] = { fixture->page, fixture->table, card,
                      graft_confusion_card_get_plot (card) };

  for (gsize i = 0; i < G_N_ELEMENTS (weak); i++)
    g_object_add_weak_pointer (weak[i], &weak[i]);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (gsize i = 0; i < G_N_ELEMENTS (weak); i++)
    g_assert_null (weak[i]);
  g_assert_finalize_object (fixture->controller);
  g_assert_cmpuint (fake_engine_n_sessions (), ==, 0);
}

G_NORETURN static gboolean
expired_cb (gpointer user_data)
{
  g_error ("what was waited for did not come within twenty seconds");
}

static void
start (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
      graft_run_controller_open_example (fixture->controller, "digits-dann", &error));
  g_assert_no_error (error);
  graft_run_controller_start (fixture->controller);
}

static void
wait_for_rows (Fixture *fixture, guint n)
{
  guint limit = g_timeout_add_seconds (20, expired_cb, NULL);

  while (graft_seed_table_get_n_rows (fixture->table) < n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
}

static void
assert_cell (Fixture *fixture, guint row, GraftColumn column, const char *text)
{
  g_assert_cmpstr (graft_seed_table_get_text (fixture->table, row, column), ==, text);
}

/* With 1.96 standard errors of 2000 items as the stand-in has them, three seeds end at
 * 81.4, 82.6 and 83.8 beside twins at 56.3, 56.8 and 57.3; the oracle is at 95.1. */
static void
test_table (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (graft_results_page_get_mode (fixture->page), ==, "empty");
  start (fixture);
  wait_for_rows (fixture, 3);
  g_assert_cmpstr (graft_results_page_get_mode (fixture->page), ==, "work");
  assert_cell (fixture, 0, GRAFT_COLUMN_SEED, "1");
  assert_cell (fixture, 0, GRAFT_COLUMN_TWIN, "56.3");
  assert_cell (fixture, 0, GRAFT_COLUMN_ADAPTED, "81.4");
  assert_cell (fixture, 1, GRAFT_COLUMN_ADAPTED, "82.6");
  assert_cell (fixture, 2, GRAFT_COLUMN_ADAPTED, "83.8");
  assert_cell (fixture, 0, GRAFT_COLUMN_GAIN, "+25.1");
  assert_cell (fixture, 2, GRAFT_COLUMN_GAIN, "+26.5");
  assert_cell (fixture, 0, GRAFT_COLUMN_ORACLE, "95.1");
  /* (81.4 − 56.3) / (95.1 − 56.3) */
  assert_cell (fixture, 0, GRAFT_COLUMN_GAP, "64.7");
  assert_cell (fixture, 0, GRAFT_COLUMN_DISTANCE, "1.91 → 0.74");
  assert_cell (fixture, 0, GRAFT_COLUMN_TIME, "61 s");
  assert_cell (fixture, 3, GRAFT_COLUMN_ADAPTED, "82.6");
  assert_cell (fixture, 3, GRAFT_COLUMN_GAIN, "+25.8");
  g_assert_null (graft_seed_table_get_text (fixture->table, 4, GRAFT_COLUMN_SEED));
  /* Half of the interval: t(2; 0.975) = 4.303 times 0.7 / √3 = 1.739. */
  g_assert_true (g_str_has_prefix (
      graft_results_page_get_sentence (fixture->page),
      "The mean gain over 3 seeds is +25.8 points, 95 % interval of the mean +24.1 to "
      "+27.5. In 3 of 3 seeds"));
}

/* The order turns round with the second press; the mean stays below, whoever is best. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  GtkWidget *table = GTK_WIDGET (fixture->table);

  start (fixture);
  wait_for_rows (fixture, 3);
  g_assert_true (gtk_widget_activate_action (table, "seeds.sort", "s", "adapted"));
  assert_cell (fixture, 0, GRAFT_COLUMN_ADAPTED, "81.4");
  g_assert_true (gtk_widget_activate_action (table, "seeds.sort", "s", "adapted"));
  assert_cell (fixture, 0, GRAFT_COLUMN_ADAPTED, "83.8");
  assert_cell (fixture, 2, GRAFT_COLUMN_ADAPTED, "81.4");
  assert_cell (fixture, 3, GRAFT_COLUMN_ADAPTED, "82.6");
  gtk_test_widget_wait_for_draw (table);
}

/* One seed has a mean but no spread, and a stopped one has neither. */
static void
test_live (Fixture *fixture, gconstpointer data)
{
  g_auto (GraftCellText) one = { NULL, NULL }, none = { NULL, NULL };
  const GraftRunResult *const *results;
  guint n;

  fake_engine_options ()->n_seeds = 2;
  fake_engine_options ()->n_ticks = 30;
  start (fixture);
  wait_for_rows (fixture, 1);
  g_assert_true (graft_run_controller_is_active (fixture->controller));
  results = graft_run_controller_get_results (fixture->controller, &n);
  one = graft_column_get_mean (GRAFT_COLUMN_ADAPTED, results, n);
  g_assert_cmpstr (one.main, ==, "81.4");
  g_assert_cmpstr (one.below, ==, "–");
  g_assert_cmpstr (graft_results_page_get_sentence (fixture->page), ==,
                   "Adaptation closed about two thirds of the gap.");
  graft_run_controller_stop (fixture->controller);
  g_assert_cmpuint (graft_seed_table_get_n_rows (fixture->table), ==, 2);
  assert_cell (fixture, 2, GRAFT_COLUMN_ADAPTED, "81.4");
  results = graft_run_controller_get_results (fixture->controller, &n);
  none = graft_column_get_mean (GRAFT_COLUMN_GAIN, results + 1, 1);
  g_assert_cmpstr (none.main, ==, "–");
  /* A new start forgets them. */
  graft_run_controller_start (fixture->controller);
  g_assert_cmpuint (graft_seed_table_get_n_rows (fixture->table), ==, 0);
}

/* The last frame of the map, counted again. */
static guint
count_items (GraftMap *map, GraftDomain domain, int label, int prediction)
{
  const GraftMapFrame *last = graft_map_get_frame (map, graft_map_get_n_frames (map) - 1);
  guint n = 0;

  for (guint i = 0; i < graft_map_get_n_points (map); i++)
    n += graft_map_peek_domains (map)[i] == domain &&
         graft_map_peek_labels (map)[i] == label && last->prediction[i] == prediction;
  return n;
}

static void
assert_matrix (Fixture *fixture, GraftDomain domain)
{
  GraftConfusionCard *card = graft_results_page_get_confusion (fixture->page);
  GraftMatrixPlot *plot = graft_confusion_card_get_plot (card);
  GraftMap *map =
      graft_run_controller_get_map (fixture->controller, GRAFT_PROJECTION_PCA);
  guint right = count_items (map, domain, 7, 7);
  /* The stand-in has thirty items a class and takes 7 for 0 where it errs. */
  guint wrong = count_items (map, domain, 7, 0);
  g_autofree char *mistake = g_strdup_printf ("%u of 30 items of class 7 %s taken for 0.",
                                              wrong, wrong == 1 ? "was" : "were");
  g_autofree char *recall =
      g_strdup_printf ("%.0f\u00a0%%, %u of 30", 100 * right / 30.0, right);

  g_assert_cmpuint (right + wrong, ==, 30);
  g_assert_cmpuint (wrong, >, 0);
  graft_matrix_plot_set_cell (plot, 7, 0);
  g_assert_cmpstr (graft_matrix_plot_get_cell_text (plot), ==, mistake);
  graft_matrix_plot_set_cell (plot, 0, 7);
  g_assert_true (
      g_str_has_prefix (graft_matrix_plot_get_cell_text (plot), "0 of 30 items"));
  g_assert_cmpstr (graft_confusion_card_get_recall (card, 7), ==, recall);
  g_assert_null (graft_confusion_card_get_recall (card, 10));
}

static void
test_matrix (Fixture *fixture, gconstpointer data)
{
  GraftConfusionCard *card = graft_results_page_get_confusion (fixture->page);
  g_autofree char *domain = NULL;

  g_assert_cmpstr (graft_confusion_card_get_mode (card), ==, "waiting");
  start (fixture);
  wait_for_rows (fixture, 3);
  g_assert_cmpstr (graft_confusion_card_get_mode (card), ==, "matrix");
  g_object_get (card, "domain", &domain, NULL);
  g_assert_cmpstr (domain, ==, "target");
  assert_matrix (fixture, GRAFT_TARGET);
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (card), "confusion.domain", "s", "source"));
  assert_matrix (fixture, GRAFT_SOURCE);
}

/* Nobody can be wrong about a target without labels, and the page says so. */
static void
test_unlabelled (Fixture *fixture, gconstpointer data)
{
  GraftConfusionCard *card = graft_results_page_get_confusion (fixture->page);

  fake_engine_options ()->unlabelled = TRUE;
  start (fixture);
  wait_for_rows (fixture, 3);
  g_assert_cmpstr (graft_confusion_card_get_mode (card), ==, "unlabelled");
  g_object_set (card, "domain", "source", NULL);
  g_assert_cmpstr (graft_confusion_card_get_mode (card), ==, "matrix");
}

static void
test_captions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GraftMap) map = fake_map_new (GRAFT_PROJECTION_PCA, 1, 0, TRUE);
  g_autoptr (GraftConfusion) source = graft_confusion_new (map, GRAFT_SOURCE);
  g_autoptr (GraftConfusion) target = graft_confusion_new (map, GRAFT_TARGET);
  g_autofree char *caption = graft_confusion_get_caption (source, GRAFT_SOURCE, 3);

  g_assert_cmpuint (source->n, ==, 300);
  g_assert_cmpuint (source->n_unlabelled, ==, 0);
  g_assert_cmpuint (target->n, ==, 0);
  g_assert_cmpuint (target->n_unlabelled, ==, 300);
  g_assert_true (g_str_has_prefix (caption, "The probe sample: 300 test items of the "
                                            "source, as the adapted network of seed 3 "
                                            "takes them at epoch 12.0"));
}

static void
text_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_assert_nonnull (*text);
}

/* The same table on the clipboard and in the file, the one with the mean. */
static void
test_take_away (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (fixture->page);
  g_autofree char *folder = g_dir_make_tmp ("graft-results-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a,b.csv", NULL);
  g_autofree char *copied = NULL, *saved = NULL;
  g_auto (GStrv) lines = NULL, fields = NULL;
  g_autoptr (GError) error = NULL;
  guint limit;

  start (fixture);
  wait_for_rows (fixture, 3);
  g_assert_true (gtk_widget_activate_action (page, "results.copy", NULL));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (page), NULL, text_cb, &copied);
  limit = g_timeout_add_seconds (20, expired_cb, NULL);
  while (copied == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
  lines = g_strsplit (copied, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 3 + 2 + 1);
  g_assert_true (g_str_has_prefix (lines[0], "seed\ttwin\ttwin_low\ttwin_high\tadapted"));
  g_assert_true (g_str_has_prefix (lines[2], "2\t0.568\t"));
  g_assert_true (g_str_has_prefix (lines[4], "mean\t0.568\t"));
  g_assert_true (g_str_has_prefix (lines[5], "sd\t0.005\t"));

  g_assert_true (graft_results_page_save (fixture->page, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &saved, NULL, NULL));
  g_assert_null (strstr (saved, "mean"));
  g_strfreev (lines);
  lines = g_strsplit (saved, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 3 + 1);
  fields = g_strsplit (lines[1], ",", -1);
  g_assert_cmpstr (fields[4], ==, "0.814");
  g_unlink (path);
  g_rmdir (folder);
  g_assert_false (graft_results_page_save (fixture->page, path, &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
}

/* Fields that hold what separates fields: quoted in CSV, spaces between tabs. */
static void
test_fields (void)
{
  char *warnings[] = { (char *)"one, \"two\"", (char *)"three\tfour", NULL };
  GraftVerdict verdict = {
    .warnings = warnings, .gap_closed = NAN, .a_before = NAN, .a_after = NAN
  };
  const GraftRunResult result = { .seed = 5, .verdict = &verdict, .stopped = TRUE };
  const GraftRunResult *const results[] = { &result };
  g_autofree char *commas = graft_results_to_table (results, 1, ',', FALSE);
  g_autofree char *tabs = graft_results_to_table (results, 1, '\t', FALSE);
  g_autofree char *words = graft_results_get_warnings (results, 1);

  g_assert_nonnull (
      strstr (commas, "\n5,,,,,,,,,,,,,,,,0,0,1,,\"one, \"\"two\"\"; three\tfour\"\n"));
  g_assert_nonnull (strstr (tabs, "\tone, \"two\"; three four\n"));
  g_assert_cmpstr (words, ==, "one, \"two\"\nthree\tfour");
}

/* Worse than the twin is said on a sign of warning; the same warning is said once. */
static void
test_negative (Fixture *fixture, gconstpointer data)
{
  const GraftRunResult *const *results;
  g_autofree char *warnings = NULL;
  guint n;

  fake_engine_options ()->end = FAKE_END_NEGATIVE;
  start (fixture);
  wait_for_rows (fixture, 3);
  results = graft_run_controller_get_results (fixture->controller, &n);
  g_assert_true (graft_results_has_negative (results, n));
  g_assert_nonnull (strstr (graft_results_page_get_sentence (fixture->page),
                            "In 3 of 3 seeds adaptation did worse"));
  warnings = graft_results_get_warnings (results, n);
  g_assert_cmpstr (
      warnings, ==,
      "Seeds 1, 2, 3: The source has classes that the target does not show.");
}

/* It must fit beside the folded sidebar of a phone's 360 pixels. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  int minimum;

  start (fixture);
  wait_for_rows (fixture, 3);
  graft_page_set_narrow (GRAFT_PAGE (fixture->page), TRUE);
  gtk_widget_measure (GTK_WIDGET (fixture->page), GTK_ORIENTATION_HORIZONTAL, -1,
                      &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 312);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->page));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  adw_init ();
#define ADD(name, function)                                                              \
  g_test_add ("/results/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("table", test_table);
  ADD ("order", test_order);
  ADD ("live", test_live);
  ADD ("matrix", test_matrix);
  ADD ("unlabelled", test_unlabelled);
  ADD ("captions", test_captions);
  ADD ("take-away", test_take_away);
  g_test_add_func ("/results/fields", test_fields);
  ADD ("negative", test_negative);
  ADD ("narrow", test_narrow);
  return g_test_run ();
}
