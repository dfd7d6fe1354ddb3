/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See image-file.h. */
#include "engine/io/image-file.h"

#include "engine/io/fail.h"
#include "engine/io/file.h"

#include <stb_image.h>
#include <string.h>

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

static gboolean
check_header (
    const stbi_uc *data, int size, const char *name, int *channels, GError **error)
{
  int width = 0, height = 0;

  if (!stbi_info_from_memory (data, size, &width, &height, channels))
    return graft_io_fail (
        error, GRAFT_IO_ERROR_FORMAT, name,
        "is no picture that Graft reads (%s); use JPEG, PNG, BMP or TGA",
        stbi_failure_reason ());
  if (width <= 0 || height <= 0)
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name, "has no pixels");
  if (width > GRAFT_IMAGE_MAX_SIDE || height > GRAFT_IMAGE_MAX_SIDE ||
      (gsize)width * (gsize)height > GRAFT_IMAGE_MAX_PIXELS)
    return graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, name,
                          "has %d × %d pixels; make it smaller, %d a side and %d "
                          "megapixels are the limit",
                          width, height, GRAFT_IMAGE_MAX_SIDE,
                          (int)(GRAFT_IMAGE_MAX_PIXELS >> 20));
  return TRUE;
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

GraftImage *
graft_image_parse (GBytes *bytes, const char *name, GError **error)
{
  gsize size;
  const stbi_uc *data = g_bytes_get_data (bytes, &size);
  int width, height, channels;
  GraftImage *self;
  stbi_uc *pixels;

  if (size == 0 || size > G_MAXINT)
    {
      graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name, "is %s",
                     size == 0 ? "empty" : "too large for a picture");
      return NULL;
    }
  if (!check_header (data, (int)size, name, &channels, error))
    return NULL;
  pixels = stbi_load_from_memory (data, (int)size, &width, &height, &channels, 0);
  if (pixels == NULL)
    {
      graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name,
                     "is a damaged picture (%s); save it again", stbi_failure_reason ());
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
graft_image_load (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = graft_file_read (path, GRAFT_IMAGE_MAX_FILE, error);

  return bytes != NULL ? graft_image_parse (bytes, path, error) : NULL;
}

void
graft_image_free (GraftImage *self)
{
  stbi_image_free (self->pixels);
  g_free (self);
}
