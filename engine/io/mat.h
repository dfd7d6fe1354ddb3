/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numeric arrays from MATLAB's files of level 5 (save -v6 and -v7, Octave's too), plain
 * or compressed, of either byte order. Cells, structs, text and sparse matrices are
 * named, never looked into; files of version 7.3 are HDF5 and refused. Source: MathWorks,
 * "MAT-File Format", level 5. */
#pragma once

#include "engine/io/npy.h"

G_BEGIN_DECLS

/* Variables beyond are refused. */
#define GRAFT_MAT_MOST_VARIABLES 65536

typedef struct _GraftMat GraftMat;

/**
 * graft_mat_load:
 * @path: a regular file
 *
 * Reads the names of the variables; elements are read when they are asked for. Errors:
 * GRAFT_IO_ERROR, all codes; the message starts with @path.
 */
GraftMat *graft_mat_load (const char *path, GError **error);
/* The same from memory; @name is what messages call it. */
GraftMat *graft_mat_parse (GBytes *bytes, const char *name, GError **error);
void graft_mat_free (GraftMat *self);

/* Names of the numeric arrays, in the order of the file, NULL-terminated. */
const char *const *graft_mat_peek_names (const GraftMat *self);

/**
 * graft_mat_get:
 *
 * One array, row-major, of the type it has in MATLAB. Memory follows what is in the file,
 * never what a header promises. Errors: GRAFT_IO_ERROR, all codes; the message names the
 * file, and the variable or those that there are.
 *
 * Returns: (transfer full)
 */
GraftNpy *graft_mat_get (GraftMat *self, const char *variable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftMat, graft_mat_free)

G_END_DECLS
