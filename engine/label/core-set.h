/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items that cover all the others: k-centre greedy (methods 9.2). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GraftCoreSet:
 * @x: features, [n, d]
 * @chosen: (nullable): [n] not 0 for items that are centres already: the labelled ones
 * @barred: (nullable): [n] not 0 for items that count as covered but may not be picked
 * @n_picks: centres wanted
 */
typedef struct
{
  const float *x;
  gsize n;
  gsize d;
  const guint8 *chosen;
  const guint8 *barred;
  gsize n_picks;
  GCancellable *cancellable;
} GraftCoreSet;

/**
 * graft_core_set:
 * @order: (out): [n_picks] items, each the farthest from all centres before it; ties go
 *     to the lowest
 * @radius_before: (out) (optional): [n_picks] how far it was; infinite for the first of
 *     all centres, which is the lowest item that may be picked
 * @radius_after: (out) (optional): the farthest that any item is from its centre in the
 * end
 * @n_picked: (out): picks made, fewer than @n_picks when no item is left
 *
 * At most twice the radius of the best set of this size. Cost: (chosen + n_picks) n d.
 * Memory: 9 n bytes. Thread: any. Errors: only cancellation.
 * Source: Gonzalez, "Clustering to minimize the maximum intercluster distance", 1985;
 * Sener, Savarese, "Active learning for convolutional neural networks: a core-set
 * approach", ICLR 2018, algorithm 1.
 */
gboolean graft_core_set (const GraftCoreSet *problem,
                         guint32 *order,
                         double *radius_before,
                         double *radius_after,
                         gsize *n_picked,
                         GError **error);

G_END_DECLS
