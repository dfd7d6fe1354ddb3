/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "csv:FILE": columns of numbers, and one of labels: that which labels= names or counts
 * from 1, else one that is called so, else the last one when it is no number. */
#include "engine/data/class-names.h"
#include "engine/data/data-source.h"

#include "engine/base/error.h"
#include "engine/io/csv.h"

#include <math.h>

typedef struct
{
  const GraftCsv *csv;
  const char *path;
  gboolean has_labels;
  gsize labels; /* column */
} Table;

/* How messages call a column. */
static char *
name_column (const Table *self, gsize column)
{
  const char *name = graft_csv_peek_name (self->csv, column);

  return name != NULL && *name != '\0'
             ? g_strdup_printf ("column “%s”", name)
             : g_strdup_printf ("column %" G_GSIZE_FORMAT, column + 1);
}

static gboolean
find_column (Table *self, const char *wanted, GError **error)
{
  guint64 number;

  for (gsize c = 0; c < self->csv->n_columns; c++)
    if (g_strcmp0 (graft_csv_peek_name (self->csv, c), wanted) == 0)
      {
        self->labels = c;
        return TRUE;
      }
  if (g_ascii_string_to_unsigned (wanted, 10, 1, self->csv->n_columns, &number, NULL))
    {
      self->labels = (gsize)number - 1;
      return TRUE;
    }
  g_set_error (
      error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
      "%s has no column “%s”, which labels= names; write the name of a column, or "
      "its number from 1 to %" G_GSIZE_FORMAT,
      self->path, wanted, self->csv->n_columns);
  return FALSE;
}

static gboolean
find_labels (Table *self, const char *wanted, GError **error)
{
  const gsize last = self->csv->n_columns - 1;
  double number;

  self->has_labels = TRUE;
  if (wanted != NULL)
    return find_column (self, wanted, error);
  if (graft_csv_find_labels (self->csv, &self->labels))
    return TRUE;
  self->labels = last;
  for (gsize i = 0; i < self->csv->n_rows; i++)
    if (*graft_csv_peek (self->csv, i, last) != '\0' &&
        !graft_csv_get_number (self->csv, i, last, &number))
      return TRUE;
  self->has_labels = FALSE;
  return TRUE;
}

static gboolean
read_row (const Table *self, gsize row, float *values, GError **error)
{
  double number;

  for (gsize c = 0; c < self->csv->n_columns; c++)
    {
      if (self->has_labels && c == self->labels)
        continue;
      if (!graft_csv_get_number (self->csv, row, c, &number) || !isfinite ((float)number))
        {
          g_autofree char *column = name_column (self, c);
          const char *text = graft_csv_peek (self->csv, row, c);

          g_set_error (
              error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_NOT_FINITE,
              "%s: %s has “%.40s” in row %" G_GSIZE_FORMAT
              ", which is no number with a decimal point; repair it or leave the "
              "%s out",
              self->path, column, text, row + 1, *text == '\0' ? "row" : "column");
          return FALSE;
        }
      *values++ = (float)number;
    }
  return TRUE;
}

static GBytes *
read_items (const Table *self, gsize n_features, GError **error)
{
  const gsize n = self->csv->n_rows;
  g_autofree float *values = g_try_malloc_n (n * n_features, sizeof *values);

  if (values == NULL)
    {
      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_TOO_LARGE,
                   "%s needs more memory than is free", self->path);
      return NULL;
    }
  for (gsize i = 0; i < n; i++)
    if (!read_row (self, i, values + i * n_features, error))
      return NULL;
  return g_bytes_new_take (g_steal_pointer (&values), n * n_features * sizeof (float));
}

/* Whole numbers where all are, as text where one is not; spaces and "" are none. */
static char **
read_classes (const Table *self, gint32 *classes, GError **error)
{
  const gsize n = self->csv->n_rows;
  g_autofree gint64 *values = g_new (gint64, n);
  g_autofree const char **texts = g_new (const char *, n);
  g_autofree char *column = name_column (self, self->labels);
  g_autofree char *name = g_strdup_printf ("%s: %s", self->path, column);
  gboolean whole = TRUE;

  for (gsize i = 0; i < n; i++)
    {
      double number;

      texts[i] = graft_csv_peek (self->csv, i, self->labels);
      if (*texts[i] == '\0')
        values[i] = GRAFT_LABEL_NONE;
      else if (graft_csv_get_number (self->csv, i, self->labels, &number) &&
               fabs (number) < 0x1p53 && number == floor (number))
        values[i] = (gint64)number;
      else
        whole = FALSE;
    }
  return whole ? graft_class_names_of (values, n, classes, name, error)
               : graft_class_names_of_texts (texts, n, classes, name, error);
}

static GraftDataset *
make_dataset (const Table *self, GError **error)
{
  const gsize n = self->csv->n_rows, d = self->csv->n_columns - self->has_labels;
  const GraftShape shape = { 1, { d } };
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree gint32 *classes = NULL;
  g_autoptr (GBytes) items = NULL, labels = NULL;
  g_auto (GStrv) class_names = NULL;

  if (d == 0 || n == 0)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
                   "%s has no %s; it takes columns of numbers and at least one row",
                   self->path, n == 0 ? "rows" : "columns beside the labels");
      return NULL;
    }
  if (self->has_labels)
    {
      classes = g_new (gint32, n);
      class_names = read_classes (self, classes, error);
      if (class_names == NULL)
        return NULL;
      labels = g_bytes_new_take (g_steal_pointer (&classes), n * sizeof (gint32));
    }
  items = read_items (self, d, error);
  return items != NULL
             ? graft_dataset_new (name, GRAFT_ITEM_VECTOR, &shape, n, items, labels,
                                  (const char *const *)class_names, error)
             : NULL;
}

static GraftDataset *
load (const GraftDataSource *source,
      const char *rest,
      GCancellable *cancellable,
      GPtrArray *messages,
      GError **error)
{
  g_autofree char *path = graft_data_source_resolve (source, rest);
  g_autoptr (GraftCsv) csv = graft_csv_load (path, error);
  Table table = { .csv = csv, .path = path };

  if (csv == NULL || !find_labels (&table, source->labels, error))
    return NULL;
  if (!table.has_labels && messages != NULL)
    g_ptr_array_add (
        messages,
        g_strdup_printf ("%s has no column of labels; labels= names one", path));
  return make_dataset (&table, error);
}

const GraftDataKind graft_data_kind_csv = {
  .kind = "csv",
  .usage = "csv:FILE",
  .load = load,
};
