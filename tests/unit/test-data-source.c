/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every kind of data from files made here, joined, sampled, resized and matched by class.
 */
#include "engine/base/error.h"
#include "engine/data/data-source.h"
#include "engine/io/npy.h"
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
write_bytes (Fixture *self, const char *name, const void *data, gsize size)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, data, (gssize)size, NULL));
}

static GraftDataset *
load (Fixture *self, GraftDataSource source, GError **error)
{
  source.folder = self->folder;
  return graft_data_source_load (&source, NULL, self->messages, error);
}

/* @n images of 2 × 2 grey whose pixels are their number; labels count 0, 1, 2, 0, … */
static void
write_idx (Fixture *self, const char *images, const char *labels, guint8 n)
{
  g_autofree guint8 *pixels = g_malloc (16 + 4 * n), *classes = g_malloc (8 + n);
  const guint8 image_head[16] = { 0, 0, 8, 3, 0, 0, 0, n, 0, 0, 0, 2, 0, 0, 0, 2 };
  const guint8 label_head[8] = { 0, 0, 8, 1, 0, 0, 0, n };

  memcpy (pixels, image_head, 16);
  memcpy (classes, label_head, 8);
  for (guint i = 0; i < n; i++)
    {
      memset (pixels + 16 + 4 * i, (int)i, 4);
      classes[8 + i] = (guint8)(i % 3);
    }
  write_bytes (self, images, pixels, 16 + 4 * n);
  if (labels != NULL)
    write_bytes (self, labels, classes, 8 + n);
}

static void
test_idx (Fixture *self, gconstpointer data)
{
  g_autoptr (GraftDataset) set = NULL;
  g_autoptr (GError) error = NULL;

  write_idx (self, "t-images-idx3-ubyte", "t-labels-idx1-ubyte", 9);
  set = load (self, (GraftDataSource){ .data = "idx:t-images-idx3-ubyte" }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (graft_dataset_get_n (set), ==, 9);
  g_assert_cmpuint (graft_dataset_get_n_classes (set), ==, 3);
  g_assert_cmpstr (graft_dataset_get_class_name (set, 2), ==, "2");
  g_assert_cmpint (graft_dataset_peek_labels (set)[4], ==, 1);
  g_assert_cmpuint (graft_dataset_peek_pixels (set)[4 * 5], ==, 5);
  g_assert_cmpuint (self->messages->len, ==, 0);
}

static void
test_idx_without_labels (Fixture *self, gconstpointer data)
{
  g_autoptr (GraftDataset) set = NULL;
  g_autoptr (GError) error = NULL;

  write_idx (self, "t-images-idx3-ubyte", NULL, 9);
  set = load (self, (GraftDataSource){ .data = "idx:t-images-idx3-ubyte" }, &error);
  g_assert_no_error (error);
  g_assert_false (graft_dataset_has_labels (set));
  g_assert_cmpuint (self->messages->len, ==, 1);
  g_assert_false (graft_dataset_check_trainable (set, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW);
}

static void
test_idx_wrong_labels (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  write_idx (self, "a-images-idx3-ubyte", "a-labels-idx1-ubyte", 9);
  write_idx (self, "b-images-idx3-ubyte", "b-labels-idx1-ubyte", 8);
  g_assert_null (load (self,
                       (GraftDataSource){ .data = "idx:a-images-idx3-ubyte",
                                          .labels = "b-labels-idx1-ubyte" },
                       &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH);
  g_assert_nonnull (strstr (error->message, "8 labels"));
}

/* Two sets as one, of which a share of each class is taken. */
static void
test_joined_and_sampled (Fixture *self, gconstpointer data)
{
  g_autoptr (GraftDataset) set = NULL, again = NULL;
  g_autoptr (GError) error = NULL;
  GraftDataSource source = { .data = "idx:a-images-idx3-ubyte; idx:b-images-idx3-ubyte",
                             .per_class = 4,
                             .seed = 5 };
  guint counts[3] = { 0 };

  write_idx (self, "a-images-idx3-ubyte", "a-labels-idx1-ubyte", 90);
  write_idx (self, "b-images-idx3-ubyte", "b-labels-idx1-ubyte", 30);
  set = load (self, source, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (graft_dataset_get_n (set), ==, 12);
  for (gsize i = 0; i < 12; i++)
    counts[graft_dataset_peek_labels (set)[i]]++;
  g_assert_cmpuint (counts[0], ==, 4);
  g_assert_cmpuint (counts[1], ==, 4);
  again = load (self, source, NULL);
  g_assert_cmpmem (graft_dataset_peek_pixels (set), 48, graft_dataset_peek_pixels (again),
                   48);
}

static void
test_resized (Fixture *self, gconstpointer data)
{
  const GraftShape size = { 3, { 4, 6, 3 } };
  g_autoptr (GraftDataset) set = NULL;
  g_autoptr (GError) error = NULL;

  write_idx (self, "t-images-idx3-ubyte", "t-labels-idx1-ubyte", 9);
  set = load (self, (GraftDataSource){ .data = "idx:t-images-idx3-ubyte", .size = &size },
              &error);
  g_assert_no_error (error);
  g_assert_true (graft_shape_equal (graft_dataset_get_shape (set), &size));
  /* An even image stays even. */
  for (gsize i = 0; i < 72; i++)
    g_assert_cmpuint (graft_dataset_peek_pixels (set)[7 * 72 + i], ==, 7);
}

static void
test_npy (Fixture *self, gconstpointer data)
{
  const float x[] = { 1, 2, 3, 4, 5, 6 };
  const gint64 y[] = { 0, 1, 1 };
  g_autofree char *items = g_build_filename (self->folder, "x.npy", NULL);
  g_autofree char *labels = g_build_filename (self->folder, "y.npy", NULL);
  g_autoptr (GraftDataset) set = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (graft_npy_save (items, GRAFT_NPY_F4, x, (gsize[]){ 3, 2 }, 2, &error));
  g_assert_true (graft_npy_save (labels, GRAFT_NPY_I8, y, (gsize[]){ 3 }, 1, &error));
  set = load (self, (GraftDataSource){ .data = "npy:x.npy", .labels = "y.npy" }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (graft_dataset_get_n (set), ==, 3);
  g_assert_cmpint (graft_dataset_get_kind (set), ==, GRAFT_ITEM_VECTOR);
  g_assert_cmpfloat (graft_dataset_peek_vectors (set)[3], ==, 4);
  g_assert_cmpint (graft_dataset_peek_labels (set)[2], ==, 1);
}

static void
test_npy_label_out_of_range (Fixture *self, gconstpointer data)
{
  const float x[] = { 1, 2, 3, 4, 5, 6 };
  const gint64 y[] = { 0, 1, -7 };
  g_autofree char *items = g_build_filename (self->folder, "x.npy", NULL);
  g_autofree char *labels = g_build_filename (self->folder, "y.npy", NULL);
  g_autoptr (GError) error = NULL;

  graft_npy_save (items, GRAFT_NPY_F4, x, (gsize[]){ 3, 2 }, 2, NULL);
  graft_npy_save (labels, GRAFT_NPY_I8, y, (gsize[]){ 3 }, 1, NULL);
  g_assert_null (
      load (self, (GraftDataSource){ .data = "npy:x.npy", .labels = "y.npy" }, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "label -7 of item 2"));
}

/* A grey TGA of one value. */
static void
write_picture (Fixture *self, const char *name, guint8 side, guint8 value)
{
  g_autofree guint8 *file = g_malloc (18 + (gsize)side * side);
  const guint8 head[18] = { [2] = 3, [12] = side, [14] = side, [16] = 8, [17] = 0x20 };

  memcpy (file, head, 18);
  memset (file + 18, value, (gsize)side * side);
  write_bytes (self, name, file, 18 + (gsize)side * side);
}

/* Classes by name, what is no picture left alone, what is damaged left out and said. */
static void
test_folder (Fixture *self, gconstpointer data)
{
  g_autoptr (GraftDataset) set = NULL;
  g_autoptr (GError) error = NULL;

  write_picture (self, "set/cat/1.tga", 3, 10);
  write_picture (self, "set/cat/2.tga", 3, 20);
  write_picture (self, "set/ape/1.tga", 3, 30);
  write_bytes (self, "set/ape/notes.txt", "x", 1);
  write_bytes (self, "set/ape/2.png", "damaged", 7);
  write_bytes (self, "set/.hidden/1.png", "x", 1);
  set = load (self, (GraftDataSource){ .data = "folder:set" }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (graft_dataset_get_n (set), ==, 3);
  g_assert_cmpuint (graft_dataset_get_n_classes (set), ==, 2);
  g_assert_cmpstr (graft_dataset_get_class_name (set, 0), ==, "ape");
  g_assert_cmpint (graft_dataset_peek_labels (set)[2], ==, 1);
  g_assert_cmpuint (graft_dataset_peek_pixels (set)[2 * 9], ==, 20);
  g_assert_cmpuint (self->messages->len, ==, 1);
  g_assert_nonnull (strstr (self->messages->pdata[0], "2.png"));
}

static void
test_folder_of_sizes (Fixture *self, gconstpointer data)
{
  const GraftShape size = { 3, { 4, 4, 1 } };
  g_autoptr (GraftDataset) set = NULL;
  g_autoptr (GError) error = NULL;

  write_picture (self, "set/a/1.tga", 3, 10);
  write_picture (self, "set/b/1.tga", 5, 20);
  g_assert_null (load (self, (GraftDataSource){ .data = "folder:set" }, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH);
  g_assert_nonnull (strstr (error->message, "input="));
  g_clear_error (&error);
  set = load (self, (GraftDataSource){ .data = "folder:set", .size = &size }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (graft_dataset_get_n (set), ==, 2);
}

static void
test_folder_empty (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  write_bytes (self, "set/a/nothing.txt", "x", 1);
  g_assert_null (load (self, (GraftDataSource){ .data = "folder:set" }, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW);
}

/* Ink 0 leaves the picture behind as it is; the same seed, the same pictures. */
static void
test_mnistm (Fixture *self, gconstpointer data)
{
  GraftDataSource source = { .data = "mnistm:idx:t-images-idx3-ubyte", .seed = 3 };
  g_autoptr (GraftDataset) set = NULL, again = NULL, other = NULL;
  g_autoptr (GError) error = NULL;

  write_idx (self, "t-images-idx3-ubyte", "t-labels-idx1-ubyte", 9);
  set = load (self, source, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (graft_dataset_get_shape (set)->dim[2], ==, 3);
  g_assert_cmpint (graft_dataset_peek_labels (set)[4], ==, 1);
  again = load (self, source, NULL);
  g_assert_cmpmem (graft_dataset_peek_pixels (set), 108,
                   graft_dataset_peek_pixels (again), 108);
  source.part = GRAFT_DATA_TEST;
  other = load (self, source, NULL);
  g_assert_cmpint (
      memcmp (graft_dataset_peek_pixels (set), graft_dataset_peek_pixels (other), 108),
      !=, 0);
}

/* Ink or none, and labels stay. */
static void
test_binary (Fixture *self, gconstpointer data)
{
  g_autoptr (GraftDataset) set = NULL;
  g_autoptr (GError) error = NULL;

  write_idx (self, "t-images-idx3-ubyte", "t-labels-idx1-ubyte", 9);
  set =
      load (self, (GraftDataSource){ .data = "binary:idx:t-images-idx3-ubyte" }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (graft_dataset_peek_pixels (set)[0], ==, 0);
  g_assert_cmpuint (graft_dataset_peek_pixels (set)[4], ==, 255);
  g_assert_cmpuint (graft_dataset_peek_pixels (set)[35], ==, 255);
  g_assert_cmpint (graft_dataset_peek_labels (set)[4], ==, 1);
}

/* However often a kind is written, reading it ends. */
static void
test_deep (Fixture *self, gconstpointer data)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  write_idx (self, "t-images-idx3-ubyte", "t-labels-idx1-ubyte", 9);
  for (guint i = 0; i < 100000; i++)
    g_string_append (text, i % 2 ? "mnistm:" : "binary:");
  g_string_append (text, "idx:t-images-idx3-ubyte");
  g_assert_null (load (self, (GraftDataSource){ .data = text->str }, &error));
  g_assert_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_RANGE);
  g_string_free (text, TRUE);
}

/* The other set has its classes in another order and lacks one. */
static void
test_match_classes (Fixture *self, gconstpointer data)
{
  g_autoptr (GraftDataset) source = NULL, target = NULL, matched = NULL, wrong = NULL;
  g_autoptr (GError) error = NULL;

  write_picture (self, "s/ape/1.tga", 3, 1);
  write_picture (self, "s/bee/1.tga", 3, 2);
  write_picture (self, "s/cat/1.tga", 3, 3);
  write_picture (self, "t/cat/1.tga", 3, 4);
  source = load (self, (GraftDataSource){ .data = "folder:s" }, &error);
  target = load (self, (GraftDataSource){ .data = "folder:t" }, &error);
  g_assert_no_error (error);
  matched = graft_dataset_match_classes (target, source, &error);
  g_assert_no_error (error);
  g_assert_cmpint (graft_dataset_peek_labels (matched)[0], ==, 2);
  g_assert_cmpuint (graft_dataset_get_n_classes (matched), ==, 3);
  wrong = graft_dataset_match_classes (source, target, &error);
  g_assert_null (wrong);
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH);
  g_assert_nonnull (strstr (error->message, "“ape”"));
}

static void
test_unknown_kind (Fixture *self, gconstpointer data)
{
  static const char *const wrong[] = { "foo:bar", "bar", "", ";", "builtin:moons" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (load (self, (GraftDataSource){ .data = wrong[i] }, &error));
      g_assert_true (error->domain == GRAFT_PARAM_ERROR);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                              \
  g_test_add ("/data-source/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("idx", test_idx);
  ADD ("idx/without-labels", test_idx_without_labels);
  ADD ("idx/wrong-labels", test_idx_wrong_labels);
  ADD ("joined-and-sampled", test_joined_and_sampled);
  ADD ("resized", test_resized);
  ADD ("npy", test_npy);
  ADD ("npy/label-out-of-range", test_npy_label_out_of_range);
  ADD ("folder", test_folder);
  ADD ("folder/sizes", test_folder_of_sizes);
  ADD ("folder/empty", test_folder_empty);
  ADD ("mnistm", test_mnistm);
  ADD ("binary", test_binary);
  ADD ("deep", test_deep);
  ADD ("match-classes", test_match_classes);
  ADD ("unknown-kind", test_unknown_kind);
  return g_test_run ();
}
