/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See propagation.h. Both methods solve (I − a S) G = B with S = D^(−½) W D^(−½):
 * spreading for all items with a = α and F = G; harmonic for the items without label with
 * a = 1, B from those with one, and F = D^(−½) G. */
#include "engine/label/propagation.h"

#include "engine/base/error.h"
#include "engine/base/union-find.h"
#include "engine/label/conjugate-private.h"

#include <math.h>
#include <string.h>

#define TOLERANCE 1e-7
#define MOST_ITERATIONS 3000
#define MOST_ENTRIES ((gsize)1 << 28)

typedef struct
{
  const GraftPropagation *problem;
  GraftPropagated *result;
  double *scaled;   /* [edges] S */
  guint8 *stranded; /* [n] */
  guint8 *unknown;  /* [n] rows of the system */
} Solving;

static void
solving_clear (Solving *self)
{
  g_free (self->scaled);
  g_free (self->stranded);
  g_free (self->unknown);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Solving, solving_clear)

static gboolean
check (const GraftPropagation *problem, GError **error)
{
  gsize n = problem->graph->n, n_labelled = 0;

  for (gsize i = 0; i < n; i++)
    {
      n_labelled += problem->labels[i] >= 0;
      if (problem->labels[i] >= 0 && (gsize)problem->labels[i] >= problem->k)
        {
          g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                       "item %" G_GSIZE_FORMAT " has class %d; there are %" G_GSIZE_FORMAT
                       " classes, counted from 0",
                       i, problem->labels[i], problem->k);
          return FALSE;
        }
    }
  if (n_labelled == 0)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
                   "none of the %" G_GSIZE_FORMAT
                   " items has a label to spread; label at least one of each class",
                   n);
      return FALSE;
    }
  if (n > MOST_ENTRIES / problem->k)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                   "%" G_GSIZE_FORMAT " items in %" G_GSIZE_FORMAT
                   " classes are more than fit into memory; take fewer items",
                   n, problem->k);
      return FALSE;
    }
  return TRUE;
}

/* ---- the system ---- */

static void
find_stranded (Solving *self)
{
  const GraftNeighbourGraph *graph = self->problem->graph;
  g_autoptr (GraftUnionFind) parts = graft_union_find_new (graph->n);
  g_autofree guint8 *lit = g_new0 (guint8, MAX (graph->n, 1));

  for (guint32 i = 0; i < graph->n; i++)
    for (gsize e = graph->first[i]; e < graph->first[i + 1]; e++)
      graft_union_find_join (parts, i, graph->column[e]);
  for (guint32 i = 0; i < graph->n; i++)
    if (self->problem->labels[i] >= 0)
      lit[graft_union_find_root (parts, i)] = 1;
  self->stranded = g_new0 (guint8, MAX (graph->n, 1));
  for (guint32 i = 0; i < graph->n; i++)
    {
      guint32 root = graft_union_find_root (parts, i);

      self->stranded[i] = !lit[root];
      self->result->n_stranded += !lit[root];
      self->result->n_parts += root == i && !lit[root];
    }
}

static void
scale_edges (Solving *self)
{
  const GraftNeighbourGraph *graph = self->problem->graph;

  self->scaled = g_new (double, MAX (graph->first[graph->n], 1));
  for (gsize i = 0; i < graph->n; i++)
    for (gsize e = graph->first[i]; e < graph->first[i + 1]; e++)
      self->scaled[e] =
          graph->weight[e] / sqrt (graph->degree[i] * graph->degree[graph->column[e]]);
}

static gboolean
is_harmonic (const Solving *self)
{
  return self->problem->method == GRAFT_PROPAGATE_HARMONIC;
}

static double
get_share (const Solving *self)
{
  if (is_harmonic (self))
    return 1;
  return self->problem->alpha > 0 ? self->problem->alpha : GRAFT_SPREADING_ALPHA;
}

/* Right sides of the classes from @first on, [n, m]. */
static void
fill_right (const Solving *self, gsize first, gsize m, double *b)
{
  const GraftNeighbourGraph *graph = self->problem->graph;

  memset (b, 0, graph->n * m * sizeof *b);
  for (gsize j = 0; j < graph->n; j++)
    {
      gint32 label = self->problem->labels[j];
      gsize column = (gsize)label - first;

      if (label < (gint32)first || column >= m)
        continue;
      if (!is_harmonic (self))
        b[j * m + column] = 1 - get_share (self);
      else
        /* S is symmetric: what j gives to i stands in the row of j. */
        for (gsize e = graph->first[j]; e < graph->first[j + 1]; e++)
          if (self->unknown[graph->column[e]])
            b[graph->column[e] * m + column] += self->scaled[e] * sqrt (graph->degree[j]);
    }
}

static void
take (const Solving *self, gsize first, gsize m, const double *x)
{
  const GraftNeighbourGraph *graph = self->problem->graph;
  gsize k = self->problem->k;

  for (gsize i = 0; i < graph->n; i++)
    for (gsize c = 0; c < m; c++)
      {
        double *f = &self->result->f[i * k + first + c];

        if (!is_harmonic (self))
          *f = x[i * m + c];
        else if (self->unknown[i])
          *f = CLAMP (x[i * m + c] / sqrt (graph->degree[i]), 0, 1);
        else
          *f = self->problem->labels[i] == (gint32)(first + c);
      }
}

static gboolean
solve (Solving *self, GError **error)
{
  gsize n = self->problem->graph->n;
  g_autofree double *b = g_new (double, MAX (n * GRAFT_CONJUGATE_COLUMNS, 1));
  g_autofree double *x = g_new (double, MAX (n * GRAFT_CONJUGATE_COLUMNS, 1));
  GraftConjugate system = { .graph = self->problem->graph,
                            .scaled = self->scaled,
                            .unknown = self->unknown,
                            .share = get_share (self),
                            .tolerance = TOLERANCE,
                            .max_iterations = MOST_ITERATIONS,
                            .cancellable = self->problem->cancellable };

  self->result->converged = TRUE;
  for (gsize first = 0; first < self->problem->k; first += GRAFT_CONJUGATE_COLUMNS)
    {
      gboolean converged;
      guint iterations;

      system.columns = MIN (GRAFT_CONJUGATE_COLUMNS, self->problem->k - first);
      fill_right (self, first, system.columns, b);
      iterations = graft_conjugate (&system, b, x, &converged);
      if (g_cancellable_set_error_if_cancelled (self->problem->cancellable, error))
        return FALSE;
      take (self, first, system.columns, x);
      self->result->n_iterations = MAX (self->result->n_iterations, iterations);
      self->result->converged = self->result->converged && converged;
    }
  return TRUE;
}

/* ---- the answer ---- */

/* What each class is multiplied by before the largest one is looked for, [k]. */
static double *
dup_scales (const Solving *self)
{
  gsize k = self->result->k, n_labelled = 0;
  double *scale = g_new (double, k);
  g_autofree double *mass = g_new0 (double, k), *labelled = g_new0 (double, k);

  for (gsize i = 0; i < self->result->n; i++)
    {
      if (self->problem->labels[i] >= 0)
        {
          labelled[self->problem->labels[i]]++;
          n_labelled++;
        }
      for (gsize c = 0; c < k && is_harmonic (self) && self->unknown[i]; c++)
        mass[c] += self->result->f[i * k + c];
    }
  for (gsize c = 0; c < k; c++)
    if (is_harmonic (self))
      scale[c] = mass[c] > 0 ? labelled[c] / (double)n_labelled / mass[c] : 0;
    else
      scale[c] = 1;
  return scale;
}

static void
predict_row (const GraftPropagated *result, gsize i, const double *scale)
{
  const double *row = result->f + i * result->k;
  gsize best = 0;
  double sum = 0;

  for (gsize c = 0; c < result->k; c++)
    {
      sum += MAX (row[c] * scale[c], 0);
      if (row[c] * scale[c] > row[best] * scale[best])
        best = c;
    }
  if (!(sum > 0))
    return;
  result->predicted[i] = (gint32)best;
  result->confidence[i] = row[best] * scale[best] / sum;
}

static void
predict (Solving *self)
{
  GraftPropagated *result = self->result;
  g_autofree double *scale = dup_scales (self);

  for (gsize i = 0; i < result->n; i++)
    {
      gint32 label = self->problem->labels[i];

      result->predicted[i] = -1;
      result->confidence[i] = 0;
      if (is_harmonic (self) && label >= 0)
        {
          result->predicted[i] = label;
          result->confidence[i] = 1;
        }
      else if (!self->stranded[i])
        predict_row (result, i, scale);
    }
}

GraftPropagated *
graft_propagate (const GraftPropagation *problem, GError **error)
{
  g_autoptr (GraftPropagated) result = g_new0 (GraftPropagated, 1);
  g_auto (Solving) solving = { .problem = problem, .result = result };
  gsize n = problem->graph->n;

  g_return_val_if_fail (problem->k > 0 && problem->alpha >= 0 && problem->alpha < 1,
                        NULL);
  if (!check (problem, error))
    return NULL;
  result->n = n;
  result->k = problem->k;
  result->f = g_new0 (double, n * problem->k);
  result->predicted = g_new (gint32, n);
  result->confidence = g_new (double, n);
  find_stranded (&solving);
  scale_edges (&solving);
  if (is_harmonic (&solving))
    {
      solving.unknown = g_new (guint8, n);
      for (gsize i = 0; i < n; i++)
        solving.unknown[i] = problem->labels[i] < 0 && !solving.stranded[i];
    }
  if (!solve (&solving, error))
    return NULL;
  predict (&solving);
  return g_steal_pointer (&result);
}

void
graft_propagated_free (GraftPropagated *self)
{
  g_free (self->f);
  g_free (self->predicted);
  g_free (self->confidence);
  g_free (self);
}
