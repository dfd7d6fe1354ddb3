/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items as pixels for the screen (graft_project_load_picture). Only what comes from
 * picture files is worth keeping on disk: the rest is drawn as fast as it is read. */
#include "engine/project/project-items.h"
#include "engine/project/project-jobs.h"

#include "engine/project/fail.h"
#include "engine/io/image-scale.h"
#include "engine/project/thumbnail-cache.h"

#include <math.h>
#include <string.h>

#define LARGEST_KEPT 256 /* longest side that is kept on disk */
#define CHART_SIDE 64    /* of the bar chart of a vector, when no size is asked for */

void
graft_picture_free (GraftPicture *self)
{
  g_bytes_unref (self->pixels);
  g_free (self);
}

/* Grey or colour to opaque RGBA. */
static GraftPicture *
to_picture (const GraftImage *image)
{
  GraftPicture *picture = g_new0 (GraftPicture, 1);
  gsize n = image->width * image->height;
  guint8 *rgba = g_malloc (4 * n);

  for (gsize i = 0; i < n; i++)
    {
      for (gsize c = 0; c < 3; c++)
        rgba[4 * i + c] =
            image->pixels[i * image->channels + (image->channels == 3 ? c : 0)];
      rgba[4 * i + 3] = 255;
    }
  picture->width = (guint)image->width;
  picture->height = (guint)image->height;
  picture->pixels = g_bytes_new_take (rgba, 4 * n);
  return picture;
}

static GraftImage *
make_image (gsize width, gsize height, gsize channels)
{
  GraftImage *image = g_new0 (GraftImage, 1);

  image->width = width;
  image->height = height;
  image->channels = channels;
  image->pixels = g_malloc0 (width * height * channels);
  return image;
}

static GraftImage *
fit (GraftImage *image, guint box)
{
  GraftImage *small;

  if (box == 0 || MAX (image->width, image->height) <= box)
    return image;
  small = graft_image_scale_to_fit (image, box, box);
  graft_image_free (image);
  return small;
}

static GraftImage *
parse_pixels (const GraftItemSource *source, GBytes *content, GError **error)
{
  gsize size, wanted;
  const guint8 *data = g_bytes_get_data (content, &size);
  GraftImage *image;

  /* The schema bounds width and height, so that this does not overflow. */
  wanted = (gsize)source->width * source->height * source->channels;
  if ((source->channels != 1 && source->channels != 3) || wanted == 0 || wanted != size ||
      !graft_image_fits (source->width, source->height))
    {
      graft_project_fail (error, GRAFT_IO_ERROR_FORMAT, source->name,
                          "its pixels are damaged; import it anew");
      return NULL;
    }
  image = make_image (source->width, source->height, source->channels);
  memcpy (image->pixels, data, size);
  return image;
}

/* Mean of the entries that fall into a bar. */
static double
read_bar (const guint8 *data, gsize n, gsize bar, gsize n_bars)
{
  gsize from = bar * n / n_bars, to = MAX ((bar + 1) * n / n_bars, from + 1);
  double sum = 0;

  for (gsize i = from; i < to; i++)
    {
      guint32 bits;
      float value;

      memcpy (&bits, data + 4 * i, sizeof bits);
      bits = GUINT32_FROM_LE (bits);
      memcpy (&value, &bits, sizeof value);
      sum += isfinite (value) ? (double)value : 0;
    }
  return sum / (double)(to - from);
}

/* Bars from a line at zero, the largest entry as high as there is room. */
static GraftImage *
draw_bars (const guint8 *data, gsize n, gsize side)
{
  GraftImage *image = make_image (side, side, 1);
  gsize n_bars = CLAMP (n, 1, side / 2);
  double low = 0, high = 0;

  memset (image->pixels, 255, side * side);
  for (gsize b = 0; b < n_bars && n > 0; b++)
    {
      double value = read_bar (data, n, b, n_bars);

      low = MIN (low, value);
      high = MAX (high, value);
    }
  for (gsize b = 0; b < n_bars && n > 0 && high > low; b++)
    {
      double scale = (double)(side - 1) / (high - low);
      gsize zero = (gsize)lround (high * scale);
      gsize end = (gsize)lround ((high - read_bar (data, n, b, n_bars)) * scale);
      gsize left = b * side / n_bars, right = MAX ((b + 1) * side / n_bars - 1, left + 1);

      for (gsize y = MIN (zero, end); y <= MAX (zero, end); y++)
        memset (image->pixels + y * side + left, 96, right - left);
    }
  return image;
}

static GraftImage *
parse_vector (const GraftItemSource *source, GBytes *content, guint box, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);

  if (size != 4 * (gsize)source->width)
    {
      graft_project_fail (error, GRAFT_IO_ERROR_FORMAT, source->name,
                          "its numbers are damaged; import it anew");
      return NULL;
    }
  return draw_bars (data, source->width, CLAMP (box == 0 ? CHART_SIDE : box, 8, 1024));
}

static GraftImage *
read_image (GraftSql *sql, const GraftItemSource *source, guint box, GError **error)
{
  g_autoptr (GBytes) content = NULL;

  if (source->format == GRAFT_FORMAT_FILE)
    return graft_image_load (source->path, error);
  content = graft_project_read_content (sql, source->hash, error);
  if (content == NULL)
    return NULL;
  switch (source->format)
    {
    case GRAFT_FORMAT_ENCODED:
      return graft_image_parse (content, source->name, error);
    case GRAFT_FORMAT_PIXELS:
      return parse_pixels (source, content, error);
    case GRAFT_FORMAT_VECTOR:
      return parse_vector (source, content, box, error);
    default:
      graft_project_fail (error, GRAFT_IO_ERROR_UNSUPPORTED, source->name,
                          "a text has no picture; look at its details");
      return NULL;
    }
}

static gboolean
is_kept (const GraftItemSource *source, guint box)
{
  return box > 0 && box <= LARGEST_KEPT &&
         (source->format == GRAFT_FORMAT_FILE || source->format == GRAFT_FORMAT_ENCODED);
}

static GraftImage *
load (GraftSql *sql, guint32 item, guint box, GCancellable *cancellable, GError **error)
{
  g_auto (GraftItemSource) source = { 0 };
  GraftImage *image = NULL;
  gboolean kept;

  if (!graft_project_read_source (sql, item, &source, error))
    return NULL;
  kept = is_kept (&source, box);
  if (kept)
    image = graft_thumbnail_cache_find (source.hash, box);
  if (image != NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return image;
  image = read_image (sql, &source, box, error);
  if (image == NULL)
    return NULL;
  kept &= MAX (image->width, image->height) > box;
  image = fit (image, box);
  if (kept)
    graft_thumbnail_cache_add (source.hash, box, image);
  return image;
}

GraftPicture *
graft_project_load_picture (GraftProject *self,
                            guint32 item,
                            guint box,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (GraftImage) image = NULL;
  GraftSql *reader;

  g_return_val_if_fail (GRAFT_IS_PROJECT (self), NULL);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  reader = graft_project_take_reader (self, error);
  if (reader == NULL)
    return NULL;
  image = load (reader, item, box, cancellable, error);
  graft_project_give_reader (self, reader);
  return image != NULL ? to_picture (image) : NULL;
}
