/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sparse graph that joins similar items, for label propagation (methods 9.3). */
#pragma once

#include "engine/label/neighbours.h"

G_BEGIN_DECLS

#define GRAFT_GRAPH_NEIGHBOURS 10

/**
 * GraftNeighbourGraph:
 * @sigma2: σ² of the weights
 * @first: [n + 1] the neighbours of item i are column[first[i]] … column[first[i + 1] −
 * 1]
 * @weight: [first[n]] symmetric, above 0, at most 1
 * @degree: [n] sum of an item's weights
 */
typedef struct
{
  gsize n;
  double sigma2;
  gsize *first;
  guint32 *column;
  double *weight;
  double *degree;
} GraftNeighbourGraph;

/**
 * graft_neighbour_graph_new:
 *
 * Joins two items when one is among the nearest of the other, by exp (−d² / 2σ²) with σ²
 * the median of all squared distances in @near; where that is 0, because most items have
 * copies, their mean. Weights do not fall below 1e-8, so that an item far from all others
 * still hangs on its nearest ones. Cost: n k log (n k). Thread: any.
 */
GraftNeighbourGraph *graft_neighbour_graph_new (const GraftNeighbours *near);
void graft_neighbour_graph_free (GraftNeighbourGraph *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftNeighbourGraph, graft_neighbour_graph_free)

G_END_DECLS
