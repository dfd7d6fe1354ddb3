/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes out of a project, and that it comes back the same: labels, classes, content.
 */
#include "engine/base/error.h"
#include "engine/io/image-file.h"
#include "engine/io/png-write.h"
#include "tests/support/import-fixture.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* Three classes, one without items, one picture without a class. */
static void
fill (ImportFixture *self)
{
  g_autoptr (GraftImportReport) report = NULL;
  g_autofree char *empty = g_build_filename (self->files, "set", "newt", NULL);

  import_fixture_draw (self, "set/cat/a.png", 1, 32);
  import_fixture_draw (self, "set/cat/b.png", 2, 32);
  import_fixture_draw (self, "set/dog/a.png", 3, 32);
  import_fixture_draw (self, "set/c.png", 4, 32);
  g_assert_cmpint (g_mkdir (empty, 0777), ==, 0);
  report = import_fixture_run (self, "set", NULL);
  g_assert_cmpuint (report->taken, ==, 4);
}

static void
export_to (ImportFixture *self,
           const char *set,
           GraftExportFormat format,
           const char *name)
{
  g_autofree char *path = g_build_filename (self->files, name, NULL);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  import_fixture_export (self, set, format, path, 0, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==,
                    graft_project_set_get_n_items (import_fixture_set (self, set)));
}

static char *
list_classes (GraftProjectSet *set)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < graft_project_set_get_n_classes (set); i++)
    g_string_append_printf (list, "%s,", graft_project_set_get_class_name (set, i));
  return g_string_free (list, FALSE);
}

static void
assert_same (ImportFixture *self, const char *one, const char *other)
{
  g_autofree char *a = import_fixture_describe (self, one, TRUE);
  g_autofree char *b = import_fixture_describe (self, other, TRUE);
  g_autofree char *classes_a = list_classes (import_fixture_set (self, one));
  g_autofree char *classes_b = list_classes (import_fixture_set (self, other));

  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (classes_a, ==, classes_b);
}

static void
test_folders (gconstpointer format)
{
  ImportFixture self;
  g_autoptr (GraftImportReport) back = NULL;

  import_fixture_init (&self);
  fill (&self);
  export_to (&self, "set", (GraftExportFormat)GPOINTER_TO_INT (format), "out");
  back = import_fixture_run (&self, "out", NULL);
  g_assert_cmpuint (back->taken, ==, 4);
  assert_same (&self, "set", "out");
  import_fixture_clear (&self);
}

/* The labels of one set, given to the bare files. */
static void
test_csv (void)
{
  ImportFixture self;
  g_autoptr (GraftImportReport) bare = NULL, labels = NULL;
  const GraftImportOptions options = { .set = "bare", .unlabelled = TRUE };
  const GraftImportOptions to = { .set = "bare" };
  g_autofree char *a = NULL, *b = NULL;

  import_fixture_init (&self);
  fill (&self);
  export_to (&self, "set", GRAFT_EXPORT_CSV, "labels.csv");
  bare = import_fixture_run (&self, "set", &options);
  labels = import_fixture_run (&self, "labels.csv", &to);
  a = import_fixture_describe (&self, "set", TRUE);
  b = import_fixture_describe (&self, "bare", TRUE);
  g_assert_cmpstr (a, ==, b);
  import_fixture_clear (&self);
}

/* Pixels in the project: what came in as one array leaves as the same. */
static void
fill_digits (ImportFixture *self)
{
  static const char images[] = "\0\0\x08\x03\0\0\0\x03\0\0\0\x02\0\0\0\x02"
                               "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c";
  static const char labels[] = "\0\0\x08\x01\0\0\0\x03\x02\0\x01";
  g_autoptr (GraftImportReport) report = NULL;

  import_fixture_write (self, "in/d-images-idx3-ubyte", images, sizeof images - 1);
  import_fixture_write (self, "in/d-labels-idx1-ubyte", labels, sizeof labels - 1);
  report = import_fixture_run (self, "in", NULL);
  g_assert_cmpuint (report->taken, ==, 3);
}

static void
test_arrays (void)
{
  static const struct
  {
    GraftExportFormat format;
    const char *to;
    const char *from;
  } cases[] = {
    { GRAFT_EXPORT_IDX, "idx", "idx" },
    { GRAFT_EXPORT_NPZ, "x.npz", "x.npz" },
    { GRAFT_EXPORT_NPY, "y.npy", "y.npy" },
    { GRAFT_EXPORT_FOLDERS, "png", NULL },
  };
  ImportFixture self;

  import_fixture_init (&self);
  fill_digits (&self);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const GraftImportOptions options = { .set = cases[i].to };
      g_autoptr (GraftImportReport) back = NULL;

      export_to (&self, "d", cases[i].format, cases[i].to);
      if (cases[i].from == NULL)
        continue;
      back = import_fixture_run (&self, cases[i].from, &options);
      g_assert_cmpuint (back->taken, ==, 3);
      assert_same (&self, "d", cases[i].to);
    }
  import_fixture_clear (&self);
}

/* Names of classes, one of them without items, and items without a class. */
static void
test_npz_names (void)
{
  ImportFixture self;
  const GraftImportOptions options = { .set = "back" };
  g_autoptr (GraftImportReport) back = NULL;
  g_autofree char *before = NULL, *after = NULL;

  import_fixture_init (&self);
  fill (&self);
  export_to (&self, "set", GRAFT_EXPORT_NPZ, "set.npz");
  back = import_fixture_run (&self, "set.npz", &options);
  g_assert_cmpuint (back->taken, ==, 4);
  before = list_classes (import_fixture_set (&self, "set"));
  after = list_classes (import_fixture_set (&self, "back"));
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (graft_project_set_get_n_labelled (import_fixture_set (&self, "back")),
                    ==, 3);
  import_fixture_clear (&self);
}

static void
test_vectors (void)
{
  static const char csv[] = "a,b,label\n1,2.5,x\n3,-4e9,y\n";
  ImportFixture self;
  const GraftImportOptions options = { .set = "back" };
  g_autoptr (GraftImportReport) in = NULL, back = NULL;

  import_fixture_init (&self);
  import_fixture_write (&self, "v.csv", csv, sizeof csv - 1);
  in = import_fixture_run (&self, "v.csv", NULL);
  export_to (&self, "v", GRAFT_EXPORT_NPZ, "v.npz");
  back = import_fixture_run (&self, "v.npz", &options);
  assert_same (&self, "v", "back");
  import_fixture_clear (&self);
}

/* Other programs read it. */
static void
test_json (void)
{
  ImportFixture self;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *root, *item;

  import_fixture_init (&self);
  fill (&self);
  export_to (&self, "set", GRAFT_EXPORT_JSON, "labels.json");
  path = g_build_filename (self.files, "labels.json", NULL);
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  root = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (root, "classes")), ==, 3);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "items")),
                    ==, 4);
  item = json_array_get_object_element (json_object_get_array_member (root, "items"), 1);
  g_assert_cmpstr (json_object_get_string_member (item, "file"), ==, "cat/a.png");
  g_assert_cmpstr (json_object_get_string_member (item, "label"), ==, "cat");
  import_fixture_clear (&self);
}

/* Nothing is replaced: what is there stays, and the same export twice changes nothing. */
static void
test_careful (void)
{
  ImportFixture self;
  g_autofree char *mine = NULL, *second = NULL, *third = NULL, *content = NULL;

  import_fixture_init (&self);
  fill (&self);
  import_fixture_write (&self, "out/cat/a.png", "mine", 4);
  mine = g_build_filename (self.files, "out", "cat", "a.png", NULL);
  second = g_build_filename (self.files, "out", "cat", "a (2).png", NULL);
  third = g_build_filename (self.files, "out", "cat", "a (3).png", NULL);
  for (guint i = 0; i < 2; i++)
    export_to (&self, "set", GRAFT_EXPORT_FOLDERS, "out");
  g_assert_true (g_file_get_contents (mine, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "mine");
  g_assert_true (g_file_test (second, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (third, G_FILE_TEST_EXISTS));
  import_fixture_clear (&self);
}

/* Class names that are no names of folders stay inside the folder. */
static void
test_safe_names (void)
{
  ImportFixture self;
  GraftProjectSet *set;
  g_autofree char *first = NULL, *second = NULL, *parent = NULL, *outside = NULL;

  import_fixture_init (&self);
  fill (&self);
  set = import_fixture_set (&self, "set");
  graft_project_rename_class (self.project.project, set, 0, "../cat");
  graft_project_rename_class (self.project.project, set, 1, "a/b");
  graft_project_rename_class (self.project.project, set, 2, "a_b");
  project_fixture_flush (&self.project);
  export_to (&self, "set", GRAFT_EXPORT_FOLDERS, "deep/out");
  outside = g_build_filename (self.files, "deep", "cat", NULL);
  parent = g_build_filename (self.files, "deep", "out", "_._cat", NULL);
  first = g_build_filename (self.files, "deep", "out", "a_b", NULL);
  second = g_build_filename (self.files, "deep", "out", "a_b (2)", NULL);
  g_assert_false (g_file_test (outside, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (parent, G_FILE_TEST_IS_DIR));
  g_assert_true (g_file_test (first, G_FILE_TEST_IS_DIR));
  g_assert_true (g_file_test (second, G_FILE_TEST_IS_DIR));
  import_fixture_clear (&self);
}

static void
assert_refused (ImportFixture *self,
                GraftExportFormat format,
                int code,
                const char *words)
{
  g_autofree char *path = g_build_filename (self->files, "refused", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (import_fixture_export (self, "set", format, path, 0, NULL, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_refused (void)
{
  ImportFixture self;
  g_autoptr (GraftImportReport) more = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  import_fixture_init (&self);
  fill (&self);
  assert_refused (&self, GRAFT_EXPORT_IDX, GRAFT_DATA_ERROR_MISMATCH, "label");
  import_fixture_draw (&self, "set/dog/large.png", 9, 48);
  more = import_fixture_run (&self, "set", NULL);
  assert_refused (&self, GRAFT_EXPORT_NPZ, GRAFT_DATA_ERROR_MISMATCH, "size");
  path = g_build_filename (self.files, "small.npz", NULL);
  import_fixture_export (&self, "set", GRAFT_EXPORT_NPZ, path, 8, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 5);
  import_fixture_clear (&self);
}

/* A file that is gone is named, and nothing is written in its place. */
static void
test_missing (void)
{
  ImportFixture self;
  g_autofree char *file = NULL, *path = NULL;
  g_autoptr (GError) error = NULL;

  import_fixture_init (&self);
  fill (&self);
  file = g_build_filename (self.files, "set", "cat", "b.png", NULL);
  path = g_build_filename (self.files, "gone.npz", NULL);
  g_assert_cmpint (g_remove (file), ==, 0);
  g_assert_false (
      import_fixture_export (&self, "set", GRAFT_EXPORT_NPZ, path, 0, NULL, &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "b.png"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  import_fixture_clear (&self);
}

/* What is drawn comes back to the last bit, in grey and in colour. */
static void
test_png (void)
{
  for (gsize channels = 1; channels <= 3; channels += 2)
    {
      guint8 pixels[7 * 5 * 3];
      const GraftImage image = { 7, 5, channels, pixels };
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GraftImage) back = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < sizeof pixels; i++)
        pixels[i] = (guint8)(i * 37 + i * i);
      bytes = graft_png_build (&image);
      back = graft_image_parse (bytes, "test", &error);
      g_assert_no_error (error);
      g_assert_cmpuint (back->channels, ==, channels);
      g_assert_cmpmem (back->pixels, 35 * channels, pixels, 35 * channels);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/export/folders", GINT_TO_POINTER (GRAFT_EXPORT_FOLDERS),
                        test_folders);
  g_test_add_data_func ("/export/links", GINT_TO_POINTER (GRAFT_EXPORT_LINKS),
                        test_folders);
  g_test_add_func ("/export/csv", test_csv);
  g_test_add_func ("/export/arrays", test_arrays);
  g_test_add_func ("/export/npz-names", test_npz_names);
  g_test_add_func ("/export/vectors", test_vectors);
  g_test_add_func ("/export/json", test_json);
  g_test_add_func ("/export/careful", test_careful);
  g_test_add_func ("/export/safe-names", test_safe_names);
  g_test_add_func ("/export/refused", test_refused);
  g_test_add_func ("/export/missing", test_missing);
  g_test_add_func ("/export/png", test_png);
  return g_test_run ();
}
