/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading of csv.h; writing is in csv-write.c. One pass over the bytes: fields are copied
 * without their quotes into a text of their own, and rows know where they begin. */
#include "engine/io/csv.h"

#include "engine/io/fail.h"
#include "engine/io/file.h"
#include "engine/io/text-lines.h"

#include <string.h>

/* Rows by which separator and names are found out. */
#define ROWS_LOOKED_AT 16

typedef struct
{
  const char *at;
  const char *end;
  const char *name;
  char separator;
  gsize line; /* counts from 1 */
  char *text;
  gsize n_text;
  GArray *fields; /* guint32 */
} Reader;

static gboolean
is_break (const Reader *self)
{
  return *self->at == '\n' || *self->at == '\r';
}

/* CR, LF or both. */
static void
skip_break (Reader *self)
{
  if (self->at < self->end && *self->at == '\r')
    self->at++;
  if (self->at < self->end && *self->at == '\n')
    self->at++;
  self->line++;
}

static gboolean
fail_here (Reader *self, GraftIoError code, GError **error, const char *what)
{
  return graft_io_fail (error, code, self->name, "line %" G_GSIZE_FORMAT ": %s",
                        self->line, what);
}

/* The part of a field in quotes; two quotes are one. */
static gboolean
read_quoted (Reader *self, GError **error)
{
  const gsize first = self->line;

  for (self->at++; self->at < self->end; self->at++)
    {
      if (*self->at == '"' && (self->at + 1 == self->end || self->at[1] != '"'))
        {
          self->at++;
          return TRUE;
        }
      if (*self->at == '"')
        self->at++;
      self->line += *self->at == '\n';
      self->text[self->n_text++] = *self->at;
    }
  self->line = first;
  return fail_here (self, GRAFT_IO_ERROR_FORMAT, error,
                    "a quote is never closed; close it, or double it inside a field");
}

/* To the separator, the end of the line or of the file. */
static gboolean
read_field (Reader *self, GError **error)
{
  const gsize start = self->n_text;
  const guint32 place = (guint32)start;

  g_array_append_val (self->fields, place);
  if (self->at < self->end && *self->at == '"' && !read_quoted (self, error))
    return FALSE;
  while (self->at < self->end && *self->at != self->separator && !is_break (self))
    self->text[self->n_text++] = *self->at++;
  if (self->n_text - start > GRAFT_CSV_MAX_FIELD)
    return fail_here (self, GRAFT_IO_ERROR_TOO_LARGE, error,
                      "has a field of more than 65536 bytes; is a quote missing?");
  self->text[self->n_text++] = '\0';
  return TRUE;
}

/* The number of fields, 0 for an empty line. */
static gboolean
read_row (Reader *self, gsize *n, GError **error)
{
  const guint first = self->fields->len;

  *n = 0;
  if (is_break (self))
    {
      skip_break (self);
      return TRUE;
    }
  for (;;)
    {
      if (self->fields->len - first == GRAFT_CSV_MAX_COLUMNS)
        return fail_here (self, GRAFT_IO_ERROR_TOO_LARGE, error,
                          "has more than 65536 columns; choose fewer");
      if (!read_field (self, error))
        return FALSE;
      if (self->at == self->end || is_break (self))
        break;
      self->at++;
    }
  *n = self->fields->len - first;
  return TRUE;
}

/* Rows of @n_columns, or as many as the first has. @most: stop after so many. */
static gboolean
read_rows (Reader *self, gsize most, gsize *n_rows, gsize *n_columns, GError **error)
{
  *n_rows = *n_columns = 0;
  while (self->at < self->end && *n_rows < most)
    {
      const gsize line = self->line;
      gsize n;

      if (!read_row (self, &n, error))
        return FALSE;
      if (n == 0)
        continue;
      if (*n_columns == 0)
        *n_columns = n;
      if (n != *n_columns)
        return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name,
                              "line %" G_GSIZE_FORMAT ": has %" G_GSIZE_FORMAT
                              " fields where the first row has %" G_GSIZE_FORMAT
                              "; rows must be equally long",
                              line, n, *n_columns);
      if (++*n_rows > GRAFT_CSV_MAX_ROWS || self->fields->len > GRAFT_CSV_MAX_FIELDS)
        return fail_here (self, GRAFT_IO_ERROR_TOO_LARGE, error,
                          "the table is too long; split it");
      if (self->at < self->end)
        skip_break (self);
    }
  return TRUE;
}

/* Whether the first rows have the same number of fields, more than one of them. */
static gboolean
is_separator (const Reader *whole, char separator, gsize *n_columns)
{
  Reader reader = *whole;
  gsize n_rows;
  gboolean fine;

  reader.separator = separator;
  reader.fields = g_array_new (FALSE, FALSE, sizeof (guint32));
  fine = read_rows (&reader, ROWS_LOOKED_AT, &n_rows, n_columns, NULL);
  g_array_unref (reader.fields);
  return fine && *n_columns > 1;
}

static char
find_separator (const Reader *whole)
{
  static const char separators[] = { '\t', ';', ',' };
  gsize n_columns, most = 1;
  char widest = ',';

  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      if (is_separator (whole, separators[i], &n_columns))
        return separators[i];
      if (n_columns > most)
        {
          most = n_columns;
          widest = separators[i];
        }
    }
  /* None does: the reason is told by the one that has the most to tell. */
  return widest;
}

static gboolean
is_name_for_labels (const char *text)
{
  static const char *const names[] = { "label",   "labels", "class",
                                       "classes", "target", "targets" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (text, names[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Before has_names is set: the first row is row 0. */
static gboolean
find_names (const GraftCsv *self)
{
  const gsize n_rows = MIN (self->n_rows, ROWS_LOOKED_AT);
  double number;

  for (gsize c = 0; c < self->n_columns; c++)
    {
      const char *first = graft_csv_peek (self, 0, c);
      gsize row = 1;

      if (is_name_for_labels (first))
        return TRUE;
      if (*first == '\0' || graft_csv_get_number (self, 0, c, &number))
        continue;
      while (row < n_rows && graft_csv_get_number (self, row, c, &number))
        row++;
      if (row == n_rows && n_rows > 1)
        return TRUE;
    }
  return FALSE;
}

static GraftCsv *
finish (Reader *reader, gsize n_rows, gsize n_columns)
{
  GraftCsv *self = g_new0 (GraftCsv, 1);

  self->n_rows = n_rows;
  self->n_columns = n_columns;
  self->separator = reader->separator;
  self->text = g_steal_pointer (&reader->text);
  self->field = g_memdup2 (reader->fields->data, reader->fields->len * sizeof (guint32));
  if (find_names (self))
    {
      self->has_names = TRUE;
      self->n_rows--;
    }
  return self;
}

GraftCsv *
graft_csv_parse (GBytes *bytes, const char *name, GError **error)
{
  gsize size, n_rows, n_columns;
  const char *text = g_bytes_get_data (bytes, &size);
  Reader reader = { .name = name, .line = 1 };
  GraftCsv *self = NULL;

  if (size > GRAFT_CSV_MAX_FILE)
    {
      graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, name,
                     "is larger than 1 GiB; split it");
      return NULL;
    }
  if (!graft_text_check (text, size, name, error))
    return NULL;
  reader.at = size > 0 ? text + graft_text_mark_size (text, size) : "";
  reader.end = size > 0 ? text + size : reader.at;
  /* Each field costs a zero, and has a separator or the end behind it. */
  reader.text = g_malloc (size + 2);
  reader.separator = find_separator (&reader);
  reader.fields = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (read_rows (&reader, G_MAXSIZE, &n_rows, &n_columns, error))
    {
      if (n_rows > 0)
        self = finish (&reader, n_rows, n_columns);
      else
        graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name, "is an empty table");
    }
  g_array_unref (reader.fields);
  g_free (reader.text);
  return self;
}

GraftCsv *
graft_csv_load (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = graft_file_read (path, GRAFT_CSV_MAX_FILE, error);

  return bytes != NULL ? graft_csv_parse (bytes, path, error) : NULL;
}

void
graft_csv_free (GraftCsv *self)
{
  g_free (self->text);
  g_free (self->field);
  g_free (self);
}

const char *
graft_csv_peek (const GraftCsv *self, gsize row, gsize column)
{
  g_return_val_if_fail (row < self->n_rows && column < self->n_columns, NULL);
  return self->text + self->field[(row + self->has_names) * self->n_columns + column];
}

const char *
graft_csv_peek_name (const GraftCsv *self, gsize column)
{
  g_return_val_if_fail (column < self->n_columns, NULL);
  return self->has_names ? self->text + self->field[column] : NULL;
}

gboolean
graft_csv_get_number (const GraftCsv *self, gsize row, gsize column, double *number)
{
  const char *field = graft_csv_peek (self, row, column);

  return field != NULL && graft_text_to_number (field, strlen (field), number);
}

gboolean
graft_csv_find_labels (const GraftCsv *self, gsize *column)
{
  for (gsize c = 0; self->has_names && c < self->n_columns; c++)
    if (is_name_for_labels (graft_csv_peek_name (self, c)))
      {
        *column = c;
        return TRUE;
      }
  return FALSE;
}
