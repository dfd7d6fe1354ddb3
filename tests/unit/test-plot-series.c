/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curve data and axes: ui/plot/series.c, axis.c and the placing of labels. */
#include "ui/plot/axis.h"
#include "ui/plot/series.h"
#include "ui/plot/text-draw.h"

#include <locale.h>
#include <math.h>

static void
test_append (void)
{
  g_autoptr (GraftSeries) series = graft_series_new ();
  const GraftSeriesPoint points[] = { { 0, 1 }, { 1, NAN },      { 2, 5 },
                                      { 1, 7 }, { INFINITY, 1 }, { 3, -2 } };
  double low, high;

  g_assert_cmpuint (graft_series_append (series, points, 6), ==, 3);
  g_assert_true (graft_series_get_y_range (series, 0, 2.5, &low, &high));
  g_assert_cmpfloat (low, ==, 1);
  g_assert_cmpfloat (high, ==, 5);
  g_assert_false (graft_series_get_y_range (series, 0.5, 1.5, &low, &high));
  g_assert_cmpint (graft_series_find (series, 1.1), ==, 1);
  g_assert_cmpint (graft_series_find (series, 99), ==, 2);
  graft_series_truncate (series, 2);
  g_assert_cmpuint (graft_series_get_n_points (series), ==, 2);
}

/* s1 = 1; s2 = (0.25·1 + 0.5·3)/0.75 = 7/3 by hand, for smoothing 0.5. */
static void
test_smoothing (void)
{
  g_autoptr (GraftSeries) series = graft_series_new ();
  const GraftSeriesPoint points[] = { { 0, 1 }, { 1, 3 } };

  graft_series_set_smoothing (series, 0.5);
  graft_series_append (series, points, 1);
  graft_series_append (series, points + 1, 1);
  g_assert_cmpfloat_with_epsilon (graft_series_peek_smooth (series)[0].y, 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (graft_series_peek_smooth (series)[1].y, 7.0 / 3, 1e-12);
  graft_series_set_smoothing (series, 0);
  g_assert_cmpfloat (graft_series_peek_smooth (series)[1].y, ==, 3);
}

static void
test_decimate (void)
{
  /* A power of two: columns of x are exact in floating point. */
  const guint n = 131072, n_columns = 300;
  g_autoptr (GraftSeries) series = graft_series_new ();
  g_autoptr (GArray) thin = g_array_new (FALSE, FALSE, sizeof (GraftSeriesPoint));
  g_autofree double *low = g_new (double, n_columns);
  g_autofree double *high = g_new (double, n_columns);
  g_autofree guint *count = g_new0 (guint, n_columns);
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint c = 0; c < n_columns; c++)
    {
      low[c] = INFINITY;
      high[c] = -INFINITY;
    }
  for (guint i = 0; i < n; i++)
    {
      GraftSeriesPoint point = { i, g_rand_double (rand) };
      guint column = (guint)((guint64)i * n_columns / n);

      graft_series_append (series, &point, 1);
      low[column] = MIN (low[column], point.y);
      high[column] = MAX (high[column], point.y);
    }
  graft_series_decimate (series, FALSE, 0, n, n_columns, thin);
  g_assert_cmpuint (thin->len, <=, 2 * n_columns);
  for (guint i = 0; i < thin->len; i++)
    {
      const GraftSeriesPoint *point = &g_array_index (thin, GraftSeriesPoint, i);
      guint column = (guint)((guint64)point->x * n_columns / n);

      g_assert_true (point->y == low[column] || point->y == high[column]);
      count[column]++;
      if (i > 0)
        g_assert_cmpfloat (point->x, >, (point - 1)->x);
    }
  for (guint c = 0; c < n_columns; c++)
    g_assert_cmpuint (count[c], ==, 2);
}

/* Outside neighbours are kept, so that a zoomed line reaches the edge. */
static void
test_decimate_zoomed (void)
{
  g_autoptr (GraftSeries) series = graft_series_new ();
  g_autoptr (GArray) thin = g_array_new (FALSE, FALSE, sizeof (GraftSeriesPoint));
  const GraftSeriesPoint points[] = { { 0, 0 }, { 10, 1 } };

  graft_series_append (series, points, 2);
  graft_series_decimate (series, TRUE, 4, 6, 100, thin);
  g_assert_cmpuint (thin->len, ==, 2);
}

static void
test_ticks (void)
{
  static const struct
  {
    double low, high;
    guint max;
    double first, step;
    guint n, decimals;
  } cases[] = {
    { 0, 12, 7, 0, 2, 7, 0 },
    { 0, 1, 5, 0, 0.5, 3, 1 },
    { 0, 1, 6, 0, 0.2, 6, 1 },
    { -0.3, 0.3, 7, -0.3, 0.1, 7, 1 },
    { 0.013, 0.047, 5, 0.02, 0.01, 3, 2 },
    { 95, 1210, 4, 500, 500, 2, 0 },
  };
  GraftTicks ticks;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      graft_ticks_init (&ticks, cases[i].low, cases[i].high, cases[i].max);
      g_assert_cmpuint (ticks.n, ==, cases[i].n);
      g_assert_cmpfloat_with_epsilon (ticks.first, cases[i].first, 1e-9);
      g_assert_cmpfloat_with_epsilon (ticks.step, cases[i].step, 1e-9);
      g_assert_cmpuint (ticks.decimals, ==, cases[i].decimals);
      g_assert_cmpuint (ticks.n, <=, cases[i].max);
    }
  graft_ticks_init (&ticks, 3, 3, 5);
  g_assert_cmpuint (ticks.n, ==, 0);
  graft_ticks_init (&ticks, 0, NAN, 5);
  g_assert_cmpuint (ticks.n, ==, 0);
  graft_ticks_init (&ticks, 1e16, 1e16 + 2, 5);
  g_assert_cmpuint (ticks.n, ==, 0);
}

static void
test_numbers (void)
{
  char b[GRAFT_NUMBER_SIZE];

  g_assert_cmpstr (graft_format_percent (b, 0.8137, 1), ==, "81.4\u00a0%");
  g_assert_cmpstr (graft_format_fixed (b, -0.001, 2), ==, "0.00");
  g_assert_cmpstr (graft_format_fixed (b, -1.5, 1), ==, "\u22121.5");
  g_assert_cmpstr (graft_format_fixed (b, NAN, 1), ==, "\u2013");
  g_assert_cmpstr (graft_format_value (b, 0.004123), ==, "0.00412");
  g_assert_cmpstr (graft_format_value (b, 12.345), ==, "12.3");
  g_assert_cmpstr (graft_format_value (b, 8.6e-6), ==, "8.6·10⁻⁶");
  g_assert_cmpstr (graft_format_value (b, -9.999e-10), ==, "\u22121·10⁻⁹");
  g_assert_cmpstr (graft_format_value (b, 1.234e100), ==, "1.23·10¹⁰⁰");
  g_assert_cmpstr (graft_format_value (b, INFINITY), ==, "∞");
  g_assert_cmpstr (graft_format_value (b, 0), ==, "0.00");
  g_assert_cmpstr (graft_format_count (b, 12), ==, "12");
  g_assert_cmpstr (graft_format_count (b, 1234567), ==, "1\u202f234\u202f567");
  g_assert_cmpint (strlen (graft_format_fixed (b, 1e300, 2)), <, GRAFT_NUMBER_SIZE);
}

/* One spike of a thousand points is left out, a curve that falls from a height is not,
 * nor are a few points whose heights differ. */
static void
test_robust_range (void)
{
  g_autoptr (GraftSeries) spiked = graft_series_new ();
  g_autoptr (GraftSeries) falling = graft_series_new ();
  g_autoptr (GraftSeries) few = graft_series_new ();
  double low, high;

  g_assert_false (graft_series_get_robust_range (spiked, 0, 1, &low, &high));
  for (int i = 0; i < 1000; i++)
    {
      GraftSeriesPoint usual = { i, i == 500 ? 1e6 : 0.2 + 0.1 * (i % 7) / 6.0 };
      GraftSeriesPoint fall = { i, 2.3 * exp (-i / 200.0) };
      GraftSeriesPoint step = { i, i };

      graft_series_append (spiked, &usual, 1);
      graft_series_append (falling, &fall, 1);
      if (i < 10)
        graft_series_append (few, &step, 1);
    }
  g_assert_true (graft_series_get_robust_range (spiked, 0, 1000, &low, &high));
  g_assert_cmpfloat_with_epsilon (low, 0.2, 1e-9);
  g_assert_cmpfloat (high, >=, 0.3);
  g_assert_cmpfloat (high, <, 0.4);
  g_assert_true (graft_series_get_robust_range (spiked, 500, 505, &low, &high));
  g_assert_cmpfloat (high, ==, 1e6);
  g_assert_true (graft_series_get_robust_range (falling, 0, 1000, &low, &high));
  g_assert_cmpfloat (high, ==, 2.3);
  g_assert_true (graft_series_get_robust_range (few, 0, 1000, &low, &high));
  g_assert_cmpfloat (high, ==, 9);
}

static void
test_labels (void)
{
  double a[] = { 10, 12, 50 }, b[] = { 0, 1, 2 }, c[] = { 5, 30 };

  graft_spread_labels (a, 3, 10, 0, 100);
  g_assert_cmpfloat_with_epsilon (a[0], 6, 1e-9);
  g_assert_cmpfloat_with_epsilon (a[1], 16, 1e-9);
  g_assert_cmpfloat_with_epsilon (a[2], 50, 1e-9);
  graft_spread_labels (b, 3, 10, 0, 100);
  g_assert_cmpfloat_with_epsilon (b[0], 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (b[2], 20, 1e-9);
  graft_spread_labels (c, 2, 10, 0, 100);
  g_assert_cmpfloat_with_epsilon (c[0], 5, 1e-9);
  g_assert_cmpfloat_with_epsilon (c[1], 30, 1e-9);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/series/append", test_append);
  g_test_add_func ("/plot/series/smoothing", test_smoothing);
  g_test_add_func ("/plot/series/decimate", test_decimate);
  g_test_add_func ("/plot/series/decimate-zoomed", test_decimate_zoomed);
  g_test_add_func ("/plot/series/robust-range", test_robust_range);
  g_test_add_func ("/plot/axis/ticks", test_ticks);
  g_test_add_func ("/plot/axis/numbers", test_numbers);
  g_test_add_func ("/plot/labels/spread", test_labels);
  return g_test_run ();
}
