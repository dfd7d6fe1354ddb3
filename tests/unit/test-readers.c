/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readers of engine/io on files made here: what is right comes out as it went in; what is
 * cut short, damaged or too large is refused with one line that names the file. */
#include "engine/base/error.h"
#include "engine/io/file.h"
#include "engine/io/idx.h"
#include "engine/io/image-file.h"
#include "engine/io/usps.h"

#include <gio/gio.h>
#include <string.h>

static GBytes *
pack (const void *data, gsize size)
{
  g_autoptr (GConverter) packer =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GInputStream) plain =
      g_memory_input_stream_new_from_data (data, (gssize)size, NULL);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (plain, packer);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  g_assert_cmpint (g_output_stream_splice (
                       out, packed, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL),
                   >=, 0);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static void
assert_refused (GError *error, int code, const char *part)
{
  g_assert_error (error, GRAFT_IO_ERROR, code);
  g_assert_true (g_str_has_prefix (error->message, "file "));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_nonnull (strstr (error->message, part));
}

/* ---- gzip ---- */

static void
test_gzip (void)
{
  static const char text[] = "as it was";
  g_autoptr (GBytes) packed = pack (text, sizeof text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = graft_file_unpack (packed, "file", 1000, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (content, NULL), g_bytes_get_size (content), text,
                   sizeof text);
}

static void
test_gzip_plain (void)
{
  g_autoptr (GBytes) plain = g_bytes_new ("plain", 5);
  g_autoptr (GBytes) content = graft_file_unpack (plain, "file", 1000, NULL);

  g_assert_true (content == plain);
}

/* 64 MiB of zeros in 64 KiB: given up at the limit. */
static void
test_gzip_bomb (void)
{
  gsize size = (gsize)64 << 20;
  g_autofree char *zeros = g_malloc0 (size);
  g_autoptr (GBytes) packed = pack (zeros, size);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_bytes_get_size (packed), <, 100000);
  g_assert_null (graft_file_unpack (packed, "file", 1 << 20, &error));
  assert_refused (error, GRAFT_IO_ERROR_TOO_LARGE, "1048576 bytes");
}

static void
test_gzip_damaged (void)
{
  static const char text[] = "a text that is long enough to be cut somewhere";
  g_autoptr (GBytes) packed = pack (text, sizeof text);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (packed, 0, 20);
  g_autoptr (GError) error = NULL;

  g_assert_null (graft_file_unpack (cut, "file", 1000, &error));
  assert_refused (error, GRAFT_IO_ERROR_FORMAT, "damaged gzip");
}

static void
test_no_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (graft_file_read ("/nowhere/at/all", 10, &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (graft_file_read ("/", 10, &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
}

/* ---- IDX ---- */

static GBytes *
make_idx (guint8 type, guint rank, const guint32 *dim, gsize n_bytes)
{
  GByteArray *file = g_byte_array_new ();
  guint8 magic[4] = { 0, 0, type, (guint8)rank };

  g_byte_array_append (file, magic, 4);
  for (guint i = 0; i < rank; i++)
    {
      guint32 big = GUINT32_TO_BE (dim[i]);

      g_byte_array_append (file, (const guint8 *)&big, 4);
    }
  for (gsize i = 0; i < n_bytes; i++)
    {
      guint8 value = (guint8)(i * 7);

      g_byte_array_append (file, &value, 1);
    }
  return g_byte_array_free_to_bytes (file);
}

static void
test_idx (void)
{
  g_autoptr (GBytes) bytes = make_idx (8, 3, (guint32[]){ 2, 3, 4 }, 24);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftIdx) idx = graft_idx_parse (bytes, "file", &error);
  const guint8 *data;

  g_assert_no_error (error);
  g_assert_cmpuint (idx->rank, ==, 3);
  g_assert_cmpuint (idx->dim[0], ==, 2);
  g_assert_cmpuint (idx->dim[2], ==, 4);
  g_assert_cmpuint (g_bytes_get_size (idx->data), ==, 24);
  data = g_bytes_get_data (idx->data, NULL);
  g_assert_cmpuint (data[23], ==, 161);
}

static void
test_idx_refused (void)
{
  const struct
  {
    guint8 type;
    guint rank;
    guint32 dim[5];
    gsize n_bytes;
    int code;
    const char *part;
  } cases[] = {
    { 8, 3, { 2, 3, 4 }, 23, GRAFT_IO_ERROR_FORMAT, "24 bytes" },
    { 8, 3, { 2, 3, 4 }, 25, GRAFT_IO_ERROR_FORMAT, "24 bytes" },
    { 13, 3, { 2, 3, 4 }, 24, GRAFT_IO_ERROR_UNSUPPORTED, "type 0x0d" },
    { 8, 5, { 1, 1, 1, 1, 1 }, 1, GRAFT_IO_ERROR_UNSUPPORTED, "5 dimensions" },
    { 8, 0, { 0 }, 0, GRAFT_IO_ERROR_UNSUPPORTED, "0 dimensions" },
    { 8, 2, { 0, 4 }, 0, GRAFT_IO_ERROR_FORMAT, "dimension 1 is 0" },
    { 8,
      3,
      { 0xffffffff, 0xffffffff, 0xffffffff },
      24,
      GRAFT_IO_ERROR_TOO_LARGE,
      "dimension 2" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes =
          make_idx (cases[i].type, cases[i].rank, cases[i].dim, cases[i].n_bytes);
      g_autoptr (GError) error = NULL;

      g_assert_null (graft_idx_parse (bytes, "file", &error));
      assert_refused (error, cases[i].code, cases[i].part);
    }
}

/* Every prefix of a good file is refused, never read beyond. */
static void
test_idx_cut (void)
{
  g_autoptr (GBytes) bytes = make_idx (8, 3, (guint32[]){ 2, 3, 4 }, 24);

  for (gsize n = 0; n < g_bytes_get_size (bytes); n++)
    {
      /* A copy, so that a reader of sanitizers sees the end. */
      g_autoptr (GBytes) cut = g_bytes_new (g_bytes_get_data (bytes, NULL), n);
      g_autoptr (GError) error = NULL;

      g_assert_null (graft_idx_parse (cut, "file", &error));
      assert_refused (error, GRAFT_IO_ERROR_FORMAT, "file");
    }
}

/* ---- USPS ---- */

static GString *
usps_line (const char *label, double value)
{
  GString *line = g_string_new (label);

  for (guint i = 0; i < 256; i++)
    g_string_append_printf (line, " %.4f", value);
  g_string_append_c (line, '\n');
  return line;
}

static GraftUsps *
parse_usps (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return graft_usps_parse (bytes, "file", error);
}

static void
test_usps (void)
{
  g_autoptr (GString) paper = usps_line ("6.0000", -1);
  g_autoptr (GString) ink = usps_line ("9", 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftUsps) usps = NULL;
  const gint32 *labels;
  const guint8 *pixels;

  g_string_append (paper, ink->str);
  usps = parse_usps (paper->str, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (usps->n, ==, 2);
  labels = g_bytes_get_data (usps->labels, NULL);
  pixels = g_bytes_get_data (usps->pixels, NULL);
  g_assert_cmpint (labels[0], ==, 6);
  g_assert_cmpint (labels[1], ==, 9);
  g_assert_cmpuint (pixels[0], ==, 0);
  g_assert_cmpuint (pixels[256], ==, 255);
}

static void
test_usps_refused (void)
{
  g_autoptr (GString) good = usps_line ("3", 0);
  g_autoptr (GString) high = usps_line ("3", 7);
  g_autoptr (GString) label = usps_line ("12", 0);
  g_autofree char *second = g_strconcat (good->str, "3 0.5 0.5\n", NULL);
  g_autofree char *more = g_strndup (good->str, good->len - 1);
  g_autofree char *longer = g_strconcat (more, " 0.1\n", NULL);
  const struct
  {
    const char *text;
    const char *part;
  } cases[] = {
    { "", "no images" },
    { "hello\n", "line 1: does not begin with a label" },
    { label->str, "line 1: does not begin with a label" },
    { high->str, "line 1: value 1 should be" },
    { second, "line 2: value 3 should be" },
    { longer, "line 1: has more" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse_usps (cases[i].text, &error));
      assert_refused (error, GRAFT_IO_ERROR_FORMAT, cases[i].part);
    }
}

/* ---- pictures ---- */

/* An uncompressed TGA: small enough to be written here. Values run from the left. */
static GBytes *
make_tga (guint16 width, guint16 height, guint8 bits, gsize n_bytes)
{
  GByteArray *file = g_byte_array_new ();
  guint8 header[18] = { 0,
                        0,
                        bits == 8 ? 3 : 2,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        (guint8)width,
                        (guint8)(width >> 8),
                        (guint8)height,
                        (guint8)(height >> 8),
                        bits,
                        0x20 };

  g_byte_array_append (file, header, sizeof header);
  for (gsize i = 0; i < n_bytes; i++)
    {
      guint8 value = (guint8)(i * 10);

      g_byte_array_append (file, &value, 1);
    }
  return g_byte_array_free_to_bytes (file);
}

static void
test_image (void)
{
  g_autoptr (GBytes) bytes = make_tga (2, 1, 24, 6);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftImage) image = graft_image_parse (bytes, "file", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (image->width, ==, 2);
  g_assert_cmpuint (image->height, ==, 1);
  g_assert_cmpuint (image->channels, ==, 3);
  /* The file has blue first. */
  g_assert_cmpuint (image->pixels[0], ==, 20);
  g_assert_cmpuint (image->pixels[5], ==, 30);
}

/* A header alone promises 64 megapixels; a byte is missing; runs that are too few. */
static void
test_image_cut (void)
{
  static const guint8 runs[] = { 0, 0, 10, 0, 0, 0,  0,    0,    0, 0, 0,
                                 0, 0, 4,  0, 4, 24, 0x20, 0xff, 1, 2, 3 };
  GBytes *cases[] = { make_tga (14553, 4609, 32, 2), make_tga (8, 8, 24, 8 * 8 * 3 - 4),
                      g_bytes_new (runs, sizeof runs) };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (graft_image_parse (cases[i], "file", &error));
      assert_refused (error, GRAFT_IO_ERROR_FORMAT, "ends before its last pixel");
      g_bytes_unref (cases[i]);
    }
}

/* Transparent black becomes white, half of it grey. */
static void
test_image_transparent (void)
{
  g_autoptr (GBytes) bytes = make_tga (1, 1, 32, 4);
  g_autoptr (GraftImage) image = graft_image_parse (bytes, "file", NULL);

  g_assert_nonnull (image);
  g_assert_cmpuint (image->channels, ==, 3);
  /* Blue 0, green 10, red 20, opacity 30 over white. */
  g_assert_cmpuint (image->pixels[0], ==, (20 * 30 + 255 * 225 + 127) / 255);
  g_assert_cmpuint (image->pixels[2], ==, (255 * 225 + 127) / 255);
}

static void
test_image_refused (void)
{
  g_autoptr (GBytes) large = make_tga (30000, 30000, 24, 100);
  g_autoptr (GBytes) text = g_bytes_new ("no picture at all", 17);
  g_autoptr (GBytes) nothing = g_bytes_new ("", 0);
  const struct
  {
    GBytes *bytes;
    int code;
    const char *part;
  } cases[] = {
    { large, GRAFT_IO_ERROR_TOO_LARGE, "30000 × 30000" },
    { text, GRAFT_IO_ERROR_FORMAT, "no picture" },
    { nothing, GRAFT_IO_ERROR_FORMAT, "empty" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (graft_image_parse (cases[i].bytes, "file", &error));
      assert_refused (error, cases[i].code, cases[i].part);
    }
}

static void
test_image_names (void)
{
  g_assert_true (graft_image_has_known_name ("a.png"));
  g_assert_true (graft_image_has_known_name ("a.JPEG"));
  g_assert_false (graft_image_has_known_name (".png"));
  g_assert_false (graft_image_has_known_name ("png"));
  g_assert_false (graft_image_has_known_name ("a.txt"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/readers/gzip", test_gzip);
  g_test_add_func ("/readers/gzip/plain", test_gzip_plain);
  g_test_add_func ("/readers/gzip/bomb", test_gzip_bomb);
  g_test_add_func ("/readers/gzip/damaged", test_gzip_damaged);
  g_test_add_func ("/readers/no-file", test_no_file);
  g_test_add_func ("/readers/idx", test_idx);
  g_test_add_func ("/readers/idx/refused", test_idx_refused);
  g_test_add_func ("/readers/idx/cut", test_idx_cut);
  g_test_add_func ("/readers/usps", test_usps);
  g_test_add_func ("/readers/usps/refused", test_usps_refused);
  g_test_add_func ("/readers/image", test_image);
  g_test_add_func ("/readers/image/cut", test_image_cut);
  g_test_add_func ("/readers/image/transparent", test_image_transparent);
  g_test_add_func ("/readers/image/refused", test_image_refused);
  g_test_add_func ("/readers/image/names", test_image_names);
  return g_test_run ();
}
