/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How unsure a classifier is, and which items cover the others: by hand. */
#include "engine/label/core-set.h"
#include "engine/label/uncertainty.h"

#include <math.h>

#define assert_near(a, b, epsilon) g_assert_cmpfloat_with_epsilon (a, b, epsilon)

static void
test_uncertainty (void)
{
  const double p[] = { 0.5, 0.25, 0.25, 0, 0, 1, 0.25, 0.375, 0.375 };
  double scores[3];

  graft_least_confidence (p, 3, 3, scores);
  assert_near (scores[0], 0.5, 1e-15);
  assert_near (scores[1], 0, 1e-15);
  assert_near (scores[2], 0.625, 1e-15);
  graft_margin (p, 3, 3, scores);
  assert_near (scores[0], 0.25, 1e-15);
  assert_near (scores[1], 1, 1e-15);
  assert_near (scores[2], 0, 1e-15);
  graft_entropy (p, 3, 3, scores);
  assert_near (scores[0], 1.5 * G_LN2, 1e-15);
  g_assert_cmpfloat (scores[1], ==, 0);
  assert_near (scores[2], 0.5 * G_LN2 - 0.75 * log (0.375), 1e-15);
}

/* Two models: they contradict each other, agree that it is open, agree that it is not. */
static void
test_bald (void)
{
  const double p[] = { 1, 0, 0.5, 0.5, 0, 1, /* the other: */ 0, 1, 0.5, 0.5, 0, 1 };
  double scores[3];

  graft_bald (p, 2, 3, 2, scores);
  assert_near (scores[0], G_LN2, 1e-15);
  g_assert_cmpfloat (scores[1], ==, 0);
  g_assert_cmpfloat (scores[2], ==, 0);
}

/* On a line, from 0: 10; then 4 and 6 are as far, 4 comes first; then 6 or 2 by 2. */
static void
test_core_set (void)
{
  const float x[] = { 0, 2, 4, 6, 10 };
  const guint8 chosen[] = { 1, 0, 0, 0, 0 };
  GraftCoreSet problem = { .x = x, .n = 5, .d = 1, .chosen = chosen, .n_picks = 3 };
  guint32 order[3];
  double before[3], after;
  gsize n_picked;

  g_assert_true (graft_core_set (&problem, order, before, &after, &n_picked, NULL));
  g_assert_cmpuint (n_picked, ==, 3);
  g_assert_cmpuint (order[0], ==, 4);
  g_assert_cmpuint (order[1], ==, 2);
  g_assert_cmpuint (order[2], ==, 1);
  assert_near (before[0], 10, 1e-15);
  assert_near (before[1], 4, 1e-15);
  assert_near (before[2], 2, 1e-15);
  assert_near (after, 2, 1e-15);
}

/* Without a centre the lowest begins; what is barred is never picked; the set ends. */
static void
test_core_set_ends (void)
{
  const float x[] = { 0, 1, 1, 2, 2, 3, 9, 9 };
  const guint8 barred[] = { 1, 0, 0, 1 };
  GraftCoreSet problem = { .x = x, .n = 4, .d = 2, .barred = barred, .n_picks = 4 };
  guint32 order[4];
  double before[4], after;
  gsize n_picked;

  g_assert_true (graft_core_set (&problem, order, before, &after, &n_picked, NULL));
  g_assert_cmpuint (n_picked, ==, 2);
  g_assert_cmpuint (order[0], ==, 1);
  g_assert_cmpuint (order[1], ==, 2);
  g_assert_true (isinf (before[0]));
  assert_near (before[1], G_SQRT2, 1e-15);
  assert_near (after, sqrt (49 + 36), 1e-14);
}

static void
test_core_set_cancelled (void)
{
  const float x[] = { 0, 1 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GraftCoreSet problem = {
    .x = x, .n = 2, .d = 1, .n_picks = 2, .cancellable = cancellable
  };
  guint32 order[2];
  gsize n_picked;

  g_cancellable_cancel (cancellable);
  g_assert_false (graft_core_set (&problem, order, NULL, NULL, &n_picked, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label/uncertainty", test_uncertainty);
  g_test_add_func ("/label/bald", test_bald);
  g_test_add_func ("/label/core-set", test_core_set);
  g_test_add_func ("/label/core-set/ends", test_core_set_ends);
  g_test_add_func ("/label/core-set/cancelled", test_core_set_cancelled);
  return g_test_run ();
}
