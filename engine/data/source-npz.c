/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "npz:FILE" or "npz:FILE#items,labels": arrays of one archive, perhaps with the names of
 * the classes. */
#include "engine/data/array-choice.h"
#include "engine/data/class-names.h"
#include "engine/data/data-source.h"
#include "engine/io/npz.h"

#define NAMES "class_names"

/* "class_names": [n_classes, longest] bytes of UTF-8, filled up with zeros, as Graft
 * writes them beside the labels; NULL when there is none of that form. */
static char **
read_names (GraftNpz *file, gsize *n)
{
  g_autoptr (GraftNpy) array = NULL;
  char **names;

  if (!g_strv_contains (graft_npz_peek_names (file), NAMES))
    return NULL;
  array = graft_npz_get (file, NAMES, NULL);
  if (array == NULL || array->type != GRAFT_NPY_U1 || array->rank != 2 ||
      array->dim[0] == 0 || array->dim[0] > GRAFT_MOST_CLASSES)
    return NULL;
  *n = array->dim[0];
  names = g_new0 (char *, *n + 1);
  for (gsize k = 0; k < *n; k++)
    {
      g_autofree char *bytes =
          g_strndup ((const char *)array->data + k * array->dim[1], array->dim[1]);

      names[k] = g_utf8_make_valid (bytes, -1);
    }
  return names;
}

/* The same items with classes by name: labels are places in the list, negative ones
 * none. Labels that do not fit the list keep their numbers for names. */
static GraftDataset *
name_classes (GraftDataset *dataset, GraftNpz *file, const GraftNpy *labels)
{
  const gsize n = graft_dataset_get_n (dataset);
  gsize n_names = 0;
  g_auto (GStrv) names = labels != NULL ? read_names (file, &n_names) : NULL;
  g_autofree gint32 *places = NULL;
  g_autoptr (GBytes) items = NULL, bytes = NULL;
  GraftDataset *named;

  if (names == NULL || labels->n != n)
    return graft_dataset_ref (dataset);
  places = g_new (gint32, n);
  for (gsize i = 0; i < n; i++)
    {
      double label = graft_npy_get (labels, i);

      if (!(label < (double)n_names))
        return graft_dataset_ref (dataset);
      places[i] = label < 0 ? GRAFT_LABEL_NONE : (gint32)label;
    }
  bytes = g_bytes_new (places, n * sizeof *places);
  items = graft_dataset_get_kind (dataset) == GRAFT_ITEM_IMAGE
              ? g_bytes_new (graft_dataset_peek_pixels (dataset),
                             n * graft_shape_size (graft_dataset_get_shape (dataset)))
              : g_bytes_new (graft_dataset_peek_vectors (dataset),
                             n * graft_shape_size (graft_dataset_get_shape (dataset)) *
                                 sizeof (float));
  named = graft_dataset_new (graft_dataset_get_name (dataset),
                             graft_dataset_get_kind (dataset),
                             graft_dataset_get_shape (dataset), n, items, bytes,
                             (const char *const *)names, NULL);
  return named != NULL ? named : graft_dataset_ref (dataset);
}

static GraftNpy *
get_array (gpointer file, const char *array, GError **error)
{
  return graft_npz_get (file, array, error);
}

static GraftDataset *
load (const GraftDataSource *source,
      const char *rest,
      GCancellable *cancellable,
      GPtrArray *messages,
      GError **error)
{
  g_autoptr (GraftArrayChoice) choice = graft_array_choice_new (rest);
  g_autofree char *path = graft_data_source_resolve (source, choice->path);
  g_autoptr (GraftNpz) file = graft_npz_load (path, error);
  g_autoptr (GraftDataset) dataset = NULL;
  g_autoptr (GraftNpy) labels = NULL;

  if (file == NULL ||
      !graft_array_choice_complete (choice, graft_npz_peek_names (file), path, error))
    return NULL;
  dataset = graft_array_choice_read (choice, &(GraftArrayFile){ get_array, file, path },
                                     messages, &labels, error);
  return dataset != NULL ? name_classes (dataset, file, labels) : NULL;
}

const GraftDataKind graft_data_kind_npz = {
  .kind = "npz",
  .usage = "npz:FILE",
  .load = load,
};
