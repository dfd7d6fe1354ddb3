/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reliability and temperature, at numbers that can be added up by hand. */
#include "engine/base/error.h"
#include "engine/base/rng.h"
#include "engine/stats/calibration.h"

#include <math.h>

#define assert_near(a, b, epsilon) g_assert_cmpfloat_with_epsilon (a, b, epsilon)

/* Four samples of two classes and a fifth without label. Two bins: (0, ½], (½, 1]. */
static void
test_bins (void)
{
  const double p[] = { 0.5, 0.5, 0.75, 0.25, 0.25, 0.75, 0.875, 0.125, 1, 0 };
  const gint32 labels[] = { 0, 0, 0, 0, -1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftCalibration) self = graft_calibration_new (p, labels, 5, 2, 2, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (self->n, ==, 4);
  /* ½ itself belongs to the lower bin; its tie goes to class 0, which is right. */
  g_assert_cmpuint (self->count[0], ==, 1);
  g_assert_cmpuint (self->count[1], ==, 3);
  assert_near (self->accuracy[0], 1, 1e-15);
  assert_near (self->confidence[0], 0.5, 1e-15);
  assert_near (self->accuracy[1], 2.0 / 3, 1e-15);
  assert_near (self->confidence[1], 2.375 / 3, 1e-15);
  /* ¼ · ½ + ¾ · 0.375 / 3 */
  assert_near (self->ece, 0.125 + 0.25 * 0.375, 1e-15);
  assert_near (self->mce, 0.5, 1e-15);
  assert_near (self->brier, 2 * (0.25 + 0.0625 + 0.5625 + 0.015625) / 4, 1e-15);
  assert_near (self->nll, -(log (0.5) + log (0.75) + log (0.25) + log (0.875)) / 4,
               1e-15);
}

/* The only bin that @confidence falls into, of @n. */
static gsize
find_bin (double confidence, gsize n)
{
  const double p[] = { confidence, 0 };
  const gint32 label = 0;
  g_autoptr (GraftCalibration) self = graft_calibration_new (p, &label, 1, 2, n, NULL);

  for (gsize b = 0; b < n; b++)
    if (self->count[b] == 1)
      return b;
  g_assert_not_reached ();
}

/* k / n lies in the bin that it ends and the next number in the one after it, however the
 * product is rounded. */
static void
test_edges (void)
{
  for (gsize n = 1; n <= 120; n++)
    for (gsize k = 1; k <= n; k++)
      {
        double edge = (double)k / (double)n;

        g_assert_cmpuint (find_bin (edge, n), ==, k - 1);
        if (k < n)
          g_assert_cmpuint (find_bin (nextafter (edge, 2), n), ==, k);
      }
}

static void
test_default_bins (void)
{
  g_autoptr (GraftCalibration) self = graft_calibration_new (NULL, NULL, 0, 2, 0, NULL);

  g_assert_cmpuint (self->n_bins, ==, GRAFT_CALIBRATION_BINS);
  g_assert_cmpfloat (self->ece, ==, 0);
}

static void
test_range (void)
{
  const double p[] = { 0.5, 0.5, 0, 1 };
  const gint32 labels[] = { 2, 1 };
  g_autoptr (GError) error = NULL;

  g_assert_null (graft_calibration_new (p, labels, 2, 2, 0, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE);
  g_clear_error (&error);
  /* A label that is certainly not so costs much, but not everything. */
  {
    g_autoptr (GraftCalibration) self =
        graft_calibration_new (p + 2, (const gint32[]){ 0 }, 1, 2, 0, &error);

    g_assert_no_error (error);
    g_assert_true (isfinite (self->nll));
    g_assert_cmpfloat (self->nll, >, 700);
  }
}

/* Logits ±z, a share q of them right: best when 1 / (1 + e^(−2z/T)) = q. */
static void
test_temperature (void)
{
  double logits[8 * 2], nll, t;
  gint32 labels[8];

  for (gsize i = 0; i < 8; i++)
    {
      logits[2 * i] = 3;
      logits[2 * i + 1] = -3;
      labels[i] = i < 2; /* q = ¾ */
    }
  t = graft_temperature_fit (logits, labels, 8, 2, &nll);
  assert_near (t, 6 / log (3), 1e-9);
  assert_near (nll, -0.75 * log (0.75) - 0.25 * log (0.25), 1e-12);
  graft_temperature_apply (logits, 8, 2, t, logits);
  assert_near (logits[0], 0.75, 1e-9);
  assert_near (logits[1], 0.25, 1e-9);
}

/* All right: cold until nothing is left to gain; all wrong: the hottest there is; nothing
 * known: nothing changed. */
static void
test_bounds (void)
{
  const double logits[] = { 2, 0, 0, 1 };
  double nll;

  g_assert_cmpfloat (graft_temperature_fit (logits, (const gint32[]){ 0, 1 }, 2, 2, &nll),
                     <, 0.05);
  g_assert_cmpfloat (nll, <, 1e-12);
  assert_near (graft_temperature_fit (logits, (const gint32[]){ 1, 0 }, 2, 2, NULL), 1e3,
               1e-3);
  g_assert_cmpfloat (
      graft_temperature_fit (logits, (const gint32[]){ -1, -1 }, 2, 2, NULL), ==, 1);
}

/* Classes drawn from softmax (z), logits told as 2 z: the temperature is 2. */
static void
test_recovery (void)
{
  const gsize n = 20000, k = 3;
  g_autofree double *logits = g_new (double, n *k);
  g_autofree gint32 *labels = g_new (gint32, n);
  GraftRng rng;

  graft_rng_init (&rng, 3, GRAFT_RNG_SAMPLE, 0);
  for (gsize i = 0; i < n; i++)
    {
      double *z = logits + i * k, sum = 0, at;

      for (gsize c = 0; c < k; c++)
        sum += exp (z[c] = graft_rng_normal (&rng));
      at = graft_rng_uniform (&rng) * sum;
      labels[i] = -1;
      for (gsize c = 0; c < k; c++)
        {
          if (at >= 0)
            labels[i] = (gint32)c;
          at -= exp (z[c]);
          z[c] *= 2;
        }
    }
  assert_near (graft_temperature_fit (logits, labels, n, k, NULL), 2, 0.1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calibration/bins", test_bins);
  g_test_add_func ("/calibration/edges", test_edges);
  g_test_add_func ("/calibration/default-bins", test_default_bins);
  g_test_add_func ("/calibration/range", test_range);
  g_test_add_func ("/calibration/temperature", test_temperature);
  g_test_add_func ("/calibration/bounds", test_bounds);
  g_test_add_func ("/calibration/recovery", test_recovery);
  return g_test_run ();
}
