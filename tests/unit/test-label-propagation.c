/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels that spread to neighbours: chains by hand, then the graph against all pairs. */
#include "engine/label/propagation-dense.h"

#include <math.h>

#define assert_near(a, b, epsilon) g_assert_cmpfloat_with_epsilon (a, b, epsilon)

/* Two items of distance 1: W = w, so S = [0 1; 1 0] whatever w is; with α = ½:
 * ½ (I − ½ S)⁻¹ (1, 0) = (⅔, ⅓). */
static void
test_spread_pair (void)
{
  const double x[] = { 0, 1 };
  const gint32 labels[] = { 0, -1 };
  GraftDenseLabels problem = { x, labels, 2, 1, 2, 1 };
  double f[4];

  g_assert_true (graft_spread_dense (&problem, 0.5, f, NULL));
  assert_near (f[0], 2.0 / 3, 1e-14);
  assert_near (f[2], 1.0 / 3, 1e-14);
  g_assert_cmpfloat (f[1], ==, 0);
  g_assert_cmpfloat (f[3], ==, 0);
}

/* Items at 0, 1, 3 with the ends labelled: the middle one takes their weights. */
static void
test_harmonic_three (void)
{
  const double x[] = { 0, 1, 3 };
  const gint32 labels[] = { 0, -1, 1 };
  GraftDenseLabels problem = { x, labels, 3, 1, 2, 2 };
  double f[6], near = exp (-1.0 / 4), far = exp (-1.0);

  g_assert_true (graft_harmonic_dense (&problem, f, NULL));
  assert_near (f[2], near / (near + far), 1e-14);
  assert_near (f[3], far / (near + far), 1e-14);
  g_assert_cmpfloat (f[0], ==, 1);
  g_assert_cmpfloat (f[5], ==, 1);
}

/* So far away that its weights are 0: no label reaches it, and nothing is singular. */
static void
test_harmonic_alone (void)
{
  const double x[] = { 0, 1, 1000, 1001 };
  const gint32 labels[] = { 0, -1, -1, -1 };
  GraftDenseLabels problem = { x, labels, 4, 1, 1, 1 };
  double f[4];

  g_assert_true (graft_harmonic_dense (&problem, f, NULL));
  assert_near (f[1], 1, 1e-14);
  g_assert_cmpfloat (f[2], ==, 0);
  g_assert_cmpfloat (f[3], ==, 0);
  g_assert_true (graft_spread_dense (&problem, 0.99, f, NULL));
  g_assert_cmpfloat (f[2], ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label/spread/pair", test_spread_pair);
  g_test_add_func ("/label/harmonic/three", test_harmonic_three);
  g_test_add_func ("/label/harmonic/alone", test_harmonic_alone);
  return g_test_run ();
}
