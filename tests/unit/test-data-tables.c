/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of data that are tables or several arrays: which part is the labels, what classes
 * come of them, and what is said when that cannot be. */
#include "engine/base/error.h"
#include "engine/data/data-source.h"
#include "engine/io/npz.h"
#include "tests/support/mat-bytes.h"
#include "tests/support/temp-folder.h"

#include <string.h>

typedef struct
{
  char *folder;
  GPtrArray *messages;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = test_temp_folder_new ();
  self->messages = g_ptr_array_new_with_free_func (g_free);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  test_temp_folder_remove (self->folder);
  g_ptr_array_unref (self->messages);
}

static void
write_text (Fixture *self, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static GraftDataset *
load (Fixture *self, GraftDataSource source, GError **error)
{
  source.folder = self->folder;
  return graft_data_source_load (&source, NULL, self->messages, error);
}

static void
assert_labels (GraftDataset *set, const char *names, const gint32 *labels, gsize n)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint k = 0; k < graft_dataset_get_n_classes (set); k++)
    g_string_append_printf (joined, "%s%s", k > 0 ? " " : "",
                            graft_dataset_get_class_name (set, k));
  g_assert_cmpstr (joined->str, ==, names);
  g_assert_cmpmem (graft_dataset_peek_labels (set),
                   graft_dataset_get_n (set) * sizeof (gint32), labels,
                   n * sizeof (gint32));
}

/* ---- csv: ---- */

static void
test_csv_named (Fixture *self, gconstpointer data)
{
  g_autoptr (GraftDataset) set = NULL;
  g_autoptr (GError) error = NULL;

  write_text (self, "a.csv", "a,Class,b\n1,2,0.5\n3,10,-1\n5,,2\n");
  set = load (self, (GraftDataSource){ .data = "csv:a.csv" }, &error);
  g_assert_no_error (error);
  g_assert_cmpint (graft_dataset_get_kind (set), ==, GRAFT_ITEM_VECTOR);
  g_assert_cmpmem (graft_dataset_peek_vectors (set), 6 * sizeof (float),
                   ((const float[]){ 1, 0.5f, 3, -1, 5, 2 }), 6 * sizeof (float));
  /* By number, not as text; the empty field is no label. */
  assert_labels (set, "2 10", (const gint32[]){ 0, 1, -1 }, 3);
}

static void
test_csv_last_column (Fixture *self, gconstpointer data)
{
  g_autoptr (GraftDataset) set = NULL, plain = NULL;
  g_autoptr (GError) error = NULL;

  write_text (self, "a.csv", "1;2;dog\n3;4;cat\n5;6;dog\n");
  set = load (self, (GraftDataSource){ .data = "csv:a.csv" }, &error);
  g_assert_no_error (error);
  assert_labels (set, "cat dog", (const gint32[]){ 1, 0, 1 }, 3);
  g_assert_cmpuint (self->messages->len, ==, 0);
  write_text (self, "b.csv", "1,2\n3,4\n");
  plain = load (self, (GraftDataSource){ .data = "csv:b.csv" }, &error);
  g_assert_no_error (error);
  g_assert_false (graft_dataset_has_labels (plain));
  g_assert_cmpuint (graft_dataset_get_shape (plain)->dim[0], ==, 2);
  g_assert_cmpuint (self->messages->len, ==, 1);
}

static void
test_csv_chosen (Fixture *self, gconstpointer data)
{
  g_autoptr (GraftDataset) named = NULL, counted = NULL, none = NULL;
  g_autoptr (GError) error = NULL;

  write_text (self, "a.csv", "kind,x\n-1,5\n1,6\n");
  named = load (self, (GraftDataSource){ .data = "csv:a.csv", .labels = "kind" }, &error);
  g_assert_no_error (error);
  assert_labels (named, "-1 1", (const gint32[]){ 0, 1 }, 2);
  counted = load (self, (GraftDataSource){ .data = "csv:a.csv", .labels = "2" }, &error);
  g_assert_no_error (error);
  assert_labels (counted, "5 6", (const gint32[]){ 0, 1 }, 2);
  none = load (self, (GraftDataSource){ .data = "csv:a.csv", .labels = "sort" }, &error);
  g_assert_null (none);
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH);
}

static void
test_csv_refused (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *part;
  } cases[] = {
    { "x,y,label\n1,2,0\n3,,1\n", "column “y” has “” in row 2" },
    { "x,y,label\n1,2,0\n3,\"1,5\",1\n", "column “y” has “1,5” in row 2" },
    { "x,y,label\n1,inf,0\n", "column “y” has “inf” in row 1" },
    { "1,4,3\n2,a,5\n", "column 2 has “a” in row 2" },
    { "label\n1\n", "no columns beside the labels" },
    { "x,label\n", "no rows" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      write_text (self, "a.csv", cases[i].text);
      g_assert_null (load (self, (GraftDataSource){ .data = "csv:a.csv" }, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].part));
      g_assert_nonnull (strstr (error->message, "a.csv"));
    }
}

/* Measurements are no classes. */
static void
test_csv_too_many (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("x,target\n");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 10001; i++)
    g_string_append_printf (text, "1,%u.5\n", i);
  write_text (self, "a.csv", text->str);
  g_assert_null (load (self, (GraftDataSource){ .data = "csv:a.csv" }, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE);
}

/* ---- svmlight: ---- */

static void
test_svmlight (Fixture *self, gconstpointer data)
{
  const GraftShape four = { 1, { 4 } };
  g_autoptr (GraftDataset) set = NULL, wide = NULL, from_0 = NULL;
  g_autoptr (GError) error = NULL;

  write_text (self, "a.svm", "1 1:3\n-1 2:4\n");
  set = load (self, (GraftDataSource){ .data = "svmlight:a.svm" }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (graft_dataset_get_shape (set)->dim[0], ==, 2);
  assert_labels (set, "-1 1", (const gint32[]){ 1, 0 }, 2);
  wide =
      load (self, (GraftDataSource){ .data = "svmlight:a.svm", .size = &four }, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (graft_dataset_peek_vectors (wide), 8 * sizeof (float),
                   ((const float[]){ 3, 0, 0, 0, 0, 4, 0, 0 }), 8 * sizeof (float));
  from_0 = load (self, (GraftDataSource){ .data = "svmlight:a.svm#0" }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (graft_dataset_get_shape (from_0)->dim[0], ==, 3);
}

/* ---- npz: and mat: ---- */

static void
write_npz (Fixture *self, const char *name, const GraftNpzArray *arrays, gsize n)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (graft_npz_write (path, arrays, n, NULL));
}

static void
test_npz (Fixture *self, gconstpointer data)
{
  static const gint32 classes[2] = { 3, 7 };
  const GraftNpzArray arrays[] = {
    { "images", GRAFT_NPY_U1, "abcdefgh", 3, { 2, 2, 2 } },
    { "y", GRAFT_NPY_I4, classes, 2, { 2, 1 } },
    { "other", GRAFT_NPY_I4, classes, 2, { 2, 1 } },
  };
  g_autoptr (GraftDataset) set = NULL, named = NULL, bare = NULL;
  g_autoptr (GError) error = NULL;

  write_npz (self, "a.npz", arrays, 3);
  set = load (self, (GraftDataSource){ .data = "npz:a.npz" }, &error);
  g_assert_no_error (error);
  g_assert_cmpint (graft_dataset_get_kind (set), ==, GRAFT_ITEM_IMAGE);
  g_assert_cmpuint (graft_dataset_get_shape (set)->dim[2], ==, 1);
  g_assert_cmpmem (graft_dataset_peek_pixels (set), 8, "abcdefgh", 8);
  assert_labels (set, "3 7", (const gint32[]){ 0, 1 }, 2);
  named = load (self, (GraftDataSource){ .data = "npz:a.npz#other,y" }, &error);
  g_assert_no_error (error);
  g_assert_cmpint (graft_dataset_get_kind (named), ==, GRAFT_ITEM_VECTOR);
  g_assert_cmpuint (self->messages->len, ==, 0);
  bare = load (self, (GraftDataSource){ .data = "npz:a.npz#images" }, &error);
  g_assert_no_error (error);
  g_assert_false (graft_dataset_has_labels (bare));
  g_assert_cmpuint (self->messages->len, ==, 1);
}

static void
test_npz_refused (Fixture *self, gconstpointer data)
{
  static const gint32 classes[3] = { 3, 7, 1 };
  static const float halves[2] = { 0.5f, 1 };
  const GraftNpzArray arrays[] = {
    { "images", GRAFT_NPY_U1, "abcdefgh", 3, { 2, 2, 2 } },
    { "three", GRAFT_NPY_I4, classes, 1, { 3 } },
    { "halves", GRAFT_NPY_F4, halves, 1, { 2 } },
    { "table", GRAFT_NPY_U1, "abcd", 2, { 2, 2 } },
  };
  const GraftNpzArray unnamed[] = { { "images2", GRAFT_NPY_U1, "abcd", 2, { 2, 2 } } };
  static const struct
  {
    const char *data;
    const char *part;
  } cases[] = {
    { "npz:a.npz#images,three", "three should be one row of 2 labels" },
    { "npz:a.npz#images,halves", "halves has 0.5" },
    { "npz:a.npz#images,table", "table should be one row of 2 labels" },
    { "npz:a.npz#three", "three: items are bytes" },
    { "npz:a.npz#nothing", "no array “nothing”" },
    { "npz:b.npz", "the names images2; write FILE#items,labels" },
  };

  write_npz (self, "a.npz", arrays, 4);
  write_npz (self, "b.npz", unnamed, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (load (self, (GraftDataSource){ .data = cases[i].data }, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].part));
    }
}

/* As MATLAB's users have images: height × width × channels × items. */
static void
test_mat_last_axis (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "a.mat", NULL);
  /* Column-major: the first image is 1 (left) and 2 (right) of each channel. */
  static const guint8 pixels[12] = { 1, 2, 11, 12, 21, 22, 3, 4, 13, 14, 23, 24 };
  static const guint8 classes[2] = { 10, 1 };
  const TestMatArray x = { "X", 9, 2, 0, 4, { 1, 2, 3, 2 }, pixels, 12 };
  const TestMatArray y = { "y", 6, 2, 0, 2, { 2, 1 }, classes, 2 };
  g_autoptr (GByteArray) file = test_mat_begin (FALSE);
  g_autoptr (GraftDataset) set = NULL;
  g_autoptr (GError) error = NULL;

  test_mat_add (file, &x, TRUE, FALSE);
  test_mat_add (file, &y, TRUE, FALSE);
  g_assert_true (
      g_file_set_contents (path, (const char *)file->data, (gssize)file->len, NULL));
  set = load (self, (GraftDataSource){ .data = "mat:a.mat" }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (graft_dataset_get_n (set), ==, 2);
  g_assert_cmpuint (graft_dataset_get_shape (set)->dim[1], ==, 2);
  g_assert_cmpmem (graft_dataset_peek_pixels (set), 12,
                   ((const guint8[]){ 1, 11, 21, 2, 12, 22, 3, 13, 23, 4, 14, 24 }), 12);
  assert_labels (set, "1 10", (const gint32[]){ 1, 0 }, 2);
}

/* The published files, where they are. */
static void
test_shared (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *kind;
    const char *file;
    gsize n;
    gsize n_features;
    guint n_classes;
  } cases[] = {
    { "mat", "office/office_caltech10_surf/amazon_SURF_L10.mat", 958, 800, 10 },
    { "mat", "office/office_caltech10_surf/webcam_SURF_L10.mat", 295, 800, 10 },
    { "mat", "office/office_caltech10_surf/dslr_SURF_L10.mat", 157, 800, 10 },
    { "svmlight", "text/amazon_reviews/books_train.svmlight", 2000, 5000, 2 },
    { "svmlight", "text/amazon_reviews/dvd_test.svmlight", 3586, 5000, 2 },
  };
  const char *shared = g_getenv ("GRAFT_SHARED");

  for (gsize i = 0; shared != NULL && i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("%s:%s/data/%s", cases[i].kind, shared, cases[i].file);
      g_autoptr (GError) error = NULL;
      g_autoptr (GraftDataset) set =
          load (self, (GraftDataSource){ .data = text }, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (graft_dataset_get_n (set), ==, cases[i].n);
      g_assert_cmpuint (graft_dataset_get_shape (set)->dim[0], ==, cases[i].n_features);
      g_assert_cmpuint (graft_dataset_get_n_classes (set), ==, cases[i].n_classes);
    }
  if (shared == NULL)
    g_test_skip ("GRAFT_SHARED names no folder with data");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                              \
  g_test_add ("/data-tables/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("csv/named", test_csv_named);
  ADD ("csv/last-column", test_csv_last_column);
  ADD ("csv/chosen", test_csv_chosen);
  ADD ("csv/refused", test_csv_refused);
  ADD ("csv/too-many", test_csv_too_many);
  ADD ("svmlight", test_svmlight);
  ADD ("npz", test_npz);
  ADD ("npz/refused", test_npz_refused);
  ADD ("mat/last-axis", test_mat_last_axis);
  ADD ("shared", test_shared);
  return g_test_run ();
}
