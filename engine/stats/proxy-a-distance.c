/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See proxy-a-distance.h. */
#include "engine/stats/proxy-a-distance.h"

#include "engine/base/error.h"
#include "engine/base/rng.h"
#include "engine/embed/pca.h"
#include "engine/stats/logistic-regression.h"

#include <math.h>

#define REPEATS 5
#define MOST_DIMENSIONS 64
#define LEAST_ROWS 8
#define MOST_ROWS 2000 /* of each domain: more only costs time */
#define ITERATIONS 100

double
graft_proxy_a_distance_of_error (double error)
{
  return 2 * (1 - 2 * error);
}

/* Both domains, source first, as many rows of each, in the dimensions that are used. */
typedef struct
{
  float *rows; /* [2 n, d] */
  gsize n;
  gsize d;
} Cloud;

static void
cloud_clear (Cloud *self)
{
  g_free (self->rows);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cloud, cloud_clear)

/* @n rows of @x drawn without putting back. */
static void
draw_rows (const float *x, gsize n_x, gsize d, gsize n, GraftRng *rng, float *rows)
{
  g_autofree guint32 *order = g_new (guint32, n_x);

  for (gsize i = 0; i < n_x; i++)
    order[i] = (guint32)i;
  graft_rng_shuffle (rng, order, n_x);
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < d; j++)
      rows[i * d + j] = x[order[i] * d + j];
}

static gboolean
gather (const float *source,
        gsize n_source,
        const float *target,
        gsize n_target,
        gsize d,
        guint64 seed,
        Cloud *cloud,
        GError **error)
{
  GraftRng rng;

  cloud->n = MIN (MIN (n_source, n_target), MOST_ROWS);
  cloud->d = d;
  if (cloud->n < LEAST_ROWS)
    {
      g_set_error (
          error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
          "a proxy A-distance needs %d items of each domain, not %" G_GSIZE_FORMAT,
          LEAST_ROWS, cloud->n);
      return FALSE;
    }
  graft_rng_init (&rng, seed, GRAFT_RNG_SAMPLE, 0xad);
  cloud->rows = g_new (float, 2 * cloud->n * d);
  draw_rows (source, n_source, d, cloud->n, &rng, cloud->rows);
  draw_rows (target, n_target, d, cloud->n, &rng, cloud->rows + cloud->n * d);
  for (gsize i = 0; i < 2 * cloud->n * d; i++)
    if (!isfinite (cloud->rows[i]))
      {
        g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_NOT_FINITE,
                     "a proxy A-distance of features that are not finite");
        return FALSE;
      }
  return TRUE;
}

static gboolean
reduce (Cloud *cloud, guint64 seed, GError **error)
{
  g_autoptr (GraftPca) pca = NULL;
  float *scores;

  if (cloud->d <= MOST_DIMENSIONS)
    return TRUE;
  pca = graft_pca_fit (cloud->rows, 2 * cloud->n, cloud->d, MOST_DIMENSIONS, seed, error);
  if (pca == NULL)
    return FALSE;
  scores = g_new (float, 2 * cloud->n * pca->k);
  graft_pca_transform (pca, cloud->rows, 2 * cloud->n, scores);
  g_free (cloud->rows);
  cloud->rows = scores;
  cloud->d = pca->k;
  return TRUE;
}

enum
{
  TRAIN,
  CHOOSE,
  REPORT,
  N_FOLDS
};

typedef struct
{
  double *x[N_FOLDS];
  gint32 *labels[N_FOLDS];
  gsize n[N_FOLDS];
} Folds;

static void
folds_clear (Folds *self)
{
  for (guint f = 0; f < N_FOLDS; f++)
    {
      g_free (self->x[f]);
      g_free (self->labels[f]);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Folds, folds_clear)

static void
deal (const Cloud *cloud, GraftRng *rng, Folds *folds)
{
  gsize n = cloud->n, d = cloud->d;
  gsize first[N_FOLDS + 1] = { 0, n / 2, n / 2 + n / 4, n };
  g_autofree guint32 *order = g_new (guint32, n);

  for (guint f = 0; f < N_FOLDS; f++)
    {
      folds->x[f] = g_new (double, 2 * (first[f + 1] - first[f]) * d);
      folds->labels[f] = g_new (gint32, 2 * (first[f + 1] - first[f]));
    }
  for (gint32 domain = 0; domain < 2; domain++)
    {
      for (gsize i = 0; i < n; i++)
        order[i] = (guint32)i;
      graft_rng_shuffle (rng, order, n);
      for (guint f = 0; f < N_FOLDS; f++)
        for (gsize i = first[f]; i < first[f + 1]; i++)
          {
            const float *row = cloud->rows + (domain * n + order[i]) * d;
            gsize at = folds->n[f]++;

            folds->labels[f][at] = domain;
            for (gsize j = 0; j < d; j++)
              folds->x[f][at * d + j] = row[j];
          }
    }
}

/* By mean and deviation of what is trained on. */
static void
standardise (Folds *folds, gsize d)
{
  for (gsize j = 0; j < d; j++)
    {
      double mean = 0, square = 0, spread, n = (double)folds->n[TRAIN];

      for (gsize i = 0; i < folds->n[TRAIN]; i++)
        mean += folds->x[TRAIN][i * d + j] / n;
      for (gsize i = 0; i < folds->n[TRAIN]; i++)
        square += pow (folds->x[TRAIN][i * d + j] - mean, 2) / n;
      spread = square > 1e-18 ? sqrt (square) : 1;
      for (guint f = 0; f < N_FOLDS; f++)
        for (gsize i = 0; i < folds->n[f]; i++)
          folds->x[f][i * d + j] =
              (folds->x[f][i * d + j] - mean) / spread;
    }
}

/* Test error of the classifier whose ridge did best on the fold for choosing. */
static double
fresh_error (const Cloud *cloud, GraftRng *rng, GCancellable *cancellable)
{
  g_auto (Folds) folds = { 0 };
  double best = INFINITY, error = 0.5;

  deal (cloud, rng, &folds);
  standardise (&folds, cloud->d);
  for (int power = 0; power >= -4; power--)
    {
      GraftLogisticFit fit = { .x = folds.x[TRAIN],
                               .labels = folds.labels[TRAIN],
                               .n = folds.n[TRAIN],
                               .d = cloud->d,
                               .k = 2,
                               .l2 = pow (10, power),
                               .max_iterations = ITERATIONS,
                               .cancellable = cancellable };
      g_autoptr (GraftLogistic) classifier = graft_logistic_fit (&fit);
      double chosen = graft_logistic_error (classifier, folds.x[CHOOSE],
                                            folds.labels[CHOOSE], folds.n[CHOOSE]);

      if (chosen < best)
        {
          best = chosen;
          error = graft_logistic_error (classifier, folds.x[REPORT], folds.labels[REPORT],
                                        folds.n[REPORT]);
        }
    }
  return error;
}

gboolean
graft_proxy_a_distance (const float *source,
                        gsize n_source,
                        const float *target,
                        gsize n_target,
                        gsize d,
                        guint64 seed,
                        GCancellable *cancellable,
                        GraftProxyADistance *out,
                        GError **error)
{
  g_auto (Cloud) cloud = { 0 };
  double distances[REPEATS], square = 0;
  GraftProxyADistance result = { 0 };
  GraftRng rng;

  *out = result;
  if (!gather (source, n_source, target, n_target, d, seed, &cloud, error) ||
      !reduce (&cloud, seed, error))
    return FALSE;
  graft_rng_init (&rng, seed, GRAFT_RNG_SPLIT, 0xad);
  for (guint r = 0; r < REPEATS; r++)
    {
      double wrong = fresh_error (&cloud, &rng, cancellable);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      distances[r] = CLAMP (graft_proxy_a_distance_of_error (wrong), 0, 2);
      result.error += wrong / REPEATS;
      result.mean += distances[r] / REPEATS;
    }
  for (guint r = 0; r < REPEATS; r++)
    square += pow (distances[r] - result.mean, 2) / (REPEATS - 1);
  result.sd = sqrt (square);
  result.probe_accuracy = 1 - result.error;
  *out = result;
  return TRUE;
}
