/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See agreement.h. */
#include "engine/label/agreement.h"

#include "engine/base/error.h"
#include "engine/base/rng.h"
#include "engine/stats/binomial.h"
#include "engine/stats/bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of the random numbers, beside those of other uses of GRAFT_RNG_SAMPLE. */
#define STREAM 0xca99a
/* Expected agreement this near 1 is 1: its rounding must not be divided by. */
#define CERTAIN (1 - 1e-12)

typedef struct
{
  gint32 a;
  gint32 b;
} Pair;

/* What one sample of pairs adds up to. */
typedef struct
{
  gsize k;
  GraftKappaWeights weights;
  double *first;  /* [k] how often the first annotator gives each class */
  double *second; /* [k] */
  double agreed;  /* sum over pairs of 1 − weight */
  double n;
} Sums;

static void
sums_init (Sums *self, const GraftKappaOptions *options)
{
  self->k = MAX (options->k, 1);
  self->weights = options->weights;
  self->first = g_new0 (double, 2 * self->k);
  self->second = self->first + self->k;
}

static void
sums_clear (Sums *self)
{
  g_free (self->first);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sums, sums_clear)

/* 1 − weight: 1 for the same class, 0 for the worst disagreement. */
static double
likeness (const Sums *self, gint32 a, gint32 b)
{
  double off = fabs ((double)a - (double)b) / (double)MAX (self->k - 1, 1);

  if (self->weights == GRAFT_KAPPA_LINEAR)
    return 1 - off;
  if (self->weights == GRAFT_KAPPA_QUADRATIC)
    return 1 - off * off;
  return a == b;
}

static void
add_pairs (Sums *self, Pair pair, gsize count)
{
  self->first[pair.a] += (double)count;
  self->second[pair.b] += (double)count;
  self->agreed += (double)count * likeness (self, pair.a, pair.b);
  self->n += (double)count;
}

static void
forget (Sums *self)
{
  memset (self->first, 0, 2 * self->k * sizeof (double));
  self->agreed = 0;
  self->n = 0;
}

static double
expect (const Sums *self)
{
  double sum = 0;

  for (gsize i = 0; i < self->k; i++)
    if (self->weights == GRAFT_KAPPA_PLAIN)
      sum += self->first[i] * self->second[i];
    else
      for (gsize j = 0; j < self->k; j++)
        sum += self->first[i] * self->second[j] * likeness (self, (gint32)i, (gint32)j);
  return sum / (self->n * self->n);
}

/* NaN when it is undefined. */
static double
compute_kappa (const Sums *self, double *observed, double *expected)
{
  *observed = self->n > 0 ? self->agreed / self->n : (double)NAN;
  *expected = self->n > 0 ? expect (self) : (double)NAN;
  return *expected < CERTAIN ? (*observed - *expected) / (1 - *expected) : (double)NAN;
}

static GArray *
list_pairs (const GraftKappaOptions *options, GError **error)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (gsize i = 0; i < options->n; i++)
    {
      Pair pair = { options->a[i], options->b[i] };

      if (pair.a < 0 || pair.b < 0)
        continue;
      if ((gsize)pair.a >= options->k || (gsize)pair.b >= options->k)
        {
          g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                       "item %" G_GSIZE_FORMAT
                       " has the classes %d and %d; there are %" G_GSIZE_FORMAT
                       " classes, counted from 0",
                       i, pair.a, pair.b, options->k);
          return NULL;
        }
      g_array_append_val (pairs, pair);
    }
  return g_steal_pointer (&pairs);
}

static int
compare_numbers (const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

/* A pair of classes that occurs. */
typedef struct
{
  Pair pair;
  gsize count;
} Cell;

static GArray *
list_cells (const GraftKappa *self)
{
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (Cell));

  for (gsize c = 0; c < self->k * self->k; c++)
    {
      Cell cell = { { (gint32)(c / self->k), (gint32)(c % self->k) },
                    self->confusion[c] };

      if (cell.count > 0)
        g_array_append_val (cells, cell);
    }
  return cells;
}

/* As many pairs as there are, drawn with putting back: how many fall on each cell, one
 * cell after the other. */
static void
draw_sample (
    const GArray *cells, gsize n, const double *log_factorial, GraftRng *rng, Sums *sums)
{
  gsize left = n, unseen = n;

  for (guint c = 0; c < cells->len && left > 0; c++)
    {
      const Cell *cell = &g_array_index (cells, Cell, c);
      gsize count = graft_binomial_draw (rng, log_factorial, left,
                                         (double)cell->count / (double)unseen);

      add_pairs (sums, cell->pair, count);
      left -= count;
      unseen -= cell->count;
    }
}

/* κ of such samples: percentiles. */
static gboolean
resample (GraftKappa *self, const GraftKappaOptions *options, Sums *sums, GError **error)
{
  g_autofree double *kappas = g_new (double, options->n_resamples);
  g_autofree double *log_factorial = graft_log_factorials (self->n);
  g_autoptr (GArray) cells = list_cells (self);
  guint n_defined = 0;
  double observed, expected;
  GraftRng rng;

  graft_rng_init (&rng, options->seed, GRAFT_RNG_SAMPLE, STREAM);
  for (guint r = 0; r < options->n_resamples; r++)
    {
      if (g_cancellable_set_error_if_cancelled (options->cancellable, error))
        return FALSE;
      forget (sums);
      draw_sample (cells, self->n, log_factorial, &rng, sums);
      kappas[n_defined] = compute_kappa (sums, &observed, &expected);
      n_defined += !isnan (kappas[n_defined]);
    }
  self->n_undefined = options->n_resamples - n_defined;
  if (n_defined == 0)
    return TRUE;
  qsort (kappas, n_defined, sizeof *kappas, compare_numbers);
  self->low = graft_quantile_sorted (kappas, n_defined, 0.025);
  self->high = graft_quantile_sorted (kappas, n_defined, 0.975);
  return TRUE;
}

GraftKappa *
graft_kappa_new (const GraftKappaOptions *options, GError **error)
{
  g_autoptr (GraftKappa) self = g_new0 (GraftKappa, 1);
  g_autoptr (GArray) pairs = list_pairs (options, error);
  g_auto (Sums) sums = { 0 };

  if (pairs == NULL)
    return NULL;
  sums_init (&sums, options);
  self->k = options->k;
  self->n = pairs->len;
  self->confusion = g_new0 (gsize, MAX (options->k * options->k, 1));
  for (guint i = 0; i < pairs->len; i++)
    {
      Pair pair = g_array_index (pairs, Pair, i);

      add_pairs (&sums, pair, 1);
      self->confusion[(gsize)pair.a * self->k + (gsize)pair.b]++;
    }
  self->kappa = compute_kappa (&sums, &self->observed, &self->expected);
  self->low = self->high = (double)NAN;
  if (!isnan (self->kappa) && options->n_resamples > 0 &&
      !resample (self, options, &sums, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
graft_kappa_free (GraftKappa *self)
{
  g_free (self->confusion);
  g_free (self);
}
