/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a few labels to all items, along a graph of neighbours (methods 9.3). For few
 * items propagation-dense.h does the same between all pairs. */
#pragma once

#include "engine/label/neighbour-graph.h"

G_BEGIN_DECLS

#define GRAFT_SPREADING_ALPHA 0.99

typedef enum
{
  GRAFT_PROPAGATE_SPREADING, /* labels may be overruled by their neighbours */
  GRAFT_PROPAGATE_HARMONIC,  /* labels stay as they are */
} GraftPropagateMethod;

/**
 * GraftPropagation:
 * @labels: [n of the graph] 0 … k − 1; negative is none
 * @alpha: of spreading: share of the neighbours, 0 … 1, 1 excluded; 0 for 0.99
 */
typedef struct
{
  const GraftNeighbourGraph *graph;
  GraftPropagateMethod method;
  const gint32 *labels;
  gsize k;
  double alpha;
  GCancellable *cancellable;
} GraftPropagation;

/**
 * GraftPropagated:
 * @f: [n, k] spreading: (1 − α) (I − α S)⁻¹ Y; harmonic: probabilities, the labelled rows
 * as given
 * @predicted: [n] the winning class, or −1 for an item that no label reaches. Harmonic:
 * the columns are first scaled so that the classes of the unlabelled items come to the
 * shares of the labelled ones (class mass normalisation); few labels say little about a
 * place far away, and without it one class would win everywhere
 * @confidence: [n] share of that class of the row; 0 where nothing is predicted
 * @n_stranded: items in parts of the graph that hold no label at all, and @n_parts: how
 * many such parts there are: one label in each would reach them
 * @n_iterations: of conjugate gradients, the most that a class needed
 * @converged: every class reached a relative residual of 1e-7 within 3000 iterations
 */
typedef struct
{
  gsize n;
  gsize k;
  double *f;
  gint32 *predicted;
  double *confidence;
  gsize n_stranded;
  gsize n_parts;
  guint n_iterations;
  gboolean converged;
} GraftPropagated;

/**
 * graft_propagate:
 *
 * Cost: iterations · edges · k; tens of iterations for spreading, hundreds for harmonic
 * with few labels. Memory: 8 n k bytes for the answer and 640 n to work with. Thread:
 * any. Errors: `GRAFT_DATA_ERROR_TOO_FEW` without any label, `GRAFT_DATA_ERROR_RANGE` for
 * one that is none of the k or an answer beyond 2 GiB, cancellation. Source: Zhou et al.,
 * NIPS 2003; Zhu, Ghahramani, Lafferty, ICML 2003.
 */
GraftPropagated *graft_propagate (const GraftPropagation *problem, GError **error);
void graft_propagated_free (GraftPropagated *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftPropagated, graft_propagated_free)

G_END_DECLS
