/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See affinities.h. */
#include "engine/embed/affinities.h"

#include "engine/tensor/linalg.h"

#include <math.h>
#include <stdlib.h>

#define TOLERANCE 1e-11
#define MOST_STEPS 200
#define BLOCK 256 /* rows whose distances are computed at once */

/* Fills @p and returns the entropy at @beta. The least distance is taken off first. */
static double
entropy_at (const double *squares, gsize m, double least, double beta, double *p)
{
  double sum = 0, moment = 0;

  for (gsize j = 0; j < m; j++)
    {
      p[j] = exp (-beta * (squares[j] - least));
      sum += p[j];
      moment += p[j] * (squares[j] - least);
    }
  for (gsize j = 0; j < m; j++)
    p[j] /= sum;
  return log (sum) + beta * moment / sum;
}

double
graft_affinity_row (const double *squares, gsize m, double perplexity, double *p)
{
  double beta = 1, low = 0, high = INFINITY, least = INFINITY, wanted = log (perplexity);

  for (gsize j = 0; j < m; j++)
    least = MIN (least, squares[j]);
  for (guint i = 0; i < MOST_STEPS; i++)
    {
      double off = entropy_at (squares, m, least, beta, p) - wanted;

      if (fabs (off) < TOLERANCE)
        break;
      if (off > 0)
        low = beta;
      else
        high = beta;
      beta = isinf (high) ? 2 * beta : 0.5 * (low + high);
    }
  return beta;
}

static double
square_distance (const double *a, const double *b, gsize d)
{
  double sum = 0;

  for (gsize c = 0; c < d; c++)
    sum += (a[c] - b[c]) * (a[c] - b[c]);
  return sum;
}

void
graft_affinities_dense (const double *x,
                        gsize n,
                        gsize d,
                        double perplexity,
                        double *beta,
                        double *conditional,
                        double *joint)
{
  g_autofree double *squares = g_new (double, n);
  g_autofree double *row = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    {
      gsize m = 0;

      for (gsize j = 0; j < n; j++)
        if (j != i)
          squares[m++] = square_distance (x + i * d, x + j * d, d);
      beta[i] = graft_affinity_row (squares, m, perplexity, row);
      for (gsize j = 0; j < n; j++)
        conditional[i * n + j] = j == i ? 0 : row[j < i ? j : j - 1];
    }
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      joint[i * n + j] =
          (conditional[i * n + j] + conditional[j * n + i]) / (2.0 * (double)n);
}

/* ---- near neighbours ---- */

typedef struct
{
  float distance;
  guint32 item;
} Candidate;

static gboolean
is_nearer (Candidate a, Candidate b)
{
  return a.distance < b.distance || (a.distance == b.distance && a.item < b.item);
}

/* The @k nearest of @n candidates come first, in no order (Wirth's selection). */
static void
select_nearest (Candidate *all, gssize n, gssize k)
{
  gssize low = 0, high = n - 1;

  while (low < high)
    {
      Candidate pivot = all[k - 1];
      gssize i = low, j = high;

      do
        {
          while (is_nearer (all[i], pivot))
            i++;
          while (is_nearer (pivot, all[j]))
            j--;
          if (i <= j)
            {
              Candidate kept = all[i];

              all[i++] = all[j];
              all[j--] = kept;
            }
        }
      while (i <= j);
      if (j < k - 1)
        low = i;
      if (k - 1 < i)
        high = j;
    }
}

static int
compare_items (const void *a, const void *b)
{
  guint32 x = ((const Candidate *)a)->item, y = ((const Candidate *)b)->item;

  return x < y ? -1 : x > y;
}

/* One direction of neighbourhood: [n, k] items in rising order, and their probabilities.
 */
typedef struct
{
  gsize k;
  guint32 *item;
  double *p;
} Near;

static void
keep_row (const float *x,
          gsize n,
          gsize d,
          gsize i,
          const float *products,
          const float *norms,
          Candidate *all,
          double perplexity,
          Near *near)
{
  g_autofree double *squares = g_new (double, near->k);
  gsize m = 0;

  for (gsize j = 0; j < n; j++)
    if (j != i)
      all[m++] = (Candidate){ norms[j] - 2 * products[j], (guint32)j };
  if (near->k < m)
    select_nearest (all, (gssize)m, (gssize)near->k);
  qsort (all, near->k, sizeof *all, compare_items);
  for (gsize r = 0; r < near->k; r++)
    {
      const float *a = x + i * d, *b = x + all[r].item * d;

      squares[r] = 0;
      for (gsize c = 0; c < d; c++)
        squares[r] += ((double)a[c] - (double)b[c]) * ((double)a[c] - (double)b[c]);
      near->item[i * near->k + r] = all[r].item;
    }
  graft_affinity_row (squares, near->k, MIN (perplexity, (double)near->k),
                      near->p + i * near->k);
}

static void
find_near (const float *x, gsize n, gsize d, double perplexity, Near *near)
{
  g_autofree float *products = g_new (float, BLOCK *n);
  g_autofree float *norms = g_new0 (float, n);
  g_autofree Candidate *all = g_new (Candidate, n);

  for (gsize i = 0; i < n; i++)
    for (gsize c = 0; c < d; c++)
      norms[i] += x[i * d + c] * x[i * d + c];
  for (gsize first = 0; first < n; first += BLOCK)
    {
      gsize rows = MIN (BLOCK, n - first);
      GraftProduct product = { .m = rows, .n = n, .k = d, .transpose_b = TRUE };

      graft_linalg_multiply_float (product, x + first * d, x, products);
      for (gsize r = 0; r < rows; r++)
        keep_row (x, n, d, first + r, products + r * n, norms, all, perplexity, near);
    }
}

/* ---- the sparse matrix ---- */

static GraftAffinities *
allocate (gsize n, const gsize *counts)
{
  GraftAffinities *self = g_new0 (GraftAffinities, 1);

  self->n = n;
  self->first = g_new0 (gsize, n + 1);
  for (gsize i = 0; i < n; i++)
    self->first[i + 1] = self->first[i] + counts[i];
  self->column = g_new (guint32, MAX (1, self->first[n]));
  self->p = g_new (float, MAX (1, self->first[n]));
  self->exact = g_new (double, MAX (1, self->first[n]));
  return self;
}

static void
put (GraftAffinities *self, gsize at, guint32 column, double p)
{
  self->column[at] = column;
  self->exact[at] = p;
  self->p[at] = (float)p;
}

/* p(j | i), or NULL when j is none of the near ones. */
static const double *
look_up (const Near *near, gsize i, guint32 j)
{
  gsize low = i * near->k, high = low + near->k;

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (near->item[middle] == j)
        return &near->p[middle];
      if (near->item[middle] < j)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

/* (P + Pᵀ) / 2n: row i has its own near ones and those that have i among theirs. */
static GraftAffinities *
symmetrise (const Near *near, gsize n)
{
  g_autofree gsize *counts = g_new0 (gsize, n);
  g_autofree gsize *filled = g_new0 (gsize, n);
  GraftAffinities *self;

  for (gsize i = 0; i < n; i++)
    for (gsize r = 0; r < near->k; r++)
      {
        guint32 j = near->item[i * near->k + r];

        counts[i]++;
        counts[j] += look_up (near, j, (guint32)i) == NULL;
      }
  self = allocate (n, counts);
  for (gsize i = 0; i < n; i++)
    for (gsize r = 0; r < near->k; r++)
      {
        guint32 j = near->item[i * near->k + r];
        const double *back = look_up (near, j, (guint32)i);
        double sum = near->p[i * near->k + r] + (back != NULL ? *back : 0);
        double p = sum / (2.0 * (double)n);

        put (self, self->first[i] + filled[i]++, j, p);
        if (back == NULL)
          put (self, self->first[j] + filled[j]++, (guint32)i, p);
      }
  return self;
}

GraftAffinities *
graft_affinities_new (const float *x, gsize n, gsize d, double perplexity)
{
  Near near = { .k = CLAMP ((gsize)(3 * perplexity), 1, n - 1) };
  GraftAffinities *self;

  near.item = g_new (guint32, n * near.k);
  near.p = g_new (double, n *near.k);
  find_near (x, n, d, perplexity, &near);
  self = symmetrise (&near, n);
  g_free (near.item);
  g_free (near.p);
  return self;
}

GraftAffinities *
graft_affinities_from_dense (const double *joint, gsize n)
{
  g_autofree gsize *counts = g_new0 (gsize, n);
  GraftAffinities *self;

  for (gsize i = 0; i < n * n; i++)
    counts[i / n] += joint[i] > 0;
  self = allocate (n, counts);
  for (gsize i = 0, at = 0; i < n * n; i++)
    if (joint[i] > 0)
      put (self, at++, (guint32)(i % n), joint[i]);
  return self;
}

void
graft_affinities_free (GraftAffinities *self)
{
  if (self == NULL)
    return;
  g_free (self->first);
  g_free (self->column);
  g_free (self->p);
  g_free (self->exact);
  g_free (self);
}
