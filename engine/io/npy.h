/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arrays in NumPy's file format, versions 1.0 and 2.0: numbers of one type, row-major,
 * little endian. Reading is safe on hostile bytes; pickled objects are refused, never
 * looked into. Source: NumPy enhancement proposal 1, "A simple file format for NumPy
 * arrays". */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GRAFT_NPY_MAX_RANK 8
/* Files and payloads beyond this are refused: 4 GiB. */
#define GRAFT_NPY_MAX_BYTES ((guint64)1 << 32)

typedef enum
{
  GRAFT_NPY_BOOL,
  GRAFT_NPY_I1,
  GRAFT_NPY_U1,
  GRAFT_NPY_I2,
  GRAFT_NPY_U2,
  GRAFT_NPY_I4,
  GRAFT_NPY_U4,
  GRAFT_NPY_I8,
  GRAFT_NPY_U8,
  GRAFT_NPY_F4,
  GRAFT_NPY_F8,
} GraftNpyType;

/**
 * GraftNpy:
 * @type: of the elements
 * @rank: number of axes; 0 is a single number
 * @dim: [rank]
 * @n: elements, the product of @dim
 * @data: [n] elements, row-major, native byte order, aligned for any of the types
 *
 * An array as it was read. Read-only.
 */
typedef struct
{
  GraftNpyType type;
  guint rank;
  gsize dim[GRAFT_NPY_MAX_RANK];
  gsize n;
  void *data;
} GraftNpy;

/**
 * graft_npy_load:
 * @path: a regular file, plain or gzipped
 *
 * Reads a whole .npy file. Column-major arrays are turned into row-major ones. Trailing
 * bytes after the elements are refused, since they tell of a damaged file. Errors:
 * GRAFT_IO_ERROR, all codes; the message starts with the name of the file.
 */
GraftNpy *graft_npy_load (const char *path, GError **error);

/**
 * graft_npy_parse:
 * @bytes: what a .npy file holds
 * @name: what messages call it
 *
 * As graft_npy_load(), from memory: for members of archives and for fuzzing.
 */
GraftNpy *graft_npy_parse (GBytes *bytes, const char *name, GError **error);

void graft_npy_free (GraftNpy *self);

/* Bytes of one element. */
gsize graft_npy_type_size (GraftNpyType type);
/* TRUE for the integer types and bool. */
gboolean graft_npy_type_is_whole (GraftNpyType type);
/* Element @index as a double: exact but for 64-bit integers beyond 2⁵³. */
double graft_npy_get (const GraftNpy *self, gsize index);
/* All elements as doubles or floats, [n]; free with g_free(). */
double *graft_npy_dup_doubles (const GraftNpy *self);
float *graft_npy_dup_floats (const GraftNpy *self);

/**
 * graft_npy_dup_ints:
 * @name: what messages call the array
 *
 * All elements as 64-bit integers; floats pass when every one is a whole number.
 * Errors: `GRAFT_IO_ERROR_UNSUPPORTED` when an element is not.
 *
 * Returns: (transfer full): [n], free with g_free()
 */
gint64 *graft_npy_dup_ints (const GraftNpy *self, const char *name, GError **error);

/**
 * graft_npy_build:
 * @data: elements of @type, row-major
 * @dim: [rank], @rank at most GRAFT_NPY_MAX_RANK
 *
 * The bytes of a .npy file of version 1.0, as numpy.load() reads it.
 */
GBytes *
graft_npy_build (GraftNpyType type, const void *data, const gsize *dim, guint rank);

/**
 * graft_npy_save:
 *
 * Writes graft_npy_build() to @path, replacing it in one go.
 * Errors: `GRAFT_IO_ERROR_FAILED`.
 */
gboolean graft_npy_save (const char *path,
                         GraftNpyType type,
                         const void *data,
                         const gsize *dim,
                         guint rank,
                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftNpy, graft_npy_free)

G_END_DECLS
