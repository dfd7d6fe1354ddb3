/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See array-items.h. */
#include "engine/data/array-items.h"

#include "engine/base/error.h"
#include "engine/data/class-names.h"

#include <string.h>

gboolean
graft_array_to_items (const GraftNpy *array,
                      const char *name,
                      GraftShape *shape,
                      GraftItemKind *kind,
                      GBytes **items,
                      GError **error)
{
  gsize channels = array->rank == 4 ? array->dim[3] : 1;
  gboolean image = array->type == GRAFT_NPY_U1 && (array->rank == 3 || array->rank == 4);

  if (!(image && (channels == 1 || channels == 3)) && array->rank != 2)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                   "%s: items are bytes of items × height × width (× 1 or 3 channels), "
                   "or numbers of items × features",
                   name);
      return FALSE;
    }
  if (array->n == 0)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
                   "%s has no items; choose data with at least one", name);
      return FALSE;
    }
  if (array->rank == 2)
    {
      *kind = GRAFT_ITEM_VECTOR;
      *shape = (GraftShape){ 1, { array->dim[1] } };
      *items = g_bytes_new_take (graft_npy_dup_floats (array), array->n * sizeof (float));
      return TRUE;
    }
  *kind = GRAFT_ITEM_IMAGE;
  *shape = (GraftShape){ 3, { array->dim[1], array->dim[2], channels } };
  *items = g_bytes_new (array->data, array->n);
  return TRUE;
}

/* The last axis comes first, the others keep their order. */
static GraftNpy *
bring_last_to_front (const GraftNpy *array)
{
  const gsize size = graft_npy_type_size (array->type);
  const gsize last = array->dim[array->rank - 1], others = array->n / last;
  GraftNpy *moved = g_memdup2 (array, sizeof *array);
  const guint8 *from = array->data;
  guint8 *to = g_malloc (array->n * size);

  moved->data = to;
  moved->dim[0] = last;
  for (guint i = 1; i < array->rank; i++)
    moved->dim[i] = array->dim[i - 1];
  for (gsize k = 0; k < last; k++)
    for (gsize i = 0; i < others; i++, to += size)
      memcpy (to, from + (i * last + k) * size, size);
  return moved;
}

static gboolean
is_row (const GraftNpy *labels)
{
  guint long_axes = 0;

  for (guint i = 0; i < labels->rank; i++)
    long_axes += labels->dim[i] != 1;
  return long_axes <= 1 && labels->rank >= 1;
}

static gboolean
read_labels (const GraftNamedArray *labels,
             gsize n,
             GBytes **bytes,
             char ***class_names,
             GError **error)
{
  g_autofree gint64 *values = NULL;
  g_autofree gint32 *classes = NULL;

  if (!is_row (labels->array) || labels->array->n != n)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                   "%s should be one row of %" G_GSIZE_FORMAT " labels, one an item",
                   labels->name, n);
      return FALSE;
    }
  values = graft_npy_dup_ints (labels->array, labels->name, error);
  if (values == NULL)
    return FALSE;
  classes = g_new (gint32, n);
  *class_names = graft_class_names_of (values, n, classes, labels->name, error);
  if (*class_names == NULL)
    return FALSE;
  *bytes = g_bytes_new_take (g_steal_pointer (&classes), n * sizeof (gint32));
  return TRUE;
}

GraftDataset *
graft_dataset_from_arrays (const char *name,
                           const GraftNamedArray *items,
                           const GraftNamedArray *labels,
                           GError **error)
{
  const GraftNpy *array = items->array;
  g_autoptr (GraftNpy) moved = NULL;
  g_autoptr (GBytes) bytes = NULL, classes = NULL;
  g_auto (GStrv) class_names = NULL;
  GraftItemKind kind;
  GraftShape shape;

  if (labels != NULL && array->rank >= 2 && array->n > 0 &&
      array->dim[0] != labels->array->n &&
      array->dim[array->rank - 1] == labels->array->n)
    array = moved = bring_last_to_front (array);
  if (!graft_array_to_items (array, items->name, &shape, &kind, &bytes, error) ||
      (labels != NULL &&
       !read_labels (labels, array->dim[0], &classes, &class_names, error)))
    return NULL;
  return graft_dataset_new (name, kind, &shape, array->dim[0], bytes, classes,
                            (const char *const *)class_names, error);
}
