/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writers of engine/io: readers give back what was written, and a file that cannot be
 * written is as it was. */
#include "engine/base/error.h"
#include "engine/io/csv.h"
#include "engine/io/file.h"
#include "engine/io/idx.h"
#include "engine/io/npy.h"
#include "engine/io/npz.h"
#include "tests/support/temp-folder.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = test_temp_folder_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  test_temp_folder_remove (self->folder);
}

static void
test_idx (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "a-idx3-ubyte", "a-idx3-ubyte.gz" };
  const gsize dim[3] = { 300, 5, 7 };
  guint8 pixels[300 * 5 * 7];

  for (gsize i = 0; i < sizeof pixels; i++)
    pixels[i] = (guint8)(i * 31 >> 3);
  for (gsize i = 0; i < 2; i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names[i], NULL);
      g_autofree char *content = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GraftIdx) idx = NULL;

      g_assert_true (graft_idx_write (path, pixels, dim, 3, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
      g_assert_cmpint ((guint8)content[0], ==, i == 0 ? 0 : 0x1f);
      idx = graft_idx_load (path, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (idx->rank, ==, 3);
      g_assert_cmpmem (idx->dim, sizeof dim, dim, sizeof dim);
      g_assert_cmpmem (g_bytes_get_data (idx->data, NULL), g_bytes_get_size (idx->data),
                       pixels, sizeof pixels);
    }
}

static void
test_idx_refused (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "a", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (graft_idx_write (path, NULL, (gsize[]){ 3, 0 }, 2, &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_false (
      graft_idx_write (path, NULL, (gsize[]){ (gsize)1 << 31, 1 << 10 }, 2, &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_TOO_LARGE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_npy (Fixture *self, gconstpointer data)
{
  static const gint32 whole[4] = { -1, 0, 1, G_MAXINT32 };
  static const float real[4] = { -0.5f, 0, 1e-30f, 3e38f };
  g_autofree char *path = g_build_filename (self->folder, "a.npy", NULL);
  const struct
  {
    GraftNpyType type;
    const void *data;
    gsize size;
  } cases[] = {
    { GRAFT_NPY_I4, whole, sizeof whole },
    { GRAFT_NPY_F4, real, sizeof real },
    { GRAFT_NPY_U1, "abcd", 4 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GraftNpy) npy = NULL;

      g_assert_true (graft_npy_save (path, cases[i].type, cases[i].data,
                                     (gsize[]){ 2, 2 }, 2, &error));
      npy = graft_npy_load (path, &error);
      g_assert_no_error (error);
      g_assert_cmpint (npy->type, ==, cases[i].type);
      g_assert_cmpmem (npy->data, cases[i].size, cases[i].data, cases[i].size);
    }
}

static void
test_npz (Fixture *self, gconstpointer data)
{
  static const gint32 labels[3] = { 2, 0, 1 };
  g_autofree char *path = g_build_filename (self->folder, "a.npz", NULL);
  const GraftNpzArray arrays[] = {
    { "images", GRAFT_NPY_U1, "abcdefghijkl", 3, { 3, 2, 2 } },
    { "labels", GRAFT_NPY_I4, labels, 1, { 3 } },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftNpz) npz = NULL;
  g_autoptr (GraftNpy) images = NULL, read = NULL;

  g_assert_true (graft_npz_write (path, arrays, 2, &error));
  npz = graft_npz_load (path, &error);
  g_assert_no_error (error);
  images = graft_npz_get (npz, "images", &error);
  read = graft_npz_get (npz, "labels", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (images->rank, ==, 3);
  g_assert_cmpmem (images->data, 12, "abcdefghijkl", 12);
  g_assert_cmpmem (read->data, sizeof labels, labels, sizeof labels);
}

static void
test_csv (Fixture *self, gconstpointer data)
{
  static const char *const texts[] = { "plain",    "a,b;c", "say \"no\"", "two\nlines",
                                       " padded ", "été",   "",           "'" };
  static const double numbers[] = {
    0.1, 1.0 / 3, -1e300, 5e-324, 12345678901234567.0, 7
  };
  static const char separators[] = { ',', ';', '\t' };

  for (gsize s = 0; s < G_N_ELEMENTS (separators); s++)
    {
      g_autofree char *path =
          g_build_filename (self->folder, s == 0 ? "a.csv.gz" : "a.csv", NULL);
      g_autoptr (GraftCsvWriter) writer = graft_csv_writer_new (separators[s]);
      g_autoptr (GraftCsv) csv = NULL;
      g_autoptr (GError) error = NULL;

      graft_csv_writer_add (writer, "class");
      graft_csv_writer_add (writer, "value");
      graft_csv_writer_end_row (writer);
      for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          graft_csv_writer_add (writer, texts[i]);
          graft_csv_writer_add_number (writer, numbers[i % G_N_ELEMENTS (numbers)]);
          graft_csv_writer_end_row (writer);
        }
      g_assert_true (graft_csv_writer_save (writer, path, &error));
      csv = graft_csv_load (path, &error);
      g_assert_no_error (error);
      g_assert_cmpint (csv->separator, ==, separators[s]);
      g_assert_true (csv->has_names);
      g_assert_cmpuint (csv->n_rows, ==, G_N_ELEMENTS (texts));
      for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          double number = 0;

          g_assert_cmpstr (graft_csv_peek (csv, i, 0), ==, texts[i]);
          g_assert_true (graft_csv_get_number (csv, i, 1, &number));
          g_assert_true (number == numbers[i % G_N_ELEMENTS (numbers)]);
        }
    }
}

/* What people see: no seventeen digits where one does. */
static void
test_csv_digits (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "a.csv", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GraftCsvWriter) writer = graft_csv_writer_new (',');

  graft_csv_writer_add_number (writer, 0.1);
  graft_csv_writer_add_number (writer, 100);
  graft_csv_writer_add (writer, "");
  graft_csv_writer_end_row (writer);
  g_assert_true (graft_csv_writer_save (writer, path, NULL));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "0.1,100,\"\"\r\n");
}

/* A limit on the size of files stands in for a full disk: the same call fails. */
static void
test_full_disk (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "a.npy", NULL);
  g_autofree guint8 *pixels = g_malloc0 (1 << 20);
  g_autofree char *content = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  struct rlimit before, small;
  gboolean written;
  guint n_files = 0;

  g_assert_true (g_file_set_contents (path, "old", 3, NULL));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 4096;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  written = graft_npy_save (path, GRAFT_NPY_U1, pixels, (gsize[]){ 1 << 20 }, 1, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_false (written);
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
  g_assert_true (g_str_has_prefix (error->message, path));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "old");
  /* And nothing lies beside it. */
  dir = g_dir_open (self->folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n_files++;
  g_assert_cmpuint (n_files, ==, 1);
}

static void
test_no_folder (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "none", "a.csv", NULL);
  g_autoptr (GraftCsvWriter) writer = graft_csv_writer_new (',');
  g_autoptr (GError) error = NULL;

  g_assert_false (graft_csv_writer_save (writer, path, &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                              \
  g_test_add ("/writers/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("idx", test_idx);
  ADD ("idx/refused", test_idx_refused);
  ADD ("npy", test_npy);
  ADD ("npz", test_npz);
  ADD ("csv", test_csv);
  ADD ("csv/digits", test_csv_digits);
  ADD ("full-disk", test_full_disk);
  ADD ("no-folder", test_no_folder);
  return g_test_run ();
}
