/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See mat-numbers-private.h. */
#include "engine/io/mat-numbers-private.h"

#include "engine/io/npy-private.h"

#include <math.h>
#include <string.h>

enum
{
  CLASS_DOUBLE = 6,
  CLASS_UINT64 = 15,
};

gboolean
graft_mat_class_is_numeric (guint8 class)
{
  return class >= CLASS_DOUBLE && class <= CLASS_UINT64;
}

const char *
graft_mat_class_describe (guint8 class)
{
  static const char *const kinds[] = {
    "nothing known", "a cell array", "a struct", "an object", "text", "a sparse matrix"
  };

  return kinds[class < G_N_ELEMENTS (kinds) ? class : 0];
}

static GraftNpyType
class_to_type (guint8 class)
{
  static const GraftNpyType types[] = { GRAFT_NPY_F8, GRAFT_NPY_F4, GRAFT_NPY_I1,
                                        GRAFT_NPY_U1, GRAFT_NPY_I2, GRAFT_NPY_U2,
                                        GRAFT_NPY_I4, GRAFT_NPY_U4, GRAFT_NPY_I8,
                                        GRAFT_NPY_U8 };

  return types[class - CLASS_DOUBLE];
}

static gboolean
element_to_type (guint32 element, GraftNpyType *type)
{
  switch (element)
    {
    case GRAFT_MAT_INT8:
      *type = GRAFT_NPY_I1;
      return TRUE;
    case GRAFT_MAT_UINT8:
      *type = GRAFT_NPY_U1;
      return TRUE;
    case GRAFT_MAT_INT16:
      *type = GRAFT_NPY_I2;
      return TRUE;
    case GRAFT_MAT_UINT16:
      *type = GRAFT_NPY_U2;
      return TRUE;
    case GRAFT_MAT_INT32:
      *type = GRAFT_NPY_I4;
      return TRUE;
    case GRAFT_MAT_UINT32:
      *type = GRAFT_NPY_U4;
      return TRUE;
    case GRAFT_MAT_SINGLE:
      *type = GRAFT_NPY_F4;
      return TRUE;
    case GRAFT_MAT_DOUBLE:
      *type = GRAFT_NPY_F8;
      return TRUE;
    case GRAFT_MAT_INT64:
      *type = GRAFT_NPY_I8;
      return TRUE;
    case GRAFT_MAT_UINT64:
      *type = GRAFT_NPY_U8;
      return TRUE;
    default:
      return FALSE;
    }
}

/* FALSE when @value is no number of the type of @self. 64-bit integers come as they are
 * or from smaller ones. */
static gboolean
set_value (GraftNpy *self, gsize index, double value)
{
  static const double lowest[] = {
    [GRAFT_NPY_I1] = -128,    [GRAFT_NPY_I2] = -32768,    [GRAFT_NPY_I4] = -0x1p31,
    [GRAFT_NPY_I8] = -0x1p53, [GRAFT_NPY_F4] = -HUGE_VAL, [GRAFT_NPY_F8] = -HUGE_VAL,
  };
  static const double highest[] = {
    [GRAFT_NPY_I1] = 127,      [GRAFT_NPY_U1] = 255,        [GRAFT_NPY_I2] = 32767,
    [GRAFT_NPY_U2] = 65535,    [GRAFT_NPY_I4] = 0x1p31 - 1, [GRAFT_NPY_U4] = 0x1p32 - 1,
    [GRAFT_NPY_I8] = 0x1p53,   [GRAFT_NPY_U8] = 0x1p53,     [GRAFT_NPY_F4] = HUGE_VAL,
    [GRAFT_NPY_F8] = HUGE_VAL,
  };

  if (graft_npy_type_is_whole (self->type) &&
      !(value >= lowest[self->type] && value <= highest[self->type] &&
        value == floor (value)))
    return FALSE;
  switch (self->type)
    {
    case GRAFT_NPY_I1:
      ((gint8 *)self->data)[index] = (gint8)value;
      break;
    case GRAFT_NPY_U1:
      ((guint8 *)self->data)[index] = (guint8)value;
      break;
    case GRAFT_NPY_I2:
      ((gint16 *)self->data)[index] = (gint16)value;
      break;
    case GRAFT_NPY_U2:
      ((guint16 *)self->data)[index] = (guint16)value;
      break;
    case GRAFT_NPY_I4:
      ((gint32 *)self->data)[index] = (gint32)value;
      break;
    case GRAFT_NPY_U4:
      ((guint32 *)self->data)[index] = (guint32)value;
      break;
    case GRAFT_NPY_I8:
      ((gint64 *)self->data)[index] = (gint64)value;
      break;
    case GRAFT_NPY_U8:
      ((guint64 *)self->data)[index] = (guint64)value;
      break;
    case GRAFT_NPY_F4:
      /* Beyond the range of floats lies infinity, which data sets refuse by name. */
      ((float *)self->data)[index] = (float)value;
      break;
    default:
      ((double *)self->data)[index] = value;
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

/* @self has type, axes and n of what is stored. */
static gboolean
take_stored (GraftNpy *self,
             const GraftMatElement *numbers,
             gboolean big_endian,
             const char *name,
             GError **error)
{
  const gsize size = graft_npy_type_size (self->type);

  if (numbers->size / size != self->n || numbers->size % size != 0)
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name,
                          "has %" G_GSIZE_FORMAT
                          " bytes of numbers where its size asks for %" G_GSIZE_FORMAT
                          "; save it again",
                          numbers->size, self->n * size);
  self->data = g_try_malloc (MAX (numbers->size, 1));
  if (self->data == NULL)
    return graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, name,
                          "needs more memory than is free");
  if (self->n > 0)
    graft_npy_reorder (self, numbers->content, self->data);
  if (big_endian != (G_BYTE_ORDER == G_BIG_ENDIAN))
    swap_bytes (self->data, self->n, size);
  return TRUE;
}

/* The same numbers in the type that the class asks for. */
static gboolean
change_type (const GraftNpy *stored, GraftNpy *self, const char *name, GError **error)
{
  self->data = g_try_malloc_n (MAX (self->n, 1), graft_npy_type_size (self->type));
  if (self->data == NULL)
    return graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, name,
                          "needs more memory than is free");
  for (gsize i = 0; i < self->n; i++)
    if (!set_value (self, i, graft_npy_get (stored, i)))
      return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name,
                            "has %g where its type cannot have it; save it again",
                            graft_npy_get (stored, i));
  return TRUE;
}

GraftNpy *
graft_mat_convert (const GraftMatElement *numbers,
                   guint8 class,
                   const gsize *dim,
                   guint rank,
                   gboolean big_endian,
                   const char *name,
                   GError **error)
{
  g_autoptr (GraftNpy) stored = g_new0 (GraftNpy, 1);
  g_autoptr (GraftNpy) self = NULL;

  if (!element_to_type (numbers->type, &stored->type))
    {
      graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, name,
                     "has numbers of an unknown type, %u; save it again", numbers->type);
      return NULL;
    }
  stored->rank = rank;
  memcpy (stored->dim, dim, rank * sizeof *dim);
  if (!graft_npy_count (stored, name, error) ||
      !take_stored (stored, numbers, big_endian, name, error))
    return NULL;
  if (stored->type == class_to_type (class))
    return g_steal_pointer (&stored);
  self = g_memdup2 (stored, sizeof *stored);
  self->data = NULL;
  self->type = class_to_type (class);
  /* Wider numbers take more room than those that were counted. */
  if (!graft_npy_count (self, name, error) || !change_type (stored, self, name, error))
    return NULL;
  return g_steal_pointer (&self);
}
