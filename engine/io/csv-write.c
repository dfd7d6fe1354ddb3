/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing of csv.h. */
#include "engine/io/csv.h"

#include "engine/io/file.h"

#include <string.h>

struct _GraftCsvWriter
{
  GString *text;
  char separator;
  gboolean in_row;
};

GraftCsvWriter *
graft_csv_writer_new (char separator)
{
  GraftCsvWriter *self = g_new0 (GraftCsvWriter, 1);

  self->text = g_string_new (NULL);
  self->separator = separator;
  return self;
}

void
graft_csv_writer_free (GraftCsvWriter *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

/* The empty field too: a row of nothing else would be an empty line. */
static gboolean
needs_quotes (const GraftCsvWriter *self, const char *field)
{
  const gsize length = strlen (field);

  return length == 0 || strchr (field, self->separator) != NULL ||
         strpbrk (field, "\"\r\n,;\t") != NULL || g_ascii_isspace (field[0]) ||
         g_ascii_isspace (field[length - 1]);
}

void
graft_csv_writer_add (GraftCsvWriter *self, const char *field)
{
  if (self->in_row)
    g_string_append_c (self->text, self->separator);
  self->in_row = TRUE;
  if (!needs_quotes (self, field))
    {
      g_string_append (self->text, field);
      return;
    }
  g_string_append_c (self->text, '"');
  for (; *field != '\0'; field++)
    {
      if (*field == '"')
        g_string_append_c (self->text, '"');
      g_string_append_c (self->text, *field);
    }
  g_string_append_c (self->text, '"');
}

void
graft_csv_writer_add_number (GraftCsvWriter *self, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  /* 15 digits nearly always do, and read better: 0.1 instead of 0.10000000000000001. */
  g_ascii_formatd (text, sizeof text, "%.15g", number);
  if (g_ascii_strtod (text, NULL) != number)
    g_ascii_dtostr (text, sizeof text, number);
  graft_csv_writer_add (self, text);
}

void
graft_csv_writer_end_row (GraftCsvWriter *self)
{
  g_string_append (self->text, "\r\n");
  self->in_row = FALSE;
}

gboolean
graft_csv_writer_save (GraftCsvWriter *self, const char *path, GError **error)
{
  /* A copy: the table may grow on. */
  g_autoptr (GBytes) bytes = g_bytes_new (self->text->str, self->text->len);

  return graft_file_write_packed (path, bytes, error);
}
