/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See mat.h. What elements look like is in mat-element.c, what becomes of their numbers
 * in mat-numbers.c. */
#include "engine/io/mat.h"

#include "engine/io/file.h"
#include "engine/io/mat-numbers-private.h"
#include "engine/io/mat-private.h"

#include <string.h>

#define HEADER_SIZE 128
#define VERSION_AT 124
#define ENDIAN_AT 126
#define HDF5_VERSION 0x0200
/* Flags, dimensions and name of an array fit into this. */
#define START_SIZE 4096
#define MOST_NAME 1024

typedef struct
{
  char *name;
  guint8 class;
  gboolean complex;
  guint rank;
  gsize dim[GRAFT_NPY_MAX_RANK];
  gboolean packed;
  const guint8 *content; /* of the element, packed or not */
  gsize size;
} Variable;

struct _GraftMat
{
  char *name;
  GBytes *bytes;
  gboolean big_endian;
  GArray *variables; /* Variable */
  GPtrArray *names;  /* utf8, borrowed from variables; ends with NULL */
};

static void
clear_variable (gpointer data)
{
  g_free (((Variable *)data)->name);
}

static gboolean
fail_damaged (const GraftMat *self, GError **error)
{
  return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name,
                        "is a damaged MATLAB file; save it again");
}

/* Flags, dimensions and name. FALSE when they make no sense. */
static gboolean
read_start (GraftMatCursor *cursor, Variable *variable)
{
  GraftMatElement flags, dims, name;
  guint32 word;

  if (!graft_mat_next (cursor, &flags) || flags.type != GRAFT_MAT_UINT32 ||
      flags.size != 8)
    return FALSE;
  word = graft_mat_read_u32 (flags.content, cursor->big_endian);
  variable->class = word & 0xff;
  variable->complex = (word & 0x800) != 0;
  /* Objects have other elements here; their names are of no use. */
  if (!graft_mat_next (cursor, &dims) || dims.type != GRAFT_MAT_INT32 ||
      dims.size % 4 != 0 || dims.size == 0)
    return FALSE;
  variable->rank = (guint)MIN (dims.size / 4, G_MAXUINT);
  for (guint i = 0; i < MIN (variable->rank, GRAFT_NPY_MAX_RANK); i++)
    variable->dim[i] = graft_mat_read_u32 (dims.content + 4 * i, cursor->big_endian);
  if (!graft_mat_next (cursor, &name) || name.type != GRAFT_MAT_INT8 ||
      name.size > MOST_NAME)
    return FALSE;
  variable->name = g_utf8_make_valid ((const char *)name.content, (gssize)name.size);
  return TRUE;
}

/* What the element at the top holds: an array, or one that is packed. */
static gboolean
read_variable (GraftMat *self, const GraftMatElement *element, GError **error)
{
  Variable variable = { .packed = element->type == GRAFT_MAT_COMPRESSED,
                        .content = element->content,
                        .size = element->size };
  GraftMatCursor cursor = { element->content, element->content + element->size,
                            self->big_endian };
  g_autoptr (GBytes) start = NULL;

  if (variable.packed)
    {
      gsize size;
      const guint8 *data;

      start = graft_mat_inflate (element->content, element->size, START_SIZE);
      data = start != NULL ? g_bytes_get_data (start, &size) : NULL;
      if (data == NULL || size < GRAFT_MAT_TAG_SIZE)
        return fail_damaged (self, error);
      if (graft_mat_read_u32 (data, self->big_endian) != GRAFT_MAT_MATRIX)
        return TRUE;
      cursor.at = data + GRAFT_MAT_TAG_SIZE;
      cursor.end = data + size;
    }
  else if (element->type != GRAFT_MAT_MATRIX)
    return TRUE;
  /* An empty array without anything is allowed, and of no use. */
  if (cursor.at == cursor.end)
    return TRUE;
  if (!read_start (&cursor, &variable))
    {
      g_free (variable.name);
      /* Objects and function handles are made otherwise. */
      return graft_mat_class_is_numeric (variable.class) ? fail_damaged (self, error)
                                                         : TRUE;
    }
  g_array_append_val (self->variables, variable);
  return TRUE;
}

static gboolean
read_variables (GraftMat *self, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->bytes, &size);
  GraftMatCursor cursor = { data + HEADER_SIZE, data + size, self->big_endian };

  while (cursor.at < cursor.end)
    {
      GraftMatElement element;
      const guint8 *start = cursor.at;

      if (!graft_mat_next (&cursor, &element))
        return fail_damaged (self, error);
      /* Packed elements are not padded. */
      if (element.type == GRAFT_MAT_COMPRESSED &&
          element.content == start + GRAFT_MAT_TAG_SIZE)
        cursor.at = element.content + element.size;
      if (!read_variable (self, &element, error))
        return FALSE;
      if (self->variables->len > GRAFT_MAT_MOST_VARIABLES)
        return graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, self->name,
                              "has more than %d variables; save those you need",
                              GRAFT_MAT_MOST_VARIABLES);
    }
  for (guint i = 0; i < self->variables->len; i++)
    {
      const Variable *variable = &g_array_index (self->variables, Variable, i);

      if (graft_mat_class_is_numeric (variable->class) && *variable->name != '\0')
        g_ptr_array_add (self->names, variable->name);
    }
  g_ptr_array_add (self->names, NULL);
  return TRUE;
}

static gboolean
read_header (GraftMat *self, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->bytes, &size);
  guint version;

  if (size < HEADER_SIZE || (memcmp (data + ENDIAN_AT, "IM", 2) != 0 &&
                             memcmp (data + ENDIAN_AT, "MI", 2) != 0))
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name,
                          "is no MATLAB file of level 5; save -v7 writes one");
  self->big_endian = data[ENDIAN_AT] == 'M';
  version = self->big_endian ? (guint)data[VERSION_AT] << 8 | data[VERSION_AT + 1]
                             : (guint)data[VERSION_AT + 1] << 8 | data[VERSION_AT];
  if (version == HDF5_VERSION)
    return graft_io_fail (error, GRAFT_IO_ERROR_UNSUPPORTED, self->name,
                          "is a MATLAB file of version 7.3; save it with -v7");
  return TRUE;
}

GraftMat *
graft_mat_parse (GBytes *bytes, const char *name, GError **error)
{
  g_autoptr (GraftMat) self = g_new0 (GraftMat, 1);

  self->name = g_strdup (name);
  self->bytes = g_bytes_ref (bytes);
  self->variables = g_array_new (FALSE, FALSE, sizeof (Variable));
  g_array_set_clear_func (self->variables, clear_variable);
  self->names = g_ptr_array_new ();
  if (!read_header (self, error) || !read_variables (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

GraftMat *
graft_mat_load (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = graft_file_read (path, GRAFT_FILE_MAX_BYTES, error);

  return bytes != NULL ? graft_mat_parse (bytes, path, error) : NULL;
}

void
graft_mat_free (GraftMat *self)
{
  g_ptr_array_unref (self->names);
  g_array_unref (self->variables);
  g_bytes_unref (self->bytes);
  g_free (self->name);
  g_free (self);
}

const char *const *
graft_mat_peek_names (const GraftMat *self)
{
  return (const char *const *)self->names->pdata;
}

/* Flags, dimensions, name and numbers, unpacked. */
static GBytes *
open_variable (GraftMat *self, const Variable *variable, const char *name, GError **error)
{
  g_autoptr (GBytes) tag = NULL;
  GBytes *whole = NULL;
  gsize size;

  if (!variable->packed)
    return g_bytes_new_static (variable->content, variable->size);
  tag = graft_mat_inflate (variable->content, variable->size, GRAFT_MAT_TAG_SIZE);
  /* read_variable() has seen that there is one. */
  size = graft_mat_read_u32 ((const guint8 *)g_bytes_get_data (tag, NULL) + 4,
                             self->big_endian);
  whole =
      graft_mat_inflate (variable->content, variable->size, GRAFT_MAT_TAG_SIZE + size);
  if (whole != NULL && g_bytes_get_size (whole) == GRAFT_MAT_TAG_SIZE + size)
    {
      GBytes *inside = g_bytes_new_from_bytes (whole, GRAFT_MAT_TAG_SIZE, size);

      g_bytes_unref (whole);
      return inside;
    }
  g_clear_pointer (&whole, g_bytes_unref);
  graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name, "cannot be unpacked; save it again");
  return NULL;
}

static GraftNpy *
read_numbers (GraftMat *self, const Variable *variable, const char *name, GError **error)
{
  g_autoptr (GBytes) content = open_variable (self, variable, name, error);
  Variable again = { 0 };
  GraftMatCursor cursor;
  GraftMatElement numbers;
  gsize size;

  if (content == NULL)
    return NULL;
  cursor.at = g_bytes_get_data (content, &size);
  cursor.end = cursor.at + size;
  cursor.big_endian = self->big_endian;
  if (!read_start (&cursor, &again) || !graft_mat_next (&cursor, &numbers))
    {
      g_free (again.name);
      graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name, "ends before its numbers");
      return NULL;
    }
  g_free (again.name);
  return graft_mat_convert (&numbers, again.class, again.dim, again.rank,
                            self->big_endian, name, error);
}

static gboolean
check_variable (const Variable *variable, const char *name, GError **error)
{
  if (!graft_mat_class_is_numeric (variable->class))
    return graft_io_fail (error, GRAFT_IO_ERROR_UNSUPPORTED, name,
                          "is %s; only arrays of numbers can be read",
                          graft_mat_class_describe (variable->class));
  if (variable->complex)
    return graft_io_fail (error, GRAFT_IO_ERROR_UNSUPPORTED, name,
                          "has complex numbers; save its parts");
  if (variable->rank > GRAFT_NPY_MAX_RANK)
    return graft_io_fail (error, GRAFT_IO_ERROR_UNSUPPORTED, name,
                          "has more than %d axes; reshape it", GRAFT_NPY_MAX_RANK);
  return TRUE;
}

GraftNpy *
graft_mat_get (GraftMat *self, const char *variable, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", self->name, variable);
  g_autofree char *names = NULL;

  for (guint i = 0; i < self->variables->len; i++)
    {
      const Variable *at = &g_array_index (self->variables, Variable, i);

      if (strcmp (at->name, variable) == 0)
        return check_variable (at, name, error) ? read_numbers (self, at, name, error)
                                                : NULL;
    }
  names = g_strjoinv (", ", (char **)self->names->pdata);
  graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name,
                 "has no variable “%s”; there are: %s", variable,
                 *names != '\0' ? names : "none");
  return NULL;
}
