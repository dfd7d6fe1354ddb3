/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "binary:DATA": images of another source in two values, 0 where they are 0 and 255
 * elsewhere: the digits that the public script of MNIST-M blends, and the source of the
 * paper's run (methods 5.16). */
#include "engine/data/data-source.h"
#include "engine/data/dataset-private.h"

#include "engine/base/error.h"

static GraftDataset *
make_binary (const GraftDataset *images)
{
  gsize n = graft_dataset_get_n (images);
  gsize size = n * graft_dataset_item_bytes (images);
  const guint8 *pixels = graft_dataset_peek_pixels (images);
  guint8 *binary = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    binary[i] = pixels[i] > 0 ? 255 : 0;
  return graft_dataset_derive (
      images, graft_dataset_get_shape (images), n, g_bytes_new_take (binary, size),
      images->labels != NULL ? g_bytes_ref (images->labels) : NULL);
}

static GraftDataset *
load (const GraftDataSource *source,
      const char *rest,
      GCancellable *cancellable,
      GPtrArray *messages,
      GError **error)
{
  GraftDataSource inner = *source;
  g_autoptr (GraftDataset) images = NULL;

  inner.data = rest;
  /* Resizing and sampling come afterwards: resized edges are grey, and would be ink. */
  inner.size = NULL;
  inner.depth++;
  images = graft_data_source_load (&inner, cancellable, messages, error);
  if (images == NULL)
    return NULL;
  if (graft_dataset_get_kind (images) == GRAFT_ITEM_IMAGE)
    return make_binary (images);
  g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
               "binary: takes images, and %s has none", rest);
  return NULL;
}

const GraftDataKind graft_data_kind_binary = {
  .kind = "binary",
  .usage = "binary:DATA",
  .load = load,
};
