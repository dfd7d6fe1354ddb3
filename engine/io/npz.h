/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several arrays in one file, as numpy.savez() and numpy.savez_compressed() write them: a
 * zip archive whose members are files of npy.h. */
#pragma once

#include "engine/io/npy.h"

G_BEGIN_DECLS

/* Members beyond are refused: people save a handful. */
#define GRAFT_NPZ_MOST_ARRAYS 4096

typedef struct _GraftNpz GraftNpz;

/**
 * graft_npz_load:
 * @path: a regular file
 *
 * Opens the archive; arrays are unpacked when they are asked for. Members that are no
 * arrays are passed over. Errors: GRAFT_IO_ERROR, all codes; the message starts with
 * @path.
 */
GraftNpz *graft_npz_load (const char *path, GError **error);
/* The same from memory; @name is what messages call it. */
GraftNpz *graft_npz_parse (GBytes *bytes, const char *name, GError **error);
void graft_npz_free (GraftNpz *self);

/* Names of the arrays without ".npy", in the order of the file, NULL-terminated. */
const char *const *graft_npz_peek_names (const GraftNpz *self);

/**
 * graft_npz_get:
 *
 * Unpacks one array. A small member that unpacks to a large one is given up as soon as it
 * passes what it said it had; a member that is larger than GRAFT_NPY_MAX_BYTES, or a
 * thousand times its packed size and more than 256 MiB, is not begun. Errors:
 * GRAFT_IO_ERROR, all codes; the message names the file and the array.
 *
 * Returns: (transfer full)
 */
GraftNpy *graft_npz_get (GraftNpz *self, const char *array, GError **error);

/* An array to be written; @data are elements of @type, row-major. */
typedef struct
{
  const char *name;
  GraftNpyType type;
  const void *data;
  guint rank;
  gsize dim[GRAFT_NPY_MAX_RANK];
} GraftNpzArray;

/**
 * graft_npz_write:
 * @arrays: [n_arrays]; names without ".npy", all different
 *
 * What numpy.load() reads, packed; @path is replaced in one go. The same arrays give the
 * same bytes. Errors: GRAFT_IO_ERROR_FAILED.
 */
gboolean graft_npz_write (const char *path,
                          const GraftNpzArray *arrays,
                          gsize n_arrays,
                          GError **error);
/* The bytes of the file. */
GBytes *graft_npz_build (const GraftNpzArray *arrays,
                         gsize n_arrays,
                         const char *name,
                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftNpz, graft_npz_free)

G_END_DECLS
