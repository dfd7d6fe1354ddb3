/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures as they come: turned by EXIF, of every depth and colour of PNG, in inks, too
 * large, damaged. The JPEG files were made with ImageMagick, the PNG files here. */
#include "engine/base/error.h"
#include "engine/io/image-file.h"
#include "tests/support/png-bytes.h"
#include "tests/support/temp-folder.h"

#include <string.h>

/* 8 × 8, red, in the inks of YCCK (Adobe, transform 2), one byte a value of luma and
 * black on 2 × 2 of colour. */
static const guint8 ycck[] = {
  0xff, 0xd8, 0xff, 0xee, 0x00, 0x0e, 0x41, 0x64, 0x6f, 0x62, 0x65, 0x00, 0x64, 0x00,
  0x00, 0x00, 0x00, 0x02, 0xff, 0xdb, 0x00, 0x43, 0x00, 0x1b, 0x12, 0x14, 0x17, 0x14,
  0x11, 0x1b, 0x17, 0x16, 0x17, 0x1e, 0x1c, 0x1b, 0x20, 0x28, 0x42, 0x2b, 0x28, 0x25,
  0x25, 0x28, 0x51, 0x3a, 0x3d, 0x30, 0x42, 0x60, 0x55, 0x65, 0x64, 0x5f, 0x55, 0x5d,
  0x5b, 0x6a, 0x78, 0x99, 0x81, 0x6a, 0x71, 0x90, 0x73, 0x5b, 0x5d, 0x85, 0xb5, 0x86,
  0x90, 0x9e, 0xa3, 0xab, 0xad, 0xab, 0x67, 0x80, 0xbc, 0xc9, 0xba, 0xa6, 0xc7, 0x99,
  0xa8, 0xab, 0xa4, 0xff, 0xdb, 0x00, 0x43, 0x01, 0x1c, 0x1e, 0x1e, 0x28, 0x23, 0x28,
  0x4e, 0x2b, 0x2b, 0x4e, 0xa4, 0x6e, 0x5d, 0x6e, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4,
  0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4,
  0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4,
  0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4, 0xa4,
  0xa4, 0xa4, 0xff, 0xc0, 0x00, 0x14, 0x08, 0x00, 0x08, 0x00, 0x08, 0x04, 0x01, 0x22,
  0x00, 0x02, 0x11, 0x01, 0x03, 0x11, 0x01, 0x04, 0x22, 0x00, 0xff, 0xc4, 0x00, 0x16,
  0x00, 0x01, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  0x00, 0x00, 0x00, 0x00, 0x04, 0x06, 0xff, 0xc4, 0x00, 0x14, 0x10, 0x01, 0x00, 0x00,
  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  0xff, 0xc4, 0x00, 0x15, 0x01, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x04, 0x06, 0xff, 0xc4, 0x00, 0x14, 0x11,
  0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  0x00, 0x00, 0x00, 0xff, 0xda, 0x00, 0x0e, 0x04, 0x01, 0x00, 0x02, 0x11, 0x03, 0x11,
  0x04, 0x00, 0x00, 0x3f, 0x00, 0xbc, 0x03, 0x13, 0x4d, 0x30, 0x0f, 0xff, 0xd9
};
/* 16 × 8, grey, progressive: the left half black, the right half white. */
static const guint8 progressive[] = {
  0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46, 0x00, 0x01, 0x01, 0x00,
  0x00, 0x01, 0x00, 0x01, 0x00, 0x00, 0xff, 0xdb, 0x00, 0x43, 0x00, 0x1b, 0x12, 0x14,
  0x17, 0x14, 0x11, 0x1b, 0x17, 0x16, 0x17, 0x1e, 0x1c, 0x1b, 0x20, 0x28, 0x42, 0x2b,
  0x28, 0x25, 0x25, 0x28, 0x51, 0x3a, 0x3d, 0x30, 0x42, 0x60, 0x55, 0x65, 0x64, 0x5f,
  0x55, 0x5d, 0x5b, 0x6a, 0x78, 0x99, 0x81, 0x6a, 0x71, 0x90, 0x73, 0x5b, 0x5d, 0x85,
  0xb5, 0x86, 0x90, 0x9e, 0xa3, 0xab, 0xad, 0xab, 0x67, 0x80, 0xbc, 0xc9, 0xba, 0xa6,
  0xc7, 0x99, 0xa8, 0xab, 0xa4, 0xff, 0xc2, 0x00, 0x0b, 0x08, 0x00, 0x08, 0x00, 0x10,
  0x01, 0x01, 0x11, 0x00, 0xff, 0xc4, 0x00, 0x15, 0x00, 0x01, 0x01, 0x00, 0x00, 0x00,
  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x05, 0x06, 0xff,
  0xda, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x00, 0x01, 0x32, 0x9b, 0xff, 0xc4, 0x00,
  0x14, 0x10, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  0x00, 0x00, 0x00, 0x00, 0x10, 0xff, 0xda, 0x00, 0x08, 0x01, 0x01, 0x00, 0x01, 0x05,
  0x02, 0x3f, 0xff, 0xc4, 0x00, 0x14, 0x10, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10, 0xff, 0xda, 0x00, 0x08,
  0x01, 0x01, 0x00, 0x06, 0x3f, 0x02, 0x3f, 0xff, 0xc4, 0x00, 0x14, 0x10, 0x01, 0x00,
  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  0x10, 0xff, 0xda, 0x00, 0x08, 0x01, 0x01, 0x00, 0x01, 0x3f, 0x21, 0x3f, 0xff, 0xda,
  0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x00, 0x10, 0x3f, 0xff, 0xc4, 0x00, 0x14, 0x10,
  0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  0x00, 0x00, 0x10, 0xff, 0xda, 0x00, 0x08, 0x01, 0x01, 0x00, 0x01, 0x3f, 0x10, 0x3f,
  0xff, 0xd9
};

static void
assert_refused (GError *error, int code, const char *part)
{
  g_assert_error (error, GRAFT_IO_ERROR, code);
  g_assert_true (g_str_has_prefix (error->message, "file "));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_nonnull (strstr (error->message, part));
}

/* Makes a PNG of @rows and reads it. */
static GraftImage *
read_png (const TestPngHead *head, const char *rows, gsize size, GError **error)
{
  GByteArray *file = test_png_begin (head);
  g_autoptr (GBytes) bytes = NULL;

  test_png_pixels (file, rows, size);
  bytes = test_png_end (file);
  return graft_image_parse (bytes, "file", error);
}

static void
assert_pixels (const GraftImage *image, const char *pixels, gsize n)
{
  g_assert_nonnull (image);
  g_assert_cmpmem (image->pixels, image->height * image->width * image->channels, pixels,
                   n);
}

/* ---- which way is up ---- */

/* Three columns by two rows, grey:  1 2 3
 *                                   4 5 6 */
static GBytes *
make_turned (guint16 format, guint16 orientation, gboolean at_the_end)
{
  GByteArray *file = test_png_begin (&(TestPngHead){ 3, 2, 8, 0 });

  if (!at_the_end)
    test_png_exif (file, format, orientation);
  test_png_pixels (file, "\0\1\2\3\0\4\5\6", 8);
  if (at_the_end)
    test_png_exif (file, format, orientation);
  return test_png_end (file);
}

/* What the eight mean: the table of the EXIF specification, row 0 and column 0 being the
 * sides of what was seen. */
static void
test_turned (void)
{
  static const struct
  {
    gsize width;
    guint8 pixels[6];
  } wanted[8] = {
    { 3, { 1, 2, 3, 4, 5, 6 } }, /* row 0 top, column 0 left */
    { 3, { 3, 2, 1, 6, 5, 4 } }, /* top, right */
    { 3, { 6, 5, 4, 3, 2, 1 } }, /* bottom, right */
    { 3, { 4, 5, 6, 1, 2, 3 } }, /* bottom, left */
    { 2, { 1, 4, 2, 5, 3, 6 } }, /* left, top */
    { 2, { 4, 1, 5, 2, 6, 3 } }, /* right, top */
    { 2, { 6, 3, 5, 2, 4, 1 } }, /* right, bottom */
    { 2, { 3, 6, 2, 5, 1, 4 } }, /* left, bottom */
  };

  for (guint16 k = 0; k < 8; k++)
    for (guint late = 0; late < 2; late++)
      {
        g_autoptr (GBytes) bytes = make_turned (3, k + 1, late == 1);
        g_autoptr (GError) error = NULL;
        g_autoptr (GraftImage) image = graft_image_parse (bytes, "file", &error);
        GraftImageSize size = { 0 };

        g_assert_no_error (error);
        g_assert_cmpuint (image->width, ==, wanted[k].width);
        assert_pixels (image, (const char *)wanted[k].pixels, 6);
        g_assert_true (graft_image_peek_parse (bytes, "file", &size, &error));
        g_assert_cmpuint (size.width, ==, image->width);
        g_assert_cmpuint (size.height, ==, image->height);
        g_assert_cmpuint (size.channels, ==, 1);
      }
}

static void
test_turned_senseless (void)
{
  static const guint16 cases[][2] = { { 3, 0 }, { 3, 9 }, { 3, 0x0600 }, { 4, 6 },
                                      { 1, 6 }, { 7, 6 }, { 99, 6 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = make_turned (cases[i][0], cases[i][1], FALSE);
      g_autoptr (GraftImage) image = graft_image_parse (bytes, "file", NULL);

      assert_pixels (image, "\1\2\3\4\5\6", 6);
    }
}

/* Cut anywhere, and its places of things set to nonsense: the picture is there. */
static void
test_exif_damaged (void)
{
  static const guint8 tiff[] = { 'I', 'I', '*', 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3,
                                 0,   1,   0,   0, 0, 6, 0, 0, 0, 0, 0,    0, 0 };

  for (gsize i = 0; i < 2 * sizeof tiff; i++)
    {
      GByteArray *file = test_png_begin (&(TestPngHead){ 3, 2, 8, 0 });
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GraftImage) image = NULL;
      guint8 damaged[sizeof tiff];

      memcpy (damaged, tiff, sizeof tiff);
      if (i >= sizeof tiff)
        damaged[i - sizeof tiff] = 0xff;
      test_png_chunk (file, "eXIf", damaged, i < sizeof tiff ? i : sizeof tiff);
      test_png_pixels (file, "\0\1\2\3\0\4\5\6", 8);
      bytes = test_png_end (file);
      image = graft_image_parse (bytes, "file", &error);
      g_assert_no_error (error);
      g_assert_cmpuint (image->width * image->height, ==, 6);
    }
}

/* The progressive JPEG with a segment in front that says that its left side was up. */
static GBytes *
make_turned_jpeg (void)
{
  static const guint8 segment[] = { 0xff, 0xe1, 0,   34,   'E', 'x', 'i', 'f', 0,
                                    0,    'M',  'M', 0,    '*', 0,   0,   0,   8,
                                    0,    1,    1,   0x12, 0,   3,   0,   0,   0,
                                    1,    0,    8,   0,    0,   0,   0,   0,   0 };
  GByteArray *file = g_byte_array_new ();

  g_byte_array_append (file, progressive, 2);
  g_byte_array_append (file, segment, sizeof segment);
  g_byte_array_append (file, progressive + 2, sizeof progressive - 2);
  return g_byte_array_free_to_bytes (file);
}

static void
test_turned_jpeg (void)
{
  g_autoptr (GBytes) bytes = make_turned_jpeg ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftImage) image = graft_image_parse (bytes, "file", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (image->width, ==, 8);
  g_assert_cmpuint (image->height, ==, 16);
  g_assert_cmpuint (image->channels, ==, 1);
  /* What was on the right is on top. */
  g_assert_cmpuint (image->pixels[8 * 2 + 4], >, 230);
  g_assert_cmpuint (image->pixels[8 * 13 + 4], <, 25);
}

static void
test_peek (void)
{
  g_autoptr (GBytes) bytes = make_turned_jpeg ();
  char *folder = test_temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "a.jpg", NULL);
  g_autoptr (GError) error = NULL;
  GraftImageSize size = { 0 };

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize)g_bytes_get_size (bytes), NULL));
  g_assert_true (graft_image_peek (path, &size, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (size.width, ==, 8);
  g_assert_cmpuint (size.height, ==, 16);
  g_assert_cmpuint (size.channels, ==, 1);
  g_assert_true (g_file_set_contents (path, "none", 4, NULL));
  g_assert_false (graft_image_peek (path, &size, &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_false (graft_image_peek (folder, &size, &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
  test_temp_folder_remove (folder);
}

/* ---- depths and colours ---- */

static void
test_deep (void)
{
  g_autoptr (GraftImage) grey =
      read_png (&(TestPngHead){ 2, 1, 16, 0 }, "\0\x12\x34\xff\xff", 5, NULL);
  g_autoptr (GraftImage) colour =
      read_png (&(TestPngHead){ 1, 1, 16, 2 }, "\0\x12\x34\x56\x78\x9a\xbc", 7, NULL);

  assert_pixels (grey, "\x12\xff", 2);
  assert_pixels (colour, "\x12\x56\x9a", 3);
}

static void
test_transparent (void)
{
  g_autoptr (GraftImage) grey =
      read_png (&(TestPngHead){ 3, 1, 8, 4 }, "\0\0\0\0\xff\0\x80", 7, NULL);
  g_autoptr (GraftImage) colour =
      read_png (&(TestPngHead){ 1, 1, 8, 6 }, "\0\xff\0\0\x80", 5, NULL);

  assert_pixels (grey, "\xff\0\x7f", 3);
  assert_pixels (colour, "\xff\x7f\x7f", 3);
}

/* Two colours for pixels of four: those beyond are black, and always the same; where the
 * palette has opacity too. */
static void
test_palette (void)
{
  for (guint k = 0; k < 2; k++)
    {
      GByteArray *file = test_png_begin (&(TestPngHead){ 4, 1, 2, 3 });
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GraftImage) image = NULL;

      test_png_chunk (file, "PLTE", "\1\2\3\4\5\6", 6);
      if (k == 1)
        test_png_chunk (file, "tRNS", "\xff", 1);
      test_png_pixels (file, "\0\x1b", 2);
      bytes = test_png_end (file);
      image = graft_image_parse (bytes, "file", &error);
      g_assert_no_error (error);
      assert_pixels (image, "\1\2\3\4\5\6\0\0\0\0\0\0", 12);
    }
}

static void
test_inks (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new (ycck, sizeof ycck);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftImage) image = graft_image_parse (bytes, "file", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (image->channels, ==, 3);
  g_assert_cmpuint (image->pixels[0], >, 230);
  g_assert_cmpuint (image->pixels[1], <, 25);
  g_assert_cmpuint (image->pixels[2], <, 25);
}

/* Without Adobe's mark; a precision of 12 bits. */
static void
test_jpeg_refused (void)
{
  g_autofree guint8 *deep = g_memdup2 (progressive, sizeof progressive);
  g_autoptr (GBytes) inks = NULL, bits = NULL;
  g_autoptr (GError) error = NULL;
  GByteArray *file = g_byte_array_new ();
  guint8 *frame = memmem (deep, sizeof progressive, "\xff\xc2", 2);

  g_byte_array_append (file, ycck, 2);
  g_byte_array_append (file, ycck + 18, sizeof ycck - 18);
  inks = g_byte_array_free_to_bytes (file);
  g_assert_null (graft_image_parse (inks, "file", &error));
  assert_refused (error, GRAFT_IO_ERROR_UNSUPPORTED, "four inks");
  g_clear_error (&error);
  frame[4] = 12;
  bits = g_bytes_new (deep, sizeof progressive);
  g_assert_null (graft_image_parse (bits, "file", &error));
  assert_refused (error, GRAFT_IO_ERROR_UNSUPPORTED, "12 bits");
}

/* Tables of 256 codes and more, of lengths that do not fit, cut short: also between
 * scans, where the second of them comes. */
static void
test_jpeg_tables (void)
{
  static const struct
  {
    guint8 lengths[16];
    guint n;
    const char *part;
  } cases[] = {
    { { 0, 0, 0, 0, 0, 0, 0, 255, 1 }, 256, "more codes than there can be" },
    { { 255, 255, 255, 255, 255 }, 1275, "more codes than there can be" },
    { { 3 }, 3, "more codes than there can be" },
    { { 2, 1 }, 3, "more codes than there can be" },
    { { 0, 0, 4 }, 3, "cut short" },
  };
  const guint8 *scan = memmem (progressive, sizeof progressive, "\xff\xda", 2);

  for (gsize i = 0; i < 2 * G_N_ELEMENTS (cases); i++)
    {
      const gsize k = i / 2;
      /* Before the first scan, or after all of them. */
      const gsize at = i % 2 == 0 ? (gsize)(scan - progressive) : sizeof progressive - 2;
      const guint8 head[5] = { 0xff, 0xc4, (guint8)((19 + cases[k].n) >> 8),
                               (guint8)(19 + cases[k].n), 0 };
      g_autofree guint8 *values = g_malloc0 (cases[k].n);
      g_autoptr (GByteArray) file = g_byte_array_new ();
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      g_byte_array_append (file, progressive, (guint)at);
      g_byte_array_append (file, head, sizeof head);
      g_byte_array_append (file, cases[k].lengths, 16);
      g_byte_array_append (file, values, cases[k].n);
      g_byte_array_append (file, progressive + at, (guint)(sizeof progressive - at));
      bytes = g_bytes_new (file->data, file->len);
      g_assert_null (graft_image_parse (bytes, "file", &error));
      assert_refused (error, GRAFT_IO_ERROR_FORMAT, cases[k].part);
    }
}

/* A scan of a few bytes costs a walk over all pixels. */
static void
test_jpeg_scans (void)
{
  static const guint8 scan[] = { 0xff, 0xda, 0, 8, 1, 1, 0, 1, 5, 0x20, 0 };
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_byte_array_append (file, progressive, sizeof progressive - 2);
  for (guint i = 0; i < 200; i++)
    g_byte_array_append (file, scan, sizeof scan);
  g_byte_array_append (file, progressive + sizeof progressive - 2, 2);
  bytes = g_bytes_new (file->data, file->len);
  g_assert_null (graft_image_parse (bytes, "file", &error));
  assert_refused (error, GRAFT_IO_ERROR_FORMAT, "more scans");
}

/* ---- what is refused ---- */

static void
test_too_large (void)
{
  static const guint32 sizes[][2] = {
    { 30000, 30000 }, { 16385, 1 }, { 16384, 8192 }, { 0x7fffffff, 0x7fffffff }
  };
  guint8 jpeg[sizeof progressive];
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) failure = NULL;
  guint8 *frame;

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *told =
          g_strdup_printf ("%u × %u pixels", sizes[i][0], sizes[i][1]);

      g_assert_null (
          read_png (&(TestPngHead){ sizes[i][0], sizes[i][1], 8, 2 }, "\0", 1, &error));
      assert_refused (error, GRAFT_IO_ERROR_TOO_LARGE, told);
    }
  memcpy (jpeg, progressive, sizeof jpeg);
  frame = memmem (jpeg, sizeof jpeg, "\xff\xc2", 2);
  memset (frame + 5, 0xff, 4);
  bytes = g_bytes_new (jpeg, sizeof jpeg);
  g_assert_null (graft_image_parse (bytes, "file", &failure));
  assert_refused (failure, GRAFT_IO_ERROR_TOO_LARGE, "65535 × 65535 pixels");
}

static void
test_foreign (void)
{
  static const char *const starts[] = { "GIF89a", "8BPS\0\1", "#?RADIANCE",
                                        "P6 1 1 255 abc", "RIFF" };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (starts[i], strlen (starts[i]) + 1);
      g_autoptr (GError) error = NULL;

      g_assert_null (graft_image_parse (bytes, "file", &error));
      assert_refused (error, GRAFT_IO_ERROR_UNSUPPORTED, "save it as JPEG");
    }
}

/* One sum at a time. */
static void
test_png_sums (void)
{
  g_autoptr (GBytes) bytes = make_turned (3, 1, FALSE);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize at = 8; at < size; at++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, size);
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GraftImage) image = NULL;

      copy[at] ^= 0x10;
      damaged = g_bytes_new (copy, size);
      image = graft_image_parse (damaged, "file", &error);
      /* What is in eXIf is not vital. */
      if (image == NULL)
        assert_refused (error, GRAFT_IO_ERROR_FORMAT, "damaged PNG");
      else
        g_assert_true (at >= 33 && at < 33 + 38);
    }
}

static void
test_png_order (void)
{
  GByteArray *none = test_png_begin (&(TestPngHead){ 1, 1, 8, 0 });
  GByteArray *twice = test_png_begin (&(TestPngHead){ 1, 1, 8, 0 });
  GByteArray *bare = test_png_begin (&(TestPngHead){ 1, 1, 8, 3 });
  GByteArray *depth = test_png_begin (&(TestPngHead){ 1, 1, 3, 0 });
  struct
  {
    GBytes *bytes;
    const char *part;
  } cases[4];

  test_png_pixels (twice, "\0\1", 2);
  test_png_chunk (twice, "tEXt", "a", 1);
  test_png_pixels (twice, "\0\1", 2);
  test_png_pixels (bare, "\0\1", 2);
  test_png_pixels (depth, "\0\1", 2);
  cases[0].bytes = test_png_end (none);
  cases[0].part = "no pixels";
  cases[1].bytes = test_png_end (twice);
  cases[1].part = "in one piece";
  cases[2].bytes = test_png_end (bare);
  cases[2].part = "no palette";
  cases[3].bytes = test_png_end (depth);
  cases[3].part = "no such pixels";
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (graft_image_parse (cases[i].bytes, "file", &error));
      assert_refused (error, GRAFT_IO_ERROR_FORMAT, cases[i].part);
      g_bytes_unref (cases[i].bytes);
    }
}

/* What lies behind IEND is left alone, whatever length it claims. */
static void
test_png_tail (void)
{
  g_autoptr (GBytes) bytes = make_turned (3, 1, FALSE);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GBytes) longer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftImage) image = NULL;

  g_byte_array_append (file, g_bytes_get_data (bytes, NULL),
                       (guint)g_bytes_get_size (bytes));
  g_byte_array_append (file, (const guint8 *)"\x7f\xff\xff\xffIDATabcdefgh", 16);
  longer = g_bytes_new (file->data, file->len);
  image = graft_image_parse (longer, "file", &error);
  g_assert_no_error (error);
  assert_pixels (image, "\1\2\3\4\5\6", 6);
}

/* One pixel, and 64 MiB of zeros behind it; a row too few; a sum that is wrong. */
static void
test_png_pixels_counted (void)
{
  const gsize size = (gsize)64 << 20;
  g_autofree char *zeros = g_malloc0 (size);
  g_autoptr (GError) error = NULL;
  GByteArray *file = test_png_begin (&(TestPngHead){ 1, 1, 8, 0 });
  g_autoptr (GBytes) bytes = NULL;

  g_assert_null (read_png (&(TestPngHead){ 1, 1, 8, 0 }, zeros, size, &error));
  assert_refused (error, GRAFT_IO_ERROR_TOO_LARGE, "far more than its 2 bytes");
  g_clear_error (&error);
  g_assert_null (read_png (&(TestPngHead){ 1, 2, 8, 0 }, zeros, 3, &error));
  assert_refused (error, GRAFT_IO_ERROR_FORMAT, "pixels are missing");
  g_clear_error (&error);
  /* 0 and 1, packed; the sum should end in 2. */
  test_png_chunk (file, "IDAT", "\x78\x9c\x63\x60\x04\0\0\x03\0\x03", 10);
  bytes = test_png_end (file);
  g_assert_null (graft_image_parse (bytes, "file", &error));
  assert_refused (error, GRAFT_IO_ERROR_FORMAT, "the checksum of its pixels");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-file/turned", test_turned);
  g_test_add_func ("/image-file/turned/senseless", test_turned_senseless);
  g_test_add_func ("/image-file/turned/damaged", test_exif_damaged);
  g_test_add_func ("/image-file/turned/jpeg", test_turned_jpeg);
  g_test_add_func ("/image-file/peek", test_peek);
  g_test_add_func ("/image-file/deep", test_deep);
  g_test_add_func ("/image-file/transparent", test_transparent);
  g_test_add_func ("/image-file/palette", test_palette);
  g_test_add_func ("/image-file/inks", test_inks);
  g_test_add_func ("/image-file/jpeg-refused", test_jpeg_refused);
  g_test_add_func ("/image-file/jpeg-tables", test_jpeg_tables);
  g_test_add_func ("/image-file/jpeg-scans", test_jpeg_scans);
  g_test_add_func ("/image-file/too-large", test_too_large);
  g_test_add_func ("/image-file/foreign", test_foreign);
  g_test_add_func ("/image-file/png/sums", test_png_sums);
  g_test_add_func ("/image-file/png/order", test_png_order);
  g_test_add_func ("/image-file/png/tail", test_png_tail);
  g_test_add_func ("/image-file/png/pixels", test_png_pixels_counted);
  return g_test_run ();
}
