/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See picture-texture.h. */
#include "ui/data/picture-texture.h"

#include <cairo.h>
#include <math.h>

/* Premultiplied, in host order: what Cairo draws as it is, and GL takes as well. */
static guint32
premultiply (const guint8 *rgba)
{
  const guint32 a = rgba[3];
  const guint32 r = (rgba[0] * a + 127) / 255;
  const guint32 g = (rgba[1] * a + 127) / 255;
  const guint32 b = (rgba[2] * a + 127) / 255;

  return a << 24 | r << 16 | g << 8 | b;
}

static cairo_surface_t *
to_surface (const GraftPicture *picture)
{
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, (int)picture->width, (int)picture->height);
  guint8 *pixels = cairo_image_surface_get_data (surface);
  const int stride = cairo_image_surface_get_stride (surface);
  const guint8 *source = g_bytes_get_data (picture->pixels, NULL);

  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    return surface;
  for (gsize y = 0; y < picture->height; y++)
    {
      guint32 *row = (guint32 *)(gpointer)(pixels + (gssize)y * stride);

      for (gsize x = 0; x < picture->width; x++)
        row[x] = premultiply (source + 4 * (y * picture->width + x));
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static double
choose_scale (const GraftPicture *picture, const GraftPictureFit *fit)
{
  const double x = (double)fit->width / picture->width;
  const double y = (double)fit->height / picture->height;
  const gboolean tiny = MAX (picture->width, picture->height) <= GRAFT_PICTURE_TINY;

  if (fit->width == 0 || fit->height == 0)
    return 1;
  if (tiny && MIN (x, y) >= 2)
    return floor (MIN (x, y));
  return fit->whole || tiny ? MIN (x, y) : MAX (x, y);
}

/* What of it is seen when the box is smaller: its middle. */
static cairo_surface_t *
scale_surface (cairo_surface_t *surface, double scale, const GraftPictureFit *fit)
{
  const double width = cairo_image_surface_get_width (surface) * scale;
  const double height = cairo_image_surface_get_height (surface) * scale;
  const int new_width = (int)CLAMP (round (width), 1, fit->width);
  const int new_height = (int)CLAMP (round (height), 1, fit->height);
  cairo_surface_t *result =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, new_width, new_height);
  cairo_t *cr = cairo_create (result);

  cairo_translate (cr, (new_width - width) / 2, (new_height - height) / 2);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr),
                            scale >= 2 ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD);
  /* The borders stay as they are instead of fading out. */
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (result);
  return result;
}

static GdkTexture *
to_texture (cairo_surface_t *surface)
{
  const int stride = cairo_image_surface_get_stride (surface);
  const int height = cairo_image_surface_get_height (surface);
  g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (
      cairo_image_surface_get_data (surface), (gsize)stride * (gsize)height,
      (GDestroyNotify)cairo_surface_destroy, cairo_surface_reference (surface));

  return gdk_memory_texture_new (cairo_image_surface_get_width (surface), height,
                                 GDK_MEMORY_DEFAULT, bytes, (gsize)stride);
}

GdkTexture *
graft_picture_to_texture (const GraftPicture *picture, const GraftPictureFit *fit)
{
  const double scale = choose_scale (picture, fit);
  cairo_surface_t *surface = to_surface (picture);
  GdkTexture *texture;

  if (fit->width > 0 && fit->height > 0)
    {
      cairo_surface_t *scaled = scale_surface (surface, scale, fit);

      cairo_surface_destroy (surface);
      surface = scaled;
    }
  texture = to_texture (surface);
  cairo_surface_destroy (surface);
  return texture;
}
