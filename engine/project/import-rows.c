/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that hold many items, row by row: arrays and tables through engine/data, pairs of
 * sentences through engine/io. Rows are kept in the project, pixels as bytes and features
 * as floats, with the names that say where they came from: "train.idx #12". */
#include "engine/base/sha256.h"
#include "engine/data/data-source.h"
#include "engine/io/tsv-pairs.h"
#include "engine/project/import-set-private.h"
#include "engine/project/shown-name.h"

#include <string.h>

struct _GraftImportRows
{
  char *name; /* of the file, shown */
  gint64 mtime;
  GraftSha256Func sha256;
  GraftDataset *dataset; /* or pairs */
  GraftPairs *pairs;
  GBytes *items; /* of the data set, lent to rows */
  gsize item_bytes;
  GPtrArray *classes;
};

void
graft_import_rows_free (GraftImportRows *self)
{
  g_clear_pointer (&self->dataset, graft_dataset_unref);
  g_clear_pointer (&self->pairs, graft_pairs_free);
  g_clear_pointer (&self->items, g_bytes_unref);
  g_ptr_array_unref (self->classes);
  g_free (self->name);
  g_free (self);
}

/* NumPy has no place for labels: as graft-cli export and many others name them. */
static char *
find_npy_labels (const char *path)
{
  static const char *const tails[] = { "-labels.npy", "_labels.npy" };
  g_autofree char *stem = g_strdup (path);

  if (g_str_has_suffix (stem, ".npy"))
    stem[strlen (stem) - 4] = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *labels = g_strconcat (stem, tails[i], NULL);

      if (g_file_test (labels, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&labels);
    }
  return NULL;
}

/* "KIND:FILE" for graft_data_source_load(). A file name may have the ';' or '#' that mean
 * something there; then it is read through a link of another name. */
static GraftDataset *
load (const GraftImportPart *part,
      const char *labels,
      GPtrArray *notes,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree char *data =
      part->kind == GRAFT_IMPORT_SOURCE
          ? g_strdup (part->path)
          : g_strdup_printf ("%s:%s", graft_import_kind_get_source (part->kind),
                             part->path);
  g_autofree char *beside = part->kind == GRAFT_IMPORT_NPY && labels == NULL
                                ? find_npy_labels (part->path)
                                : NULL;
  const GraftDataSource source = { .data = data,
                                   .labels = labels != NULL ? labels : beside };

  return graft_data_source_load (&source, cancellable, notes, error);
}

static void
take_dataset (GraftImportRows *self)
{
  const GraftDataset *dataset = self->dataset;
  gsize size = graft_shape_size (graft_dataset_get_shape (dataset));
  gboolean image = graft_dataset_get_kind (dataset) == GRAFT_ITEM_IMAGE;
  gconstpointer data = image ? (gconstpointer)graft_dataset_peek_pixels (dataset)
                             : graft_dataset_peek_vectors (dataset);

  self->item_bytes = image ? size : size * sizeof (float);
  /* Lent to the rows, each of which keeps the data set alive through it. */
  self->items = g_bytes_new_with_free_func (
      data, self->item_bytes * graft_dataset_get_n (dataset),
      (GDestroyNotify)graft_dataset_unref, graft_dataset_ref (self->dataset));
  for (guint i = 0; i < graft_dataset_get_n_classes (dataset); i++)
    g_ptr_array_add (self->classes,
                     graft_shown_name (graft_dataset_get_class_name (dataset, i)));
}

GraftImportRows *
graft_import_rows_open (const GraftImportPart *part,
                        const char *labels,
                        GPtrArray *notes,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GraftImportRows) self = g_new0 (GraftImportRows, 1);
  g_autoptr (GFile) file = g_file_new_for_path (part->path);
  g_autoptr (GFileInfo) info = NULL;

  self->classes = g_ptr_array_new_with_free_func (g_free);
  self->sha256 = graft_sha256_find ();
  self->name = part->kind == GRAFT_IMPORT_SOURCE ? graft_shown_name (part->path)
                                                 : graft_shown_basename (part->path);
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, G_FILE_QUERY_INFO_NONE,
                            NULL, NULL);
  if (info != NULL)
    self->mtime =
        (gint64)g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED);
  if (part->kind == GRAFT_IMPORT_PAIRS)
    self->pairs = graft_pairs_load (part->path, error);
  else
    self->dataset = load (part, labels, notes, cancellable, error);
  if (self->pairs == NULL && self->dataset == NULL)
    return NULL;
  if (self->dataset != NULL)
    take_dataset (self);
  return g_steal_pointer (&self);
}

gsize
graft_import_rows_get_n (const GraftImportRows *self)
{
  return self->pairs != NULL ? self->pairs->n : graft_dataset_get_n (self->dataset);
}

GraftSetKind
graft_import_rows_get_kind (const GraftImportRows *self)
{
  if (self->pairs != NULL)
    return GRAFT_SET_SENTENCES;
  return graft_dataset_get_kind (self->dataset) == GRAFT_ITEM_IMAGE ? GRAFT_SET_IMAGES
                                                                    : GRAFT_SET_VECTORS;
}

GPtrArray *
graft_import_rows_get_classes (const GraftImportRows *self)
{
  return self->classes;
}

/* Two texts with a zero byte between them. */
static GBytes *
join_pair (const char *first, const char *second)
{
  gsize n = strlen (first), m = strlen (second);
  char *both = g_malloc (n + m + 1);

  memcpy (both, first, n + 1);
  memcpy (both + n + 1, second, m);
  return g_bytes_new_take (both, n + m + 1);
}

/* Floats are kept little-endian, whatever the machine. */
static GBytes *
cut_item (const GraftImportRows *self, gsize index)
{
  g_autoptr (GBytes) slice =
      g_bytes_new_from_bytes (self->items, index * self->item_bytes, self->item_bytes);
  guint32 *words;

  if (G_BYTE_ORDER == G_LITTLE_ENDIAN ||
      graft_dataset_get_kind (self->dataset) == GRAFT_ITEM_IMAGE)
    return g_steal_pointer (&slice);
  words = g_memdup2 (g_bytes_get_data (slice, NULL), self->item_bytes);
  for (gsize i = 0; i < self->item_bytes / sizeof *words; i++)
    words[i] = GUINT32_SWAP_LE_BE (words[i]);
  return g_bytes_new_take (words, self->item_bytes);
}

static void
fill_from_dataset (const GraftImportRows *self, gsize index, GraftImportRow *row)
{
  const GraftShape *shape = graft_dataset_get_shape (self->dataset);
  const gint32 *labels = graft_dataset_peek_labels (self->dataset);

  row->content = cut_item (self, index);
  if (graft_dataset_get_kind (self->dataset) == GRAFT_ITEM_IMAGE)
    {
      row->format = GRAFT_FORMAT_PIXELS;
      row->height = (guint)shape->dim[0];
      row->width = (guint)shape->dim[1];
      row->channels = (guint)shape->dim[2];
    }
  else
    {
      row->format = GRAFT_FORMAT_VECTOR;
      row->height = 1;
      row->width = (guint)graft_shape_size (shape);
      row->channels = 1;
    }
  if (labels != NULL && labels[index] >= 0)
    row->class = labels[index];
}

void
graft_import_rows_get (const GraftImportRows *self, gsize index, GraftImportRow *row)
{
  *row = (GraftImportRow){ .class = GRAFT_CLASS_NONE, .mtime = self->mtime };
  if (self->pairs != NULL)
    {
      row->format = GRAFT_FORMAT_PAIR;
      row->content = join_pair (self->pairs->first[index], self->pairs->second[index]);
    }
  else
    fill_from_dataset (self, index, row);
  row->bytes = g_bytes_get_size (row->content);
  self->sha256 (g_bytes_get_data (row->content, NULL), row->bytes, row->hash);
  row->name = g_strdup_printf ("%s #%" G_GSIZE_FORMAT, self->name, index + 1);
}
