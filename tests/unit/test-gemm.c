/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Products by BLAS against three nested loops: both ways round, strides wider than the
 * rows, factors, adding to what is there, and nothing written beside the result. */
#include "engine/base/rng.h"
#include "engine/nn/plan.h"
#include "engine/tensor/gemm.h"
#include "engine/tensor/linalg.h"

#define CASES 200
#define GUARD 12345

static double
draw (GraftRng *rng)
{
  return graft_rng_range (rng, -1, 1);
}

static GraftReal *
draw_matrix (GraftRng *rng, gsize n)
{
  GraftReal *values = g_new (GraftReal, n + 1);

  for (gsize i = 0; i < n; i++)
    values[i] = (GraftReal)draw (rng);
  values[n] = GUARD;
  return values;
}

static gsize
place (GraftGemmSide side, gsize row, gsize column)
{
  return side.transpose ? column * side.stride + row : row * side.stride + column;
}

static void
check_case (guint64 seed)
{
  GraftRng rng;
  gsize m, n, k, stride;
  GraftGemmSide a_side, b_side;
  g_autofree GraftReal *a = NULL, *b = NULL, *c = NULL, *old = NULL;
  GraftReal alpha, beta;

  graft_rng_init (&rng, seed, GRAFT_RNG_SAMPLE, 0);
  m = 1 + graft_rng_below (&rng, 40);
  n = 1 + graft_rng_below (&rng, 40);
  k = 1 + graft_rng_below (&rng, 70);
  a_side.transpose = graft_rng_below (&rng, 2);
  b_side.transpose = graft_rng_below (&rng, 2);
  a_side.stride = (a_side.transpose ? m : k) + graft_rng_below (&rng, 3);
  b_side.stride = (b_side.transpose ? k : n) + graft_rng_below (&rng, 3);
  stride = n + graft_rng_below (&rng, 3);
  alpha = (GraftReal)draw (&rng);
  beta = graft_rng_below (&rng, 2) ? 0 : (GraftReal)draw (&rng);
  a = draw_matrix (&rng, (a_side.transpose ? k : m) * a_side.stride);
  b = draw_matrix (&rng, (b_side.transpose ? n : k) * b_side.stride);
  c = draw_matrix (&rng, m * stride);
  old = g_memdup2 (c, (m * stride + 1) * sizeof *c);
  graft_gemm (m, n, k, alpha, a, a_side, b, b_side, beta, c, stride);
  for (gsize i = 0; i < m; i++)
    for (gsize j = 0; j < stride; j++)
      {
        double sum = 0, was = (double)old[i * stride + j];

        for (gsize t = 0; j < n && t < k; t++)
          sum += (double)a[place (a_side, i, t)] * (double)b[place (b_side, t, j)];
        sum = j < n ? (double)alpha * sum + (double)beta * was : was;
        g_assert_cmpfloat_with_epsilon ((double)c[i * stride + j], sum,
                                        sizeof (GraftReal) == 8 ? 1e-13 : 1e-5);
      }
  g_assert_true (c[m * stride] == GUARD);
}

static void
test_random (void)
{
  for (guint64 seed = 0; seed < CASES; seed++)
    check_case (seed);
}

/* With β = 0 the old content counts for nothing, not even NaN. */
static void
test_overwrites (void)
{
  const GraftReal a[2] = { 2, 3 }, b[2] = { 5, 7 };
  const GraftGemmSide row = { 2, FALSE }, column = { 1, FALSE };
  GraftReal c = (GraftReal)NAN;

  graft_gemm (1, 1, 2, 1, a, row, b, column, 0, &c, 1);
  g_assert_true (c == 31);
}

static void
test_double_product (void)
{
  const double a[6] = { 1, 2, 3, 4, 5, 6 }, b[6] = { 1, 0, -1, 2, 1, 3 };
  double c[4];

  /* [2, 3] · [3, 2] */
  graft_linalg_multiply ((GraftProduct){ 2, 2, 3, FALSE, FALSE }, a, b, c);
  g_assert_cmpfloat (c[0], ==, 2);
  g_assert_cmpfloat (c[1], ==, 13);
  g_assert_cmpfloat (c[2], ==, 5);
  g_assert_cmpfloat (c[3], ==, 28);
  /* b stored [2, 3]: its rows are the columns */
  graft_linalg_multiply ((GraftProduct){ 2, 2, 3, FALSE, TRUE }, a, b, c);
  g_assert_cmpfloat (c[0], ==, -2);
  g_assert_cmpfloat (c[1], ==, 13);
  g_assert_cmpfloat (c[2], ==, -2);
  g_assert_cmpfloat (c[3], ==, 31);
  /* a stored [3, 2] */
  graft_linalg_multiply ((GraftProduct){ 2, 2, 3, TRUE, FALSE }, a, b, c);
  g_assert_cmpfloat (c[0], ==, 3);
  g_assert_cmpfloat (c[1], ==, 21);
  g_assert_cmpfloat (c[2], ==, 4);
  g_assert_cmpfloat (c[3], ==, 26);
}

/* OpenBLAS's own, declared here because only gemm.c includes its headers. */
void openblas_set_num_threads (int n_threads);
int openblas_get_num_threads (void);

/* Workers run a product each; BLAS with threads of its own inside them would be as many
 * again. */
static void
test_plan_keeps_blas_to_one_thread (void)
{
  GraftShape input = graft_shape_vector (3);
  g_autoptr (GraftNetwork) network = graft_network_new (&input);
  g_autoptr (GraftWorkers) workers = graft_workers_new (1);
  g_autoptr (GraftPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  GraftPlanOptions options = { .n_source = 4, .n_outputs = 1 };

  options.outputs[0] = graft_network_append (network, "dense", "out=2", 0, &error);
  openblas_set_num_threads (2);
  plan = graft_plan_new (network, &options, workers, &error);
  g_assert_no_error (error);
  g_assert_cmpint (openblas_get_num_threads (), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  graft_gemm_init ();
  g_test_add_func ("/gemm/random", test_random);
  g_test_add_func ("/gemm/overwrites", test_overwrites);
  g_test_add_func ("/gemm/double-product", test_double_product);
  g_test_add_func ("/gemm/plan-keeps-blas-to-one-thread",
                   test_plan_keeps_blas_to_one_thread);
  return g_test_run ();
}
