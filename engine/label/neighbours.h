/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nearest neighbours of every item among the others. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GraftNeighbours:
 * @k: neighbours of each, at most n − 1
 * @item: [n, k] the nearest first, ties to the lowest
 * @square: [n, k] squared distances, in double
 */
typedef struct
{
  gsize n;
  gsize k;
  guint32 *item;
  double *square;
} GraftNeighbours;

/**
 * graft_neighbours_new:
 * @x: features, [n, d]
 * @n_threads: 0 for one a processor; the answer is the same
 *
 * Compares all pairs, as matrix products of blocks in float; the candidates that come
 * near the edge are measured again in double. Cost: 2 n² d operations. Memory: a centred
 * copy of @x, 1 MiB a thread, 12 n k bytes. Thread: any.
 * Errors: `GRAFT_DATA_ERROR_NOT_FINITE`, cancellation.
 */
GraftNeighbours *graft_neighbours_new (const float *x,
                                       gsize n,
                                       gsize d,
                                       gsize k,
                                       guint n_threads,
                                       GCancellable *cancellable,
                                       GError **error);
void graft_neighbours_free (GraftNeighbours *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftNeighbours, graft_neighbours_free)

G_END_DECLS
