/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linear classifiers and what they say about two domains: the optimum is an optimum, the
 * proxy A-distance is 0 of one cloud, 2 of two, and the same for the same seed. */
#include "engine/base/error.h"
#include "engine/base/rng.h"
#include "engine/stats/lbfgs.h"
#include "engine/stats/logistic-regression.h"
#include "engine/stats/proxy-a-distance.h"

#include <math.h>
#include <string.h>

/* Rosenbrock's valley: its bottom is at (1, 1). */
static double
valley (const double *x, double *gradient, gpointer data)
{
  double a = 1 - x[0], b = x[1] - x[0] * x[0];

  gradient[0] = -2 * a - 400 * x[0] * b;
  gradient[1] = 200 * b;
  return a * a + 100 * b * b;
}

static void
test_lbfgs (void)
{
  GraftLbfgs problem = {
    .objective = valley, .n = 2, .tolerance = 1e-9, .max_iterations = 200
  };
  double x[2] = { -1.2, 1 };

  g_assert_cmpfloat (graft_lbfgs_minimise (&problem, x), <, 1e-16);
  g_assert_cmpfloat_with_epsilon (x[0], 1, 1e-8);
  g_assert_cmpfloat_with_epsilon (x[1], 1, 1e-8);
  problem.max_iterations = 3;
  x[0] = -1.2;
  x[1] = 1;
  g_assert_cmpfloat (graft_lbfgs_minimise (&problem, x), >, 0.1);
}

#define N 60
#define D 3
#define K 3

static void
draw_rows (double *x, gint32 *labels, gsize n, guint64 seed)
{
  GraftRng rng;

  graft_rng_init (&rng, seed, GRAFT_RNG_SAMPLE, 0);
  for (gsize i = 0; i < n; i++)
    {
      labels[i] = (gint32)(i % K);
      for (gsize j = 0; j < D; j++)
        x[i * D + j] = graft_rng_normal (&rng) + (j == i % K ? 1.5 : 0);
    }
}

/* Mean cross-entropy + (l2 / 2) ‖W‖², the bias being free. */
static double
objective (const GraftLogistic *fit, const double *x, const gint32 *labels, double l2)
{
  double sum = 0, squares = 0;

  for (gsize i = 0; i < N; i++)
    {
      double z[K], total = 0;

      for (gsize k = 0; k < K; k++)
        {
          z[k] = fit->b[k];
          for (gsize j = 0; j < D; j++)
            z[k] += fit->w[k * D + j] * x[i * D + j];
          total += exp (z[k]);
        }
      sum += log (total) - z[labels[i]];
    }
  for (gsize j = 0; j < K * D; j++)
    squares += fit->w[j] * fit->w[j];
  return sum / N + l2 / 2 * squares;
}

/* Convex: where every direction leads up, it is the bottom. */
static void
assert_bottom (
    GraftLogistic *fit, double *value, const double *x, const gint32 *labels, double l2)
{
  double held = *value, up, down;

  *value = held + 1e-3;
  up = objective (fit, x, labels, l2);
  *value = held - 1e-3;
  down = objective (fit, x, labels, l2);
  *value = held;
  g_assert_cmpfloat (fabs (up - down) / 2e-3, <, 1e-5);
  g_assert_cmpfloat (up, >, fit->loss);
  g_assert_cmpfloat (down, >, fit->loss);
}

static void
test_logistic (void)
{
  double x[N * D], probabilities[N * K];
  gint32 labels[N];
  const double l2 = 0.02;
  GraftLogisticFit ask = { .x = x, .labels = labels, .n = N, .d = D, .k = K, .l2 = l2 };
  g_autoptr (GraftLogistic) fit = NULL;

  draw_rows (x, labels, N, 1);
  fit = graft_logistic_fit (&ask);
  g_assert_cmpfloat_with_epsilon (fit->loss, objective (fit, x, labels, l2), 1e-12);
  for (gsize j = 0; j < K * D; j++)
    assert_bottom (fit, fit->w + j, x, labels, l2);
  for (gsize k = 0; k < K; k++)
    assert_bottom (fit, fit->b + k, x, labels, l2);
  graft_logistic_predict (fit, x, N, probabilities);
  {
    gsize wrong = 0;

    for (gsize i = 0; i < N; i++)
      {
        const double *p = probabilities + i * K;

        g_assert_cmpfloat_with_epsilon (p[0] + p[1] + p[2], 1, 1e-12);
        for (gint32 k = 0; k < K; k++)
          if (p[k] > p[labels[i]])
            {
              wrong++;
              break;
            }
      }
    g_assert_cmpfloat_with_epsilon (graft_logistic_error (fit, x, labels, N),
                                    (double)wrong / N, 1e-12);
    g_assert_cmpuint (wrong, >, 0);
    g_assert_cmpuint (wrong, <, N / 2);
  }
}

/* Rows far out overflow no exponential. */
static void
test_logistic_large (void)
{
  const double x[4] = { -3000, -2000, 2000, 3000 };
  const gint32 labels[4] = { 0, 0, 1, 1 };
  GraftLogisticFit ask = {
    .x = x, .labels = labels, .n = 4, .d = 1, .k = 2, .l2 = 1e-4, .max_iterations = 50
  };
  g_autoptr (GraftLogistic) fit = graft_logistic_fit (&ask);

  g_assert_true (isfinite (fit->loss));
  g_assert_cmpfloat (graft_logistic_error (fit, x, labels, 4), ==, 0);
}

/* ---- two domains ---- */

static float *
draw_cloud (gsize n, gsize d, double shift, guint64 seed)
{
  float *x = g_new (float, n *d);
  GraftRng rng;

  graft_rng_init (&rng, seed, GRAFT_RNG_SAMPLE, 1);
  for (gsize i = 0; i < n * d; i++)
    x[i] = (float)(graft_rng_normal (&rng) + (i % d == 0 ? shift : 0));
  return x;
}

static GraftProxyADistance
measure (double shift, gsize n_source, gsize n_target, gsize d, guint64 seed)
{
  g_autofree float *source = draw_cloud (n_source, d, 0, 1);
  g_autofree float *target = draw_cloud (n_target, d, shift, 2);
  g_autoptr (GError) error = NULL;
  GraftProxyADistance got;

  g_assert_true (graft_proxy_a_distance (source, n_source, target, n_target, d, seed,
                                         NULL, &got, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (got.probe_accuracy, 1 - got.error, 1e-12);
  return got;
}

static void
test_one_cloud (void)
{
  GraftProxyADistance got = measure (0, 400, 400, 4, 1);

  /* A hundred rows report: an error of 0.5 ± 0.05 each. */
  g_assert_cmpfloat (got.mean, <, 0.35);
  g_assert_cmpfloat (got.mean, >=, 0);
  g_assert_cmpfloat_with_epsilon (got.error, 0.5, 0.08);
}

static void
test_two_clouds (void)
{
  GraftProxyADistance got = measure (20, 200, 300, 4, 1);

  g_assert_cmpfloat (got.mean, ==, 2);
  g_assert_cmpfloat (got.sd, ==, 0);
  g_assert_cmpfloat (got.error, ==, 0);
}

/* Half apart: Φ(−½) of two unit normals at distance 1 is an error of 0.309. */
static void
test_between (void)
{
  GraftProxyADistance got = measure (1, 1500, 1500, 2, 1);

  g_assert_cmpfloat_with_epsilon (got.error, 0.3085, 0.03);
  g_assert_cmpfloat_with_epsilon (got.mean, graft_proxy_a_distance_of_error (got.error),
                                  1e-9);
  g_assert_cmpfloat (got.sd, >, 0);
}

/* Beyond 64 dimensions a difference in one of them is still found. */
static void
test_wide (void)
{
  GraftProxyADistance got = measure (8, 200, 200, 100, 1);

  g_assert_cmpfloat (got.mean, >, 1.8);
}

static void
test_seed (void)
{
  GraftProxyADistance a = measure (1, 200, 200, 3, 1);
  GraftProxyADistance b = measure (1, 200, 200, 3, 1);
  GraftProxyADistance c = measure (1, 200, 200, 3, 2);

  g_assert_true (memcmp (&a, &b, sizeof a) == 0);
  g_assert_true (memcmp (&a, &c, sizeof a) != 0);
}

static void
test_refusals (void)
{
  g_autofree float *x = draw_cloud (50, 3, 0, 1);
  g_autofree float *y = draw_cloud (50, 3, 0, 2);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) few = NULL, broken = NULL, cancelled = NULL;
  GraftProxyADistance got;

  g_assert_false (graft_proxy_a_distance (x, 7, y, 50, 3, 1, NULL, &got, &few));
  g_assert_error (few, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW);
  y[31] = NAN;
  g_assert_false (graft_proxy_a_distance (x, 50, y, 50, 3, 1, NULL, &got, &broken));
  g_assert_error (broken, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_NOT_FINITE);
  y[31] = 0;
  g_cancellable_cancel (cancellable);
  g_assert_false (
      graft_proxy_a_distance (x, 50, y, 50, 3, 1, cancellable, &got, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpfloat (got.mean, ==, 0);
}

/* A feature that never changes must not be divided by its deviation. */
static void
test_constant_feature (void)
{
  g_autofree float *x = draw_cloud (50, 3, 0, 1);
  g_autofree float *y = draw_cloud (50, 3, 30, 2);
  g_autoptr (GError) error = NULL;
  GraftProxyADistance got;

  for (gsize i = 0; i < 50; i++)
    x[i * 3 + 1] = y[i * 3 + 1] = 7;
  g_assert_true (graft_proxy_a_distance (x, 50, y, 50, 3, 1, NULL, &got, &error));
  g_assert_cmpfloat (got.mean, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain-distance/lbfgs", test_lbfgs);
  g_test_add_func ("/domain-distance/logistic", test_logistic);
  g_test_add_func ("/domain-distance/logistic-large", test_logistic_large);
  g_test_add_func ("/domain-distance/one-cloud", test_one_cloud);
  g_test_add_func ("/domain-distance/two-clouds", test_two_clouds);
  g_test_add_func ("/domain-distance/between", test_between);
  g_test_add_func ("/domain-distance/wide", test_wide);
  g_test_add_func ("/domain-distance/seed", test_seed);
  g_test_add_func ("/domain-distance/refusals", test_refusals);
  g_test_add_func ("/domain-distance/constant-feature", test_constant_feature);
  return g_test_run ();
}
