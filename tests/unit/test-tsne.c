/* SPDX-License-Identifier: GPL-3.0-or-later */
/* t-SNE (methods 8.2): affinities by their definition, the gradient against differences
 * of KL, steps against plain loops, and the same bits at any number of threads. Built for
 * float and for double. */
#include "engine/base/error.h"
#include "engine/base/rng.h"
#include "engine/embed/tsne.h"
#include "engine/tensor/real.h"

#include <math.h>
#include <string.h>

#define assert_near(a, b, epsilon) g_assert_cmpfloat_with_epsilon (a, b, epsilon)
#define EXACT (sizeof (GraftReal) == 8)

/* Row i belongs to cluster i mod 3. */
static float *
draw_clusters (gsize n, gsize d, guint64 seed)
{
  float *x = g_new (float, n *d);
  GraftRng rng;

  graft_rng_init (&rng, seed, GRAFT_RNG_SAMPLE, 0);
  for (gsize i = 0; i < n * d; i++)
    x[i] = (float)(graft_rng_normal (&rng) + (i % d == i / d % 3 ? 12 : 0));
  return x;
}

static double *
draw_layout (gsize n, double spread, guint64 seed)
{
  double *y = g_new (double, 2 * n);
  GraftRng rng;

  graft_rng_init (&rng, seed, GRAFT_RNG_SAMPLE, 1);
  for (gsize i = 0; i < 2 * n; i++)
    y[i] = (double)(float)(spread * graft_rng_normal (&rng));
  return y;
}

/* ---- affinities ---- */

#define N 14
#define D 3
#define PERPLEXITY 4

static void
fill_joint (double *joint)
{
  g_autofree float *x = draw_clusters (N, D, 1);
  double wide[N * D], beta[N], conditional[N * N];

  for (gsize i = 0; i < N * D; i++)
    wide[i] = (double)x[i];
  graft_affinities_dense (wide, N, D, PERPLEXITY, beta, conditional, joint);
  for (gsize i = 0; i < N; i++)
    {
      double sum = 0, entropy = 0, all = 0;

      for (gsize j = 0; j < N; j++)
        {
          double square = 0, p = conditional[i * N + j];

          for (gsize k = 0; k < D; k++)
            square += pow (wide[i * D + k] - wide[j * D + k], 2);
          all += i != j ? exp (-beta[i] * square) : 0;
          sum += p;
          entropy -= p > 0 ? p * log (p) : 0;
        }
      assert_near (sum, 1, 1e-12);
      assert_near (entropy, log (PERPLEXITY), 1e-10);
      g_assert_cmpfloat (conditional[i * N + i], ==, 0);
      assert_near (
          conditional[i * N + (i + 1) % N] * all,
          exp (-beta[i] * (pow (wide[i * D] - wide[(i + 1) % N * D], 2) +
                           pow (wide[i * D + 1] - wide[(i + 1) % N * D + 1], 2) +
                           pow (wide[i * D + 2] - wide[(i + 1) % N * D + 2], 2))),
          1e-9);
    }
  for (gsize i = 0; i < N; i++)
    for (gsize j = 0; j < N; j++)
      assert_near (joint[i * N + j],
                   (conditional[i * N + j] + conditional[j * N + i]) / (2 * N), 1e-14);
}

static void
test_affinities (void)
{
  double joint[N * N], sum = 0;

  fill_joint (joint);
  for (gsize i = 0; i < N * N; i++)
    sum += joint[i];
  assert_near (sum, 1, 1e-12);
}

/* With as many neighbours as there are points, near neighbours are all. */
static void
test_near_is_all (void)
{
  g_autofree float *x = draw_clusters (N, D, 1);
  g_autoptr (GraftAffinities) near = graft_affinities_new (x, N, D, (N - 1) / 3.0);
  double wide[N * D], beta[N], conditional[N * N], joint[N * N], sum = 0;

  for (gsize i = 0; i < N * D; i++)
    wide[i] = (double)x[i];
  graft_affinities_dense (wide, N, D, (N - 1) / 3.0, beta, conditional, joint);
  for (gsize i = 0; i < N; i++)
    for (gsize at = near->first[i]; at < near->first[i + 1]; at++)
      {
        assert_near (near->exact[at], joint[i * N + near->column[at]], 1e-6);
        sum += near->exact[at];
      }
  assert_near (sum, 1, 1e-9);
}

/* Of many points only near ones are kept, and their affinities still sum to 1. */
static void
test_near (void)
{
  g_autofree float *x = draw_clusters (300, 5, 2);
  g_autoptr (GraftAffinities) near = graft_affinities_new (x, 300, 5, 10);
  double sum = 0;

  g_assert_cmpuint (near->first[300], <, 300 * 61);
  for (gsize i = 0; i < 300; i++)
    for (gsize at = near->first[i]; at < near->first[i + 1]; at++)
      {
        g_assert_cmpuint (near->column[at], !=, i);
        /* Clusters are far apart: nobody's neighbour is of another one. */
        g_assert_cmpuint (near->column[at] % 3, ==, i % 3);
        sum += near->exact[at];
      }
  assert_near (sum, 1, 1e-9);
}

/* ---- gradient ---- */

static double
kl_at (const double *joint, const double *y)
{
  g_autoptr (GraftTsne) tsne = graft_tsne_new_from_affinities (
      graft_affinities_from_dense (joint, N), y, NULL, FALSE, 50);

  return graft_tsne_get_kl (tsne);
}

static void
test_gradient (void)
{
  g_autofree double *y = draw_layout (N, 1.5, 3);
  double joint[N * N], gradient[2 * N];
  g_autoptr (GraftTsne) tsne = NULL;
  const double h = EXACT ? 1e-5 : 0.02;

  fill_joint (joint);
  tsne = graft_tsne_new_from_affinities (graft_affinities_from_dense (joint, N), y, NULL,
                                         FALSE, 50);
  graft_tsne_gradient (tsne, gradient);
  for (gsize c = 0; c < 2 * N; c++)
    {
      double held = y[c], up, down;

      y[c] = held + h;
      up = kl_at (joint, y);
      y[c] = held - h;
      down = kl_at (joint, y);
      y[c] = held;
      assert_near (gradient[c], (up - down) / (2 * h), EXACT ? 1e-9 : 1e-3);
    }
}

static void
test_kl (void)
{
  g_autofree double *y = draw_layout (N, 1.5, 3);
  double joint[N * N], z = 0, kl = 0;

  fill_joint (joint);
  for (int pass = 0; pass < 2; pass++)
    for (gsize i = 0; i < N; i++)
      for (gsize j = 0; j < N; j++)
        {
          double w = 1 / (1 + pow (y[2 * i] - y[2 * j], 2) +
                          pow (y[2 * i + 1] - y[2 * j + 1], 2));
          double p = joint[i * N + j];

          if (pass == 0)
            z += i != j ? w : 0;
          else if (p > 0)
            kl += p * log (p / (w / z));
        }
  assert_near (kl_at (joint, y), kl, EXACT ? 1e-12 : 1e-5);
}

/* ---- steps ---- */

typedef struct
{
  double y[2 * N];
  double update[2 * N];
  double gain[2 * N];
} Reference;

static void
step_reference (
    Reference *self, const double *joint, const GraftTsneDescent *by, int t, double rate)
{
  double w[N * N], z = 0, mean[2] = { 0 };
  double momentum = t < 250 ? by->early_momentum : by->momentum;
  double factor = t < 250 ? by->exaggeration : 1;

  for (gsize i = 0; i < N; i++)
    for (gsize j = 0; j < N; j++)
      {
        w[i * N + j] = i == j ? 0
                              : 1 / (1 + pow (self->y[2 * i] - self->y[2 * j], 2) +
                                     pow (self->y[2 * i + 1] - self->y[2 * j + 1], 2));
        z += w[i * N + j];
      }
  for (gsize c = 0; c < 2 * N; c++)
    {
      gsize i = c / 2;
      double slope = 0, *gain = &self->gain[c];

      for (gsize j = 0; j < N; j++)
        slope += 4 * (factor * joint[i * N + j] - w[i * N + j] / z) * w[i * N + j] *
                 (self->y[c] - self->y[2 * j + c % 2]);
      *gain =
          slope * self->update[c] <= 0 ? *gain + by->gain_add : *gain * by->gain_factor;
      *gain = MAX (*gain, by->least_gain);
      self->update[c] = momentum * self->update[c] - rate * *gain * slope;
    }
  /* All slopes are of the layout before the step. */
  for (gsize c = 0; c < 2 * N; c++)
    {
      self->y[c] += self->update[c];
      mean[c % 2] += self->y[c] / N;
    }
  for (gsize c = 0; c < 2 * N; c++)
    self->y[c] -= mean[c % 2];
}

static void
check_steps (const GraftTsneDescent *by, double rate, int n_steps, double bound)
{
  g_autofree double *y = draw_layout (N, 0.5, 4);
  double joint[N * N], got[2 * N];
  g_autoptr (GraftTsne) tsne = NULL;
  Reference reference = { 0 };

  fill_joint (joint);
  memcpy (reference.y, y, sizeof reference.y);
  for (gsize c = 0; c < 2 * N; c++)
    reference.gain[c] = 1;
  tsne = graft_tsne_new_from_affinities (graft_affinities_from_dense (joint, N), y, by,
                                         TRUE, rate);
  for (int t = 0; t < n_steps; t++)
    {
      step_reference (&reference, joint, by, t, rate);
      graft_tsne_step (tsne);
    }
  g_assert_cmpuint (graft_tsne_get_iteration (tsne), ==, n_steps);
  graft_tsne_get_exact (tsne, got);
  for (gsize c = 0; c < 2 * N; c++)
    {
      assert_near (got[c], reference.y[c], bound);
      g_assert_true (graft_tsne_peek_layout (tsne)[c] == (float)got[c]);
    }
}

static void
test_steps (void)
{
  const GraftTsneDescent paper = { 12, 0.5, 0.8, 0.2, 0.8, 0.01 };
  const GraftTsneDescent other = { 4, 0.7, 0.9, 0.1, 0.5, 0.6 };

  g_assert_cmpmem (&paper, sizeof paper, &graft_tsne_descent, sizeof graft_tsne_descent);
  check_steps (&paper, 0.5, 12, EXACT ? 1e-11 : 1e-3);
  check_steps (&other, 0.5, 12, EXACT ? 1e-11 : 1e-3);
  /* Over the end of the exaggeration, slowly: where a slope is as good as 0 its sign, and
   * with it the gain, is a matter of the last digit. */
  if (EXACT)
    check_steps (&paper, 0.01, 255, 1e-9);
}

/* However high the rate, no point of a map goes further than 5 in a step, so that two
 * part by no more than 10. */
static void
test_longest_step (void)
{
  g_autofree float *x = draw_clusters (N, D, 1);
  g_autofree double *layout = draw_layout (N, 3, 7);
  float start[2 * N];
  const GraftTsneOptions options = { .perplexity = 4, .start = start, .rate = 1e6 };
  g_autoptr (GraftTsne) tsne = NULL;
  const float *y;
  double longest = 0;

  for (gsize c = 0; c < 2 * N; c++)
    start[c] = (float)layout[c];
  tsne = graft_tsne_new (x, N, D, &options, NULL, NULL);
  graft_tsne_step (tsne);
  y = graft_tsne_peek_layout (tsne);
  for (gsize i = 0; i < N; i++)
    for (gsize j = 0; j < N; j++)
      longest = MAX (longest,
                     hypot ((double)(y[2 * i] - y[2 * j]) - layout[2 * i] + layout[2 * j],
                            (double)(y[2 * i + 1] - y[2 * j + 1]) - layout[2 * i + 1] +
                                layout[2 * j + 1]));
  g_assert_cmpfloat (longest, <, 10.001);
  g_assert_cmpfloat (longest, >, 7);
}

/* ---- maps ---- */

static float *
make_map (const float *x, gsize n, gsize d, guint n_threads, gboolean learns)
{
  g_autoptr (GraftWorkers) workers = n_threads > 0 ? graft_workers_new (n_threads) : NULL;
  const GraftTsneOptions options = { .perplexity = 15, .exaggerate = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftTsne) tsne = graft_tsne_new (x, n, d, &options, workers, &error);
  double before;

  g_assert_no_error (error);
  before = graft_tsne_get_kl (tsne);
  for (int t = 0; t < (learns ? 400 : 40); t++)
    graft_tsne_step (tsne);
  if (learns)
    g_assert_cmpfloat (graft_tsne_get_kl (tsne), <, before / 2);
  return g_memdup2 (graft_tsne_peek_layout (tsne), 2 * n * sizeof (float));
}

/* Three clusters in ten dimensions are three clusters on the map. */
static void
test_clusters (void)
{
  enum
  {
    POINTS = 150
  };
  g_autofree float *x = draw_clusters (POINTS, 10, 5);
  g_autofree float *y = make_map (x, POINTS, 10, 2, TRUE);

  for (gsize i = 0; i < POINTS; i++)
    {
      gsize nearest = POINTS;
      float least = INFINITY;

      for (gsize j = 0; j < POINTS; j++)
        {
          float distance = hypotf (y[2 * i] - y[2 * j], y[2 * i + 1] - y[2 * j + 1]);

          if (j != i && distance < least)
            {
              least = distance;
              nearest = j;
            }
        }
      g_assert_cmpuint (nearest % 3, ==, i % 3);
    }
}

static void
test_same_bits (void)
{
  enum
  {
    POINTS = 200
  };
  g_autofree float *x = draw_clusters (POINTS, 6, 6);
  g_autofree float *one = make_map (x, POINTS, 6, 0, FALSE);

  for (guint n_threads = 1; n_threads <= 3; n_threads++)
    {
      g_autofree float *other = make_map (x, POINTS, 6, n_threads, FALSE);

      g_assert_cmpmem (one, 2 * POINTS * sizeof *one, other, 2 * POINTS * sizeof *other);
    }
}

static double *
measure_gradient (const char *kernels, const GraftTsneOptions *options, const float *x)
{
  double *gradient = g_new (double, 2 * 130);
  g_autoptr (GraftTsne) tsne = NULL;

  g_setenv ("GRAFT_KERNELS", kernels, TRUE);
  tsne = graft_tsne_new (x, 130, 6, options, NULL, NULL);
  graft_tsne_gradient (tsne, gradient);
  g_unsetenv ("GRAFT_KERNELS");
  return gradient;
}

/* Repulsion by vectors is repulsion by points. */
static void
test_kernels (void)
{
  static const char *const tables[] = { "avx2", "avx512" };
  g_autofree float *x = draw_clusters (130, 6, 6);
  g_autofree double *layout = draw_layout (130, 3, 7);
  float start[260];
  const GraftTsneOptions options = { .perplexity = 10, .start = start };
  g_autofree double *plain = NULL;

  for (gsize i = 0; i < 260; i++)
    start[i] = (float)layout[i];
  plain = measure_gradient ("plain", &options, x);
  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      g_autofree double *fast = measure_gradient (tables[t], &options, x);

      for (gsize c = 0; c < 260; c++)
        assert_near (fast[c], plain[c], 1e-7);
    }
}

static void
test_options (void)
{
  g_autofree float *x = draw_clusters (13, 3, 1);
  GraftTsneOptions options = { .perplexity = 30 };
  g_autoptr (GError) few = NULL, broken = NULL;
  g_autoptr (GraftTsne) tsne = graft_tsne_new (x, 13, 3, &options, NULL, NULL);
  g_autoptr (GraftTsne) least = graft_tsne_new (x, 5, 3, &options, NULL, NULL);
  float layout[26];

  g_assert_cmpfloat (graft_tsne_get_perplexity (tsne), ==, 4);
  graft_tsne_step (least);
  g_assert_true (isfinite (graft_tsne_peek_layout (least)[0]));
  g_assert_null (graft_tsne_new (x, 4, 3, &options, NULL, &few));
  g_assert_error (few, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW);
  memcpy (layout, graft_tsne_peek_layout (tsne), sizeof layout);
  for (gsize i = 0; i < 26; i++)
    layout[i] *= 1000;
  /* Followed from a layout: it begins as it is. */
  options.start = layout;
  {
    g_autoptr (GraftTsne) next = graft_tsne_new (x, 13, 3, &options, NULL, NULL);

    g_assert_cmpmem (layout, sizeof layout, graft_tsne_peek_layout (next), sizeof layout);
  }
  x[4] = INFINITY;
  g_assert_null (graft_tsne_new (x, 13, 3, &options, NULL, &broken));
  g_assert_error (broken, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_NOT_FINITE);
}

/* Points that are all one: no distance to scale by, and still no NaN. */
static void
test_one_place (void)
{
  const float x[30] = { 0 };
  const GraftTsneOptions options = { .perplexity = 3, .exaggerate = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftTsne) tsne = graft_tsne_new (x, 10, 3, &options, NULL, &error);

  g_assert_no_error (error);
  for (int t = 0; t < 5; t++)
    graft_tsne_step (tsne);
  for (gsize c = 0; c < 20; c++)
    g_assert_true (isfinite (graft_tsne_peek_layout (tsne)[c]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tsne/affinities", test_affinities);
  g_test_add_func ("/tsne/near-is-all", test_near_is_all);
  g_test_add_func ("/tsne/near", test_near);
  g_test_add_func ("/tsne/gradient", test_gradient);
  g_test_add_func ("/tsne/kl", test_kl);
  g_test_add_func ("/tsne/steps", test_steps);
  g_test_add_func ("/tsne/longest-step", test_longest_step);
  g_test_add_func ("/tsne/clusters", test_clusters);
  g_test_add_func ("/tsne/same-bits", test_same_bits);
  g_test_add_func ("/tsne/kernels", test_kernels);
  g_test_add_func ("/tsne/options", test_options);
  g_test_add_func ("/tsne/one-place", test_one_place);
  return g_test_run ();
}
