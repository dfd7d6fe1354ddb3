/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See neighbour-graph.h. */
#include "engine/label/neighbour-graph.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Small beside any weight that matters, and large enough for the sums of an item whose
 * weights are all this small. */
#define LEAST_WEIGHT 1e-8

/* One direction of an edge. */
typedef struct
{
  guint32 from;
  guint32 to;
  double square;
} Edge;

static int
compare_numbers (const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

static double
find_sigma2 (const GraftNeighbours *near)
{
  gsize m = near->n * near->k;
  g_autofree double *sorted = NULL;
  double median, mean = 0;

  if (m == 0)
    return 1;
  sorted = g_memdup2 (near->square, m * sizeof *sorted);
  qsort (sorted, m, sizeof *sorted, compare_numbers);
  median = 0.5 * (sorted[(m - 1) / 2] + sorted[m / 2]);
  for (gsize i = 0; i < m; i++)
    mean += sorted[i] / (double)m;
  return median > 0 ? median : mean > 0 ? mean : 1;
}

static int
compare_edges (const void *a, const void *b)
{
  const Edge *x = a, *y = b;

  if (x->from != y->from)
    return x->from < y->from ? -1 : 1;
  return x->to < y->to ? -1 : x->to > y->to;
}

/* Both directions of every edge, each once, sorted. */
static Edge *
list_edges (const GraftNeighbours *near, gsize *n_edges)
{
  Edge *edges = g_new (Edge, MAX (2 * near->n * near->k, 1));
  gsize m = 0, kept = 0;

  for (guint32 i = 0; i < near->n; i++)
    for (gsize c = i * near->k; c < (i + 1) * near->k; c++)
      {
        edges[m++] = (Edge){ i, near->item[c], near->square[c] };
        edges[m++] = (Edge){ near->item[c], i, near->square[c] };
      }
  qsort (edges, m, sizeof *edges, compare_edges);
  for (gsize e = 0; e < m; e++)
    if (kept == 0 || compare_edges (&edges[kept - 1], &edges[e]) != 0)
      edges[kept++] = edges[e];
  *n_edges = kept;
  return edges;
}

GraftNeighbourGraph *
graft_neighbour_graph_new (const GraftNeighbours *near)
{
  GraftNeighbourGraph *self = g_new0 (GraftNeighbourGraph, 1);
  gsize n_edges;
  g_autofree Edge *edges = list_edges (near, &n_edges);

  self->n = near->n;
  self->sigma2 = find_sigma2 (near);
  self->first = g_new0 (gsize, near->n + 1);
  self->column = g_new (guint32, MAX (n_edges, 1));
  self->weight = g_new (double, MAX (n_edges, 1));
  self->degree = g_new0 (double, MAX (near->n, 1));
  for (gsize e = 0; e < n_edges; e++)
    {
      double weight = exp (-edges[e].square / (2 * self->sigma2));

      self->first[edges[e].from + 1]++;
      self->column[e] = edges[e].to;
      self->weight[e] = MAX (weight, LEAST_WEIGHT);
      self->degree[edges[e].from] += self->weight[e];
    }
  for (gsize i = 0; i < near->n; i++)
    self->first[i + 1] += self->first[i];
  return self;
}

void
graft_neighbour_graph_free (GraftNeighbourGraph *self)
{
  g_free (self->first);
  g_free (self->column);
  g_free (self->weight);
  g_free (self->degree);
  g_free (self);
}
