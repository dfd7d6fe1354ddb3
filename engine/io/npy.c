/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading NumPy arrays: the header, a small Python dictionary, is read by npy-header.c;
 * here are the sizes, the elements and the writer. */
#include "engine/io/npy.h"

#include "engine/base/error.h"
#include "engine/io/file.h"
#include "engine/io/npy-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define MAGIC "\x93NUMPY"
#define MAGIC_SIZE 6
/* A header of eight axes takes 200 bytes; NumPy itself refuses more than this by default.
 */
#define MAX_HEADER 10000

/* The letters of a descriptor, without the byte order. */
static const char *const type_codes[] = { "b1", "i1", "u1", "i2", "u2", "i4",
                                          "u4", "i8", "u8", "f4", "f8" };

gboolean
graft_npy_type_from_code (const char *code, GraftNpyType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (type_codes); i++)
    if (strcmp (type_codes[i], code) == 0)
      {
        *type = (GraftNpyType)i;
        return TRUE;
      }
  return FALSE;
}

gsize
graft_npy_type_size (GraftNpyType type)
{
  return (gsize)(type_codes[type][1] - '0');
}

gboolean
graft_npy_type_is_whole (GraftNpyType type)
{
  return type != GRAFT_NPY_F4 && type != GRAFT_NPY_F8;
}

/* Finds the header between the magic and the elements. */
static gboolean
find_header (const guint8 *bytes,
             gsize size,
             const char *name,
             const char **text,
             gsize *length,
             GError **error)
{
  gsize start;

  if (size < MAGIC_SIZE + 4 || memcmp (bytes, MAGIC, MAGIC_SIZE) != 0)
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name,
                          "is not a NumPy array; numpy.save() writes one");
  if (bytes[6] != 1 && bytes[6] != 2)
    return graft_io_fail (error, GRAFT_IO_ERROR_UNSUPPORTED, name,
                          "has version %u of the format; versions 1 and 2 can be read",
                          bytes[6]);
  start = bytes[6] == 1 ? MAGIC_SIZE + 4 : MAGIC_SIZE + 6;
  if (size < start)
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name, "ends inside its header");
  *length = (gsize)bytes[8] | (gsize)bytes[9] << 8;
  if (bytes[6] == 2)
    *length |= (gsize)bytes[10] << 16 | (gsize)bytes[11] << 24;
  if (*length > MAX_HEADER)
    return graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, name,
                          "has a header of %" G_GSIZE_FORMAT " bytes; the limit is %d",
                          *length, MAX_HEADER);
  if (*length > size - start)
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name, "ends inside its header");
  *text = (const char *)bytes + start;
  return TRUE;
}

gboolean
graft_npy_count (GraftNpy *self, const char *name, GError **error)
{
  const gsize limit = GRAFT_NPY_MAX_BYTES / graft_npy_type_size (self->type);

  self->n = 1;
  for (guint i = 0; i < self->rank; i++)
    {
      if (self->dim[i] > limit || (self->dim[i] > 0 && self->n > limit / self->dim[i]))
        return graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, name,
                              "says it holds more than 4 GiB; split it");
      self->n *= self->dim[i];
    }
  return TRUE;
}

static void
swap_bytes (guint8 *data, gsize n, gsize size)
{
  for (gsize i = 0; i < n; i++, data += size)
    for (gsize a = 0, b = size - 1; a < b; a++, b--)
      {
        guint8 held = data[a];

        data[a] = data[b];
        data[b] = held;
      }
}

/* Walks @to, and keeps the place in @from. */
void
graft_npy_reorder (const GraftNpy *self, const guint8 *from, guint8 *to)
{
  const gsize size = graft_npy_type_size (self->type);
  gsize at[GRAFT_NPY_MAX_RANK] = { 0 }, stride[GRAFT_NPY_MAX_RANK], place = 0, step = 1;

  for (guint i = 0; i < self->rank; i++)
    {
      stride[i] = step;
      step *= self->dim[i];
    }
  for (gsize k = 0; k < self->n; k++)
    {
      memcpy (to + k * size, from + place * size, size);
      for (guint i = self->rank; i-- > 0;)
        {
          place += stride[i];
          if (++at[i] < self->dim[i])
            break;
          place -= stride[i] * self->dim[i];
          at[i] = 0;
        }
    }
}

static gboolean
take_elements (GraftNpy *self,
               const guint8 *from,
               gsize size,
               gboolean by_columns,
               const char *name,
               GError **error)
{
  const gsize wanted = self->n * graft_npy_type_size (self->type);

  if (size != wanted)
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name,
                          "has %" G_GSIZE_FORMAT
                          " bytes of elements where its shape asks for %" G_GSIZE_FORMAT
                          "; save it again",
                          size, wanted);
  self->data = g_try_malloc (MAX (wanted, 1));
  if (self->data == NULL)
    return graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, name,
                          "needs %" G_GSIZE_FORMAT " bytes, more than is free", wanted);
  if (by_columns && self->rank > 1)
    graft_npy_reorder (self, from, self->data);
  else if (wanted > 0)
    memcpy (self->data, from, wanted);
  if (G_BYTE_ORDER == G_BIG_ENDIAN)
    swap_bytes (self->data, self->n, graft_npy_type_size (self->type));
  return TRUE;
}

GraftNpy *
graft_npy_parse (GBytes *bytes, const char *name, GError **error)
{
  gsize size = 0, length = 0, start;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const char *text = NULL;
  gboolean by_columns = FALSE;
  g_autoptr (GraftNpy) self = g_new0 (GraftNpy, 1);

  if (!find_header (data, size, name, &text, &length, error) ||
      !graft_npy_read_header (text, length, name, self, &by_columns, error) ||
      !graft_npy_count (self, name, error))
    return NULL;
  start = (gsize)(text - (const char *)data) + length;
  if (!take_elements (self, data + start, size - start, by_columns, name, error))
    return NULL;
  return g_steal_pointer (&self);
}

GraftNpy *
graft_npy_load (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = graft_file_read (path, GRAFT_NPY_MAX_BYTES, error);

  return bytes != NULL ? graft_npy_parse (bytes, path, error) : NULL;
}

void
graft_npy_free (GraftNpy *self)
{
  g_free (self->data);
  g_free (self);
}

double
graft_npy_get (const GraftNpy *self, gsize index)
{
  const void *data = self->data;

  switch (self->type)
    {
    case GRAFT_NPY_BOOL:
      return ((const guint8 *)data)[index] != 0;
    case GRAFT_NPY_I1:
      return ((const gint8 *)data)[index];
    case GRAFT_NPY_U1:
      return ((const guint8 *)data)[index];
    case GRAFT_NPY_I2:
      return ((const gint16 *)data)[index];
    case GRAFT_NPY_U2:
      return ((const guint16 *)data)[index];
    case GRAFT_NPY_I4:
      return ((const gint32 *)data)[index];
    case GRAFT_NPY_U4:
      return ((const guint32 *)data)[index];
    case GRAFT_NPY_I8:
      return (double)((const gint64 *)data)[index];
    case GRAFT_NPY_U8:
      return (double)((const guint64 *)data)[index];
    case GRAFT_NPY_F4:
      return (double)((const float *)data)[index];
    case GRAFT_NPY_F8:
    default:
      return ((const double *)data)[index];
    }
}

double *
graft_npy_dup_doubles (const GraftNpy *self)
{
  double *values = g_new (double, MAX (self->n, 1));

  for (gsize i = 0; i < self->n; i++)
    values[i] = graft_npy_get (self, i);
  return values;
}

float *
graft_npy_dup_floats (const GraftNpy *self)
{
  float *values = g_new (float, MAX (self->n, 1));

  if (self->type == GRAFT_NPY_F4 && self->n > 0)
    memcpy (values, self->data, self->n * sizeof *values);
  else
    for (gsize i = 0; i < self->n; i++)
      values[i] = (float)graft_npy_get (self, i);
  return values;
}

/* 64-bit integers do not all fit a double, so they are taken as they are. */
static gboolean
get_int (const GraftNpy *self, gsize index, gint64 *value)
{
  double real;

  if (self->type == GRAFT_NPY_I8)
    {
      *value = ((const gint64 *)self->data)[index];
      return TRUE;
    }
  if (self->type == GRAFT_NPY_U8)
    {
      *value = (gint64)((const guint64 *)self->data)[index];
      return *value >= 0;
    }
  real = graft_npy_get (self, index);
  /* 2⁶³ is the first double beyond; NaN fails every comparison. */
  if (!(real >= -0x1p63 && real < 0x1p63) || real != floor (real))
    return FALSE;
  *value = (gint64)real;
  return TRUE;
}

gint64 *
graft_npy_dup_ints (const GraftNpy *self, const char *name, GError **error)
{
  g_autofree gint64 *values = g_new (gint64, MAX (self->n, 1));

  for (gsize i = 0; i < self->n; i++)
    if (!get_int (self, i, &values[i]))
      {
        graft_io_fail (error, GRAFT_IO_ERROR_UNSUPPORTED, name,
                       "has %g as element %" G_GSIZE_FORMAT
                       "; whole numbers below 2^63 are needed",
                       graft_npy_get (self, i), i);
        return NULL;
      }
  return g_steal_pointer (&values);
}

/* The dictionary, padded with spaces so that the elements start at a multiple of 64. */
static GString *
write_header (GraftNpyType type, const gsize *dim, guint rank)
{
  GString *text = g_string_new (NULL);
  const char order = graft_npy_type_size (type) == 1 ? '|' : '<';
  gsize start;

  g_string_append_printf (text, "{'descr': '%c%s', 'fortran_order': False, 'shape': (",
                          order, type_codes[type]);
  for (guint i = 0; i < rank; i++)
    g_string_append_printf (
        text, i + 1 < rank ? "%" G_GSIZE_FORMAT ", " : "%" G_GSIZE_FORMAT, dim[i]);
  g_string_append (text, rank == 1 ? ",), }" : "), }");
  start = MAGIC_SIZE + 4 + text->len + 1;
  for (gsize i = start; i % 64 != 0; i++)
    g_string_append_c (text, ' ');
  g_string_append_c (text, '\n');
  return text;
}

GBytes *
graft_npy_build (GraftNpyType type, const void *data, const gsize *dim, guint rank)
{
  g_autoptr (GString) header = NULL;
  gsize n = 1, start, size;
  guint8 *bytes;

  g_return_val_if_fail (rank <= GRAFT_NPY_MAX_RANK, NULL);
  header = write_header (type, dim, rank);
  for (guint i = 0; i < rank; i++)
    n *= dim[i];
  start = MAGIC_SIZE + 4 + header->len;
  size = n * graft_npy_type_size (type);
  bytes = g_malloc (start + size);
  memcpy (bytes, MAGIC "\x01\x00", MAGIC_SIZE + 2);
  bytes[MAGIC_SIZE + 2] = (guint8)(header->len & 0xff);
  bytes[MAGIC_SIZE + 3] = (guint8)(header->len >> 8);
  memcpy (bytes + MAGIC_SIZE + 4, header->str, header->len);
  if (size > 0)
    memcpy (bytes + start, data, size);
  if (G_BYTE_ORDER == G_BIG_ENDIAN)
    swap_bytes (bytes + start, n, graft_npy_type_size (type));
  return g_bytes_new_take (bytes, start + size);
}

gboolean
graft_npy_save (const char *path,
                GraftNpyType type,
                const void *data,
                const gsize *dim,
                guint rank,
                GError **error)
{
  g_autoptr (GBytes) bytes = graft_npy_build (type, data, dim, rank);

  return graft_file_write (path, bytes, error);
}
