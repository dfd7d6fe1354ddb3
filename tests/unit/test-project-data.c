/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of a project as data to train on: splits, labels, files that are gone, and doing
 * again what labels have changed since. */
#include "engine/base/error.h"
#include "engine/project/project-data.h"
#include "engine/session/run-data.h"
#include "tests/support/png-bytes.h"
#include "tests/support/project-items.h"
#include "tests/support/temp-folder.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = test_temp_folder_new ();
  self->path = g_build_filename (self->folder, "a.graft", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  test_temp_folder_remove (self->folder);
  g_free (self->path);
}

/* One item of everything there can be. */
static const TestItem various[] = {
  { 1, GRAFT_SPLIT_NONE, FALSE, 10, NULL },
  { 0, GRAFT_SPLIT_TRAIN, FALSE, 20, NULL },
  { -1, GRAFT_SPLIT_TRAIN, FALSE, 30, NULL },
  { 2, GRAFT_SPLIT_VALIDATION, FALSE, 40, NULL },
  { 0, GRAFT_SPLIT_TEST, FALSE, 50, NULL },
  { 1, GRAFT_SPLIT_TEST, TRUE, 60, NULL },
  { 2, GRAFT_SPLIT_NONE, TRUE, 70, NULL },
};

static GraftDataset *
load (
    Fixture *self, const char *set, GraftDataPart part, gboolean labelled, GError **error)
{
  GraftProjectDataOrder order = {
    .path = self->path, .set = set, .part = part, .labelled = labelled
  };

  return graft_project_data_load (&order, NULL, NULL, NULL, error);
}

/* First pixels (less what the class adds) and labels, as text. */
static char *
describe (GraftDataset *dataset)
{
  GString *text = g_string_new (NULL);
  const gint32 *labels = graft_dataset_peek_labels (dataset);
  gsize size = graft_shape_size (graft_dataset_get_shape (dataset));

  for (gsize i = 0; i < graft_dataset_get_n (dataset); i++)
    g_string_append_printf (text, "%u:%d ",
                            graft_dataset_peek_pixels (dataset)[(i + 1) * size - 1],
                            labels != NULL ? labels[i] : -1);
  return g_string_free (text, FALSE);
}

static void
assert_items (Fixture *self,
              const char *set,
              GraftDataPart part,
              gboolean labelled,
              const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftDataset) dataset = load (self, set, part, labelled, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = describe (dataset);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_parts (Fixture *self, gconstpointer data)
{
  test_project_add_set (self->path, "various", various, G_N_ELEMENTS (various), 3, 0);
  assert_items (self, "various", GRAFT_DATA_TRAIN, FALSE, "10:1 20:0 30:-1 ");
  assert_items (self, "various", GRAFT_DATA_TRAIN, TRUE, "10:1 20:0 ");
  assert_items (self, "various", GRAFT_DATA_VALIDATION, TRUE, "40:2 ");
  assert_items (self, "various", GRAFT_DATA_TEST, TRUE, "50:0 ");
  g_assert_true (graft_project_data_has_part (self->path, "various", GRAFT_DATA_TEST));
  g_assert_true (
      graft_project_data_has_part (self->path, "various", GRAFT_DATA_VALIDATION));
}

/* A set without test items is for testing as a whole; one with unlabelled ones is not. */
static void
test_whole_for_test (Fixture *self, gconstpointer data)
{
  const TestItem plain[] = { { 0, GRAFT_SPLIT_NONE, FALSE, 1, NULL },
                             { 1, GRAFT_SPLIT_TRAIN, FALSE, 2, NULL } };
  const TestItem bare[] = { { 0, GRAFT_SPLIT_NONE, FALSE, 1, NULL },
                            { -1, GRAFT_SPLIT_TEST, FALSE, 2, NULL } };
  g_autoptr (GraftDataset) none = NULL;
  g_autoptr (GError) error = NULL;

  test_project_add_set (self->path, "plain", plain, 2, 2, 0);
  test_project_add_set (self->path, "bare", bare, 2, 2, 0);
  assert_items (self, "plain", GRAFT_DATA_TEST, TRUE, "1:0 2:1 ");
  g_assert_false (graft_project_data_has_part (self->path, "plain", GRAFT_DATA_TEST));
  none = load (self, "bare", GRAFT_DATA_TEST, TRUE, &error);
  g_assert_null (none);
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW);
}

static void
test_vectors (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftDataset) dataset = NULL;

  test_project_add_set (self->path, "numbers", various, 3, 3, 5);
  dataset = load (self, "numbers", GRAFT_DATA_TRAIN, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (graft_dataset_get_kind (dataset), ==, GRAFT_ITEM_VECTOR);
  g_assert_cmpuint (graft_dataset_get_n (dataset), ==, 3);
  g_assert_cmpfloat (graft_dataset_peek_vectors (dataset)[2 * 5 + 4], ==, 34);
}

static void
test_refusals (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) set = NULL, file = NULL, empty = NULL;

  test_project_add_set (self->path, "various", various + 2, 1, 0, 0);
  g_assert_null (load (self, "variuos", GRAFT_DATA_TRAIN, FALSE, &set));
  g_assert_error (set, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN);
  g_assert_nonnull (strstr (set->message, "there are various"));
  g_assert_null (load (self, "various", GRAFT_DATA_TRAIN, TRUE, &empty));
  g_assert_error (empty, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW);
  g_assert_nonnull (strstr (empty->message, "label some"));
  g_remove (self->path);
  g_assert_null (load (self, "various", GRAFT_DATA_TRAIN, FALSE, &file));
  g_assert_error (file, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
}

/* ---- files ---- */

static char *
write_png (Fixture *self, const char *name, guint8 grey)
{
  const TestPngHead head = { .width = 16, .height = 16, .depth = 8, .colour_type = 0 };
  guint8 rows[16 * 17];
  GByteArray *file = test_png_begin (&head);
  char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GBytes) png = NULL;

  memset (rows, grey, sizeof rows);
  for (guint y = 0; y < 16; y++)
    rows[17 * y] = 0;
  test_png_pixels (file, rows, sizeof rows);
  png = test_png_end (file);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (png, NULL),
                                      (gssize)g_bytes_get_size (png), NULL));
  return path;
}

/* Missing, changed and damaged pictures are left out and named; the others are brought to
 * size. */
static void
test_files (Fixture *self, gconstpointer data)
{
  g_autofree char *good = write_png (self, "good.png", 40);
  g_autofree char *gone = write_png (self, "gone.png", 50);
  g_autofree char *changed = write_png (self, "changed.png", 60);
  g_autofree char *broken = g_build_filename (self->folder, "broken.png", NULL);
  const TestItem items[] = { { 0, GRAFT_SPLIT_NONE, FALSE, 0, gone },
                             { 1, GRAFT_SPLIT_NONE, FALSE, 0, good },
                             { 0, GRAFT_SPLIT_NONE, FALSE, 0, changed },
                             { 1, GRAFT_SPLIT_NONE, FALSE, 0, broken },
                             { 0, GRAFT_SPLIT_NONE, FALSE, 0, good } };
  GraftShape size = { 3, { 4, 6, 3 } };
  GraftProjectDataOrder order = { .path = self->path, .set = "files", .size = &size };
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftDataset) dataset = NULL;

  g_assert_true (g_file_set_contents (broken, "no picture", -1, NULL));
  test_project_add_set (self->path, "files", items, G_N_ELEMENTS (items), 2, 0);
  g_remove (gone);
  g_free (write_png (self, "changed.png", 61));
  dataset = graft_project_data_load (&order, NULL, messages, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (graft_dataset_get_n (dataset), ==, 2);
  g_assert_cmpuint (graft_shape_size (graft_dataset_get_shape (dataset)), ==, 72);
  for (guint i = 0; i < 2 * 72; i++)
    g_assert_cmpuint (graft_dataset_peek_pixels (dataset)[i], ==, 40);
  g_assert_cmpint (graft_dataset_peek_labels (dataset)[0], ==, 1);
  g_assert_cmpint (graft_dataset_peek_labels (dataset)[1], ==, 0);
  g_assert_cmpuint (messages->len, ==, 1);
  g_assert_nonnull (strstr (messages->pdata[0], "3 items could not be read"));
  g_assert_nonnull (strstr (messages->pdata[0], "gone.png"));
  g_assert_nonnull (strstr (messages->pdata[0], "is not the one that was imported"));
}

/* ---- a run's data ---- */

static gboolean
load_run (Fixture *self,
          GraftRunData *run,
          GraftDataLedger *ledger,
          const char *more,
          GError **error)
{
  g_autofree char *text = g_strdup_printf (
      "[experiment]\nmethod=dann\n[source]\ndata=project:#source\n[target]\n"
      "data=project:a.graft#target\n[network]\npreset=mlp\n%s",
      more);
  g_autoptr (GraftExperiment) experiment =
      graft_experiment_parse (text, "test.experiment", self->folder, error);
  g_autoptr (GraftJournal) journal = graft_journal_new ();
  GraftRunDataOrder order = { .experiment = experiment,
                              .method = graft_method_class_find ("dann"),
                              .project = self->path,
                              .ledger = ledger,
                              .journal = journal };

  g_assert_nonnull (experiment);
  return graft_run_data_load (run, &order, error);
}

static void
check_sizes (const GraftRunData *run, gsize source, gsize source_test, gsize target)
{
  g_assert_cmpuint (graft_dataset_get_n (run->train[GRAFT_SOURCE]), ==, source);
  g_assert_cmpuint (graft_dataset_get_n (run->test[GRAFT_SOURCE]), ==, source_test);
  g_assert_cmpuint (graft_dataset_get_n (run->train[GRAFT_TARGET]), ==, target);
}

/* Split items are used as they are split; the labels of the target reach nobody. */
static void
test_run_with_splits (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GraftRunData run;

  test_project_add_domain (self->path, "source", 40, 2, 0);
  test_project_add_domain (self->path, "target", 40, 2, 30);
  g_assert_true (load_run (self, &run, NULL, "", &error));
  g_assert_no_error (error);
  check_sizes (&run, 32, 8, 32);
  g_assert_false (graft_dataset_has_labels (run.train[GRAFT_TARGET]));
  g_assert_true (graft_dataset_has_labels (run.test[GRAFT_TARGET]));
  g_assert_nonnull (run.oracle);
  graft_run_data_clear (&run);
}

/* No splits, no labels and no classes in the target: a fifth of the source is kept, and
 * nobody can say how well it does on the target. */
static void
test_run_without (Fixture *self, gconstpointer data)
{
  TestItem source[30] = { 0 }, target[20] = { 0 };
  g_autoptr (GError) error = NULL;
  GraftRunData run;

  for (guint i = 0; i < 30; i++)
    source[i] = (TestItem){ (int)(i % 3) - 1, GRAFT_SPLIT_NONE, FALSE, (guint8)i, NULL };
  for (guint i = 0; i < 20; i++)
    target[i] = (TestItem){ -1, GRAFT_SPLIT_NONE, FALSE, (guint8)(50 + i), NULL };
  test_project_add_set (self->path, "source", source, 30, 2, 0);
  test_project_add_set (self->path, "target", target, 20, 0, 0);
  g_assert_true (load_run (self, &run, NULL, "", &error));
  g_assert_no_error (error);
  /* 20 of the source have labels. */
  check_sizes (&run, 16, 4, 20);
  g_assert_false (graft_dataset_has_labels (run.test[GRAFT_TARGET]));
  g_assert_null (run.oracle);
  graft_run_data_clear (&run);
}

/* Validation items of the source serve early stopping, when there is any. */
static void
test_run_validation (Fixture *self, gconstpointer data)
{
  TestItem source[40] = { 0 };
  g_autoptr (GError) error = NULL;
  GraftRunData run;

  for (guint i = 0; i < 40; i++)
    source[i] =
        (TestItem){ (int)(i % 2), i < 30 ? GRAFT_SPLIT_TRAIN : GRAFT_SPLIT_VALIDATION,
                    FALSE, (guint8)i, NULL };
  test_project_add_set (self->path, "source", source, 40, 2, 0);
  test_project_add_domain (self->path, "target", 40, 2, 30);
  g_assert_true (load_run (self, &run, NULL, "[method]\npatience=3\n", &error));
  g_assert_cmpuint (graft_dataset_get_n (run.validation), ==, 10);
  check_sizes (&run, 24, 6, 32);
  graft_run_data_clear (&run);
  g_assert_true (load_run (self, &run, NULL, "", &error));
  g_assert_null (run.validation);
  graft_run_data_clear (&run);
}

/* ---- again ---- */

static gboolean
relabel (GraftProjectFile *file, gpointer statement, GError **error)
{
  return graft_sql_exec (graft_project_file_peek_sql (file), statement, error);
}

static void
change (Fixture *self, const char *statement)
{
  const GraftProjectStep step = { .what = "label", .n = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftProjectFile) file =
      graft_project_file_open (self->path, GRAFT_PROJECT_OPEN, NULL, &error);

  g_assert_no_error (error);
  graft_project_file_edit_once (file, &step, relabel, (gpointer)statement, &error);
  g_assert_no_error (error);
}

static GraftDataLedger *
store_and_read (GraftDataLedger *ledger)
{
  g_autoptr (GPtrArray) entries = graft_data_ledger_pack (ledger);
  g_autoptr (GError) error = NULL;
  GraftDataLedger *read = graft_data_ledger_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      graft_data_ledger_add_packed (read, entries->pdata[i], &error);
      g_assert_no_error (error);
    }
  return read;
}

/* Labels, splits and exclusions that came later change nothing; an item that is gone is
 * said to be. */
static void
test_again (Fixture *self, gconstpointer data)
{
  g_autoptr (GraftDataLedger) first = graft_data_ledger_new ();
  g_autoptr (GraftDataLedger) again = NULL;
  g_autoptr (GError) error = NULL;
  GraftRunData before, after;

  test_project_add_domain (self->path, "source", 40, 2, 0);
  test_project_add_domain (self->path, "target", 40, 2, 30);
  g_assert_true (load_run (self, &before, first, "", &error));
  change (self, "UPDATE label SET class = (SELECT min (class) FROM label)"
                " WHERE item % 3 = 0 AND item <= 40;"
                "UPDATE item SET excluded = 1 WHERE id = 2;"
                "UPDATE item SET split = 3 WHERE id % 2 = 0;");
  again = store_and_read (first);
  g_assert_true (load_run (self, &after, again, "", &error));
  g_assert_no_error (error);
  for (guint d = 0; d < GRAFT_N_DOMAINS; d++)
    {
      g_autofree char *was = graft_dataset_hash (before.train[d]);
      g_autofree char *is = graft_dataset_hash (after.train[d]);

      g_assert_cmpstr (was, ==, is);
    }
  graft_run_data_clear (&before);
  graft_run_data_clear (&after);
  change (self, "DELETE FROM label WHERE item = 3; DELETE FROM item WHERE id = 3;");
  g_clear_pointer (&again, graft_data_ledger_free);
  again = store_and_read (first);
  g_assert_false (load_run (self, &after, again, "", &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH);
  g_assert_nonnull (strstr (error->message, "item 3 "));
}

/* What is no ledger is refused. */
static void
test_damaged_ledger (void)
{
  g_autoptr (GBytes) parts = g_bytes_new_static ("no ledger at all", 16);
  GraftLedgerEntry entry = {
    .role = (char *)"source", .name = (char *)"x", .hash = (char *)"y", .parts = parts
  };
  g_autoptr (GraftDataLedger) ledger = graft_data_ledger_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (graft_data_ledger_add_packed (ledger, &entry, &error));
  g_assert_nonnull (strstr (error->message, "damaged"));
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/project-data/parts", test_parts);
  ADD ("/project-data/whole-for-test", test_whole_for_test);
  ADD ("/project-data/vectors", test_vectors);
  ADD ("/project-data/refusals", test_refusals);
  ADD ("/project-data/files", test_files);
  ADD ("/project-data/run-with-splits", test_run_with_splits);
  ADD ("/project-data/run-without", test_run_without);
  ADD ("/project-data/run-validation", test_run_validation);
  ADD ("/project-data/again", test_again);
  g_test_add_func ("/project-data/damaged-ledger", test_damaged_ledger);
  return g_test_run ();
}
