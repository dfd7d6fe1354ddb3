/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making and asking data sets; what makes one data set of another is in dataset-select.c
 * and dataset-convert.c. */
#include "engine/data/dataset-private.h"

#include "engine/base/error.h"

#include <math.h>

static gboolean
check_sizes (const GraftDataset *self, GError **error)
{
  gsize items = g_bytes_get_size (self->items);

  if (self->n == 0)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
                   "%s has no items; choose data with at least one", self->name);
      return FALSE;
    }
  if (items / graft_dataset_item_bytes (self) != self->n ||
      items % graft_dataset_item_bytes (self) != 0)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                   "%s should have %" G_GSIZE_FORMAT
                   " items, but its data are %" G_GSIZE_FORMAT
                   " bytes; the file is cut short or of another shape",
                   self->name, self->n, items);
      return FALSE;
    }
  if (self->labels != NULL &&
      g_bytes_get_size (self->labels) != self->n * sizeof (gint32))
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                   "%s has %" G_GSIZE_FORMAT " items but %" G_GSIZE_FORMAT
                   " labels; give the labels of the same items",
                   self->name, self->n,
                   g_bytes_get_size (self->labels) / sizeof (gint32));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_labels (const GraftDataset *self, GError **error)
{
  const gint32 *labels = graft_dataset_peek_labels (self);

  for (gsize i = 0; labels != NULL && i < self->n; i++)
    if (labels[i] < GRAFT_LABEL_NONE || labels[i] >= (gint32)self->n_classes)
      {
        g_set_error (
            error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
            "%s: item %" G_GSIZE_FORMAT " has label %d; with %u classes labels are 0 to "
            "%u, or -1 for none",
            self->name, i, labels[i], self->n_classes, MAX (self->n_classes, 1) - 1);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_finite (const GraftDataset *self, GError **error)
{
  const float *vectors;
  gsize d = graft_shape_size (&self->shape);

  if (self->kind != GRAFT_ITEM_VECTOR)
    return TRUE;
  vectors = graft_dataset_peek_vectors (self);
  for (gsize i = 0; i < self->n * d; i++)
    if (!isfinite (vectors[i]))
      {
        g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_NOT_FINITE,
                     "%s: item %" G_GSIZE_FORMAT
                     " holds a value that is no finite number; "
                     "remove or repair it",
                     self->name, i / d);
        return FALSE;
      }
  return TRUE;
}

GraftDataset *
graft_dataset_new (const char *name,
                   GraftItemKind kind,
                   const GraftShape *shape,
                   gsize n,
                   GBytes *items,
                   GBytes *labels,
                   const char *const *class_names,
                   GError **error)
{
  g_autoptr (GraftDataset) self = g_new0 (GraftDataset, 1);

  atomic_init (&self->references, 1);
  self->name = g_strdup (name);
  self->kind = kind;
  self->shape = *shape;
  self->n = n;
  self->items = g_bytes_ref (items);
  self->labels = labels != NULL ? g_bytes_ref (labels) : NULL;
  self->class_names = g_strdupv ((char **)class_names);
  self->n_classes = class_names != NULL ? g_strv_length (self->class_names) : 0;
  if (!check_sizes (self, error) || !check_labels (self, error) ||
      !check_finite (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

GraftDataset *
graft_dataset_derive (const GraftDataset *self,
                      const GraftShape *shape,
                      gsize n,
                      GBytes *items,
                      GBytes *labels)
{
  GraftDataset *copy = g_new0 (GraftDataset, 1);

  atomic_init (&copy->references, 1);
  copy->name = g_strdup (self->name);
  copy->kind = self->kind;
  copy->shape = *shape;
  copy->n = n;
  copy->items = items;
  copy->labels = labels;
  copy->class_names = g_strdupv (self->class_names);
  copy->n_classes = self->n_classes;
  return copy;
}

GraftDataset *
graft_dataset_ref (GraftDataset *self)
{
  atomic_fetch_add (&self->references, 1);
  return self;
}

void
graft_dataset_unref (GraftDataset *self)
{
  if (atomic_fetch_sub (&self->references, 1) != 1)
    return;
  g_clear_pointer (&self->items, g_bytes_unref);
  g_clear_pointer (&self->labels, g_bytes_unref);
  g_strfreev (self->class_names);
  g_free (self->name);
  g_free (self);
}

gsize
graft_dataset_item_bytes (const GraftDataset *self)
{
  return graft_shape_size (&self->shape) *
         (self->kind == GRAFT_ITEM_IMAGE ? 1 : sizeof (float));
}

const char *
graft_dataset_get_name (const GraftDataset *self)
{
  return self->name;
}

GraftItemKind
graft_dataset_get_kind (const GraftDataset *self)
{
  return self->kind;
}

const GraftShape *
graft_dataset_get_shape (const GraftDataset *self)
{
  return &self->shape;
}

gsize
graft_dataset_get_n (const GraftDataset *self)
{
  return self->n;
}

guint
graft_dataset_get_n_classes (const GraftDataset *self)
{
  return self->n_classes;
}

const char *
graft_dataset_get_class_name (const GraftDataset *self, guint index)
{
  g_return_val_if_fail (index < self->n_classes, NULL);
  return self->class_names[index];
}

gboolean
graft_dataset_has_labels (const GraftDataset *self)
{
  const gint32 *labels = graft_dataset_peek_labels (self);

  for (gsize i = 0; labels != NULL && i < self->n; i++)
    if (labels[i] >= 0)
      return TRUE;
  return FALSE;
}

const gint32 *
graft_dataset_peek_labels (const GraftDataset *self)
{
  return self->labels != NULL ? g_bytes_get_data (self->labels, NULL) : NULL;
}

const guint8 *
graft_dataset_peek_pixels (const GraftDataset *self)
{
  g_return_val_if_fail (self->kind == GRAFT_ITEM_IMAGE, NULL);
  return g_bytes_get_data (self->items, NULL);
}

const float *
graft_dataset_peek_vectors (const GraftDataset *self)
{
  g_return_val_if_fail (self->kind == GRAFT_ITEM_VECTOR, NULL);
  return g_bytes_get_data (self->items, NULL);
}

/* Number by number: between and behind the fields of a shape there may be anything. */
static void
update_shape (GChecksum *checksum, const GraftShape *shape)
{
  guint64 number = shape->rank;

  g_checksum_update (checksum, (const guchar *)&number, sizeof number);
  for (guint i = 0; i < shape->rank; i++)
    {
      number = shape->dim[i];
      g_checksum_update (checksum, (const guchar *)&number, sizeof number);
    }
}

char *
graft_dataset_hash (const GraftDataset *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size;
  const guchar *items = g_bytes_get_data (self->items, &size);

  update_shape (checksum, &self->shape);
  for (gsize at = 0; at < size; at += G_MAXINT32)
    g_checksum_update (checksum, items + at, (gssize)MIN (size - at, G_MAXINT32));
  if (self->labels != NULL)
    g_checksum_update (checksum, g_bytes_get_data (self->labels, NULL),
                       (gssize)(self->n * sizeof (gint32)));
  return g_strdup (g_checksum_get_string (checksum));
}
