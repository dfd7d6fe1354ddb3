/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggestions and doubts from a linear head: places where the answer is plain, then
 * planted errors that have to be found again. */
#include "engine/base/error.h"
#include "engine/base/rng.h"
#include "engine/label/confident.h"
#include "engine/label/cross-fit.h"
#include "engine/label/head.h"
#include "engine/label/suggest.h"

#include <math.h>
#include <string.h>

#define assert_near(a, b, epsilon) g_assert_cmpfloat_with_epsilon (a, b, epsilon)

/* @n points around four places of the plane, far from 0, class i % 4. */
static void
draw_points (float *x, gint32 *labels, gsize n, double noise)
{
  GraftRng rng;

  graft_rng_init (&rng, 2, GRAFT_RNG_SAMPLE, 0);
  for (gsize i = 0; i < n; i++)
    {
      labels[i] = (gint32)(i % 4);
      x[2 * i] =
          (float)(1000 + 10 * (double)(i % 4 / 2) + noise * graft_rng_normal (&rng));
      x[2 * i + 1] =
          (float)(10 * (double)(i % 2) - 500 + noise * graft_rng_normal (&rng));
    }
}

/* ---- head ---- */

/* Two places and as many of each: the plane between them, so ½ in the middle, and
 * p = 1 / (1 + e^(−2 w)) where the gradient of the loss is 0: (1 − p) + l2 … = 0. */
static void
test_head (void)
{
  const float x[] = { 3, 3, 5, 5, 4 };
  const gint32 labels[] = { 0, 0, 2, 2, -1 };
  GraftHeadFit fit = { .x = x, .labels = labels, .n = 5, .d = 1, .k = 4, .l2 = 0.1 };
  g_autoptr (GraftHead) head = graft_head_fit (&fit, NULL);
  double p[5 * 4], w;

  g_assert_cmpuint (graft_head_get_n_seen (head), ==, 2);
  graft_head_predict (head, x, 5, p);
  assert_near (p[4 * 4], 0.5, 1e-6);
  g_assert_cmpfloat (p[1], ==, 0);
  g_assert_cmpfloat (p[3], ==, 0);
  assert_near (p[0] + p[2], 1, 1e-12);
  assert_near (p[0], p[2 * 4 + 2], 1e-6);
  /* Scaled to ∓1, weights ∓w, logits w and −w: 1 − p = l2 w with p = 1 / (1 + e^(−2w)) */
  w = 0.5 * log (p[0] / p[2]);
  assert_near (1 - p[0], 0.1 * w, 1e-3);
}

static void
test_head_errors (void)
{
  float x[] = { 0, 1 };
  gint32 labels[] = { 0, -1 };
  const guint8 leave_out[] = { 1, 0 };
  GraftHeadFit fit = {
    .x = x, .labels = labels, .leave_out = leave_out, .n = 2, .d = 1, .k = 2, .l2 = 1
  };
  g_autoptr (GError) error = NULL;

  g_assert_null (graft_head_fit (&fit, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW);
  g_clear_error (&error);
  fit.leave_out = NULL;
  x[0] = INFINITY;
  g_assert_null (graft_head_fit (&fit, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_NOT_FINITE);
}

/* ---- suggestions ---- */

/* Eight labels of a thousand are enough for four heaps. */
static void
test_suggest (void)
{
  float x[2000];
  gint32 truth[1000], labels[1000];
  GraftSuggest problem = { .x = x, .labels = labels, .n = 1000, .d = 2, .k = 5 };
  g_autoptr (GraftSuggestions) result = NULL, again = NULL;

  draw_points (x, truth, 1000, 1);
  for (gsize i = 0; i < 1000; i++)
    labels[i] = i < 8 ? truth[i] : -1;
  result = graft_suggest (&problem, NULL);
  g_assert_cmpuint (result->n_labelled, ==, 8);
  g_assert_cmpuint (result->n_seen, ==, 4);
  g_assert_cmpfloat (result->l2, >, 0);
  for (gsize i = 0; i < 1000; i++)
    {
      const double *row = result->probabilities + 5 * i;

      g_assert_cmpint (result->predicted[i], ==, truth[i]);
      g_assert_cmpfloat (result->confidence[i], ==, row[truth[i]]);
      assert_near (row[0] + row[1] + row[2] + row[3], 1, 1e-12);
      g_assert_cmpfloat (row[4], ==, 0); /* nobody has named it */
    }
  again = graft_suggest (&problem, NULL);
  g_assert_cmpmem (result->probabilities, 5000 * sizeof (double), again->probabilities,
                   5000 * sizeof (double));
}

/* One feature that tells and forty that do not, sixty labels: too little decay would
 * learn the noise. Chosen decay does better than next to none. */
static void
test_decay (void)
{
  const gsize n = 600, d = 41;
  g_autofree float *x = g_new (float, n *d);
  g_autofree gint32 *labels = g_new (gint32, n);
  GraftSuggest problem = { .x = x, .labels = labels, .n = n, .d = d, .k = 2 };
  gsize right[2] = { 0 };
  GraftRng rng;

  graft_rng_init (&rng, 1, GRAFT_RNG_SAMPLE, 0);
  for (gsize i = 0; i < n; i++)
    {
      labels[i] = i < 60 ? (gint32)(i % 2) : -1;
      for (gsize j = 0; j < d; j++)
        x[i * d + j] = (float)(graft_rng_normal (&rng) + (j == 0) * (i % 2 ? 1.5 : -1.5));
    }
  for (guint t = 0; t < 2; t++)
    {
      g_autoptr (GraftSuggestions) result = NULL;

      problem.l2 = t == 0 ? 0 : 1e-9;
      result = graft_suggest (&problem, NULL);
      for (gsize i = 60; i < n; i++)
        right[t] += result->predicted[i] == (gint32)(i % 2);
      if (t == 0)
        g_assert_cmpfloat (result->l2, >=, 0.01);
    }
  g_assert_cmpuint (right[0], >, right[1]);
}

static void
test_suggest_errors (void)
{
  const float x[] = { 0, 1, 2 };
  gint32 labels[] = { -1, -1, -1 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GraftSuggest problem = { .x = x, .labels = labels, .n = 3, .d = 1, .k = 3 };
  g_autoptr (GraftSuggestions) two = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (graft_suggest (&problem, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW);
  g_assert_nonnull (strstr (error->message, "none"));
  g_clear_error (&error);
  labels[0] = labels[1] = 2;
  g_assert_null (graft_suggest (&problem, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW);
  g_assert_nonnull (strstr (error->message, "same class"));
  g_clear_error (&error);
  labels[2] = 3;
  g_assert_null (graft_suggest (&problem, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE);
  g_clear_error (&error);
  /* One of each is the least there can be. */
  labels[1] = -1;
  labels[2] = 0;
  two = graft_suggest (&problem, &error);
  g_assert_no_error (error);
  g_assert_cmpint (two->predicted[0], ==, 2);
  g_assert_cmpint (two->predicted[2], ==, 0);
  g_cancellable_cancel (cancellable);
  problem.cancellable = cancellable;
  g_assert_null (graft_suggest (&problem, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* ---- cross-validation ---- */

/* Two of 200 labels are wrong; a class of one item and one without label are not judged.
 */
static void
test_cross_fit (void)
{
  float x[2 * 202];
  gint32 labels[202], judged[202];
  g_autofree double *p = g_new (double, 202 * 5), *q = g_new (double, 202 * 5);
  GraftCrossFit problem = {
    .x = x, .labels = labels, .n = 202, .d = 2, .k = 5, .n_threads = 1
  };
  g_autoptr (GraftConfident) doubts = NULL;

  draw_points (x, labels, 202, 1);
  labels[17] = 3;
  labels[90] = 0;
  labels[200] = 4;
  labels[201] = -1;
  g_assert_true (graft_cross_fit (&problem, p, judged, NULL));
  for (gsize i = 0; i < 200; i++)
    {
      g_assert_cmpint (judged[i], ==, labels[i]);
      assert_near (p[5 * i] + p[5 * i + 1] + p[5 * i + 2] + p[5 * i + 3] + p[5 * i + 4],
                   1, 1e-12);
    }
  g_assert_cmpint (judged[200], ==, -1);
  g_assert_cmpint (judged[201], ==, -1);
  g_assert_cmpfloat (p[5 * 200], ==, 0);
  doubts = graft_confident_new (p, judged, 202, 5, 2, NULL);
  g_assert_cmpuint (doubts->n_issues, ==, 2);
  for (guint r = 0; r < 2; r++)
    {
      g_assert_true (doubts->issues[r] == 17 || doubts->issues[r] == 90);
      g_assert_true (doubts->top_losses[r] == 17 || doubts->top_losses[r] == 90);
      g_assert_cmpint (doubts->believed[r], ==, doubts->issues[r] % 4);
    }
  problem.n_threads = 3;
  g_assert_true (graft_cross_fit (&problem, q, judged, NULL));
  g_assert_cmpmem (p, 202 * 5 * sizeof *p, q, 202 * 5 * sizeof *q);
}

/* Labels that are noise: who has seen them agrees with them more often than chance, and
 * who has not does not. */
static void
test_out_of_sample (void)
{
  const gsize n = 300, d = 60;
  g_autofree float *x = g_new (float, n *d);
  g_autofree double *p = g_new (double, 2 * n);
  g_autofree gint32 *labels = g_new (gint32, n), *judged = g_new (gint32, n);
  GraftCrossFit problem = { .x = x, .labels = labels, .n = n, .d = d, .k = 2 };
  gsize agreed = 0;
  GraftRng rng;

  graft_rng_init (&rng, 9, GRAFT_RNG_SAMPLE, 0);
  for (gsize i = 0; i < n; i++)
    {
      labels[i] = (gint32)graft_rng_below (&rng, 2);
      for (gsize j = 0; j < d; j++)
        x[i * d + j] = (float)graft_rng_normal (&rng);
    }
  g_assert_true (graft_cross_fit (&problem, p, judged, NULL));
  for (gsize i = 0; i < n; i++)
    agreed += p[2 * i + (gsize)labels[i]] > 0.5;
  g_assert_cmpuint (agreed, <, 180);
  g_assert_cmpuint (agreed, >, 110);
}

static void
test_cross_fit_errors (void)
{
  const float x[] = { 0, 1, 2, 3 };
  gint32 labels[] = { 0, 0, 1, 2 }, judged[4];
  double p[12];
  GraftCrossFit problem = { .x = x, .labels = labels, .n = 4, .d = 1, .k = 3 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (graft_cross_fit (&problem, p, judged, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW);
  g_clear_error (&error);
  labels[3] = 1;
  g_assert_true (graft_cross_fit (&problem, p, judged, &error));
  labels[3] = 3;
  g_assert_false (graft_cross_fit (&problem, p, judged, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE);
  g_clear_error (&error);
  labels[3] = 1;
  g_cancellable_cancel (cancellable);
  problem.cancellable = cancellable;
  g_assert_false (graft_cross_fit (&problem, p, judged, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label/head", test_head);
  g_test_add_func ("/label/head/errors", test_head_errors);
  g_test_add_func ("/label/suggest", test_suggest);
  g_test_add_func ("/label/suggest/decay", test_decay);
  g_test_add_func ("/label/suggest/errors", test_suggest_errors);
  g_test_add_func ("/label/cross-fit", test_cross_fit);
  g_test_add_func ("/label/cross-fit/out-of-sample", test_out_of_sample);
  g_test_add_func ("/label/cross-fit/errors", test_cross_fit_errors);
  return g_test_run ();
}
