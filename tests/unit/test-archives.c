/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of several arrays, NumPy's and MATLAB's, made here: what is right comes out
 * row-major, what is damaged, foreign or would not end is refused with one line. */
#include "engine/base/error.h"
#include "engine/io/mat.h"
#include "engine/io/npz.h"
#include "tests/support/mat-bytes.h"

#include <string.h>
#include <zip.h>

static void
assert_refused (GError *error, int code, const char *part)
{
  g_assert_error (error, GRAFT_IO_ERROR, code);
  g_assert_true (g_str_has_prefix (error->message, "file"));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_nonnull (strstr (error->message, part));
}

/* ---- NumPy ---- */

static const float few[6] = { 1, 2, 3, 4, 5, 6.5f };

static GBytes *
make_npz (void)
{
  static const guint8 labels[2] = { 0, 9 };
  const GraftNpzArray arrays[] = {
    { "x", GRAFT_NPY_F4, few, 2, { 2, 3 } },
    { "labels", GRAFT_NPY_U1, labels, 1, { 2 } },
  };
  GBytes *bytes = graft_npz_build (arrays, 2, "file", NULL);

  g_assert_nonnull (bytes);
  return bytes;
}

static void
test_npz (void)
{
  g_autoptr (GBytes) bytes = make_npz (), again = make_npz ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftNpz) npz = graft_npz_parse (bytes, "file", &error);
  g_autoptr (GraftNpy) x = NULL, labels = NULL, none = NULL;

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, again));
  g_assert_cmpuint (g_strv_length ((char **)graft_npz_peek_names (npz)), ==, 2);
  g_assert_cmpstr (graft_npz_peek_names (npz)[0], ==, "x");
  x = graft_npz_get (npz, "x", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (x->rank, ==, 2);
  g_assert_cmpuint (x->dim[1], ==, 3);
  g_assert_cmpmem (x->data, sizeof few, few, sizeof few);
  labels = graft_npz_get (npz, "labels", &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (graft_npy_get (labels, 1), ==, 9);
  none = graft_npz_get (npz, "y", &error);
  g_assert_null (none);
  assert_refused (error, GRAFT_IO_ERROR_FORMAT, "no array “y”");
}

static GBytes *
make_zip (const char *member, const void *data, gsize size)
{
  zip_source_t *archive_source = zip_source_buffer_create (NULL, 0, 0, NULL);
  zip_t *archive = zip_open_from_source (archive_source, ZIP_TRUNCATE, NULL);
  g_autofree guint8 *content = NULL;
  zip_stat_t status;

  zip_source_keep (archive_source);
  g_assert_cmpint (
      zip_file_add (archive, member, zip_source_buffer (archive, data, size, 0), 0), >=,
      0);
  g_assert_cmpint (zip_close (archive), ==, 0);
  g_assert_cmpint (zip_source_stat (archive_source, &status), ==, 0);
  g_assert_cmpint (zip_source_open (archive_source), ==, 0);
  content = g_malloc (status.size);
  g_assert_cmpint (zip_source_read (archive_source, content, status.size), ==,
                   (int)status.size);
  zip_source_close (archive_source);
  zip_source_free (archive_source);
  return g_bytes_new_take (g_steal_pointer (&content), status.size);
}

/* 300 MiB of zeros in 300 KiB are not begun. */
static void
test_npz_bomb (void)
{
  const gsize size = (gsize)300 << 20;
  g_autofree guint8 *zeros = g_malloc0 (size);
  g_autoptr (GBytes) bytes = make_zip ("x.npy", zeros, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftNpz) npz = graft_npz_parse (bytes, "file", &error);
  g_autoptr (GraftNpy) x = NULL;

  g_assert_cmpuint (g_bytes_get_size (bytes), <, 1 << 20);
  g_assert_no_error (error);
  x = graft_npz_get (npz, "x", &error);
  g_assert_null (x);
  assert_refused (error, GRAFT_IO_ERROR_TOO_LARGE, "x would unpack");
}

static void
test_npz_refused (void)
{
  g_autoptr (GBytes) whole = make_npz ();
  g_autoptr (GBytes) other = make_zip ("readme.txt", "hello", 5);
  g_autoptr (GBytes) fake = make_zip ("x.npy", "hello", 5);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftNpz) npz = NULL;
  g_autoptr (GraftNpy) x = NULL;

  for (gsize n = 0; n < g_bytes_get_size (whole); n++)
    {
      g_autoptr (GBytes) cut = g_bytes_new (g_bytes_get_data (whole, NULL), n);
      g_autoptr (GError) failure = NULL;
      g_autoptr (GraftNpz) refused = graft_npz_parse (cut, "file", &failure);

      g_assert_null (refused);
      assert_refused (failure, GRAFT_IO_ERROR_FORMAT, "file");
    }
  g_assert_null (graft_npz_parse (other, "file", &error));
  assert_refused (error, GRAFT_IO_ERROR_FORMAT, "no NumPy arrays");
  g_clear_error (&error);
  npz = graft_npz_parse (fake, "file", &error);
  g_assert_no_error (error);
  x = graft_npz_get (npz, "x", &error);
  g_assert_null (x);
  assert_refused (error, GRAFT_IO_ERROR_FORMAT, "x is not a NumPy array");
}

/* A byte of the packed elements changed: the sum of the member tells. */
static void
test_npz_sum (void)
{
  g_autoptr (GBytes) whole = make_npz ();
  g_autoptr (GByteArray) damaged = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GraftNpz) npz = NULL;
  g_autoptr (GraftNpy) x = NULL;
  g_autoptr (GError) error = NULL;

  g_byte_array_append (damaged, g_bytes_get_data (whole, NULL),
                       (guint)g_bytes_get_size (whole));
  damaged->data[60] ^= 1;
  bytes = g_bytes_new (damaged->data, damaged->len);
  npz = graft_npz_parse (bytes, "file", &error);
  g_assert_no_error (error);
  x = graft_npz_get (npz, "x", &error);
  g_assert_null (x);
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT);
}

/* ---- MATLAB ---- */

/* Column-major: 1 2 3 / 4 5 6. Whole doubles are stored as bytes, as MATLAB does. */
static const guint8 columns[6] = { 1, 4, 2, 5, 3, 6 };

static GBytes *
make_mat (gboolean packed, gboolean big_endian)
{
  guint16 shorts[2] = { big_endian ? GUINT16_TO_BE (1000) : GUINT16_TO_LE (1000),
                        big_endian ? GUINT16_TO_BE (7) : GUINT16_TO_LE (7) };
  const TestMatArray x = { "fts", 6, 2, 0, 2, { 2, 3 }, columns, 6 };
  const TestMatArray labels = { "labels", 11, 4, 0, 2, { 2, 1 }, shorts, 4 };
  const TestMatArray cell = { "names", 1, 2, 0, 2, { 2, 1 }, columns, 6 };
  GByteArray *file = test_mat_begin (big_endian);

  test_mat_add (file, &x, packed, big_endian);
  test_mat_add (file, &cell, packed, big_endian);
  test_mat_add (file, &labels, packed, big_endian);
  return g_byte_array_free_to_bytes (file);
}

static void
test_mat (void)
{
  for (guint k = 0; k < 4; k++)
    {
      g_autoptr (GBytes) bytes = make_mat (k & 1, k & 2);
      g_autoptr (GError) error = NULL;
      g_autoptr (GraftMat) mat = graft_mat_parse (bytes, "file", &error);
      g_autoptr (GraftNpy) x = NULL, labels = NULL, cell = NULL, none = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (graft_mat_peek_names (mat)[0], ==, "fts");
      g_assert_cmpstr (graft_mat_peek_names (mat)[1], ==, "labels");
      g_assert_null (graft_mat_peek_names (mat)[2]);
      x = graft_mat_get (mat, "fts", &error);
      g_assert_no_error (error);
      g_assert_cmpint (x->type, ==, GRAFT_NPY_F8);
      g_assert_cmpuint (x->dim[0], ==, 2);
      for (gsize i = 0; i < 6; i++)
        g_assert_cmpfloat (graft_npy_get (x, i), ==, (double)i + 1);
      labels = graft_mat_get (mat, "labels", &error);
      g_assert_no_error (error);
      g_assert_cmpint (labels->type, ==, GRAFT_NPY_U2);
      g_assert_cmpfloat (graft_npy_get (labels, 0), ==, 1000);
      cell = graft_mat_get (mat, "names", &error);
      g_assert_null (cell);
      assert_refused (error, GRAFT_IO_ERROR_UNSUPPORTED, "a cell array");
      g_clear_error (&error);
      none = graft_mat_get (mat, "y", &error);
      g_assert_null (none);
      assert_refused (error, GRAFT_IO_ERROR_FORMAT, "there are: fts, labels");
    }
}

/* All at once: the first that is refused. */
static void
read_all (GBytes *bytes, GError **error)
{
  g_autoptr (GraftMat) mat = graft_mat_parse (bytes, "file", error);
  const char *const *names = mat != NULL ? graft_mat_peek_names (mat) : NULL;

  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr (GraftNpy) array = graft_mat_get (mat, names[i], error);

      if (array == NULL)
        return;
    }
}

static void
test_mat_refused (void)
{
  static const double half = 0.5;
  static const TestMatArray arrays[] = {
    { "a", 6, 2, 0, 2, { 2, 4 }, columns, 6 },                   /* too few */
    { "a", 6, 2, 0, 2, { 2, 2 }, columns, 6 },                   /* too many */
    { "a", 9, 9, 0, 2, { 1, 1 }, &half, 8 },                     /* half a byte */
    { "a", 6, 77, 0, 2, { 2, 3 }, columns, 6 },                  /* unknown */
    { "a", 6, 2, 0, 2, { 0xffffffff, 0xffffffff }, columns, 6 }, /* huge */
    { "a", 6, 2, 8, 2, { 2, 3 }, columns, 6 },                   /* complex */
    { "a", 6, 2, 0, 9, { 1, 1, 1, 1, 1, 1, 1, 2, 3 }, columns, 6 },
  };
  static const struct
  {
    int code;
    const char *part;
  } wanted[] = {
    { GRAFT_IO_ERROR_FORMAT, "a has 6 bytes" },
    { GRAFT_IO_ERROR_FORMAT, "a has 6 bytes" },
    { GRAFT_IO_ERROR_FORMAT, "has 0.5" },
    { GRAFT_IO_ERROR_FORMAT, "unknown type, 77" },
    { GRAFT_IO_ERROR_TOO_LARGE, "4 GiB" },
    { GRAFT_IO_ERROR_UNSUPPORTED, "complex" },
    { GRAFT_IO_ERROR_UNSUPPORTED, "8 axes" },
  };

  for (gsize i = 0; i < 2 * G_N_ELEMENTS (arrays); i++)
    {
      GByteArray *file = test_mat_begin (FALSE);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      test_mat_add (file, &arrays[i / 2], i % 2, FALSE);
      bytes = g_byte_array_free_to_bytes (file);
      read_all (bytes, &error);
      assert_refused (error, wanted[i / 2].code, wanted[i / 2].part);
    }
}

/* Cut anywhere: fewer arrays, or refused. */
static void
test_mat_cut (void)
{
  for (guint k = 0; k < 2; k++)
    {
      g_autoptr (GBytes) whole = make_mat (k, FALSE);

      for (gsize n = 0; n < g_bytes_get_size (whole); n++)
        {
          g_autoptr (GBytes) cut = g_bytes_new (g_bytes_get_data (whole, NULL), n);
          g_autoptr (GError) error = NULL;

          read_all (cut, &error);
          if (error != NULL)
            assert_refused (error, GRAFT_IO_ERROR_FORMAT, "file");
        }
    }
}

static void
test_mat_foreign (void)
{
  g_autoptr (GByteArray) hdf5 = test_mat_begin (FALSE);
  g_autoptr (GBytes) newer = NULL, old = g_bytes_new ("\0\0\0\0", 4);
  g_autoptr (GError) error = NULL;

  hdf5->data[125] = 2;
  newer = g_bytes_new (hdf5->data, hdf5->len);
  g_assert_null (graft_mat_parse (newer, "file", &error));
  assert_refused (error, GRAFT_IO_ERROR_UNSUPPORTED, "save it with -v7");
  g_clear_error (&error);
  g_assert_null (graft_mat_parse (old, "file", &error));
  assert_refused (error, GRAFT_IO_ERROR_FORMAT, "no MATLAB file of level 5");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archives/npz", test_npz);
  g_test_add_func ("/archives/npz/bomb", test_npz_bomb);
  g_test_add_func ("/archives/npz/refused", test_npz_refused);
  g_test_add_func ("/archives/npz/sum", test_npz_sum);
  g_test_add_func ("/archives/mat", test_mat);
  g_test_add_func ("/archives/mat/refused", test_mat_refused);
  g_test_add_func ("/archives/mat/cut", test_mat_cut);
  g_test_add_func ("/archives/mat/foreign", test_mat_foreign);
  return g_test_run ();
}
