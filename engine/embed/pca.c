/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Principal components by the Gram or covariance matrix when it is small, by random
 * projection (Halko, Martinsson, Tropp, SIAM Review 53, 2011) when it is not: see pca.h.
 */
#include "engine/embed/pca.h"

#include "engine/base/error.h"
#include "engine/base/rng.h"
#include "engine/tensor/linalg.h"

#include <math.h>
#include <string.h>

#define MOST_EXACT 500 /* min(n, d) up to which the exact way is taken */
#define EXTRA_COLUMNS 10
#define POWER_ITERATIONS 4

void
graft_pca_free (GraftPca *self)
{
  if (self == NULL)
    return;
  g_free (self->mean);
  g_free (self->components);
  g_free (self->variance);
  g_free (self->ratio);
  g_free (self);
}

/* The rows less their mean, which is also kept; FALSE when a value is not finite. */
static double *
centre (GraftPca *self, const float *x, gsize n)
{
  gsize d = self->d;
  double *centred = g_new (double, n *d);

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < d; j++)
      self->mean[j] += (double)x[i * d + j];
  for (gsize j = 0; j < d; j++)
    self->mean[j] /= (double)n;
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < d; j++)
      centred[i * d + j] = (double)x[i * d + j] - self->mean[j];
  return centred;
}

static double
sum_of_squares (const double *values, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += values[i] * values[i];
  return sum;
}

/* An orthonormal basis of where the rows of @centred, [n, d], mostly lie: columns of [d,
 * width]. Powers sharpen the spectrum; the QR between them keeps the digits. */
static gboolean
find_range (const double *centred,
            gsize n,
            gsize d,
            gsize width,
            guint64 seed,
            double *basis,
            GError **error)
{
  g_autofree double *image = g_new (double, n *width);
  GraftProduct down = { .m = n, .n = width, .k = d };
  GraftProduct up = { .m = d, .n = width, .k = n, .transpose_a = TRUE };
  GraftRng rng;

  graft_rng_init (&rng, seed, GRAFT_RNG_EMBED, d);
  for (gsize i = 0; i < d * width; i++)
    basis[i] = graft_rng_normal (&rng);
  for (guint i = 0; i <= POWER_ITERATIONS; i++)
    {
      graft_linalg_multiply (down, centred, basis, image);
      if (!graft_linalg_orthonormalise (image, n, width, error))
        return FALSE;
      graft_linalg_multiply (up, centred, image, basis);
      if (i < POWER_ITERATIONS && !graft_linalg_orthonormalise (basis, d, width, error))
        return FALSE;
    }
  return graft_linalg_orthonormalise (basis, d, width, error);
}

/* SVD of the data seen in the basis, turned back. */
static gboolean
fit_randomised (
    GraftPca *self, const double *centred, gsize n, guint64 seed, GError **error)
{
  gsize d = self->d, width = MIN (self->k + EXTRA_COLUMNS, MIN (n, d));
  g_autofree double *basis = g_new (double, d *width);
  g_autofree double *seen = g_new (double, n *width);
  g_autofree double *s = g_new (double, width);
  g_autofree double *vt = g_new (double, width *width);
  GraftProduct project = { .m = n, .n = width, .k = d };
  GraftProduct back = { .m = self->k, .n = d, .k = width, .transpose_b = TRUE };

  if (!find_range (centred, n, d, width, seed, basis, error))
    return FALSE;
  graft_linalg_multiply (project, centred, basis, seen);
  if (!graft_linalg_svd (seen, n, width, NULL, s, vt, error))
    return FALSE;
  graft_linalg_multiply (back, vt, basis, self->components);
  for (gsize i = 0; i < self->k; i++)
    self->variance[i] = s[i] * s[i] / (double)(n - 1);
  return TRUE;
}

static gboolean
fit_exact (GraftPca *self, double *centred, gsize n, GError **error)
{
  gsize r = MIN (n, self->d);
  g_autofree double *s = g_new (double, r);
  g_autofree double *vt = g_new (double, r * self->d);

  if (!graft_linalg_svd (centred, n, self->d, NULL, s, vt, error))
    return FALSE;
  memcpy (self->components, vt, self->k * self->d * sizeof (double));
  for (gsize i = 0; i < self->k; i++)
    self->variance[i] = s[i] * s[i] / (double)(n - 1);
  return TRUE;
}

/* A direction and its opposite are the same component: the largest entry decides. */
static void
fix_signs (GraftPca *self)
{
  for (gsize i = 0; i < self->k; i++)
    {
      double *row = self->components + i * self->d;
      gsize largest = 0;

      for (gsize j = 1; j < self->d; j++)
        if (fabs (row[j]) > fabs (row[largest]))
          largest = j;
      for (gsize j = 0; row[largest] < 0 && j < self->d; j++)
        if (j != largest)
          row[j] = -row[j];
      row[largest] = fabs (row[largest]);
    }
}

GraftPca *
graft_pca_fit (const float *x, gsize n, gsize d, gsize k, guint64 seed, GError **error)
{
  g_autoptr (GraftPca) self = NULL;
  g_autofree double *centred = NULL;
  double total;
  gboolean fine;

  if (n < 2 || d < 1)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
                   "principal components need two points or more, not %" G_GSIZE_FORMAT,
                   n);
      return NULL;
    }
  self = g_new0 (GraftPca, 1);
  self->d = d;
  self->k = CLAMP (k, 1, MIN (n - 1, d));
  self->mean = g_new0 (double, d);
  self->components = g_new0 (double, self->k *d);
  self->variance = g_new0 (double, self->k);
  self->ratio = g_new0 (double, self->k);
  centred = centre (self, x, n);
  if (!graft_linalg_is_finite (centred, n * d))
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_NOT_FINITE,
                   "principal components of values that are not finite");
      return NULL;
    }
  total = sum_of_squares (centred, n * d) / (double)(n - 1);
  fine = MIN (n, d) > MOST_EXACT ? fit_randomised (self, centred, n, seed, error)
                                 : fit_exact (self, centred, n, error);
  if (!fine)
    return NULL;
  fix_signs (self);
  for (gsize i = 0; i < self->k; i++)
    self->ratio[i] = total > 0 ? self->variance[i] / total : 0;
  return g_steal_pointer (&self);
}

void
graft_pca_transform (const GraftPca *self, const float *x, gsize n, float *scores)
{
  for (gsize i = 0; i < n; i++)
    for (gsize c = 0; c < self->k; c++)
      {
        const double *component = self->components + c * self->d;
        const float *row = x + i * self->d;
        double sum = 0;

        for (gsize j = 0; j < self->d; j++)
          sum += ((double)row[j] - self->mean[j]) * component[j];
        scores[i * self->k + c] = (float)sum;
      }
}
