/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "mnistm:DATA": digits of another source blended into pictures, as MNIST-M was made of
 * MNIST (methods 5.16). With photos= a random crop of a random photo lies behind each
 * digit, without it a drawn texture. Item i is a function of (seed, training or test, i).
 */
#include "engine/data/data-source.h"
#include "engine/data/image-list.h"

#include "engine/base/error.h"
#include "engine/base/rng.h"
#include "engine/io/image-file.h"
#include "engine/synth/blend.h"
#include "engine/synth/textures.h"

#include <string.h>

/* Streams of the random numbers; items follow them. */
#define TRAIN_STREAM ((guint64)5 << 40)
#define TEST_STREAM ((guint64)6 << 40)
/* Photos that are held in memory; more add nothing that anybody would see. */
#define MOST_PHOTOS 1000

typedef struct
{
  gsize height;
  gsize width;
  GPtrArray *photos; /* of GraftImage; NULL: textures */
} Backdrop;

static gboolean
take_photo (Backdrop *self, const char *path, GError **error)
{
  g_autoptr (GraftImage) image = graft_image_load (path, error);

  if (image == NULL)
    return FALSE;
  if (image->channels != 3 || image->height < self->height || image->width < self->width)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                   "%s is smaller than the digits or not in colour", path);
      return FALSE;
    }
  g_ptr_array_add (self->photos, g_steal_pointer (&image));
  return TRUE;
}

static gboolean
load_photos (Backdrop *self,
             const char *folder,
             GCancellable *cancellable,
             GPtrArray *messages,
             GError **error)
{
  g_autoptr (GPtrArray) names = graft_image_list (folder, error);

  if (names == NULL)
    return FALSE;
  self->photos = g_ptr_array_new_with_free_func ((GDestroyNotify)graft_image_free);
  for (guint i = 0; i < names->len && self->photos->len < MOST_PHOTOS; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
      g_autoptr (GError) failure = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!take_photo (self, path, &failure) && messages != NULL)
        g_ptr_array_add (messages, g_strdup_printf ("left out: %s", failure->message));
    }
  if (self->photos->len > 0)
    return TRUE;
  g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
               "%s has no colour photo that is at least as large as the digits; name "
               "another folder in photos=, or leave it out for drawn textures",
               folder);
  return FALSE;
}

static void
draw_patch (const Backdrop *self, GraftRng *rng, guint8 *out)
{
  const GraftImage *photo;
  gsize top, left;

  if (self->photos == NULL)
    {
      graft_texture_draw (rng, self->height, self->width, out);
      return;
    }
  photo = self->photos->pdata[graft_rng_below (rng, self->photos->len)];
  top = graft_rng_below (rng, (guint32)(photo->height - self->height + 1));
  left = graft_rng_below (rng, (guint32)(photo->width - self->width + 1));
  for (gsize y = 0; y < self->height; y++)
    memcpy (out + y * self->width * 3,
            photo->pixels + ((top + y) * photo->width + left) * 3, self->width * 3);
}

static GraftDataset *
blend (const Backdrop *backdrop, GraftDataset *digits, guint64 seed, gboolean test)
{
  gsize n = graft_dataset_get_n (digits), area = backdrop->height * backdrop->width;
  const GraftShape shape = { 3, { backdrop->height, backdrop->width, 3 } };
  const guint8 *grey = graft_dataset_peek_pixels (digits);
  guint8 *pixels = g_malloc_n (n, 3 * area);
  g_autoptr (GBytes) items = NULL, labels = NULL;
  guint n_classes = graft_dataset_get_n_classes (digits);
  g_autofree const char **names = g_new0 (const char *, n_classes + 1);
  g_autofree char *name =
      g_strconcat (graft_dataset_get_name (digits), " (blended)", NULL);

  for (gsize i = 0; i < n; i++)
    {
      guint8 *out = pixels + i * 3 * area;
      GraftRng rng;

      graft_rng_init (&rng, seed, GRAFT_RNG_SYNTH,
                      (test ? TEST_STREAM : TRAIN_STREAM) + i);
      draw_patch (backdrop, &rng, out);
      graft_blend (grey + i * area, out, area, out);
    }
  items = g_bytes_new_take (pixels, n * 3 * area);
  if (graft_dataset_has_labels (digits))
    labels = g_bytes_new (graft_dataset_peek_labels (digits), n * sizeof (gint32));
  for (guint k = 0; k < n_classes; k++)
    names[k] = graft_dataset_get_class_name (digits, k);
  return graft_dataset_new (name, GRAFT_ITEM_IMAGE, &shape, n, items, labels, names,
                            NULL);
}

/* The digits in grey, at their own size. */
static GraftDataset *
load_digits (const GraftDataSource *source,
             const char *rest,
             GCancellable *cancellable,
             GPtrArray *messages,
             GError **error)
{
  GraftDataSource inner = *source;
  g_autoptr (GraftDataset) digits = NULL;
  GraftShape grey;

  inner.data = rest;
  inner.photos = NULL;
  inner.size = NULL;
  inner.depth++;
  digits = graft_data_source_load (&inner, cancellable, messages, error);
  if (digits == NULL)
    return NULL;
  if (graft_dataset_get_kind (digits) != GRAFT_ITEM_IMAGE)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                   "mnistm: blends images, and %s has none", rest);
      return NULL;
    }
  grey = *graft_dataset_get_shape (digits);
  grey.dim[2] = 1;
  return graft_dataset_convert (digits, &grey, error);
}

static GraftDataset *
load (const GraftDataSource *source,
      const char *rest,
      GCancellable *cancellable,
      GPtrArray *messages,
      GError **error)
{
  g_autoptr (GraftDataset) digits =
      load_digits (source, rest, cancellable, messages, error);
  Backdrop backdrop = { 0 };
  GraftDataset *blended = NULL;
  gboolean fine = TRUE;

  if (digits == NULL)
    return NULL;
  backdrop.height = graft_dataset_get_shape (digits)->dim[0];
  backdrop.width = graft_dataset_get_shape (digits)->dim[1];
  if (source->photos != NULL)
    {
      g_autofree char *folder = graft_data_source_resolve (source, source->photos);

      fine = load_photos (&backdrop, folder, cancellable, messages, error);
    }
  if (fine)
    blended = blend (&backdrop, digits, source->seed, source->part == GRAFT_DATA_TEST);
  g_clear_pointer (&backdrop.photos, g_ptr_array_unref);
  return blended;
}

const GraftDataKind graft_data_kind_mnistm = {
  .kind = "mnistm",
  .usage = "mnistm:DATA",
  .load = load,
};
