/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels that may be wrong, and annotators that may disagree: by hand. */
#include "engine/base/error.h"
#include "engine/label/agreement.h"
#include "engine/label/confident.h"

#include <math.h>

#define assert_near(a, b, epsilon) g_assert_cmpfloat_with_epsilon (a, b, epsilon)

/* Thresholds: class 0 (0.9 + 0.8 + 0.1) / 3 = 0.6, class 1 (0.7 + 0.55) / 2 = 0.625.
 * Item 2 is given as 0 and counted as 1; item 4 reaches neither. */
static const double probabilities[] = { 0.9, 0.1, 0.8,  0.2,  0.1, 0.9,
                                        0.3, 0.7, 0.45, 0.55, 1,   0 };
static const gint32 given[] = { 0, 0, 0, 1, 1, -1 };

static void
test_confident (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftConfident) self =
      graft_confident_new (probabilities, given, 6, 2, 2, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (self->n_judged, ==, 5);
  assert_near (self->threshold[0], 0.6, 1e-15);
  assert_near (self->threshold[1], 0.625, 1e-15);
  g_assert_cmpuint (self->count[0], ==, 2);
  g_assert_cmpuint (self->count[1], ==, 1);
  g_assert_cmpuint (self->count[2], ==, 0);
  g_assert_cmpuint (self->count[3], ==, 1);
  /* Rows scaled to 3 and 2 items, of 5. */
  assert_near (self->joint[0], 0.4, 1e-15);
  assert_near (self->joint[1], 0.2, 1e-15);
  assert_near (self->joint[3], 0.4, 1e-15);
  assert_near (self->noise, 0.2, 1e-15);
  g_assert_cmpuint (self->n_issues, ==, 1);
  g_assert_cmpuint (self->issues[0], ==, 2);
  g_assert_cmpint (self->believed[0], ==, 1);
  assert_near (self->margin[2], -0.8, 1e-15);
  assert_near (self->margin[4], 0.1, 1e-15);
  g_assert_true (isnan (self->margin[5]));
  g_assert_cmpuint (self->n_top, ==, 2);
  g_assert_cmpuint (self->top_losses[0], ==, 2);
  g_assert_cmpuint (self->top_losses[1], ==, 4);
}

/* A class that nobody was given has no threshold to reach, and no row in the joint; three
 * times the same probability reach their own mean. */
static void
test_confident_empty (void)
{
  const double p[] = { 0.1, 0.9, 0.1, 0.9, 0.1, 0.9 };
  const gint32 labels[] = { 0, 0, 0 };
  g_autoptr (GraftConfident) self = graft_confident_new (p, labels, 3, 2, 0, NULL);

  g_assert_true (isinf (self->threshold[1]));
  g_assert_cmpuint (self->count[0], ==, 3);
  g_assert_cmpuint (self->n_issues, ==, 0);
  g_assert_cmpuint (self->n_top, ==, 3);
  assert_near (self->joint[0], 1, 1e-15);
  assert_near (self->noise, 0, 1e-15);
}

static void
test_confident_errors (void)
{
  const double p[] = { 0.5, NAN };
  g_autoptr (GError) error = NULL;

  g_assert_null (graft_confident_new (p, (const gint32[]){ 2 }, 1, 2, 0, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_null (graft_confident_new (p, (const gint32[]){ 0 }, 1, 2, 0, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_NOT_FINITE);
}

/* ---- agreement ---- */

/* @a, @b: [50] filled from a table [k, k] of how often each pair occurs. */
static gsize
spell_out (const gsize *table, gsize k, gint32 *a, gint32 *b)
{
  gsize n = 0;

  for (gsize cell = 0; cell < k * k; cell++)
    for (gsize i = 0; i < table[cell]; i++, n++)
      {
        a[n] = (gint32)(cell / k);
        b[n] = (gint32)(cell % k);
      }
  return n;
}

/* 20 yes yes, 5 yes no, 10 no yes, 15 no no: p_o 0.7, p_e 0.5 · 0.6 + 0.5 · 0.4. */
static void
test_kappa (void)
{
  const gsize table[] = { 20, 5, 10, 15 };
  gint32 a[51], b[51];
  GraftKappaOptions options = {
    .a = a, .b = b, .k = 2, .n_resamples = GRAFT_KAPPA_RESAMPLES, .seed = 1
  };
  g_autoptr (GraftKappa) self = NULL, again = NULL;

  options.n = spell_out (table, 2, a, b) + 1;
  a[50] = 0;
  b[50] = -1; /* one has not looked at it */
  self = graft_kappa_new (&options, NULL);
  g_assert_cmpuint (self->n, ==, 50);
  for (gsize cell = 0; cell < 4; cell++)
    g_assert_cmpuint (self->confusion[cell], ==, table[cell]);
  assert_near (self->observed, 0.7, 1e-15);
  assert_near (self->expected, 0.5, 1e-15);
  assert_near (self->kappa, 0.4, 1e-14);
  /* The normal approximation has the ends 0.15 and 0.65. */
  assert_near (self->low, 0.15, 0.05);
  assert_near (self->high, 0.65, 0.05);
  again = graft_kappa_new (&options, NULL);
  g_assert_cmpfloat (self->low, ==, again->low);
  g_assert_cmpfloat (self->high, ==, again->high);
}

/* Weights by hand: four items (0,0), (0,1), (1,2), (2,0) of three classes. Marginals
 * (2,1,1) and (2,1,1); linear agreement 1 ½ 0, quadratic 1 ¾ 0. */
static void
test_weighted (void)
{
  const gint32 a[] = { 0, 0, 1, 2 }, b[] = { 0, 1, 2, 0 };
  GraftKappaOptions options = {
    .a = a, .b = b, .n = 4, .k = 3, .weights = GRAFT_KAPPA_LINEAR
  };
  g_autoptr (GraftKappa) linear = graft_kappa_new (&options, NULL);
  g_autoptr (GraftKappa) quadratic = NULL;

  /* observed (1 + ½ + ½ + 0) / 4; expected: same 6, near 6 of ½, far 4 of 0, of 16 */
  assert_near (linear->observed, 0.5, 1e-15);
  assert_near (linear->expected, 9.0 / 16, 1e-15);
  assert_near (linear->kappa, -1.0 / 7, 1e-14);
  g_assert_true (isnan (linear->low));
  options.weights = GRAFT_KAPPA_QUADRATIC;
  quadratic = graft_kappa_new (&options, NULL);
  assert_near (quadratic->observed, 0.625, 1e-15);
  assert_near (quadratic->expected, 10.5 / 16, 1e-15);
  assert_near (quadratic->kappa, -0.5 / 5.5, 1e-14);
}

/* One class everywhere, or nothing at all: no κ, and no 0 / 0. */
static void
test_undefined (void)
{
  const gint32 a[] = { 1, 1, 1, 1, 0 }, b[] = { 1, 1, 1, 1, 1 };
  GraftKappaOptions options = { .a = a, .b = b, .n = 4, .k = 2, .n_resamples = 200 };
  g_autoptr (GraftKappa) same = graft_kappa_new (&options, NULL);
  g_autoptr (GraftKappa) none = NULL, rare = NULL;
  g_autoptr (GError) error = NULL;

  assert_near (same->expected, 1, 1e-15);
  g_assert_true (isnan (same->kappa));
  g_assert_true (isnan (same->low));
  options.n = 0;
  none = graft_kappa_new (&options, NULL);
  g_assert_true (isnan (none->kappa));
  /* Resamples without the one odd item have no κ; the others have. */
  options.n = 5;
  rare = graft_kappa_new (&options, NULL);
  assert_near (rare->kappa, 0, 1e-15);
  g_assert_cmpuint (rare->n_undefined, >, 20);
  g_assert_cmpuint (rare->n_undefined, <, 150);
  assert_near (rare->low, 0, 1e-15);
  options.k = 1;
  g_assert_null (graft_kappa_new (&options, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label/confident", test_confident);
  g_test_add_func ("/label/confident/empty", test_confident_empty);
  g_test_add_func ("/label/confident/errors", test_confident_errors);
  g_test_add_func ("/label/agreement", test_kappa);
  g_test_add_func ("/label/agreement/weighted", test_weighted);
  g_test_add_func ("/label/agreement/undefined", test_undefined);
  return g_test_run ();
}
