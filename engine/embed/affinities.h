/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much two points are neighbours, for t-SNE (methods 8.2). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * graft_affinity_row:
 * @squares: [m] squared distances from one point to its neighbours
 * @perplexity: above 1, at most @m
 * @p: (out): [m] e^(−β d²), of sum 1
 *
 * Finds β by bisection so that the entropy is ln @perplexity within 1e-11, in at most 200
 * steps. Returns: β
 */
double graft_affinity_row (const double *squares, gsize m, double perplexity, double *p);

/* All pairs: @x [n, d]; @beta [n]; @conditional [n, n], rows of sum 1; @joint [n, n],
 * symmetric, of sum 1. For few points: the map itself keeps only near neighbours. */
void graft_affinities_dense (const double *x,
                             gsize n,
                             gsize d,
                             double perplexity,
                             double *beta,
                             double *conditional,
                             double *joint);

/* Joint affinities that are not 0: of row i, those at first[i] … first[i + 1] - 1. */
typedef struct
{
  gsize n;
  gsize *first; /* [n + 1] */
  guint32 *column;
  float *p;
  double *exact; /* the same, in double */
} GraftAffinities;

/* Of the ⌊3 perplexity⌋ nearest neighbours of each row of @x, [n, d]. Cost: n² d. */
GraftAffinities *
graft_affinities_new (const float *x, gsize n, gsize d, double perplexity);
/* From a joint matrix, [n, n]. */
GraftAffinities *graft_affinities_from_dense (const double *joint, gsize n);
void graft_affinities_free (GraftAffinities *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftAffinities, graft_affinities_free)

G_END_DECLS
