/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statistics of a verdict, at values that can be counted by hand, stand in printed
 * tables, or come from textbook data whose results everybody knows. */
#include "engine/base/rng.h"
#include "engine/stats/bootstrap.h"
#include "engine/stats/distributions.h"
#include "engine/stats/holm.h"
#include "engine/stats/mcnemar.h"
#include "engine/stats/metrics.h"
#include "engine/stats/paired-t.h"
#include "engine/stats/summary.h"
#include "engine/stats/wilcoxon.h"
#include "engine/stats/wilson.h"

#include <math.h>
#include <string.h>

#define assert_near(a, b, epsilon) g_assert_cmpfloat_with_epsilon (a, b, epsilon)

/* ---- distributions ---- */

static void
test_beta (void)
{
  /* I_½(2, 3) = P(X ≥ 2) of four coins = 11 / 16 */
  assert_near (graft_incomplete_beta (2, 3, 0.5), 11.0 / 16, 1e-14);
  for (double x = 0; x <= 1; x += 0.125)
    {
      assert_near (graft_incomplete_beta (1, 1, x), x, 1e-14);
      assert_near (graft_incomplete_beta (3.5, 1, x), pow (x, 3.5), 1e-14);
      /* The arcsine law. */
      assert_near (graft_incomplete_beta (0.5, 0.5, x), 2 / G_PI * asin (sqrt (x)),
                   1e-13);
      assert_near (graft_incomplete_beta (30, 7, x),
                   1 - graft_incomplete_beta (7, 30, 1 - x), 1e-13);
    }
  assert_near (graft_incomplete_beta (2000, 2000, 0.5), 0.5, 1e-11);
}

/* Two-sided 5 % and 1 % points of the printed t table. */
static void
test_student (void)
{
  const struct
  {
    double p, df, t;
  } table[] = { { 0.05, 1, 12.70620474 }, { 0.05, 2, 4.30265273 },
                { 0.05, 5, 2.57058184 },  { 0.05, 10, 2.22813885 },
                { 0.05, 30, 2.04227246 }, { 0.01, 4, 4.60409487 },
                { 0.01, 20, 2.84533971 }, { 0.1, 9, 1.83311293 } };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      assert_near (graft_student_t (table[i].p, table[i].df), table[i].t, 1e-7);
      assert_near (graft_student_p (table[i].t, table[i].df), table[i].p, 1e-8);
      assert_near (graft_student_p (-table[i].t, table[i].df), table[i].p, 1e-8);
    }
  /* df = 1 is Cauchy's: P(|T| ≥ 1) = ½ */
  assert_near (graft_student_p (1, 1), 0.5, 1e-14);
  assert_near (graft_student_p (0, 7), 1, 1e-14);
  g_assert_true (isnan (graft_student_p (NAN, 3)));
}

static void
test_chi2 (void)
{
  assert_near (graft_chi2_1_p (3.841458821), 0.05, 1e-9);
  assert_near (graft_chi2_1_p (6.634896601), 0.01, 1e-10);
  g_assert_cmpfloat (graft_chi2_1_p (0), ==, 1);
}

static void
test_coin (void)
{
  assert_near (graft_coin_cdf (2, 10), 56.0 / 1024, 1e-14);
  assert_near (graft_coin_cdf (0, 4), 1.0 / 16, 1e-14);
  g_assert_cmpfloat (graft_coin_cdf (-1, 4), ==, 0);
  g_assert_cmpfloat (graft_coin_cdf (4, 4), ==, 1);
}

/* ---- one figure ---- */

static void
test_wilson (void)
{
  double low, high;

  /* 8 of 10, and 81 of 263: the example of Newcombe, Statistics in Medicine 17, 1998. */
  graft_wilson_interval (8, 10, &low, &high);
  assert_near (low, 0.4901625, 1e-6);
  assert_near (high, 0.9433178, 1e-6);
  graft_wilson_interval (81, 263, &low, &high);
  assert_near (low, 0.2553, 5e-5);
  assert_near (high, 0.3662, 5e-5);
  graft_wilson_interval (0, 20, &low, &high);
  g_assert_cmpfloat (low, ==, 0);
  assert_near (high, 0.1611, 5e-5);
  graft_wilson_interval (20, 20, &low, &high);
  assert_near (low, 1 - 0.1611, 5e-5);
  g_assert_cmpfloat (high, ==, 1);
  /* 84 of 100 with 90 %, and with 0 the share itself. */
  graft_wilson_interval_at (1.6448536269514722, 84, 100, &low, &high);
  assert_near (low, 0.770871, 1e-6);
  assert_near (high, 0.891216, 1e-6);
  graft_wilson_interval_at (0, 84, 100, &low, &high);
  assert_near (low, 0.84, 1e-15);
  graft_wilson_interval (0, 0, &low, &high);
  g_assert_cmpfloat (low, ==, 0);
  g_assert_cmpfloat (high, ==, 1);
}

static void
test_summary (void)
{
  const double values[] = { 1, 2, 3, 4 };
  GraftSummary summary = graft_summary (values, 4);

  g_assert_cmpuint (summary.n, ==, 4);
  g_assert_cmpfloat (summary.mean, ==, 2.5);
  assert_near (summary.sd, sqrt (5.0 / 3), 1e-14);
  /* t(3) = 3.182446 */
  assert_near (summary.half, 3.182446305 * sqrt (5.0 / 3) / 2, 1e-8);
  summary = graft_summary (values, 1);
  g_assert_cmpfloat (summary.mean, ==, 1);
  g_assert_cmpfloat (summary.sd, ==, 0);
  g_assert_true (isinf (summary.half));
}

static void
test_metrics (void)
{
  const gint32 labels[] = { 0, 0, 0, 1, 1, 2, -1, 2 };
  const gint32 predictions[] = { 0, 1, 0, 1, 1, 0, 3, 2 };
  const gint32 wrong[] = { 0, 4, 0, 1, 1, 0, 3, 2 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftMetrics) metrics =
      graft_metrics_new (labels, predictions, 8, 4, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (metrics->n, ==, 7);
  g_assert_cmpuint (metrics->confusion[0 * 4 + 1], ==, 1);
  g_assert_cmpuint (metrics->confusion[1 * 4 + 0], ==, 0);
  g_assert_cmpuint (metrics->confusion[2 * 4 + 0], ==, 1);
  assert_near (metrics->accuracy, 5.0 / 7, 1e-15);
  assert_near (metrics->recall[0], 2.0 / 3, 1e-15);
  assert_near (metrics->precision[0], 2.0 / 3, 1e-15);
  assert_near (metrics->precision[1], 2.0 / 3, 1e-15);
  assert_near (metrics->f1[2], 2.0 / 3, 1e-15);
  g_assert_cmpfloat (metrics->f1[3], ==, 0);
  /* Class 3 does not occur: its recall and its F1 are 0/0, which count as 0. */
  g_assert_cmpfloat (metrics->recall[3], ==, 0);
  assert_near (metrics->balanced_accuracy, (2.0 / 3 + 1 + 0.5 + 0) / 4, 1e-15);
  assert_near (metrics->macro_f1, (2.0 / 3 + 0.8 + 2.0 / 3 + 0) / 4, 1e-15);
  g_assert_null (graft_metrics_new (labels, wrong, 8, 4, &error));
  g_assert_nonnull (error);
}

/* ---- two models ---- */

static void
test_mcnemar (void)
{
  GraftMcnemar got = graft_mcnemar (5, 15);

  /* Binomials of 20: Σ_{k ≤ 5} = 21700, at 5: 15504, of 2²⁰ */
  assert_near (got.p_exact, 2 * 21700.0 / 1048576, 1e-12);
  assert_near (got.p_mid, (2 * 21700.0 - 15504) / 1048576, 1e-12);
  assert_near (got.chi2, 4.05, 1e-14);
  g_assert_cmpfloat (got.p, ==, got.p_exact);
  got = graft_mcnemar (40, 20);
  assert_near (got.chi2, 361.0 / 60, 1e-13);
  g_assert_cmpfloat (got.p, ==, got.p_chi2);
  assert_near (got.p, 0.01417, 5e-6);
  got = graft_mcnemar (0, 0);
  g_assert_cmpfloat (got.p, ==, 1);
  got = graft_mcnemar (7, 7);
  g_assert_cmpfloat (got.p_exact, ==, 1);
  g_assert_cmpfloat (got.p_mid, ==, 1);
  /* The correction goes past 0 on a tie, and is squared all the same. */
  assert_near (got.chi2, 1.0 / 14, 1e-15);
  got = graft_mcnemar (20, 20);
  assert_near (got.chi2, 1.0 / 40, 1e-15);
  assert_near (got.p, 0.874367, 1e-6);
}

static void
test_mcnemar_samples (void)
{
  const guint8 a[] = { 1, 1, 0, 0, 1, 1 }, b[] = { 1, 0, 1, 0, 0, 0 };
  GraftMcnemar got = graft_mcnemar_samples (a, b, 6);

  g_assert_cmpuint (got.a_only, ==, 3);
  g_assert_cmpuint (got.b_only, ==, 1);
}

static void
test_holm (void)
{
  const double p[] = { 0.01, 0.04, 0.03, 0.005, 0.9 };
  const double wanted[] = { 0.04, 0.09, 0.09, 0.025, 0.9 };
  double adjusted[5];

  graft_holm (p, 5, adjusted);
  for (gsize i = 0; i < 5; i++)
    assert_near (adjusted[i], wanted[i], 1e-15);
}

/* By trying all signs: ranks with ties, the smaller tail twice. */
static double
count_signs (const double *differences, gsize n)
{
  double ranks[16], positive = 0, total = 0;
  gsize below = 0;

  for (gsize i = 0; i < n; i++)
    {
      gsize smaller = 0, same = 0;

      for (gsize j = 0; j < n; j++)
        {
          smaller += fabs (differences[j]) < fabs (differences[i]);
          same += fabs (differences[j]) == fabs (differences[i]);
        }
      ranks[i] = (double)smaller + ((double)same + 1) / 2;
      positive += differences[i] > 0 ? ranks[i] : 0;
      total += ranks[i];
    }
  positive = MIN (positive, total - positive);
  for (gsize signs = 0; signs < (gsize)1 << n; signs++)
    {
      double sum = 0;

      for (gsize i = 0; i < n; i++)
        sum += signs >> i & 1 ? ranks[i] : 0;
      below += sum <= positive;
    }
  return MIN (1, 2 * (double)below / (double)((gsize)1 << n));
}

static void
test_wilcoxon (void)
{
  /* Hollander and Wolfe, "Nonparametric statistical methods", 1973: p = 0.0390625. */
  const double before[] = { 1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30 };
  const double after[] = { 0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29 };
  const double none[16] = { 0 };
  double differences[14], many[60];

  assert_near (graft_wilcoxon (before, after, 9), 0.0390625, 1e-12);
  g_assert_cmpfloat (graft_wilcoxon (none, none, 9), ==, 1);
  for (guint64 seed = 0; seed < 20; seed++)
    {
      gsize n = 5 + seed % 10, m = 0;
      GraftRng rng;

      graft_rng_init (&rng, seed, GRAFT_RNG_SAMPLE, 0);
      for (gsize i = 0; i < n; i++)
        {
          differences[i] = (double)graft_rng_below (&rng, 13) - 4;
          many[m] = differences[i];
          m += differences[i] != 0;
        }
      assert_near (graft_wilcoxon (differences, none, n), count_signs (many, m), 1e-12);
    }
  /* Sixty gains of sizes 1 … 60: z = 915 / √18452.5 */
  for (gsize i = 0; i < 60; i++)
    many[i] = (double)i + 1;
  {
    double zeros[60] = { 0 }, p = graft_wilcoxon (many, zeros, 60);

    assert_near (p / erfc (915 / sqrt (2 * 18452.5)), 1, 1e-9);
  }
}

/* Where counting ends and the normal distribution begins, p hardly changes. */
static void
test_wilcoxon_seam (void)
{
  double a[51], b[51] = { 0 }, counted, normal;

  for (gsize i = 0; i < 51; i++)
    a[i] = (double)(i + 1) * (i % 3 == 0 ? -1 : 1);
  counted = graft_wilcoxon (a + 1, b, 50);
  normal = graft_wilcoxon (a, b, 51);
  g_assert_cmpfloat (counted, <, 0.1);
  assert_near (normal / counted, 1, 0.15);
}

static void
test_paired_t (void)
{
  /* Student's own data (Biometrika 6, 1908): t = −4.0621, p = 0.00283. */
  const double a[] = { 0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0 };
  const double b[] = { 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4 };
  const double c[] = { 1, 1, 1 }, d[] = { 2, 2, 2 };
  double p;

  assert_near (graft_paired_t (a, b, 10, &p), -4.0621, 5e-5);
  assert_near (p, 0.002833, 5e-7);
  assert_near (graft_paired_t (b, a, 10, &p), 4.0621, 5e-5);
  g_assert_cmpfloat (graft_paired_t (a, a, 10, &p), ==, 0);
  g_assert_cmpfloat (p, ==, 1);
  g_assert_true (isinf (graft_paired_t (c, d, 3, &p)));
  g_assert_cmpfloat (p, ==, 0);
  graft_paired_t (a, b, 1, &p);
  g_assert_cmpfloat (p, ==, 1);
}

/* ---- bootstrap ---- */

#define N 400

/* 60 samples that A alone gets right, 30 that B alone does. */
static void
fill_pair (guint8 *a, guint8 *b)
{
  for (gsize i = 0; i < N; i++)
    {
      a[i] = i < 60 || i % 2;
      b[i] = i >= 60 && (i < 90 || i % 2);
      if (i >= 60 && i < 90)
        a[i] = 0;
    }
}

static void
test_bootstrap (void)
{
  guint8 a[N], b[N];
  double low, high, again_low, again_high, sd;

  fill_pair (a, b);
  graft_bootstrap_paired (a, b, N, 5, &low, &high);
  graft_bootstrap_paired (a, b, N, 5, &again_low, &again_high);
  g_assert_cmpfloat (low, ==, again_low);
  g_assert_cmpfloat (high, ==, again_high);
  /* At these counts the normal interval is near: ±1.96 sd of a three-valued variable. */
  sd = sqrt ((90.0 / N - 0.075 * 0.075) / N);
  assert_near (low, 0.075 - 1.96 * sd, 0.006);
  assert_near (high, 0.075 + 1.96 * sd, 0.006);
  graft_bootstrap_paired (b, a, N, 5, &again_low, &again_high);
  assert_near (again_low, -high, 0.006);
  graft_bootstrap_paired (a, a, N, 5, &low, &high);
  g_assert_cmpfloat (low, ==, 0);
  g_assert_cmpfloat (high, ==, 0);
  graft_bootstrap_paired (a, a, 0, 5, &low, &high);
  g_assert_cmpfloat (high, ==, 0);
}

/* Counting pairs gives the interval that drawing samples one by one gives. */
static void
test_bootstrap_indices (void)
{
  const gsize n_resamples = 4000;
  guint8 a[N], b[N];
  g_autofree gint64 *indices = g_new (gint64, n_resamples * N);
  g_autofree double *differences = g_new (double, n_resamples);
  double low, high, other_low, other_high;
  GraftRng rng;

  fill_pair (a, b);
  graft_rng_init (&rng, 1, GRAFT_RNG_SAMPLE, 0);
  for (gsize i = 0; i < n_resamples * N; i++)
    indices[i] = graft_rng_below (&rng, N);
  graft_bootstrap_paired_indices (a, b, N, indices, n_resamples, differences, &low,
                                  &high);
  graft_bootstrap_paired (a, b, N, 9, &other_low, &other_high);
  assert_near (low, other_low, 0.006);
  assert_near (high, other_high, 0.006);
}

static void
test_quantile (void)
{
  const double sorted[] = { 1, 2, 4, 8 };

  g_assert_cmpfloat (graft_quantile_sorted (sorted, 4, 0), ==, 1);
  g_assert_cmpfloat (graft_quantile_sorted (sorted, 4, 1), ==, 8);
  assert_near (graft_quantile_sorted (sorted, 4, 0.5), 3, 1e-15);
  assert_near (graft_quantile_sorted (sorted, 4, 0.75), 5, 1e-15);
  g_assert_cmpfloat (graft_quantile_sorted (sorted, 1, 0.3), ==, 1);
}

static void
test_negative_transfer (void)
{
  guint8 a[N], b[N];
  double gap, low, high;

  fill_pair (a, b);
  /* With transfer = B, which is worse. */
  g_assert_true (graft_negative_transfer (b, a, N, 2, &gap, &low, &high));
  assert_near (gap, 0.075, 1e-12);
  g_assert_cmpfloat (low, >, 0);
  g_assert_false (graft_negative_transfer (a, b, N, 2, &gap, &low, &high));
  assert_near (gap, -0.075, 1e-12);
  g_assert_false (graft_negative_transfer (a, a, N, 2, &gap, &low, &high));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/beta", test_beta);
  g_test_add_func ("/stats/student", test_student);
  g_test_add_func ("/stats/chi2", test_chi2);
  g_test_add_func ("/stats/coin", test_coin);
  g_test_add_func ("/stats/wilson", test_wilson);
  g_test_add_func ("/stats/summary", test_summary);
  g_test_add_func ("/stats/metrics", test_metrics);
  g_test_add_func ("/stats/mcnemar", test_mcnemar);
  g_test_add_func ("/stats/mcnemar-samples", test_mcnemar_samples);
  g_test_add_func ("/stats/holm", test_holm);
  g_test_add_func ("/stats/wilcoxon", test_wilcoxon);
  g_test_add_func ("/stats/wilcoxon-seam", test_wilcoxon_seam);
  g_test_add_func ("/stats/paired-t", test_paired_t);
  g_test_add_func ("/stats/bootstrap", test_bootstrap);
  g_test_add_func ("/stats/bootstrap-indices", test_bootstrap_indices);
  g_test_add_func ("/stats/quantile", test_quantile);
  g_test_add_func ("/stats/negative-transfer", test_negative_transfer);
  return g_test_run ();
}
