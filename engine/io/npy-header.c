/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header of a NumPy file is a Python dictionary with three known keys:
 *   {'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }
 * This reads that and nothing else of Python. */
#include "engine/io/npy-private.h"

#include <string.h>

typedef struct
{
  const char *at;
  const char *end;
  const char *name;
} Reader;

static gboolean
fail_syntax (Reader *self, GError **error)
{
  return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name,
                        "has a header that is not one of a NumPy array; save it again");
}

static void
skip_spaces (Reader *self)
{
  while (self->at < self->end && g_ascii_isspace (*self->at))
    self->at++;
}

/* Takes @c, after spaces, when it comes next. */
static gboolean
take_char (Reader *self, char c)
{
  skip_spaces (self);
  if (self->at == self->end || *self->at != c)
    return FALSE;
  self->at++;
  return TRUE;
}

/* A quoted word of fewer than @size characters, without escapes. */
static gboolean
take_word (Reader *self, char *word, gsize size)
{
  gsize n = 0;
  char quote;

  skip_spaces (self);
  if (self->at == self->end || (*self->at != '\'' && *self->at != '"'))
    return FALSE;
  quote = *self->at++;
  while (self->at < self->end && *self->at != quote)
    {
      if (n + 1 >= size || *self->at == '\\')
        return FALSE;
      word[n++] = *self->at++;
    }
  word[n] = '\0';
  return take_char (self, quote);
}

static gboolean
take_number (Reader *self, gsize *number)
{
  const char *start;

  skip_spaces (self);
  start = self->at;
  *number = 0;
  while (self->at < self->end && g_ascii_isdigit (*self->at))
    {
      /* An axis this long is refused later for its size: stop before it wraps round. */
      if (*number > GRAFT_NPY_MAX_BYTES)
        return FALSE;
      *number = *number * 10 + (gsize)(*self->at++ - '0');
    }
  if (self->at < self->end && *self->at == 'L') /* as Python 2 wrote long integers */
    self->at++;
  return self->at > start && g_ascii_isdigit (*start);
}

static gboolean
read_shape (Reader *self, GraftNpy *array, GError **error)
{
  if (!take_char (self, '('))
    return fail_syntax (self, error);
  array->rank = 0;
  while (!take_char (self, ')'))
    {
      if (array->rank == GRAFT_NPY_MAX_RANK)
        return graft_io_fail (error, GRAFT_IO_ERROR_UNSUPPORTED, self->name,
                              "has more than %d axes; reshape it", GRAFT_NPY_MAX_RANK);
      if (!take_number (self, &array->dim[array->rank]))
        return fail_syntax (self, error);
      array->rank++;
      if (take_char (self, ','))
        continue;
      if (!take_char (self, ')'))
        return fail_syntax (self, error);
      break;
    }
  return TRUE;
}

static gboolean
read_type (Reader *self, GraftNpy *array, GError **error)
{
  char word[32];

  skip_spaces (self);
  if (self->at < self->end && *self->at == '[')
    return graft_io_fail (error, GRAFT_IO_ERROR_UNSUPPORTED, self->name,
                          "holds records; save its columns as arrays of their own");
  if (!take_word (self, word, sizeof word))
    return fail_syntax (self, error);
  if (word[0] == '>')
    return graft_io_fail (error, GRAFT_IO_ERROR_UNSUPPORTED, self->name,
                          "is big-endian (%s); save it little-endian", word);
  if (strchr ("<|=", word[0]) == NULL || word[0] == '\0' ||
      !graft_npy_type_from_code (word + 1, &array->type))
    return graft_io_fail (
        error, GRAFT_IO_ERROR_UNSUPPORTED, self->name,
        "has elements of type “%s”; booleans, integers of 1 to 8 bytes, f4 "
        "and f8 can be read",
        word);
  return TRUE;
}

static gboolean
read_order (Reader *self, gboolean *by_columns, GError **error)
{
  gsize left;

  skip_spaces (self);
  left = (gsize)(self->end - self->at);
  *by_columns = left >= 4 && strncmp (self->at, "True", 4) == 0;
  if (!*by_columns && (left < 5 || strncmp (self->at, "False", 5) != 0))
    return fail_syntax (self, error);
  self->at += *by_columns ? 4 : 5;
  return TRUE;
}

/* Reads the value of @key; each key sets one bit of @seen. */
static gboolean
read_entry (Reader *self,
            const char *key,
            GraftNpy *array,
            gboolean *by_columns,
            guint *seen,
            GError **error)
{
  static const char *const keys[] = { "descr", "fortran_order", "shape" };
  guint which = 0;

  while (which < G_N_ELEMENTS (keys) && strcmp (keys[which], key) != 0)
    which++;
  if (which == G_N_ELEMENTS (keys) || (*seen & (1u << which)))
    return fail_syntax (self, error);
  *seen |= 1u << which;
  if (which == 0)
    return read_type (self, array, error);
  if (which == 1)
    return read_order (self, by_columns, error);
  return read_shape (self, array, error);
}

gboolean
graft_npy_read_header (const char *text,
                       gsize length,
                       const char *name,
                       GraftNpy *self,
                       gboolean *by_columns,
                       GError **error)
{
  Reader reader = { text, text + length, name };
  char key[32];
  guint seen = 0;

  if (!take_char (&reader, '{'))
    return fail_syntax (&reader, error);
  while (!take_char (&reader, '}'))
    {
      if (!take_word (&reader, key, sizeof key) || !take_char (&reader, ':'))
        return fail_syntax (&reader, error);
      if (!read_entry (&reader, key, self, by_columns, &seen, error))
        return FALSE;
      if (take_char (&reader, ','))
        continue;
      if (!take_char (&reader, '}'))
        return fail_syntax (&reader, error);
      break;
    }
  skip_spaces (&reader);
  return (seen == 7 && reader.at == reader.end) || fail_syntax (&reader, error);
}
