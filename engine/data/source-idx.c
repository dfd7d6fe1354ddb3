/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "idx:FILE": images in the format of MNIST. The labels lie beside them under the name
 * that the format's files have, or where labels= says. */
#include "engine/data/class-names.h"
#include "engine/data/data-source.h"

#include "engine/base/error.h"
#include "engine/io/idx.h"

#include <string.h>

/* "train-images-idx3-ubyte.gz" has its labels in "train-labels-idx1-ubyte.gz"; either may
 * be packed or not. NULL when there is no such file. */
static char *
find_labels (const char *images)
{
  g_autofree char *folder = g_path_get_dirname (images);
  g_autofree char *name = g_path_get_basename (images);
  g_autoptr (GString) text = g_string_new (name);
  g_autofree char *path = NULL, *other = NULL;

  if (g_string_replace (text, "images", "labels", 1) == 0)
    return NULL;
  g_string_replace (text, "idx3", "idx1", 1);
  g_string_replace (text, "idx4", "idx1", 1);
  path = g_build_filename (folder, text->str, NULL);
  if (g_str_has_suffix (path, ".gz"))
    other = g_strndup (path, strlen (path) - 3);
  else
    other = g_strconcat (path, ".gz", NULL);
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&path);
  return g_file_test (other, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&other) : NULL;
}

static gboolean
check_labels (
    const GraftIdx *labels, const char *path, gsize n, const char *images, GError **error)
{
  if (labels->rank != 1)
    g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                 "%s has %u dimensions; a file of labels has one", path, labels->rank);
  else if (labels->dim[0] != n)
    g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                 "%s has %" G_GSIZE_FORMAT " labels, but %s has %" G_GSIZE_FORMAT
                 " images; give the labels of the same items",
                 path, labels->dim[0], images, n);
  return labels->rank == 1 && labels->dim[0] == n;
}

/* TRUE also when there are none: then @labels stays NULL. */
static gboolean
read_labels (const GraftDataSource *source,
             const char *images,
             gsize n,
             GBytes **labels,
             char ***class_names,
             GError **error)
{
  g_autofree char *path = source->labels != NULL
                              ? graft_data_source_resolve (source, source->labels)
                              : find_labels (images);
  g_autoptr (GraftIdx) idx = NULL;
  const guint8 *bytes;
  gint32 *wide;

  if (path == NULL)
    return TRUE;
  idx = graft_idx_load (path, error);
  if (idx == NULL || !check_labels (idx, path, n, images, error))
    return FALSE;
  bytes = g_bytes_get_data (idx->data, NULL);
  wide = g_new (gint32, n);
  for (gsize i = 0; i < n; i++)
    wide[i] = bytes[i];
  *labels = g_bytes_new_take (wide, n * sizeof *wide);
  *class_names = graft_class_names_for (wide, n, 0, path, error);
  return *class_names != NULL;
}

static gboolean
read_shape (const GraftIdx *idx, const char *path, GraftShape *shape, GError **error)
{
  gsize channels = idx->rank == 4 ? idx->dim[3] : 1;

  if ((idx->rank != 3 && idx->rank != 4) || (channels != 1 && channels != 3))
    {
      g_set_error (
          error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
          "%s has no images: those have the dimensions items × height × width, or "
          "the same × 1 or 3 channels",
          path);
      return FALSE;
    }
  *shape = (GraftShape){ 3, { idx->dim[1], idx->dim[2], channels } };
  return TRUE;
}

static GraftDataset *
load (const GraftDataSource *source,
      const char *rest,
      GCancellable *cancellable,
      GPtrArray *messages,
      GError **error)
{
  g_autofree char *path = graft_data_source_resolve (source, rest);
  g_autofree char *name = g_path_get_basename (rest);
  g_autoptr (GraftIdx) idx = graft_idx_load (path, error);
  g_autoptr (GBytes) labels = NULL;
  g_auto (GStrv) class_names = NULL;
  GraftShape shape;

  if (idx == NULL || !read_shape (idx, path, &shape, error) ||
      !read_labels (source, path, idx->dim[0], &labels, &class_names, error))
    return NULL;
  if (labels == NULL && messages != NULL)
    g_ptr_array_add (messages,
                     g_strdup_printf ("%s has no file of labels beside it", name));
  return graft_dataset_new (name, GRAFT_ITEM_IMAGE, &shape, idx->dim[0], idx->data,
                            labels, (const char *const *)class_names, error);
}

const GraftDataKind graft_data_kind_idx = {
  .kind = "idx",
  .usage = "idx:FILE",
  .load = load,
};
