/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See image-file.h. stb_image unpacks; what it does not look at is looked at before
 * (image-png.c, image-jpeg.c), and image-turn.c makes the picture upright. */
#include "engine/io/image-file.h"

#include "engine/io/file.h"
#include "engine/io/image-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stb_image.h>
#include <stdio.h>
#include <string.h>

/* Of a file, to find out its size: segments before the frame of a JPEG hold thumbnails
 * and colour profiles. */
#define PEEK_BYTES ((gsize)256 << 10)

static const char *const endings[] = { ".jpg", ".jpeg", ".png", ".bmp", ".tga" };

gboolean
graft_image_has_known_name (const char *name)
{
  gsize length = strlen (name);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize end = strlen (endings[i]);

      if (length > end && g_ascii_strcasecmp (name + length - end, endings[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
graft_image_fits (gsize width, gsize height)
{
  return width <= GRAFT_IMAGE_MAX_SIDE && height <= GRAFT_IMAGE_MAX_SIDE &&
         width * height <= GRAFT_IMAGE_MAX_PIXELS;
}

static gboolean
check_size (const GraftPictureHeader *header, const char *name, GError **error)
{
  if (header->width == 0 || header->height == 0)
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name, "has no pixels");
  if (!graft_image_fits (header->width, header->height))
    return graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, name,
                          "has %u × %u pixels; make it smaller, %d a side and %d "
                          "megapixels are the limit",
                          header->width, header->height, GRAFT_IMAGE_MAX_SIDE,
                          (int)(GRAFT_IMAGE_MAX_PIXELS >> 20));
  return TRUE;
}

/* stb_image would try more formats than Graft has seen through. */
static const char *
find_foreign_format (const guint8 *data, gsize size)
{
  static const struct
  {
    const char *format;
    const char *start;
    gsize length;
  } foreign[] = {
    { "GIF", "GIF8", 4 },        { "Photoshop", "8BPS", 4 },
    { "Radiance HDR", "#?", 2 }, { "PGM", "P5", 2 },
    { "PPM", "P6", 2 },          { "Softimage PIC", "\x53\x80\xF6\x34", 4 },
    { "WebP", "RIFF", 4 },       { "TIFF", "II*\0", 4 },
    { "TIFF", "MM\0*", 4 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    if (size >= foreign[i].length &&
        memcmp (data, foreign[i].start, foreign[i].length) == 0)
      return foreign[i].format;
  return NULL;
}

static gboolean
ask_stb (const guint8 *data,
         gsize size,
         const char *name,
         GraftPictureHeader *header,
         GError **error)
{
  const char *foreign = find_foreign_format (data, size);
  int width = 0, height = 0, channels = 0;

  if (foreign != NULL)
    return graft_io_fail (error, GRAFT_IO_ERROR_UNSUPPORTED, name,
                          "is a picture of the format %s; save it as JPEG, PNG, BMP or "
                          "TGA",
                          foreign);
  if (!stbi_info_from_memory (data, (int)size, &width, &height, &channels))
    return graft_io_fail (
        error, GRAFT_IO_ERROR_FORMAT, name,
        "is no picture that Graft reads (%s); use JPEG, PNG, BMP or TGA",
        stbi_failure_reason ());
  header->width = (guint32)MAX (width, 0);
  header->height = (guint32)MAX (height, 0);
  header->channels = (guint)channels;
  return TRUE;
}

static gboolean
read_header (const guint8 *data,
             gsize size,
             const char *name,
             gboolean sums,
             GraftPictureHeader *header,
             GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (size == 0 || size > G_MAXINT)
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name, "is %s",
                          size == 0 ? "empty" : "too large for a picture");
  if (graft_png_is (data, size))
    {
      if (!graft_png_check (data, size, name, sums, header, error))
        return FALSE;
    }
  else if (graft_jpeg_is (data, size))
    {
      if (!graft_jpeg_check (data, size, name, header, &failure) && failure == NULL)
        return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name,
                              "is a damaged JPEG (it has no frame); save it again");
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  else
    return ask_stb (data, size, name, header, error) &&
           check_size (header, name, error) &&
           graft_raw_check (data, size, name, header, error);
  return check_size (header, name, error);
}

/* Grey or colour with transparency, [n, colours + 1], to [n, colours] over white. */
static void
lay_over_white (guint8 *pixels, gsize n, gsize colours)
{
  const guint8 *in = pixels;

  for (gsize i = 0; i < n; i++, in += colours + 1)
    for (gsize c = 0; c < colours; c++)
      {
        guint opacity = in[colours];

        *pixels++ = (guint8)((in[c] * opacity + 255 * (255 - opacity) + 127) / 255);
      }
}

static GraftImage *
unpack (GBytes *bytes, const GraftPictureHeader *header, const char *name, GError **error)
{
  gsize size;
  const stbi_uc *data = g_bytes_get_data (bytes, &size);
  int width = 0, height = 0, channels = 0;
  const char *reason = "its header cannot be right";
  stbi_uc *pixels = NULL;
  GraftImage *self;

  /* Should the two readings of a damaged header differ, sizes would not be bounded. */
  if (stbi_info_from_memory (data, (int)size, &width, &height, &channels) &&
      (guint32)width == header->width && (guint32)height == header->height)
    {
      pixels = stbi_load_from_memory (data, (int)size, &width, &height, &channels, 0);
      reason = stbi_failure_reason ();
    }
  if (pixels == NULL)
    {
      graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name,
                     "is a damaged picture (%s); save it again", reason);
      return NULL;
    }
  if (channels == 2 || channels == 4)
    lay_over_white (pixels, (gsize)width * (gsize)height, (gsize)channels - 1);
  self = g_new (GraftImage, 1);
  *self = (GraftImage){ .height = (gsize)height,
                        .width = (gsize)width,
                        .channels = channels <= 2 ? 1 : 3,
                        .pixels = pixels };
  return self;
}

GraftImage *
graft_image_parse (GBytes *bytes, const char *name, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  GraftPictureHeader header = { 0 };
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GraftImage) self = NULL;

  if (!read_header (data, size, name, TRUE, &header, error) ||
      (graft_png_is (data, size) &&
       !graft_png_check_pixels (data, size, name, &header, error)))
    return NULL;
  whole = header.palette_room > 0 ? graft_png_fill_palette (bytes, &header)
                                  : g_bytes_ref (bytes);
  self = unpack (whole, &header, name, error);
  if (self == NULL)
    return NULL;
  if (!graft_image_turn (self, graft_exif_orientation (header.exif, header.exif_size)))
    {
      graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, name,
                     "needs more memory than is free to be turned upright");
      return NULL;
    }
  return g_steal_pointer (&self);
}

GraftImage *
graft_image_load (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = graft_file_read (path, GRAFT_IMAGE_MAX_FILE, error);

  return bytes != NULL ? graft_image_parse (bytes, path, error) : NULL;
}

gboolean
graft_image_peek_parse (GBytes *bytes,
                        const char *name,
                        GraftImageSize *size,
                        GError **error)
{
  gsize n;
  const guint8 *data = g_bytes_get_data (bytes, &n);
  GraftPictureHeader header = { 0 };
  gboolean lies;

  if (!read_header (data, n, name, FALSE, &header, error))
    return FALSE;
  lies = graft_exif_orientation (header.exif, header.exif_size) >= 5;
  *size = (GraftImageSize){ .height = lies ? header.width : header.height,
                            .width = lies ? header.height : header.width,
                            .channels = header.channels <= 2 ? 1 : 3 };
  return TRUE;
}

/* The first bytes of a JPEG; NULL for all else, which is read whole: a PNG may have its
 * EXIF at the end, and the other formats are rare. */
static GBytes *
read_jpeg_start (const char *path)
{
  g_autofree guint8 *start = g_malloc (PEEK_BYTES);
  FILE *file = g_fopen (path, "rbe");
  gsize n;

  if (file == NULL)
    return NULL;
  n = fread (start, 1, PEEK_BYTES, file);
  fclose (file);
  return graft_jpeg_is (start, n) ? g_bytes_new_take (g_steal_pointer (&start), n) : NULL;
}

gboolean
graft_image_peek (const char *path, GraftImageSize *size, GError **error)
{
  g_autoptr (GBytes) start = NULL, bytes = NULL;

  /* A pipe would be waited for. */
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    start = read_jpeg_start (path);
  if (start != NULL && graft_image_peek_parse (start, path, size, NULL))
    return TRUE;
  bytes = graft_file_read (path, GRAFT_IMAGE_MAX_FILE, error);
  return bytes != NULL && graft_image_peek_parse (bytes, path, size, error);
}

void
graft_image_free (GraftImage *self)
{
  /* Also what stb_image allocated: it takes malloc(), and so does GLib. */
  g_free (self->pixels);
  g_free (self);
}
