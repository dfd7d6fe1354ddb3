/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random numbers: the published answers of Philox, streams that share nothing, and
 * distributions within bounds that a correct generator misses once in a million seeds. */
#include "engine/base/rng.h"

#include <math.h>

/* Known answer of Philox4x32-10 in the Random123 distribution (kat_vectors): counter and
 * key zero. */
static void
test_known_answer (void)
{
  const guint32 expected[] = { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 };
  GraftRng rng = { .key = 0, .position = 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmphex (graft_rng_next (&rng), ==, expected[i]);
  g_assert_cmpuint (rng.position, ==, 4);
}

/* Stored and set again, the stream goes on as if nothing had happened. */
static void
test_resume (void)
{
  GraftRng rng, resumed;

  graft_rng_init (&rng, 7, GRAFT_RNG_SHUFFLE, 3);
  for (guint i = 0; i < 5; i++)
    graft_rng_next (&rng);
  resumed = (GraftRng){ .key = rng.key, .position = rng.position };
  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (graft_rng_next (&rng), ==, graft_rng_next (&resumed));
}

static guint64
key_of (guint64 seed, GraftRngPurpose purpose, guint64 stream)
{
  GraftRng rng;

  graft_rng_init (&rng, seed, purpose, stream);
  return rng.key;
}

static void
test_streams (void)
{
  g_assert_cmphex (key_of (1, GRAFT_RNG_INIT, 0), ==, key_of (1, GRAFT_RNG_INIT, 0));
  g_assert_cmphex (key_of (1, GRAFT_RNG_INIT, 0), !=, key_of (2, GRAFT_RNG_INIT, 0));
  g_assert_cmphex (key_of (1, GRAFT_RNG_INIT, 0), !=, key_of (1, GRAFT_RNG_SHUFFLE, 0));
  g_assert_cmphex (key_of (1, GRAFT_RNG_INIT, 0), !=, key_of (1, GRAFT_RNG_INIT, 1));
  /* Purpose and stream are not simply added up. */
  g_assert_cmphex (key_of (1, GRAFT_RNG_INIT, 1), !=, key_of (1, GRAFT_RNG_SHUFFLE, 0));
}

/* Mean and variance of @n draws against what they should be, five standard errors wide.
 */
static void
check_moments (double (*draw) (GraftRng *), double mean, double variance, double kurtosis)
{
  const guint n = 100000;
  double sum = 0, squares = 0;
  GraftRng rng;

  graft_rng_init (&rng, 11, GRAFT_RNG_SAMPLE, 0);
  for (guint i = 0; i < n; i++)
    {
      double x = draw (&rng) - mean;

      sum += x;
      squares += x * x;
    }
  g_assert_cmpfloat (fabs (sum / n), <, 5 * sqrt (variance / n));
  g_assert_cmpfloat (fabs (squares / n - variance), <,
                     5 * variance * sqrt ((kurtosis - 1) / n));
}

static void
test_uniform (void)
{
  check_moments (graft_rng_uniform, 0.5, 1.0 / 12, 1.8);
}

static void
test_normal (void)
{
  check_moments (graft_rng_normal, 0, 1, 3);
}

/* Chi-squared with 6 degrees of freedom stays below 38.26 but once in a million. */
static void
test_below (void)
{
  const guint n = 70000;
  guint counts[7] = { 0 };
  double chi2 = 0;
  GraftRng rng;

  graft_rng_init (&rng, 5, GRAFT_RNG_SPLIT, 0);
  for (guint i = 0; i < n; i++)
    {
      guint32 draw = graft_rng_below (&rng, 7);

      g_assert_cmpuint (draw, <, 7);
      counts[draw]++;
    }
  for (guint i = 0; i < 7; i++)
    chi2 += (counts[i] - n / 7.0) * (counts[i] - n / 7.0) / (n / 7.0);
  g_assert_cmpfloat (chi2, <, 38.26);
}

static void
test_shuffle (void)
{
  guint32 indices[100];
  guint64 seen[2] = { 0, 0 };
  guint moved = 0;
  GraftRng rng;

  for (guint32 i = 0; i < 100; i++)
    indices[i] = i;
  graft_rng_init (&rng, 1, GRAFT_RNG_SHUFFLE, 0);
  graft_rng_shuffle (&rng, indices, 100);
  for (guint i = 0; i < 100; i++)
    {
      seen[indices[i] / 64] |= G_GUINT64_CONSTANT (1) << (indices[i] % 64);
      moved += indices[i] != i;
    }
  g_assert_cmphex (seen[0], ==, G_MAXUINT64);
  g_assert_cmphex (seen[1], ==, (G_GUINT64_CONSTANT (1) << 36) - 1);
  g_assert_cmpuint (moved, >, 90);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rng/known-answer", test_known_answer);
  g_test_add_func ("/rng/resume", test_resume);
  g_test_add_func ("/rng/streams", test_streams);
  g_test_add_func ("/rng/uniform", test_uniform);
  g_test_add_func ("/rng/normal", test_normal);
  g_test_add_func ("/rng/below", test_below);
  g_test_add_func ("/rng/shuffle", test_shuffle);
  return g_test_run ();
}
