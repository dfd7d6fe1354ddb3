/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conjugate gradients for (I − a S) X = B on a part of a graph, with several right sides
 * at once, since the edges are what takes time to read. Private to engine/label. */
#pragma once

#include "engine/label/neighbour-graph.h"

G_BEGIN_DECLS

/* Right sides of one solution. */
#define GRAFT_CONJUGATE_COLUMNS 16

/**
 * GraftConjugate:
 * @scaled: [edges] S = D^(−½) W D^(−½), edge by edge
 * @unknown: (nullable): [n] not 0 for the rows of the system; the others count as 0
 * @share: a, at most 1
 * @columns: right sides, at most %GRAFT_CONJUGATE_COLUMNS
 */
typedef struct
{
  const GraftNeighbourGraph *graph;
  const double *scaled;
  const guint8 *unknown;
  double share;
  gsize columns;
  double tolerance;
  guint max_iterations;
  GCancellable *cancellable;
} GraftConjugate;

/* @b: [n, columns], 0 in rows that are not unknown; replaced by the residual. @x: [n,
 * columns], (out). Returns the iterations used; FALSE in @converged when a column did not
 * come to |residual| ≤ tolerance |b|. A cancelled call ends early. */
guint graft_conjugate (const GraftConjugate *problem,
                       double *b,
                       double *x,
                       gboolean *converged);

G_END_DECLS
