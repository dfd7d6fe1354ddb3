/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What folders and files become in a project: sets, classes, splits, labels; once each;
 * one step of undo. */
#include "tests/support/import-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static void
assert_counts (const GraftImportReport *report, guint taken, guint skipped, guint refused)
{
  g_assert_cmpuint (report->taken, ==, taken);
  g_assert_cmpuint (report->skipped, ==, skipped);
  g_assert_cmpuint (report->refused, ==, refused);
  g_assert_false (report->cancelled);
}

/* --- folders --- */

static void
test_domains (void)
{
  ImportFixture self;
  g_autoptr (GraftImportReport) report = NULL;
  g_autofree char *photo = NULL, *sketch = NULL;

  import_fixture_init (&self);
  import_fixture_draw (&self, "photo/cat/a.png", 1, 32);
  import_fixture_draw (&self, "photo/dog/b.png", 2, 32);
  import_fixture_draw (&self, "sketch/cat/c.png", 3, 32);
  import_fixture_draw (&self, "sketch/dog/d.png", 4, 32);
  report = import_fixture_run (&self, NULL, NULL);
  assert_counts (report, 4, 0, 0);
  g_assert_cmpuint (g_strv_length (report->sets), ==, 2);
  photo = import_fixture_describe (&self, "photo", FALSE);
  sketch = import_fixture_describe (&self, "sketch", FALSE);
  g_assert_cmpstr (photo, ==, "a.png cat\nb.png dog");
  g_assert_cmpstr (sketch, ==, "c.png cat\nd.png dog");
  import_fixture_clear (&self);
}

/* Pictures beside folders of classes have no class; neither have those in "unlabelled".
 * An empty folder is a class without items. */
static void
test_classes (void)
{
  ImportFixture self;
  g_autoptr (GraftImportReport) report = NULL;
  g_autofree char *all = NULL;
  g_autofree char *empty = NULL;
  GraftProjectSet *set;

  import_fixture_init (&self);
  empty = g_build_filename (self.files, "set", "newt", NULL);
  import_fixture_draw (&self, "set/cat/a.png", 1, 32);
  import_fixture_draw (&self, "set/dog/b.png", 2, 32);
  import_fixture_draw (&self, "set/unlabelled/c.png", 3, 32);
  import_fixture_draw (&self, "set/d.png", 4, 32);
  g_assert_cmpint (g_mkdir (empty, 0777), ==, 0);
  report = import_fixture_run (&self, "set", NULL);
  assert_counts (report, 4, 0, 0);
  all = import_fixture_describe (&self, "set", FALSE);
  g_assert_cmpstr (all, ==, "a.png cat\nb.png dog\nc.png -\nd.png -");
  set = import_fixture_set (&self, "set");
  g_assert_cmpuint (graft_project_set_get_n_classes (set), ==, 3);
  g_assert_cmpint (graft_project_set_find_class (set, "newt"), >=, 0);
  g_assert_cmpuint (graft_project_set_get_n_labelled (set), ==, 2);
  import_fixture_clear (&self);
}

static void
test_splits (void)
{
  ImportFixture self;
  g_autoptr (GraftImportReport) report = NULL;
  g_autofree char *all = NULL;

  import_fixture_init (&self);
  import_fixture_draw (&self, "set/train/cat/a.png", 1, 32);
  import_fixture_draw (&self, "set/train/dog/b.png", 2, 32);
  import_fixture_draw (&self, "set/val/dog/c.png", 3, 32);
  import_fixture_draw (&self, "set/test/cat/d.png", 4, 32);
  report = import_fixture_run (&self, "set", NULL);
  assert_counts (report, 4, 0, 0);
  all = import_fixture_describe (&self, "set", FALSE);
  g_assert_cmpstr (all, ==,
                   "a.png cat train\nb.png dog train\nc.png dog validation\n"
                   "d.png cat test");
  import_fixture_clear (&self);
}

static void
test_options (void)
{
  ImportFixture self;
  const GraftImportOptions first = { .set = "mine" };
  const GraftImportOptions options = { .set = "bare",
                                       .unlabelled = TRUE,
                                       .like = "mine" };
  g_autoptr (GraftImportReport) report = NULL;
  g_autoptr (GraftImportReport) bare = NULL;
  g_autofree char *all = NULL;
  GraftProjectSet *set;

  import_fixture_init (&self);
  import_fixture_draw (&self, "set/cat/a.png", 1, 32);
  import_fixture_draw (&self, "set/dog/b.png", 2, 32);
  report = import_fixture_run (&self, "set", &first);
  g_assert_cmpstr (report->sets[0], ==, "mine");
  bare = import_fixture_run (&self, "set", &options);
  all = import_fixture_describe (&self, "bare", FALSE);
  g_assert_cmpstr (all, ==, "a.png -\nb.png -");
  set = import_fixture_set (&self, "bare");
  g_assert_cmpuint (graft_project_set_get_n_classes (set), ==, 2);
  import_fixture_clear (&self);
}

/* What a preview says is what comes. */
static void
test_look (void)
{
  ImportFixture self;
  g_autoptr (GPtrArray) previews = NULL;
  g_autoptr (GError) error = NULL;
  const char *paths[2] = { NULL };
  const GraftImportPreview *preview;

  import_fixture_init (&self);
  paths[0] = self.files;
  import_fixture_draw (&self, "photo/cat/a.png", 1, 32);
  import_fixture_draw (&self, "photo/dog/b.png", 2, 32);
  import_fixture_draw (&self, "sketch/cat/c.png", 3, 32);
  previews = graft_import_look (paths, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (previews->len, ==, 2);
  preview = previews->pdata[0];
  g_assert_cmpstr (preview->set, ==, "photo");
  g_assert_cmpuint (preview->files, ==, 2);
  g_assert_cmpuint (preview->classes, ==, 2);
  import_fixture_clear (&self);
}

/* --- once, and doubles --- */

static void
test_again (void)
{
  ImportFixture self;
  g_autoptr (GraftImportReport) first = NULL, again = NULL, more = NULL;

  import_fixture_init (&self);
  import_fixture_draw (&self, "set/cat/a.png", 1, 32);
  import_fixture_draw (&self, "set/dog/b.png", 2, 32);
  first = import_fixture_run (&self, "set", NULL);
  again = import_fixture_run (&self, "set", NULL);
  assert_counts (again, 0, 2, 0);
  g_assert_nonnull (strstr (import_fixture_find (again, "a.png")->reason, "already"));
  import_fixture_draw (&self, "set/dog/c.png", 3, 32);
  more = import_fixture_run (&self, "set", NULL);
  assert_counts (more, 1, 2, 0);
  g_assert_cmpuint (
      g_list_model_get_n_items (graft_project_get_sets (self.project.project)), ==, 1);
  import_fixture_clear (&self);
}

/* The same bytes and nearly the same picture: taken, told of, marked; a leak when they
 * are in two splits. */
static void
test_doubles (void)
{
  ImportFixture self;
  g_autoptr (GraftImportReport) report = NULL;
  GraftProjectSet *set;
  const GraftItem *items;
  gsize n, n_marked = 0, n_leaks = 0;

  import_fixture_init (&self);
  import_fixture_draw (&self, "set/train/cat/a.png", 1, 64);
  import_fixture_draw (&self, "set/train/cat/b.png", 2, 64);
  import_fixture_draw (&self, "set/train/cat/same.png", 1, 64);
  import_fixture_draw (&self, "set/test/cat/near.png", 2, 128);
  import_fixture_draw (&self, "set/test/cat/other.png", 3, 64);
  report = import_fixture_run (&self, "set", NULL);
  assert_counts (report, 5, 0, 0);
  g_assert_cmpuint (report->duplicates, ==, 2);
  g_assert_cmpint (import_fixture_find (report, "same.png")->outcome, ==,
                   GRAFT_IMPORT_DUPLICATE);
  /* "test" comes before "train". */
  g_assert_cmpint (import_fixture_find (report, "b.png")->outcome, ==,
                   GRAFT_IMPORT_NEAR_DUPLICATE);
  set = import_fixture_set (&self, "set");
  items = graft_project_set_peek_items (set, &n);
  for (gsize i = 0; i < n; i++)
    {
      n_marked += (items[i].flags & GRAFT_ITEM_DUPLICATE) != 0;
      n_leaks += (items[i].flags & GRAFT_ITEM_LEAK) != 0;
    }
  g_assert_cmpuint (n_marked, ==, 4);
  g_assert_cmpuint (n_leaks, ==, 2);
  import_fixture_clear (&self);
}

/* What is in no split is trained on: a copy of it in the test leaks as well. */
static void
test_undecided_double (void)
{
  ImportFixture self;
  g_autoptr (GraftImportReport) report = NULL;
  const GraftImportOptions options = { .set = "set" };
  const GraftItem *items;
  gsize n, n_leaks = 0;

  import_fixture_init (&self);
  import_fixture_draw (&self, "first/train/cat/other.png", 3, 64);
  import_fixture_draw (&self, "first/test/cat/a.png", 1, 64);
  import_fixture_draw (&self, "loose/cat/copy.png", 1, 64);
  graft_import_report_free (import_fixture_run (&self, "first", &options));
  report = import_fixture_run (&self, "loose", &options);
  items = graft_project_set_peek_items (import_fixture_set (&self, "set"), &n);
  g_assert_cmpuint (n, ==, 3);
  for (gsize i = 0; i < n; i++)
    n_leaks += (items[i].flags & GRAFT_ITEM_LEAK) != 0;
  g_assert_cmpuint (n_leaks, ==, 2);
  import_fixture_clear (&self);
}

/* Several batches are one step. */
static void
test_undo (void)
{
  ImportFixture self;
  g_autoptr (GraftImportReport) report = NULL;
  GListModel *sets;

  import_fixture_init (&self);
  for (guint i = 0; i < 600; i++)
    {
      g_autofree char *name = g_strdup_printf ("set/%s/%u.png", i % 2 ? "cat" : "dog", i);

      import_fixture_draw (&self, name, i, 9);
    }
  report = import_fixture_run (&self, "set", NULL);
  assert_counts (report, 600, 0, 0);
  sets = graft_project_get_sets (self.project.project);
  g_assert_cmpuint (graft_project_set_get_n_items (import_fixture_set (&self, "set")), ==,
                    600);
  graft_project_undo (self.project.project);
  project_fixture_flush (&self.project);
  g_assert_cmpuint (g_list_model_get_n_items (sets), ==, 0);
  graft_project_redo (self.project.project);
  project_fixture_flush (&self.project);
  g_assert_cmpuint (graft_project_set_get_n_labelled (import_fixture_set (&self, "set")),
                    ==, 600);
  import_fixture_clear (&self);
}

/* --- tables of labels --- */

static void
test_table_beside (void)
{
  static const char table[] = "file,label\na.png,cat\nsub/b.png,dog\nnone.png,cat\n";
  ImportFixture self;
  g_autoptr (GraftImportReport) report = NULL;
  g_autofree char *all = NULL;

  import_fixture_init (&self);
  import_fixture_draw (&self, "set/a.png", 1, 32);
  import_fixture_draw (&self, "set/c.png", 2, 32);
  import_fixture_draw (&self, "set/sub/b.png", 3, 32);
  import_fixture_write (&self, "set/labels.csv", table, strlen (table));
  report = import_fixture_run (&self, "set", NULL);
  assert_counts (report, 3, 0, 0);
  all = import_fixture_describe (&self, "set", FALSE);
  g_assert_cmpstr (all, ==, "a.png cat\nb.png dog\nc.png -");
  g_assert_nonnull (
      strstr (import_fixture_find (report, "labels.csv")->reason, "2 of 3"));
  import_fixture_clear (&self);
}

static void
test_table_after (void)
{
  static const char table[] = "label;filename\ncat;a.png\ndog;b.png\ndog;z.png\n";
  ImportFixture self;
  g_autoptr (GraftImportReport) report = NULL, labels = NULL;
  g_autofree char *all = NULL;

  import_fixture_init (&self);
  import_fixture_draw (&self, "set/a.png", 1, 32);
  import_fixture_draw (&self, "set/b.png", 2, 32);
  import_fixture_write (&self, "truth.csv", table, strlen (table));
  report = import_fixture_run (&self, "set", NULL);
  labels = import_fixture_run (&self, "truth.csv", NULL);
  assert_counts (labels, 0, 0, 0);
  all = import_fixture_describe (&self, "set", FALSE);
  g_assert_cmpstr (all, ==, "a.png cat\nb.png dog");
  graft_project_undo (self.project.project);
  project_fixture_flush (&self.project);
  g_assert_cmpuint (graft_project_set_get_n_labelled (import_fixture_set (&self, "set")),
                    ==, 0);
  import_fixture_clear (&self);
}

/* --- files of many items --- */

static void
test_rows (void)
{
  static const char idx[] = "\0\0\x08\x03\0\0\0\x03\0\0\0\x02\0\0\0\x02"
                            "\x01\x02\x03\x04\x05\x06\x07\x08\x01\x02\x03\x04";
  static const char idx_labels[] = "\0\0\x08\x01\0\0\0\x03\x01\0\x01";
  static const char csv[] = "a,b,label\n1,2,x\n3,4,y\n";
  static const char svm[] = "-1 0:1 2:0.5\n1 1:2\n";
  static const char pairs[] = "One house.\tUna casa.\nA tree.\tUn árbol.\n";
  ImportFixture self;
  g_autoptr (GraftImportReport) report = NULL, moons = NULL;
  g_autofree char *digits = NULL, *table = NULL, *sparse = NULL, *text = NULL;

  import_fixture_init (&self);
  import_fixture_write (&self, "some-images-idx3-ubyte", idx, sizeof idx - 1);
  import_fixture_write (&self, "some-labels-idx1-ubyte", idx_labels,
                        sizeof idx_labels - 1);
  import_fixture_write (&self, "table.csv", csv, sizeof csv - 1);
  import_fixture_write (&self, "sparse.svmlight", svm, sizeof svm - 1);
  import_fixture_write (&self, "text.tsv", pairs, sizeof pairs - 1);
  report = import_fixture_run (&self, NULL, NULL);
  assert_counts (report, 9, 1, 0);
  g_assert_cmpuint (report->duplicates, ==, 1);
  digits = import_fixture_describe (&self, "some", FALSE);
  table = import_fixture_describe (&self, "table", FALSE);
  sparse = import_fixture_describe (&self, "sparse", FALSE);
  text = import_fixture_describe (&self, "text", FALSE);
  g_assert_cmpstr (digits, ==,
                   "some-images-idx3-ubyte #1 1\nsome-images-idx3-ubyte #2 0\n"
                   "some-images-idx3-ubyte #3 1");
  g_assert_cmpstr (table, ==, "table.csv #1 x\ntable.csv #2 y");
  g_assert_cmpstr (sparse, ==, "sparse.svmlight #1 -1\nsparse.svmlight #2 1");
  g_assert_cmpstr (text, ==, "text.tsv #1 -\ntext.tsv #2 -");
  g_assert_cmpint (graft_project_set_get_kind (import_fixture_set (&self, "text")), ==,
                   GRAFT_SET_SENTENCES);
  moons = import_fixture_run (&self, "builtin:moons-source", NULL);
  g_assert_cmpint (
      graft_project_set_get_kind (import_fixture_set (&self, "moons-source")), ==,
      GRAFT_SET_VECTORS);
  import_fixture_clear (&self);
}

/* Rows of another kind, or of another length, do not go into a set. */
static void
test_mismatch (void)
{
  static const char two[] = "a,b,label\n1,2,x\n3,4,y\n";
  static const char three[] = "a,b,c,label\n1,2,3,x\n3,4,5,y\n";
  const GraftImportOptions options = { .set = "mine" };
  ImportFixture self;
  g_autoptr (GraftImportReport) first = NULL, second = NULL, third = NULL;

  import_fixture_init (&self);
  import_fixture_write (&self, "two.csv", two, sizeof two - 1);
  import_fixture_write (&self, "three.csv", three, sizeof three - 1);
  import_fixture_draw (&self, "a.png", 1, 32);
  first = import_fixture_run (&self, "two.csv", &options);
  assert_counts (first, 2, 0, 0);
  second = import_fixture_run (&self, "three.csv", &options);
  assert_counts (second, 0, 0, 1);
  g_assert_nonnull (strstr (import_fixture_find (second, "three.csv")->reason, "3"));
  third = import_fixture_run (&self, "a.png", &options);
  assert_counts (third, 0, 0, 1);
  import_fixture_clear (&self);
}

/* --- stopping --- */

static void
test_cancelled (void)
{
  ImportFixture self;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GraftImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  import_fixture_init (&self);
  import_fixture_draw (&self, "set/a.png", 1, 32);
  g_cancellable_cancel (cancellable);
  report = import_fixture_try (&self, "set", NULL, cancellable, &error);
  g_assert_no_error (error);
  g_assert_true (report->cancelled);
  g_assert_cmpuint (report->taken, ==, 0);
  import_fixture_clear (&self);
}

typedef struct
{
  GCancellable *cancellable;
  GraftImportReport *report;
  guint n_calls;
} Stop;

static void
stop_cb (guint done, guint total, gpointer data)
{
  Stop *stop = data;

  g_assert_cmpuint (done, <=, total);
  stop->n_calls++;
  g_cancellable_cancel (stop->cancellable);
}

static void
stopped_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Stop *stop = data;
  g_autoptr (GError) error = NULL;

  stop->report = graft_import_finish (GRAFT_PROJECT (object), result, &error);
  g_assert_no_error (error);
}

/* In the middle: what was taken is in the set, no more and no less. */
static void
test_stopped (void)
{
  ImportFixture self;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Stop stop = { .cancellable = cancellable };
  const char *paths[2] = { NULL };
  gsize n = 0;

  import_fixture_init (&self);
  paths[0] = self.files;
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.png", i);

      import_fixture_draw (&self, name, i, 400);
    }
  graft_import_async (self.project.project, paths, &(GraftImportOptions){ .set = "all" },
                      stop_cb, cancellable, stopped_cb, &stop);
  while (stop.report == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (stop.n_calls, >, 0);
  g_assert_true (stop.report->cancelled);
  if (stop.report->taken > 0)
    n = graft_project_set_get_n_items (import_fixture_set (&self, "all"));
  g_assert_cmpuint (n, ==, stop.report->taken);
  g_assert_cmpuint (n, <, 500);
  graft_import_report_free (stop.report);
  import_fixture_clear (&self);
}

static void
closed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  gboolean *done = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftImportReport) report =
      graft_import_finish (GRAFT_PROJECT (object), result, &error);

  /* One or the other, and a reason for people. */
  g_assert_true ((report == NULL) == (error != NULL));
  *done = TRUE;
}

/* The project is closed under an import, which ends; whole batches are in the file. */
static void
test_closed (void)
{
  ImportFixture self;
  const char *paths[2] = { NULL };
  gboolean done = FALSE;
  GraftProjectSet *set;

  import_fixture_init (&self);
  paths[0] = self.files;
  for (guint i = 0; i < 600; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.png", i);

      import_fixture_draw (&self, name, i, 100);
    }
  graft_import_async (self.project.project, paths, &(GraftImportOptions){ .set = "all" },
                      NULL, NULL, closed_cb, &done);
  graft_project_close (self.project.project);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  project_fixture_reopen (&self.project);
  set = graft_project_find_set (self.project.project, "all");
  g_assert_cmpuint (set != NULL ? graft_project_set_get_n_items (set) : 0, <=, 600);
  import_fixture_clear (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/domains", test_domains);
  g_test_add_func ("/import/classes", test_classes);
  g_test_add_func ("/import/splits", test_splits);
  g_test_add_func ("/import/options", test_options);
  g_test_add_func ("/import/look", test_look);
  g_test_add_func ("/import/again", test_again);
  g_test_add_func ("/import/doubles", test_doubles);
  g_test_add_func ("/import/undecided-double", test_undecided_double);
  g_test_add_func ("/import/undo", test_undo);
  g_test_add_func ("/import/table/beside", test_table_beside);
  g_test_add_func ("/import/table/after", test_table_after);
  g_test_add_func ("/import/rows", test_rows);
  g_test_add_func ("/import/mismatch", test_mismatch);
  g_test_add_func ("/import/cancelled", test_cancelled);
  g_test_add_func ("/import/stopped", test_stopped);
  g_test_add_func ("/import/closed", test_closed);
  return g_test_run ();
}
