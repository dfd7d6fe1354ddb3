/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The format of the MNIST files: a magic of four bytes (0, 0, type, rank), big-endian
 * dimensions, elements. Source: LeCun, Cortes, Burges, "The MNIST database", 1998. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GRAFT_IDX_MAX_RANK 4

/**
 * GraftIdx:
 * @rank: number of axes, 1 to GRAFT_IDX_MAX_RANK
 * @dim: [rank]; the first counts items
 * @data: the product of @dim bytes
 */
typedef struct
{
  guint rank;
  gsize dim[GRAFT_IDX_MAX_RANK];
  GBytes *data;
} GraftIdx;

/**
 * graft_idx_load:
 * @path: plain or gzipped
 *
 * Only unsigned bytes are read: all data sets in the format have them. A file with fewer
 * or more bytes than its header says is refused before anything is allocated for it.
 * Errors: GRAFT_IO_ERROR, all codes; the message starts with @path.
 */
GraftIdx *graft_idx_load (const char *path, GError **error);
/* The same from memory, unpacked; @name is what messages call it. */
GraftIdx *graft_idx_parse (GBytes *bytes, const char *name, GError **error);
void graft_idx_free (GraftIdx *self);

/**
 * graft_idx_write:
 * @path: replaced in one go; gzipped when it ends in ".gz"
 * @data: the product of @dim bytes, row-major
 * @dim: [rank]; the first counts items
 * @rank: 1 (labels) to GRAFT_IDX_MAX_RANK
 *
 * What graft_idx_load() reads. Errors: GRAFT_IO_ERROR_FAILED, _TOO_LARGE for an axis of
 * more than 32 bits or data beyond 4 GiB, _UNSUPPORTED for an axis of 0.
 */
gboolean graft_idx_write (
    const char *path, const guint8 *data, const gsize *dim, guint rank, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftIdx, graft_idx_free)

G_END_DECLS
