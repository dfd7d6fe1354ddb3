/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of the numbers of a MAT file. Private to engine/io. */
#pragma once

#include "engine/io/mat-private.h"
#include "engine/io/npy.h"

G_BEGIN_DECLS

gboolean graft_mat_class_is_numeric (guint8 class);
/* "a cell array", for messages. */
const char *graft_mat_class_describe (guint8 class);

/**
 * graft_mat_convert:
 * @numbers: column-major, perhaps of a smaller type than @class says: MATLAB stores whole
 * doubles as bytes
 * @dim: [rank], at most GRAFT_NPY_MAX_RANK
 *
 * Errors: `GRAFT_IO_ERROR_FORMAT` when there are other than the product of @dim numbers,
 * or when one does not fit the class; `GRAFT_IO_ERROR_TOO_LARGE`.
 */
GraftNpy *graft_mat_convert (const GraftMatElement *numbers,
                             guint8 class,
                             const gsize *dim,
                             guint rank,
                             gboolean big_endian,
                             const char *name,
                             GError **error);

G_END_DECLS
