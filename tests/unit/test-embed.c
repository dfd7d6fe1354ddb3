/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts of points in the plane: main axes against eigenvectors, alignment, densities,
 * and how far a map can be trusted. t-SNE has test-tsne.c. */
#include "engine/base/error.h"
#include "engine/base/rng.h"
#include "engine/embed/kde.h"
#include "engine/embed/pca.h"
#include "engine/embed/procrustes.h"
#include "engine/embed/quality.h"
#include "engine/tensor/linalg.h"

#include <math.h>
#include <string.h>

#define assert_near(a, b, epsilon) g_assert_cmpfloat_with_epsilon (a, b, epsilon)

/* Points whose spread falls from axis to axis, then mixed. */
static float *
draw_points (gsize n, gsize d, double fall, guint64 seed)
{
  float *x = g_new (float, n *d);
  GraftRng rng;

  graft_rng_init (&rng, seed, GRAFT_RNG_SAMPLE, 0);
  for (gsize i = 0; i < n; i++)
    {
      double spread = 10, carry = 0;

      for (gsize j = 0; j < d; j++)
        {
          double value = spread * graft_rng_normal (&rng);

          x[i * d + j] = (float)(value + 0.4 * carry + 3);
          carry = value;
          spread *= fall;
        }
    }
  return x;
}

/* ---- main axes ---- */

/* Eigenvalues and -vectors of the covariance, ascending. */
static void
solve_covariance (const float *x, gsize n, gsize d, double *values, double *vectors)
{
  g_autofree double *mean = g_new0 (double, d);
  g_autofree double *covariance = g_new0 (double, d *d);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < n * d; i++)
    mean[i % d] += (double)x[i] / (double)n;
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < d; j++)
      for (gsize k = 0; k <= j; k++)
        covariance[j * d + k] += ((double)x[i * d + j] - mean[j]) *
                                 ((double)x[i * d + k] - mean[k]) / (double)(n - 1);
  g_assert_true (graft_linalg_eigen (covariance, d, values, vectors, &error));
}

static void
check_axes (gsize n, gsize d, gsize k, double fall, double bound)
{
  g_autofree float *x = draw_points (n, d, fall, 3);
  g_autofree double *values = g_new (double, d);
  g_autofree double *vectors = g_new (double, d *d);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftPca) pca = graft_pca_fit (x, n, d, k, 1, &error);
  double total = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (pca->k, ==, k);
  solve_covariance (x, n, d, values, vectors);
  for (gsize j = 0; j < d; j++)
    total += values[j];
  for (gsize c = 0; c < k; c++)
    {
      const double *axis = pca->components + c * d;
      const double *vector = vectors + (d - 1 - c) * d;
      double dot = 0, length = 0, largest = 0;

      for (gsize j = 0; j < d; j++)
        {
          dot += axis[j] * vector[j];
          length += axis[j] * axis[j];
          largest = fabs (axis[j]) > fabs (largest) ? axis[j] : largest;
        }
      assert_near (length, 1, 1e-9);
      assert_near (fabs (dot), 1, bound);
      assert_near (pca->variance[c] / values[d - 1 - c], 1, bound);
      assert_near (pca->ratio[c], values[d - 1 - c] / total, bound);
      g_assert_cmpfloat (largest, >, 0);
    }
}

static void
test_pca (void)
{
  check_axes (80, 6, 3, 0.6, 1e-6);
  /* More dimensions than points. */
  check_axes (12, 30, 5, 0.7, 1e-6);
}

/* Above 500 by 500 the axes are found by random projections. */
static void
test_pca_randomised (void)
{
  check_axes (540, 505, 6, 0.8, 1e-4);
}

static void
test_pca_scores (void)
{
  g_autofree float *x = draw_points (50, 5, 0.6, 4);
  g_autoptr (GraftPca) pca = graft_pca_fit (x, 50, 5, 2, 1, NULL);
  float scores[100];
  double squares = 0;

  graft_pca_transform (pca, x, 50, scores);
  for (gsize i = 0; i < 50; i++)
    {
      double by_hand = 0;

      for (gsize j = 0; j < 5; j++)
        by_hand += ((double)x[i * 5 + j] - pca->mean[j]) * pca->components[5 + j];
      assert_near ((double)scores[2 * i + 1], by_hand, 1e-4);
      squares += (double)scores[2 * i] * (double)scores[2 * i];
    }
  assert_near (squares / 49 / pca->variance[0], 1, 1e-5);
}

static void
test_pca_refusals (void)
{
  g_autofree float *x = draw_points (5, 3, 0.5, 1);
  g_autoptr (GError) few = NULL, broken = NULL;
  g_autoptr (GraftPca) cut = graft_pca_fit (x, 3, 3, 9, 1, NULL);

  g_assert_cmpuint (cut->k, ==, 2);
  g_assert_null (graft_pca_fit (x, 1, 3, 2, 1, &few));
  g_assert_error (few, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW);
  x[7] = NAN;
  g_assert_null (graft_pca_fit (x, 5, 3, 2, 1, &broken));
  g_assert_error (broken, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_NOT_FINITE);
}

/* Points that are all one have no axes; they must not become NaN. */
static void
test_pca_one_place (void)
{
  const float x[12] = { 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftPca) pca = graft_pca_fit (x, 4, 3, 2, 1, &error);
  float scores[8];

  g_assert_no_error (error);
  graft_pca_transform (pca, x, 4, scores);
  for (gsize i = 0; i < 8; i++)
    assert_near ((double)scores[i], 0, 1e-6);
  g_assert_false (isnan (pca->ratio[0]));
}

/* ---- alignment ---- */

#define N 20

/* @b = @scale · R(@angle) · a, mirrored when asked to, moved. */
static void
turn (const double *a, double *b, double angle, double scale, gboolean mirror)
{
  for (gsize i = 0; i < N; i++)
    {
      double x = a[2 * i] * (mirror ? -1 : 1), y = a[2 * i + 1];

      b[2 * i] = scale * (x * cos (angle) - y * sin (angle)) + 5;
      b[2 * i + 1] = scale * (x * sin (angle) + y * cos (angle)) - 7;
    }
}

static void
test_procrustes (void)
{
  double a[2 * N], b[2 * N], moved[2 * N], rotation[4], scale, residual;
  GraftRng rng;

  graft_rng_init (&rng, 2, GRAFT_RNG_SAMPLE, 0);
  for (gsize i = 0; i < 2 * N; i++)
    a[i] = graft_rng_normal (&rng);
  for (int mirror = 0; mirror < 2; mirror++)
    for (double angle = 0; angle < 6; angle += 0.7)
      {
        turn (a, b, angle, 3, mirror);
        graft_procrustes (a, b, N, 2, TRUE, moved, rotation, &scale, &residual);
        for (gsize i = 0; i < 2 * N; i++)
          assert_near (moved[i], a[i], 1e-12);
        assert_near (scale, 1.0 / 3, 1e-12);
        assert_near (residual, 0, 1e-20);
        /* Orthogonal, of determinant ±1. */
        assert_near (rotation[0] * rotation[3] - rotation[1] * rotation[2],
                     mirror ? -1 : 1, 1e-12);
        /* Sizes kept: the turn is undone, the scale is not. */
        graft_procrustes (a, b, N, 2, FALSE, b, NULL, &scale, &residual);
        g_assert_cmpfloat (scale, ==, 1);
        assert_near (hypot (b[0] - b[2], b[1] - b[3]),
                     3 * hypot (a[0] - a[2], a[1] - a[3]), 1e-10);
        g_assert_cmpfloat (residual, >, 1);
      }
}

/* In five dimensions: axes exchanged and some mirrored, everything three times as large.
 */
static void
test_procrustes_wide (void)
{
  double a[5 * N], b[5 * N], moved[5 * N], rotation[25], scale, residual;
  GraftRng rng;

  graft_rng_init (&rng, 3, GRAFT_RNG_SAMPLE, 0);
  for (gsize i = 0; i < 5 * N; i++)
    a[i] = graft_rng_normal (&rng);
  for (gsize i = 0; i < N; i++)
    for (gsize c = 0; c < 5; c++)
      b[5 * i + (c + 2) % 5] = (c == 1 ? -3 : 3) * a[5 * i + c] + (double)c;
  graft_procrustes (a, b, N, 5, TRUE, moved, rotation, &scale, &residual);
  for (gsize i = 0; i < 5 * N; i++)
    assert_near (moved[i], a[i], 1e-12);
  for (gsize i = 0; i < 5; i++)
    for (gsize c = 0; c < 5; c++)
      assert_near (rotation[5 * i + c], i == (c + 2) % 5 ? (c == 1 ? -1 : 1) : 0, 1e-12);
  assert_near (scale, 1.0 / 3, 1e-12);
  assert_near (residual, 0, 1e-20);
}

/* Nothing to turn: all points in one place. */
static void
test_procrustes_one_place (void)
{
  const double a[6] = { 0, 0, 1, 0, 0, 1 }, b[6] = { 4, 4, 4, 4, 4, 4 };
  double moved[6], residual;

  graft_procrustes (a, b, 3, 2, TRUE, moved, NULL, NULL, &residual);
  for (gsize i = 0; i < 6; i++)
    g_assert_true (isfinite (moved[i]));
  assert_near (moved[0], 1.0 / 3, 1e-12);
}

/* ---- density ---- */

static void
test_kde (void)
{
  enum
  {
    POINTS = 200,
    GRID = 161
  };
  double xy[2 * POINTS], gx[GRID], gy[GRID], h[2], sum = 0, by_hand = 0;
  g_autofree double *density = g_new (double, GRID *GRID);
  double step_x = 20.0 / (GRID - 1), step_y = 40.0 / (GRID - 1);
  double mean[2] = { 0 }, squares[2] = { 0 };
  GraftRng rng;

  graft_rng_init (&rng, 8, GRAFT_RNG_SAMPLE, 0);
  for (gsize i = 0; i < 2 * POINTS; i++)
    {
      xy[i] = graft_rng_normal (&rng) * (i % 2 ? 2 : 1);
      mean[i % 2] += xy[i] / POINTS;
    }
  for (gsize i = 0; i < 2 * POINTS; i++)
    squares[i % 2] += (xy[i] - mean[i % 2]) * (xy[i] - mean[i % 2]) / (POINTS - 1);
  for (gsize i = 0; i < GRID; i++)
    {
      gx[i] = -10 + step_x * (double)i;
      gy[i] = -20 + step_y * (double)i;
    }
  graft_kde2d (xy, POINTS, gx, GRID, gy, GRID, h, density);
  for (gsize i = 0; i < GRID * GRID; i++)
    sum += density[i] * step_x * step_y;
  assert_near (sum, 1, 1e-6);
  for (gsize axis = 0; axis < 2; axis++)
    assert_near (h[axis], sqrt (squares[axis]) * pow (POINTS, -1.0 / 6), 1e-10);
  for (gsize i = 0; i < POINTS; i++)
    {
      double u = (gx[85] - xy[2 * i]) / h[0], v = (gy[70] - xy[2 * i + 1]) / h[1];

      by_hand += exp (-(u * u + v * v) / 2) / (2 * G_PI * h[0] * h[1] * POINTS);
    }
  assert_near (density[70 * GRID + 85] / by_hand, 1, 1e-9);
}

static gboolean
is_inside (const GraftDensityLine *line, float x, float y)
{
  gboolean inside = FALSE;

  for (guint i = 0, j = line->n - 1; i < line->n; j = i++)
    {
      const float *a = line->xy + 2 * i, *b = line->xy + 2 * j;

      if ((a[1] > y) != (b[1] > y) &&
          x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0])
        inside = !inside;
    }
  return inside;
}

/* Of a round cloud, the line of half the mass is closed and holds half the points. */
static void
test_lines (void)
{
  enum
  {
    POINTS = 2000
  };
  const double masses[2] = { 0.5, 0.9 };
  g_autofree float *xy = g_new (float, 2 * POINTS);
  g_autoptr (GArray) lines = NULL;
  double shares[2] = { 0 };
  GraftRng rng;

  graft_rng_init (&rng, 9, GRAFT_RNG_SAMPLE, 0);
  for (gsize i = 0; i < 2 * POINTS; i++)
    xy[i] = (float)graft_rng_normal (&rng);
  lines = graft_density_lines (xy, POINTS, masses, 2);
  g_assert_cmpuint (lines->len, >=, 2);
  for (guint l = 0; l < lines->len; l++)
    {
      const GraftDensityLine *line = &g_array_index (lines, GraftDensityLine, l);
      gsize inside = 0;

      g_assert_true (line->closed);
      for (gsize i = 0; i < POINTS; i++)
        inside += (gsize)is_inside (line, xy[2 * i], xy[2 * i + 1]);
      shares[line->mass > 0.7] += (double)inside / POINTS;
    }
  /* Smoothing widens the cloud a little. */
  assert_near (shares[0], 0.5, 0.06);
  assert_near (shares[1], 0.9, 0.06);
}

static void
test_few_points (void)
{
  const double masses[1] = { 0.5 };
  const float xy[10] = { 0, 0, 1, 1, 2, 2, 3, 1, 3, 3 }, same[12] = { 0 };
  g_autoptr (GArray) none = graft_density_lines (xy, 4, masses, 1);
  g_autoptr (GArray) some = graft_density_lines (xy, 5, masses, 1);
  g_autoptr (GArray) one = graft_density_lines (same, 6, masses, 1);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (some->len, >, 0);
  for (guint i = 0; i < one->len; i++)
    {
      const GraftDensityLine *line = &g_array_index (one, GraftDensityLine, i);

      for (guint j = 0; j < 2 * line->n; j++)
        g_assert_true (isfinite (line->xy[j]));
    }
}

/* ---- trust ---- */

static void
test_trust (void)
{
  enum
  {
    POINTS = 60
  };
  g_autofree float *x = draw_points (POINTS, 2, 0.8, 5);
  double data[2 * POINTS], y[2 * POINTS], trust, continuity;

  for (gsize i = 0; i < 2 * POINTS; i++)
    y[i] = data[i] = (double)x[i];
  graft_trust_continuity (data, 2, y, 2, POINTS, 12, &trust, &continuity);
  g_assert_cmpfloat (trust, ==, 1);
  g_assert_cmpfloat (continuity, ==, 1);
  for (gsize i = 0; i < POINTS; i++)
    for (gsize axis = 0; axis < 2; axis++)
      y[2 * i + axis] = (double)x[2 * ((i * 37 + 5) % POINTS) + axis];
  graft_trust_continuity (data, 2, y, 2, POINTS, 12, &trust, &continuity);
  g_assert_cmpfloat (trust, <, 0.65);
  g_assert_cmpfloat (continuity, <, 0.65);
  /* A map may have as many axes as it likes: the data is its own best one. */
  graft_trust_continuity (data, 1, data, 1, 2 * POINTS, 7, &trust, &continuity);
  g_assert_cmpfloat (trust, ==, 1);
  g_assert_cmpfloat (continuity, ==, 1);
}

/* Five points on a line; point 0's only neighbour on the map, 2, is second in the data:
 * one rank too far, of all five points together. */
static void
test_trust_by_hand (void)
{
  const double x[5] = { 0, 1, 2.5, 4.5, 7 };
  const double y[10] = { 0, 0, 0, 3, 1, 0, 9, 0, 20, 0 };
  double trust, continuity;

  /* Map neighbours: 0→2, 1→0, 2→0, 3→2, 4→3; data: 0→1, 1→0, 2→1, 3→2, 4→3. */
  graft_trust_continuity (x, 1, y, 2, 5, 1, &trust, &continuity);
  /* 0→2 and 2→0: ranks in the data 2 and 3, of 2 is nearer 1 (1.5) and 3 (2) than 0 */
  assert_near (trust, 1 - 2.0 / (5 * 1 * (10 - 3 - 1)) * (1 + 2), 1e-12);
  /* In the data but not on the map: 0→1, second there; 2→1, second there (3.16). */
  assert_near (continuity, 1 - 2.0 / (5 * 1 * (10 - 3 - 1)) * (1 + 1), 1e-12);
}

static void
test_silhouette (void)
{
  /* On a line: 0 and 1 of one class, 4 and 6 of the other, 9 of neither. */
  const float x[5] = { 0, 1, 4, 6, 9 };
  const gint32 labels[5] = { 0, 0, 1, 1, -1 }, same[5] = { 2, 2, 2, 2, 2 };
  double samples[5];
  const double wanted[4] = { (5.0 - 1) / 5, (4.0 - 1) / 4, (3.5 - 2) / 3.5,
                             (5.5 - 2) / 5.5 };
  double mean = graft_silhouette (x, 5, 1, labels, samples), sum = 0;

  for (gsize i = 0; i < 4; i++)
    {
      assert_near (samples[i], wanted[i], 1e-6);
      sum += wanted[i] / 4;
    }
  assert_near (mean, sum, 1e-6);
  g_assert_true (isnan (graft_silhouette (x, 5, 1, same, NULL)));
}

/* One alone in its class counts 0. */
static void
test_singleton (void)
{
  const float x[3] = { 0, 1, 9 };
  const gint32 labels[3] = { 0, 0, 1 };
  double samples[3];

  graft_silhouette (x, 3, 1, labels, samples);
  g_assert_cmpfloat (samples[2], ==, 0);
  assert_near (samples[0], (9.0 - 1) / 9, 1e-6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/embed/pca", test_pca);
  g_test_add_func ("/embed/pca-randomised", test_pca_randomised);
  g_test_add_func ("/embed/pca-scores", test_pca_scores);
  g_test_add_func ("/embed/pca-refusals", test_pca_refusals);
  g_test_add_func ("/embed/pca-one-place", test_pca_one_place);
  g_test_add_func ("/embed/procrustes", test_procrustes);
  g_test_add_func ("/embed/procrustes-wide", test_procrustes_wide);
  g_test_add_func ("/embed/procrustes-one-place", test_procrustes_one_place);
  g_test_add_func ("/embed/kde", test_kde);
  g_test_add_func ("/embed/lines", test_lines);
  g_test_add_func ("/embed/few-points", test_few_points);
  g_test_add_func ("/embed/trust", test_trust);
  g_test_add_func ("/embed/trust-by-hand", test_trust_by_hand);
  g_test_add_func ("/embed/silhouette", test_silhouette);
  g_test_add_func ("/embed/singleton", test_singleton);
  return g_test_run ();
}
