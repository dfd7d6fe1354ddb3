/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See neighbours.h. */
#include "engine/label/neighbours.h"

#include "engine/base/error.h"
#include "engine/base/workers.h"
#include "engine/label/distance-private.h"
#include "engine/tensor/gemm.h"
#include "engine/tensor/linalg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROWS 128     /* of one task */
#define COLUMNS 1024 /* compared with them at once */
/* Candidates kept beyond k, for what float rounds the wrong way round. */
#define SPARE 6
/* Sums of squares of larger numbers leave the range of a float. */
#define LARGEST 1e15f

typedef struct
{
  double square;
  guint32 item;
} Candidate;

typedef struct
{
  const float *x;
  float *centred; /* [n, d]: smaller numbers lose less in the differences of squares */
  float *norms;   /* [n] |x|² of those */
  gsize n;
  gsize d;
  gsize k;
  gsize n_kept;     /* k + SPARE, at most n − 1 */
  float **products; /* a worker: [ROWS, COLUMNS] */
  Candidate **kept; /* a worker: [ROWS, n_kept], rising */
  GCancellable *cancellable;
  GraftNeighbours *result;
} Search;

/* ---- one block of rows ---- */

/* Item @j may be among the nearest of a row; the last kept one leaves. */
static void
offer (Candidate *kept, gsize n_kept, double square, guint32 j)
{
  gsize at = n_kept - 1;

  for (; at > 0 && kept[at - 1].square > square; at--)
    kept[at] = kept[at - 1];
  kept[at] = (Candidate){ square, j };
}

/* @products: [@m] of item @i with the items from @first on. */
static void
scan (const Search *self,
      gsize i,
      const float *products,
      gsize first,
      gsize m,
      Candidate *kept)
{
  const float *norms = self->norms + first;
  float last = (float)kept[self->n_kept - 1].square;

  for (gsize c = 0; c < m; c++)
    {
      /* Without |x_i|², which is the same for all. */
      float square = norms[c] - 2 * products[c];

      if (!(square < last) || first + c == i)
        continue;
      offer (kept, self->n_kept, (double)square, (guint32)(first + c));
      last = (float)kept[self->n_kept - 1].square;
    }
}

static int
compare_candidates (const void *a, const void *b)
{
  const Candidate *x = a, *y = b;

  if (x->square != y->square)
    return x->square < y->square ? -1 : 1;
  return x->item < y->item ? -1 : x->item > y->item;
}

static void
keep (const Search *self, gsize i, Candidate *kept)
{
  gsize k = self->k;

  for (gsize c = 0; c < self->n_kept; c++)
    kept[c].square = graft_square_distance (self->x + i * self->d,
                                            self->x + kept[c].item * self->d, self->d);
  qsort (kept, self->n_kept, sizeof *kept, compare_candidates);
  for (gsize c = 0; c < k; c++)
    {
      self->result->item[i * k + c] = kept[c].item;
      self->result->square[i * k + c] = kept[c].square;
    }
}

static void
search_rows (guint task, guint worker, gpointer data)
{
  const Search *self = data;
  gsize first = (gsize)task * ROWS, rows = MIN (ROWS, self->n - first);
  gsize n_kept = self->n_kept;
  Candidate *kept = self->kept[worker];

  for (gsize c = 0; c < rows * n_kept; c++)
    kept[c] = (Candidate){ (double)INFINITY, 0 };
  for (gsize column = 0; column < self->n; column += COLUMNS)
    {
      gsize columns = MIN (COLUMNS, self->n - column);
      GraftProduct product = {
        .m = rows, .n = columns, .k = self->d, .transpose_b = TRUE
      };

      if (g_cancellable_is_cancelled (self->cancellable))
        return;
      graft_linalg_multiply_float (product, self->centred + first * self->d,
                                   self->centred + column * self->d,
                                   self->products[worker]);
      for (gsize r = 0; r < rows; r++)
        scan (self, first + r, self->products[worker] + r * columns, column, columns,
              kept + r * n_kept);
    }
  for (gsize r = 0; r < rows; r++)
    keep (self, first + r, kept + r * n_kept);
}

/* ---- all ---- */

static gboolean
check (const float *x, gsize n, gsize d, GError **error)
{
  for (gsize i = 0; i < n * d; i++)
    if (!(fabsf (x[i]) < LARGEST))
      {
        g_set_error (
            error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_NOT_FINITE,
            "item %" G_GSIZE_FORMAT
            " has a feature that is not finite, or beyond any use; compute the features "
            "anew",
            i / d);
        return FALSE;
      }
  return TRUE;
}

static void
centre (Search *self)
{
  gsize n = self->n, d = self->d;
  g_autofree double *mean = g_new0 (double, MAX (d, 1));

  for (gsize i = 0; i < n; i++)
    for (gsize c = 0; c < d; c++)
      mean[c] += (double)self->x[i * d + c] / (double)n;
  for (gsize i = 0; i < n; i++)
    {
      double norm = 0;

      for (gsize c = 0; c < d; c++)
        {
          float value = (float)((double)self->x[i * d + c] - mean[c]);

          self->centred[i * d + c] = value;
          norm += (double)value * (double)value;
        }
      self->norms[i] = (float)norm;
    }
}

static void
run (Search *self, guint n_threads)
{
  g_autoptr (GraftWorkers) workers = graft_workers_new (n_threads);
  guint n_workers = graft_workers_get_n_threads (workers);

  self->products = g_new0 (float *, n_workers);
  self->kept = g_new0 (Candidate *, n_workers);
  for (guint w = 0; w < n_workers; w++)
    {
      self->products[w] = g_new (float, ROWS *COLUMNS);
      self->kept[w] = g_new (Candidate, ROWS * self->n_kept);
    }
  graft_gemm_init ();
  graft_workers_run (workers, (guint)((self->n + ROWS - 1) / ROWS), search_rows, self);
  for (guint w = 0; w < n_workers; w++)
    {
      g_free (self->products[w]);
      g_free (self->kept[w]);
    }
  g_free (self->products);
  g_free (self->kept);
}

GraftNeighbours *
graft_neighbours_new (const float *x,
                      gsize n,
                      gsize d,
                      gsize k,
                      guint n_threads,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GraftNeighbours) result = g_new0 (GraftNeighbours, 1);
  g_autofree float *centred = NULL, *norms = NULL;
  Search search = {
    .x = x, .n = n, .d = d, .cancellable = cancellable, .result = result
  };

  if (!check (x, n, d, error))
    return NULL;
  search.k = MIN (k, n > 0 ? n - 1 : 0);
  search.n_kept = MIN (search.k + SPARE, n > 0 ? n - 1 : 0);
  search.centred = centred = g_new (float, MAX (n * d, 1));
  search.norms = norms = g_new (float, MAX (n, 1));
  result->n = n;
  result->k = search.k;
  result->item = g_new (guint32, MAX (n * search.k, 1));
  result->square = g_new (double, MAX (n * search.k, 1));
  centre (&search);
  if (search.k > 0)
    run (&search, n_threads);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&result);
}

void
graft_neighbours_free (GraftNeighbours *self)
{
  g_free (self->item);
  g_free (self->square);
  g_free (self);
}
