/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fast paths of convolution, dense and max-pool against the plain one, on geometries
 * drawn at random: outputs, gradients by the input and by the weights. And what the
 * kernels promise: the same bits however rows are cut and however many threads work. */
#include "engine/nn/plan.h"
#include "engine/tensor/gemm.h"
#include "engine/tensor/kernels.h"

#include <string.h>

#define CASES 150

/* What one pass of one network leaves behind. */
typedef struct
{
  gsize n_y, n_dx, n_dw;
  GraftReal *y;
  GraftReal *dx;
  GraftReal *dw;
} Outcome;

static void
outcome_clear (Outcome *self)
{
  g_free (self->y);
  g_free (self->dx);
  g_free (self->dw);
}

static GraftReal *
draw (gsize n, guint64 seed)
{
  GraftReal *values = g_new (GraftReal, n);
  GraftRng rng;

  graft_rng_init (&rng, seed, GRAFT_RNG_SAMPLE, 0);
  for (gsize i = 0; i < n; i++)
    values[i] = (GraftReal)graft_rng_range (&rng, -1, 1);
  return values;
}

/* A chain "conv2d out=3;kernel=2|relu|max-pool kernel=2" */
static GraftNetwork *
build (const GraftShape *input, const char *chain)
{
  GraftNetwork *network = graft_network_new (input);
  g_auto (GStrv) layers = g_strsplit (chain, "|", -1);
  guint node = 0;

  for (gsize i = 0; layers[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (layers[i], " ", 2);
      g_autoptr (GError) error = NULL;

      node = graft_network_append (network, words[0], words[1], node, &error);
      g_assert_no_error (error);
    }
  graft_network_initialise (network, 7);
  /* Biases start at 0, where a mistake in them would not show. */
  for (gsize i = 0; i < graft_network_get_n_weights (network); i++)
    if (graft_network_peek_weights (network)[i] == 0)
      graft_network_peek_weights (network)[i] = (GraftReal)0.01 * (GraftReal)(i % 13);
  return network;
}

static Outcome
run (const char *kernels,
     const GraftShape *input,
     const char *chain,
     gsize batch,
     guint threads)
{
  g_autoptr (GraftNetwork) network = NULL;
  g_autoptr (GraftWorkers) workers = graft_workers_new (threads);
  g_autoptr (GraftPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree GraftReal *x = draw (batch * graft_shape_size (input), 3);
  g_autofree GraftReal *dy = NULL;
  GraftPlanOptions options = {
    .n_source = batch, .training = TRUE, .n_outputs = 1, .input_gradient = TRUE
  };
  Outcome got = { 0 };
  guint last;

  g_setenv ("GRAFT_KERNELS", kernels, TRUE);
  network = build (input, chain);
  last = graft_network_get_n_nodes (network) - 1;
  options.outputs[0] = last;
  plan = graft_plan_new (network, &options, workers, &error);
  g_assert_no_error (error);
  got.n_y = batch * graft_shape_size (&graft_network_get_node (network, last)->output);
  got.n_dx = batch * graft_shape_size (input);
  got.n_dw = graft_network_get_n_weights (network);
  dy = draw (got.n_y, 5);
  graft_plan_forward (plan, x, 0, 1);
  got.y = g_memdup2 (graft_plan_get_output (plan, last), got.n_y * sizeof *got.y);
  memcpy (graft_plan_get_output_gradient (plan, last), dy, got.n_y * sizeof *dy);
  graft_plan_backward (plan, 1);
  got.dx = g_memdup2 (graft_plan_get_input_gradient (plan), got.n_dx * sizeof *got.dx);
  got.dw = g_memdup2 (graft_plan_get_gradients (plan), got.n_dw * sizeof *got.dw);
  return got;
}

/* Sums of other orders differ by rounding: 1e-5 of the largest value. */
static void
assert_close (
    const char *what, const char *chain, const GraftReal *a, const GraftReal *b, gsize n)
{
  double largest = 1e-3;

  for (gsize i = 0; i < n; i++)
    largest = MAX (largest, fabs ((double)b[i]));
  for (gsize i = 0; i < n; i++)
    if (!(fabs ((double)a[i] - (double)b[i]) <= 1e-5 * largest))
      g_error ("%s of %s: value %" G_GSIZE_FORMAT " is %g, the plain path says %g", what,
               chain, i, (double)a[i], (double)b[i]);
}

static void
compare (const char *kernels, const GraftShape *input, const char *chain, gsize batch)
{
  Outcome fast = run (kernels, input, chain, batch, 1);
  Outcome plain = run ("plain", input, chain, batch, 1);

  assert_close ("output", chain, fast.y, plain.y, plain.n_y);
  assert_close ("dx", chain, fast.dx, plain.dx, plain.n_dx);
  assert_close ("dw", chain, fast.dw, plain.dw, plain.n_dw);
  outcome_clear (&fast);
  outcome_clear (&plain);
}

static guint
pick (GraftRng *rng, guint low, guint high)
{
  return low + graft_rng_below (rng, high - low + 1);
}

static char *
draw_conv (GraftRng *rng, GraftShape *input)
{
  static const guint strides[] = { 1, 1, 1, 2, 3 }, groups[] = { 1, 1, 1, 1, 2, 3 };
  guint g = groups[pick (rng, 0, 5)], kh = pick (rng, 1, 5), kw = pick (rng, 1, 5);
  guint dilation = pick (rng, 0, 4) == 0 ? 2 : 1;
  gboolean depthwise = pick (rng, 0, 5) == 0;
  guint in = depthwise ? pick (rng, 2, 40) : g * pick (rng, 1, 70 / g);
  guint out = depthwise ? in : g * pick (rng, 1, 70 / g);

  *input = graft_shape_image (pick (rng, 9, 20), pick (rng, 9, 20), in);
  return g_strdup_printf (
      "conv2d "
      "out=%u;kernel_h=%u;kernel_w=%u;stride_h=%u;stride_w=%u;dilation=%u;groups=%u;"
      "pad_top=%u;pad_bottom=%u;pad_left=%u;pad_right=%u;bias=%s%s",
      out, kh, kw, strides[pick (rng, 0, 4)], strides[pick (rng, 0, 4)], dilation,
      depthwise ? in : g, pick (rng, 0, 2), pick (rng, 0, 2), pick (rng, 0, 2),
      pick (rng, 0, 2), pick (rng, 0, 1) ? "true" : "false",
      pick (rng, 0, 1) ? "|relu" : "");
}

static char *
draw_pool (GraftRng *rng, GraftShape *input)
{
  guint kernel = pick (rng, 1, 4), pad = pick (rng, 0, kernel - 1);

  *input = graft_shape_image (pick (rng, 5, 15), pick (rng, 5, 15), pick (rng, 1, 70));
  return g_strdup_printf ("conv2d out=%u;kernel=1%s|max-pool kernel=%u;stride=%u;pad=%u;"
                          "ceil_mode=%s",
                          pick (rng, 1, 70), pick (rng, 0, 1) ? "|relu" : "", kernel,
                          pick (rng, 1, 3), pad, pick (rng, 0, 1) ? "true" : "false");
}

static char *
draw_dense (GraftRng *rng, GraftShape *input)
{
  *input = graft_shape_vector (pick (rng, 1, 400));
  return g_strdup_printf ("dense out=%u%s|dense out=%u;bias=%s", pick (rng, 1, 150),
                          pick (rng, 0, 1) ? "|relu" : "", pick (rng, 1, 70),
                          pick (rng, 0, 1) ? "true" : "false");
}

typedef char *(*DrawFunc) (GraftRng *rng, GraftShape *input);

static void
compare_many (DrawFunc func)
{
  static const char *const tables[] = { "avx2", "avx512" };
  guint compared = 0;

  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    for (guint64 i = 0; graft_kernels_find (tables[t]) != NULL && i < CASES; i++)
      {
        GraftRng rng;
        GraftShape input;
        g_autofree char *chain = NULL;

        graft_rng_init (&rng, i, GRAFT_RNG_SAMPLE, 1);
        chain = func (&rng, &input);
        compare (tables[t], &input, chain, pick (&rng, 1, 5));
        compared++;
      }
  if (compared == 0)
    g_test_skip ("this processor has neither AVX2 nor AVX-512");
}

static void
test_conv (void)
{
  compare_many (draw_conv);
}

static void
test_pool (void)
{
  compare_many (draw_pool);
}

static void
test_dense (void)
{
  compare_many (draw_dense);
}

/* The classic networks' shapes, at a batch of several shards. */
static void
test_networks (void)
{
  static const char *const tables[] = { "avx2", "avx512" };
  GraftShape image = graft_shape_image (28, 28, 3), small = graft_shape_image (14, 14, 5);

  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    if (graft_kernels_find (tables[t]) != NULL)
      {
        compare (
            tables[t], &image,
            "conv2d out=32;kernel=5|relu|max-pool kernel=2|conv2d out=48;kernel=5|relu|"
            "max-pool kernel=2",
            35);
        compare (tables[t], &small,
                 "conv2d out=20;kernel=5;padding=same|relu|max-pool kernel=3;stride=2|"
                 "conv2d out=50;kernel=3;stride=2;padding=same|relu",
                 35);
      }
}

/* Layers of a million weights and more are computed by slices of the weights. */
static void
test_dense_wide (void)
{
  static const char *const tables[] = { "avx2", "avx512" };
  GraftShape input = graft_shape_vector (1037);

  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    if (graft_kernels_find (tables[t]) != NULL)
      for (gsize batch = 1; batch < 80; batch += 37)
        {
          compare (tables[t], &input, "dense out=20|relu|dense out=60000|dense out=3",
                   batch);
          compare (tables[t], &input, "dense out=1100|relu|dense out=1023;bias=false",
                   batch);
        }
}

/* Rows of a batch of 1, 7 and 40 get the same bits, and so do gradients at 1, 2 and 3
 * threads. */
static void
assert_same_bits (const char *table, const GraftShape *input, const char *chain)
{
  Outcome many = run (table, input, chain, 40, 1);
  gsize y = many.n_y / 40;

  for (gsize batch = 1; batch <= 7; batch += 6)
    {
      Outcome few = run (table, input, chain, batch, 1);

      g_assert_cmpmem (few.y, few.n_y * sizeof *few.y, many.y,
                       batch * y * sizeof *many.y);
      outcome_clear (&few);
    }
  for (guint threads = 2; threads <= 3; threads++)
    {
      Outcome other = run (table, input, chain, 40, threads);

      g_assert_cmpmem (other.y, other.n_y * sizeof *other.y, many.y,
                       many.n_y * sizeof *many.y);
      g_assert_cmpmem (other.dw, other.n_dw * sizeof *other.dw, many.dw,
                       many.n_dw * sizeof *many.dw);
      g_assert_cmpmem (other.dx, other.n_dx * sizeof *other.dx, many.dx,
                       many.n_dx * sizeof *many.dx);
      outcome_clear (&other);
    }
  outcome_clear (&many);
}

static void
test_same_bits (void)
{
  static const char *const tables[] = { "avx2", "avx512" };
  GraftShape image = graft_shape_image (11, 12, 3), vector = graft_shape_vector (1037);

  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    if (graft_kernels_find (tables[t]) != NULL)
      {
        assert_same_bits (
            tables[t], &image,
            "conv2d out=21;kernel=3|relu|max-pool kernel=2|conv2d out=35;kernel=2");
        assert_same_bits (tables[t], &vector, "dense out=70|relu|dense out=33");
        assert_same_bits (tables[t], &vector, "dense out=1100|relu|dense out=1001");
      }
}

/* By hand: ties go to the first place, a fused ReLU lets nothing below 0 through. */
static void
test_pool_by_hand (void)
{
  static const char *const tables[] = { "avx2", "avx512" };
  GraftWindow window = { 2, 4, 1, 1, 2, 2, 2, 2, 2, 1, 1, 0, 0 };
  float x[40] = { 3, 3, -1, -2, 3, 1, -5, 0 }, y[20], dx[40];
  guint8 winner[20];
  const float dy[20] = { 10, 20 };

  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      const GraftKernels *kernels = graft_kernels_find (tables[t]);

      if (kernels == NULL)
        continue;
      kernels->pool_forward (&window, x, TRUE, y, winner);
      g_assert_cmpfloat (y[0], ==, 3);
      g_assert_cmpfloat (y[1], ==, 0);
      g_assert_cmpint (winner[0], ==, 0);
      g_assert_cmpint (winner[1], ==, GRAFT_WINDOW_NONE);
      kernels->pool_backward (&window, dy, winner, dx);
      g_assert_cmpfloat (dx[0], ==, 10);
      for (gsize i = 1; i < 8; i++)
        g_assert_cmpfloat (dx[i], ==, 0);
      kernels->pool_forward (&window, x, FALSE, y, winner);
      g_assert_cmpint (winner[1], ==, 3);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  graft_gemm_init ();
  g_test_add_func ("/kernels/conv", test_conv);
  g_test_add_func ("/kernels/pool", test_pool);
  g_test_add_func ("/kernels/dense", test_dense);
  g_test_add_func ("/kernels/dense-wide", test_dense_wide);
  g_test_add_func ("/kernels/networks", test_networks);
  g_test_add_func ("/kernels/same-bits", test_same_bits);
  g_test_add_func ("/kernels/pool-by-hand", test_pool_by_hand);
  return g_test_run ();
}
