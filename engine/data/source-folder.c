/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "folder:DIR": pictures in one folder a class. They are brought to input= of the
 * network; without it all must have the same size. A picture that cannot be read is left
 * out and named. */
#include "engine/data/data-source.h"
#include "engine/data/image-list.h"

#include "engine/base/error.h"
#include "engine/io/image-file.h"

#include <gio/gio.h>

/* Reasons told in full; the rest is counted. */
#define MOST_REASONS 3

typedef struct
{
  const GraftDataSource *source;
  GCancellable *cancellable;
  GraftShape shape; /* rank 0 until the first picture decides */
  GByteArray *pixels;
  GArray *labels;
  GPtrArray *reasons;
  gsize n_refused;
} Reader;

static gboolean
fits (const Reader *self, const GraftImage *image)
{
  return self->shape.dim[0] == image->height && self->shape.dim[1] == image->width &&
         self->shape.dim[2] == image->channels;
}

/* The picture in the shape of the set, as a data set of one; NULL when it has another. */
static GraftDataset *
shape_image (Reader *self, const GraftImage *image, const char *path, GError **error)
{
  const GraftShape own = { 3, { image->height, image->width, image->channels } };
  g_autoptr (GBytes) bytes =
      g_bytes_new (image->pixels, image->height * image->width * image->channels);
  g_autoptr (GraftDataset) one = NULL;

  if (self->shape.rank == 0)
    self->shape = own;
  if (self->source->size == NULL && !fits (self, image))
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                   "%s has %" G_GSIZE_FORMAT " × %" G_GSIZE_FORMAT " × %" G_GSIZE_FORMAT
                   " values where others have %" G_GSIZE_FORMAT " × %" G_GSIZE_FORMAT
                   " × %" G_GSIZE_FORMAT
                   "; bring all to one size with input=28x28x3 in [network]",
                   path, image->height, image->width, image->channels, self->shape.dim[0],
                   self->shape.dim[1], self->shape.dim[2]);
      return NULL;
    }
  one = graft_dataset_new (path, GRAFT_ITEM_IMAGE, &own, 1, bytes, NULL, NULL, error);
  return one != NULL ? graft_dataset_convert (one, &self->shape, error) : NULL;
}

static gboolean
check_room (const Reader *self, const char *path, GError **error)
{
  gsize size = graft_shape_size (&self->shape);

  if (self->pixels->len + (guint64)size < G_MAXINT32)
    return TRUE;
  g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
               "%s: the pictures together take more than 2 GiB; take a smaller input= in "
               "[network] or fewer pictures",
               path);
  return FALSE;
}

static gboolean
add_image (Reader *self, const char *path, gint32 label, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GraftImage) image = graft_image_load (path, &failure);
  g_autoptr (GraftDataset) shaped = NULL;

  if (image == NULL)
    {
      self->n_refused++;
      if (self->reasons->len < MOST_REASONS)
        g_ptr_array_add (self->reasons, g_strdup (failure->message));
      return TRUE;
    }
  shaped = shape_image (self, image, path, error);
  if (shaped == NULL || !check_room (self, path, error))
    return FALSE;
  g_byte_array_append (self->pixels, graft_dataset_peek_pixels (shaped),
                       (guint)graft_shape_size (&self->shape));
  g_array_append_val (self->labels, label);
  return TRUE;
}

static gboolean
read_class (Reader *self, const char *folder, gint32 label, GError **error)
{
  g_autoptr (GPtrArray) names = graft_image_list (folder, error);

  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !add_image (self, path, label, error))
        return FALSE;
    }
  return TRUE;
}

static void
report (Reader *self, const char *folder, GPtrArray *messages)
{
  g_autofree char *reasons = NULL;

  if (self->n_refused == 0 || messages == NULL)
    return;
  g_ptr_array_add (self->reasons, NULL);
  reasons = g_strjoinv ("; ", (char **)self->reasons->pdata);
  g_ptr_array_add (messages,
                   g_strdup_printf ("%s: %" G_GSIZE_FORMAT
                                    " pictures could not be read and were left out: %s%s",
                                    folder, self->n_refused, reasons,
                                    self->n_refused > MOST_REASONS ? "; …" : ""));
}

static GraftDataset *
make_dataset (Reader *self, const char *folder, GPtrArray *classes, GError **error)
{
  g_autofree char *name = g_path_get_basename (folder);
  gsize n = self->labels->len;
  g_autoptr (GBytes) pixels = g_bytes_new (self->pixels->data, self->pixels->len);
  g_autoptr (GBytes) labels = g_bytes_new (self->labels->data, n * sizeof (gint32));

  if (n == 0)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
                   "%s has no pictures%s%s; expected JPEG, PNG, BMP or TGA files in one "
                   "folder a class",
                   folder, self->n_refused > 0 ? " that can be read: " : "",
                   self->n_refused > 0 ? (const char *)self->reasons->pdata[0] : "");
      return NULL;
    }
  g_ptr_array_add (classes, NULL);
  return graft_dataset_new (name, GRAFT_ITEM_IMAGE, &self->shape, n, pixels, labels,
                            (const char *const *)classes->pdata, error);
}

static GraftDataset *
load (const GraftDataSource *source,
      const char *rest,
      GCancellable *cancellable,
      GPtrArray *messages,
      GError **error)
{
  g_autofree char *folder = graft_data_source_resolve (source, rest);
  g_autoptr (GPtrArray) classes = graft_folder_list (folder, error);
  Reader reader = { .source = source, .cancellable = cancellable };
  GraftDataset *dataset = NULL;
  gboolean fine = classes != NULL;

  if (!fine)
    return NULL;
  if (source->size != NULL)
    reader.shape = *source->size;
  reader.pixels = g_byte_array_new ();
  reader.labels = g_array_new (FALSE, FALSE, sizeof (gint32));
  reader.reasons = g_ptr_array_new_with_free_func (g_free);
  for (guint k = 0; fine && k < classes->len; k++)
    {
      g_autofree char *path = g_build_filename (folder, classes->pdata[k], NULL);

      fine = read_class (&reader, path, (gint32)k, error);
    }
  if (fine)
    dataset = make_dataset (&reader, folder, classes, error);
  if (dataset != NULL)
    report (&reader, folder, messages);
  g_byte_array_unref (reader.pixels);
  g_array_unref (reader.labels);
  g_ptr_array_unref (reader.reasons);
  return dataset;
}

const GraftDataKind graft_data_kind_folder = {
  .kind = "folder",
  .usage = "folder:DIR",
  .load = load,
};
