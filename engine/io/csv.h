/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as text. Reading takes what RFC 4180 says and what spreadsheets write: fields in
 * quotes, commas, semicolons or tabs between them, with or without names of columns. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GRAFT_CSV_MAX_COLUMNS 65536
#define GRAFT_CSV_MAX_ROWS ((gsize)1 << 24)
/* Fields of all rows. */
#define GRAFT_CSV_MAX_FIELDS ((gsize)1 << 28)
#define GRAFT_CSV_MAX_FIELD 65536
#define GRAFT_CSV_MAX_FILE ((guint64)1 << 30)

/**
 * GraftCsv:
 * @n_rows: without the row of names
 * @has_names: the first row of the file names the columns
 * @separator: that was found: ',', ';' or tab
 *
 * Read-only.
 */
typedef struct
{
  gsize n_rows;
  gsize n_columns;
  gboolean has_names;
  char separator;
  /*< private >*/
  char *text;     /* all fields, each ended by a zero */
  guint32 *field; /* [(has_names + n_rows) × n_columns] places in text */
} GraftCsv;

/**
 * graft_csv_load:
 * @path: plain or gzipped, UTF-8 with or without a mark in front
 *
 * The separator is the one of tab, semicolon and comma, in this order, that makes the
 * first rows equally long. The first row names the columns when it has a field that is no
 * number above a number, or when one of its fields is a name for labels
 * (graft_csv_find_labels()). Empty lines are passed over; rows of other lengths are
 * refused. Errors: GRAFT_IO_ERROR, all codes; the message starts with @path and names the
 * line.
 */
GraftCsv *graft_csv_load (const char *path, GError **error);
/* The same from memory, unpacked; @name is what messages call it. */
GraftCsv *graft_csv_parse (GBytes *bytes, const char *name, GError **error);
void graft_csv_free (GraftCsv *self);

/* One field, without its quotes. */
const char *graft_csv_peek (const GraftCsv *self, gsize row, gsize column);
/* NULL where columns have no names. */
const char *graft_csv_peek_name (const GraftCsv *self, gsize column);
/* FALSE when the field is no number with a decimal point. */
gboolean
graft_csv_get_number (const GraftCsv *self, gsize row, gsize column, double *number);
/* The first column named "label", "class" or "target" (upper or lower case, plural too);
 * FALSE when there is none. */
gboolean graft_csv_find_labels (const GraftCsv *self, gsize *column);

/* ---- writing ---- */

typedef struct _GraftCsvWriter GraftCsvWriter;

/**
 * graft_csv_writer_new:
 * @separator: ',' or another that readers look for
 *
 * A table that grows field by field. Fields with separators, quotes, line breaks or
 * spaces at their ends are quoted; lines end with CR LF, as RFC 4180 has them.
 */
GraftCsvWriter *graft_csv_writer_new (char separator);
void graft_csv_writer_free (GraftCsvWriter *self);

void graft_csv_writer_add (GraftCsvWriter *self, const char *field);
/* As short as it can be to give the same double again. */
void graft_csv_writer_add_number (GraftCsvWriter *self, double number);
void graft_csv_writer_end_row (GraftCsvWriter *self);

/* Replaces @path in one go; gzipped when it ends in ".gz". Errors:
 * GRAFT_IO_ERROR_FAILED. */
gboolean graft_csv_writer_save (GraftCsvWriter *self, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftCsv, graft_csv_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftCsvWriter, graft_csv_writer_free)

G_END_DECLS
