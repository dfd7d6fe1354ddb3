/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See svmlight.h. What is written is kept first, so that the table is only made when its
 * size is known and allowed. */
#include "engine/io/svmlight.h"

#include "engine/io/fail.h"
#include "engine/io/file.h"
#include "engine/io/text-lines.h"

#include <math.h>
#include <string.h>

typedef struct
{
  guint32 row;
  guint32 index;
  float value;
} Entry;

typedef struct
{
  const char *name;
  gsize line;      /* counts from 1 */
  GArray *labels;  /* gint64 */
  GArray *entries; /* Entry */
  gboolean has_0;
  gsize n_indices; /* the largest index, and one more */
} Reader;

/* A word: what is up to the next space. */
typedef struct
{
  const char *start;
  gsize length;
} Word;

static gboolean
next_word (const char **at, const char *end, Word *word)
{
  while (*at < end && g_ascii_isspace (**at))
    (*at)++;
  word->start = *at;
  while (*at < end && !g_ascii_isspace (**at))
    (*at)++;
  word->length = (gsize)(*at - word->start);
  return word->length > 0;
}

static gboolean
fail_line (Reader *self, GError **error, const char *what)
{
  return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name,
                        "line %" G_GSIZE_FORMAT ": %s", self->line, what);
}

static gboolean
read_label (Reader *self, const Word *word, GError **error)
{
  double number;
  gint64 label;

  /* 2^53: all whole numbers below are exact. */
  if (!graft_text_to_number (word->start, word->length, &number) ||
      !(fabs (number) < 0x1p53) || number != floor (number))
    return fail_line (self, error, "does not begin with a label, a whole number");
  label = (gint64)number;
  g_array_append_val (self->labels, label);
  return TRUE;
}

static gboolean
read_index (const Word *word, const char *colon, gsize *index)
{
  *index = 0;
  if (colon == word->start)
    return FALSE;
  for (const char *at = word->start; at < colon; at++)
    {
      if (!g_ascii_isdigit (*at) || *index > GRAFT_SVMLIGHT_MAX_FEATURES)
        return FALSE;
      *index = 10 * *index + (gsize)(*at - '0');
    }
  return *index <= GRAFT_SVMLIGHT_MAX_FEATURES;
}

/* @last: index of the entry before, or -1. */
static gboolean
read_entry (Reader *self, const Word *word, gssize *last, GError **error)
{
  const char *colon = memchr (word->start, ':', word->length);
  Entry entry = { .row = self->labels->len - 1 };
  double value;
  gsize index;

  if (colon != NULL && colon - word->start == 3 && memcmp (word->start, "qid", 3) == 0)
    return TRUE;
  if (colon == NULL || !read_index (word, colon, &index))
    return fail_line (self, error,
                      "should have features as INDEX:VALUE, with an index of at "
                      "most 1048576");
  if (!graft_text_to_number (colon + 1, word->length - (gsize)(colon + 1 - word->start),
                             &value) ||
      !isfinite ((float)value))
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name,
                          "line %" G_GSIZE_FORMAT
                          ": the value of feature %" G_GSIZE_FORMAT
                          " is no number that can be used",
                          self->line, index);
  if ((gssize)index <= *last)
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name,
                          "line %" G_GSIZE_FORMAT ": feature %" G_GSIZE_FORMAT
                          " comes after %" G_GSSIZE_FORMAT "; indices must grow",
                          self->line, index, *last);
  *last = (gssize)index;
  self->has_0 |= index == 0;
  self->n_indices = MAX (self->n_indices, index + 1);
  entry.index = (guint32)index;
  entry.value = (float)value;
  g_array_append_val (self->entries, entry);
  return TRUE;
}

static gboolean
read_line (gpointer reader, const char *at, const char *end, GError **error)
{
  Reader *self = reader;
  const char *comment = memchr (at, '#', (gsize)(end - at));
  gssize last = -1;
  Word word;

  if (comment != NULL)
    end = comment;
  if (!next_word (&at, end, &word))
    return TRUE;
  if (!read_label (self, &word, error))
    return FALSE;
  while (next_word (&at, end, &word))
    if (!read_entry (self, &word, &last, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_lines (Reader *self, const char *text, gsize size, GError **error)
{
  if (!graft_text_each_line (text, size, read_line, self, &self->line, error))
    return FALSE;
  if (self->labels->len == 0)
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name,
                          "has no items; expected lines of a label and INDEX:VALUE");
  return TRUE;
}

/* How indices are to be read, and how many features that makes. */
static gboolean
find_size (const Reader *self,
           GraftSvmlightBase base,
           gsize n_features,
           GraftSvmlight *table,
           GError **error)
{
  if (base == GRAFT_SVMLIGHT_FROM_1 && self->has_0)
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name,
                          "has a feature 0, so that indices do not begin with 1");
  table->first_index =
      base == GRAFT_SVMLIGHT_FROM_1 || (base == GRAFT_SVMLIGHT_AUTO && !self->has_0);
  table->n = self->labels->len;
  table->n_features =
      MAX (self->n_indices > 0 ? self->n_indices - table->first_index : 0, n_features);
  if (table->n_features == 0)
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name,
                          "has labels only, no features");
  if (table->n_features > GRAFT_SVMLIGHT_MAX_FEATURES ||
      table->n > GRAFT_SVMLIGHT_MAX_VALUES / table->n_features)
    return graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, self->name,
                          "has %" G_GSIZE_FORMAT " items of %" G_GSIZE_FORMAT
                          " features, which would take more than 1 GiB; choose fewer",
                          table->n, table->n_features);
  return TRUE;
}

static gboolean
fill_table (const Reader *self, GraftSvmlight *table, GError **error)
{
  table->values = g_try_malloc0_n (table->n * table->n_features, sizeof (float));
  if (table->values == NULL)
    return graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, self->name,
                          "needs more memory than is free");
  table->labels = g_memdup2 (self->labels->data, table->n * sizeof (gint64));
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);

      table->values[entry->row * table->n_features + entry->index - table->first_index] =
          entry->value;
    }
  return TRUE;
}

GraftSvmlight *
graft_svmlight_parse (GBytes *bytes,
                      const char *name,
                      GraftSvmlightBase base,
                      gsize n_features,
                      GError **error)
{
  Reader reader = { .name = name,
                    .line = 1,
                    .labels = g_array_new (FALSE, FALSE, sizeof (gint64)),
                    .entries = g_array_new (FALSE, FALSE, sizeof (Entry)) };
  g_autoptr (GraftSvmlight) self = g_new0 (GraftSvmlight, 1);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  gboolean fine;

  if (size > GRAFT_SVMLIGHT_MAX_FILE)
    fine = graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, name,
                          "is larger than 1 GiB; split it");
  else
    fine = read_lines (&reader, size > 0 ? text : "", size, error) &&
           find_size (&reader, base, n_features, self, error) &&
           fill_table (&reader, self, error);
  g_array_unref (reader.labels);
  g_array_unref (reader.entries);
  return fine ? g_steal_pointer (&self) : NULL;
}

GraftSvmlight *
graft_svmlight_load (const char *path,
                     GraftSvmlightBase base,
                     gsize n_features,
                     GError **error)
{
  g_autoptr (GBytes) bytes = graft_file_read (path, GRAFT_SVMLIGHT_MAX_FILE, error);

  return bytes != NULL ? graft_svmlight_parse (bytes, path, base, n_features, error)
                       : NULL;
}

void
graft_svmlight_free (GraftSvmlight *self)
{
  g_free (self->values);
  g_free (self->labels);
  g_free (self);
}
