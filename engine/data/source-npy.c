/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "npy:FILE" with labels=FILE: bytes of three or four dimensions are images, other
 * numbers of two dimensions are vectors. */
#include "engine/data/array-items.h"
#include "engine/data/class-names.h"
#include "engine/data/data-source.h"

#include "engine/base/error.h"
#include "engine/io/npy.h"

static gint32 *
to_labels (const GraftNpy *array, gsize n, const char *path, GError **error)
{
  g_autofree gint64 *values = NULL;
  gint32 *labels;

  if (array->rank != 1 || array->n != n)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                   "%s should be one row of %" G_GSIZE_FORMAT " labels, one an item",
                   path, n);
      return NULL;
    }
  values = graft_npy_dup_ints (array, path, error);
  if (values == NULL)
    return NULL;
  labels = g_new (gint32, n);
  /* What does not fit is out of range anyway and is refused by name later. */
  for (gsize i = 0; i < n; i++)
    labels[i] = (gint32)CLAMP (values[i], G_MININT32, G_MAXINT32);
  return labels;
}

static gboolean
read_labels (const GraftDataSource *source,
             gsize n,
             GBytes **labels,
             char ***class_names,
             GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GraftNpy) array = NULL;
  gint32 *values;

  if (source->labels == NULL)
    return TRUE;
  path = graft_data_source_resolve (source, source->labels);
  array = graft_npy_load (path, error);
  values = array != NULL ? to_labels (array, n, path, error) : NULL;
  if (values == NULL)
    return FALSE;
  *labels = g_bytes_new_take (values, n * sizeof *values);
  *class_names = graft_class_names_for (values, n, 0, path, error);
  return *class_names != NULL;
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
  g_autoptr (GraftNpy) array = graft_npy_load (path, error);
  g_autoptr (GBytes) items = NULL, labels = NULL;
  g_auto (GStrv) class_names = NULL;
  GraftItemKind kind;
  GraftShape shape;

  if (array == NULL || !graft_array_to_items (array, path, &shape, &kind, &items, error))
    return NULL;
  if (!read_labels (source, array->dim[0], &labels, &class_names, error))
    return NULL;
  return graft_dataset_new (name, kind, &shape, array->dim[0], items, labels,
                            (const char *const *)class_names, error);
}

const GraftDataKind graft_data_kind_npy = {
  .kind = "npy",
  .usage = "npy:FILE",
  .load = load,
};
