/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Line charts, gauge and line of place on image surfaces: the ink is where it belongs. */
#include "ui/plot/gauge-draw.h"
#include "ui/plot/line-draw.h"
#include "ui/plot/scale-draw.h"

#include <math.h>

#define WIDTH 400
#define HEIGHT 200

static cairo_t *
paper_new (const GraftPlotStyle *style)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, style->background.r, style->background.g,
                        style->background.b);
  cairo_paint (cr);
  cairo_surface_destroy (surface);
  return cr;
}

/* Pixels of this very colour in a rectangle. */
static guint
count_color (cairo_t *cr, GraftColor color, int x0, int y0, int x1, int y1)
{
  cairo_surface_t *surface = cairo_get_target (cr);
  guint32 wanted = graft_color_to_argb32 (color);
  int stride = cairo_image_surface_get_stride (surface);
  guint n = 0;

  cairo_surface_flush (surface);
  for (int y = MAX (y0, 0); y < MIN (y1, HEIGHT); y++)
    for (int x = MAX (x0, 0); x < MIN (x1, WIDTH); x++)
      n += *(guint32 *)(void *)(cairo_image_surface_get_data (surface) + y * stride +
                                4 * x) == wanted;
  return n;
}

static void
test_line (void)
{
  g_autoptr (GraftSeries) flat = graft_series_new ();
  const GraftSeriesPoint points[] = { { 0, 0.5 }, { 8, 0.5 } };
  GraftLine line = { "target", GRAFT_COLOR_TARGET, FALSE, flat };
  GraftLineChart chart = { .lines = &line,
                           .n_lines = 1,
                           .x1 = 10,
                           .y1 = 1,
                           .percent = TRUE,
                           .x_label = "epoch",
                           .now = NAN,
                           .crosshair = NAN };
  GraftPlotStyle style;
  GraftLineLayout layout;
  GraftColor color;
  cairo_t *cr;
  int y, end;

  graft_plot_style_init (&style, FALSE, FALSE);
  color = graft_palette_get_role_color (&style, GRAFT_COLOR_TARGET);
  graft_series_append (flat, points, 2);
  cr = paper_new (&style);
  graft_line_layout_init (&layout, cr, &chart, WIDTH, HEIGHT, &style);
  g_assert_cmpfloat (layout.left + layout.width, <, WIDTH);
  y = (int)graft_line_layout_y (&layout, &chart, 0.5);
  end = (int)graft_line_layout_x (&layout, &chart, 8);
  graft_line_draw (cr, &chart, WIDTH, HEIGHT, &style);
  /* The stroke covers a row of pixels fully, from the axis to its last point and no
   * farther. */
  g_assert_cmpuint (count_color (cr, color, (int)layout.left + 1, y - 2, end - 1, y + 2),
                    >=, (guint)(end - layout.left) - 4);
  g_assert_cmpuint (count_color (cr, color, 0, 0, WIDTH, y - 12), ==, 0);
  /* Its name stands beside its end. */
  g_assert_cmpuint (count_color (cr, color, end + 6, y - 10, WIDTH, y + 10), >, 10);
  cairo_destroy (cr);
}

/* All pixels of a narrow chart whose curve has a long name, read at @crosshair. */
static cairo_t *
narrow_chart (const GraftSeries *series, double crosshair, int *label_x)
{
  GraftLine line = { "Twin, accuracy on the target", GRAFT_COLOR_TARGET, TRUE, series };
  GraftLineChart chart = { .lines = &line,
                           .n_lines = 1,
                           .x1 = 10,
                           .y1 = 1,
                           .percent = TRUE,
                           .now = NAN,
                           .crosshair = crosshair };
  GraftLineLayout layout;
  GraftPlotStyle style;
  cairo_t *cr;

  graft_plot_style_init (&style, FALSE, FALSE);
  cr = paper_new (&style);
  graft_line_layout_init (&layout, cr, &chart, 200, HEIGHT, &style);
  *label_x = (int)(layout.left + layout.width) + 7;
  graft_line_draw (cr, &chart, 200, HEIGHT, &style);
  return cr;
}

/* Where the name has no room the value stands all the same: reading elsewhere changes
 * what is written beside the plot. */
static void
test_narrow_label (void)
{
  g_autoptr (GraftSeries) series = graft_series_new ();
  const GraftSeriesPoint points[] = { { 0, 0.111 }, { 5, 0.888 }, { 10, 0.5 } };
  cairo_t *pictures[2];
  guint different = 0;
  int x0;

  graft_series_append (series, points, 3);
  for (int i = 0; i < 2; i++)
    pictures[i] = narrow_chart (series, 5.0 * i, &x0);
  for (int y = 0; y < HEIGHT - 30; y++)
    for (int x = x0; x < 200; x++)
      {
        gsize at = (gsize)y * WIDTH + (gsize)x;
        const guint32 *a =
            (void *)cairo_image_surface_get_data (cairo_get_target (pictures[0]));
        const guint32 *b =
            (void *)cairo_image_surface_get_data (cairo_get_target (pictures[1]));

        different += a[at] != b[at];
      }
  g_assert_cmpuint (different, >, 20);
  for (int i = 0; i < 2; i++)
    cairo_destroy (pictures[i]);
}

/* The line of chance is dotted across the plot; a spike above the range is marked at the
 * upper edge, and only where that is asked for. */
static void
test_reference_and_clipping (void)
{
  g_autoptr (GraftSeries) series = graft_series_new ();
  const GraftSeriesPoint points[] = { { 0, 0.1 }, { 5, 9 }, { 5.1, 0.1 }, { 10, 0.1 } };
  GraftLine line = { "", GRAFT_COLOR_DOMAIN, FALSE, series };
  GraftLineChart chart = { .lines = &line,
                           .n_lines = 1,
                           .x1 = 10,
                           .y1 = 1,
                           .now = NAN,
                           .crosshair = NAN,
                           .reference = 0.5,
                           .reference_label = "chance" };
  GraftPlotStyle style;
  GraftLineLayout layout;
  guint ink[2];

  graft_series_append (series, points, 4);
  graft_plot_style_init (&style, FALSE, FALSE);
  for (int i = 0; i < 2; i++)
    {
      cairo_t *cr = paper_new (&style);

      chart.mark_clipped = i;
      graft_line_layout_init (&layout, cr, &chart, WIDTH, HEIGHT, &style);
      graft_line_draw (cr, &chart, WIDTH, HEIGHT, &style);
      ink[i] = count_color (cr, graft_palette_get_role_color (&style, GRAFT_COLOR_DOMAIN),
                            0, (int)layout.top - 2, (int)(layout.left + layout.width),
                            (int)layout.top + 5);
      if (i == 1)
        {
          int y = (int)graft_line_layout_y (&layout, &chart, 0.5);

          g_assert_cmpuint (count_color (cr, style.dim, (int)layout.left, y - 1,
                                         (int)(layout.left + layout.width), y + 2),
                            >, 60);
        }
      cairo_destroy (cr);
    }
  g_assert_cmpuint (ink[1], >, ink[0] + 10);
}

/* A dashed line has about 5/9 of the ink. */
static void
test_dashes (void)
{
  g_autoptr (GraftSeries) flat = graft_series_new ();
  const GraftSeriesPoint points[] = { { 0, 0.5 }, { 10, 0.5 } };
  guint ink[2];

  graft_series_append (flat, points, 2);
  for (int dashed = 0; dashed < 2; dashed++)
    {
      GraftLine line = { "", GRAFT_COLOR_TARGET, dashed, flat };
      GraftLineChart chart = {
        .lines = &line, .n_lines = 1, .x1 = 10, .y1 = 1.13, .now = NAN, .crosshair = NAN
      };
      GraftPlotStyle style;
      GraftLineLayout layout;
      cairo_t *cr;

      graft_plot_style_init (&style, TRUE, FALSE);
      cr = paper_new (&style);
      graft_line_layout_init (&layout, cr, &chart, WIDTH, HEIGHT, &style);
      graft_line_draw_curves (cr, &chart, &layout, &style);
      ink[dashed] =
          count_color (cr, graft_palette_get_role_color (&style, GRAFT_COLOR_TARGET),
                       (int)layout.left, 0, (int)(layout.left + layout.width), HEIGHT);
      cairo_destroy (cr);
    }
  g_assert_cmpuint (ink[0], >, 100);
  g_assert_cmpfloat_with_epsilon ((double)ink[1] / ink[0], 5.0 / 9, 0.12);
}

/* Nothing to draw, absurd ranges, tiny places: no ink, no crash. */
static void
test_line_extremes (void)
{
  g_autoptr (GraftSeries) series = graft_series_new ();
  const GraftSeriesPoint points[] = { { 0, -1e300 }, { 1, 1e300 } };
  GraftLine line = { "x", GRAFT_COLOR_OTHER, FALSE, series };
  GraftLineChart chart = {
    .lines = &line, .n_lines = 1, .x1 = 1, .y1 = 1, .now = 0.5, .crosshair = 0.5
  };
  GraftPlotStyle style;
  cairo_t *cr;

  graft_plot_style_init (&style, FALSE, TRUE);
  cr = paper_new (&style);
  graft_line_draw (cr, &chart, WIDTH, HEIGHT, &style);
  graft_series_append (series, points, 2);
  graft_line_draw (cr, &chart, WIDTH, HEIGHT, &style);
  graft_line_draw (cr, &chart, 12, 7, &style);
  chart.x1 = chart.x0;
  graft_line_draw (cr, &chart, WIDTH, HEIGHT, &style);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
}

static guint
gauge_ink (GraftGaugeReading reading, GraftColorRole role)
{
  GraftPlotStyle style;
  cairo_t *cr;
  guint ink;

  graft_plot_style_init (&style, FALSE, FALSE);
  cr = paper_new (&style);
  graft_gauge_draw (cr, &reading, WIDTH, HEIGHT, &style);
  ink =
      count_color (cr, graft_palette_get_role_color (&style, role), 0, 0, WIDTH, HEIGHT);
  cairo_destroy (cr);
  return ink;
}

/* The colour tells the way, not the place: 1.29 after 1.00 is no success. */
static void
test_gauge (void)
{
  guint little = gauge_ink ((GraftGaugeReading){ 0.4, 1.9 }, GRAFT_COLOR_GOOD);
  guint much = gauge_ink ((GraftGaugeReading){ 1.2, 1.9 }, GRAFT_COLOR_GOOD);

  /* Round ends, and the arrow, which is longer the shorter the arc. */
  g_assert_cmpfloat_with_epsilon ((double)much / little, 2.6, 0.5);
  g_assert_cmpuint (gauge_ink ((GraftGaugeReading){ 1.29, 1 }, GRAFT_COLOR_GOOD), ==, 0);
  g_assert_cmpuint (gauge_ink ((GraftGaugeReading){ 1.29, 1 }, GRAFT_COLOR_WARNING), >,
                    500);
  g_assert_cmpuint (gauge_ink ((GraftGaugeReading){ 1.01, 1 }, GRAFT_COLOR_WARNING), ==,
                    0);
  g_assert_cmpuint (gauge_ink ((GraftGaugeReading){ 0.4, NAN }, GRAFT_COLOR_GOOD), ==, 0);
  g_assert_cmpint (graft_gauge_direction (&(GraftGaugeReading){ 0.4, NAN }), ==, 0);
  g_assert_cmpint (graft_gauge_direction (&(GraftGaugeReading){ 0.4, 1 }), ==, -1);
  g_assert_cmpint (graft_gauge_direction (&(GraftGaugeReading){ 1.29, 1 }), ==, 1);
}

static guint
place_ink (const GraftPlaceReading *reading, GraftColorRole role)
{
  GraftPlotStyle style;
  cairo_t *cr;
  guint ink;

  graft_plot_style_init (&style, FALSE, FALSE);
  cr = paper_new (&style);
  graft_place_draw (cr, reading, WIDTH, 68, &style);
  ink = count_color (cr, graft_palette_get_role_color (&style, role), 0, 0, WIDTH, 68);
  cairo_destroy (cr);
  return ink;
}

static void
test_place (void)
{
  GraftPlaceReading reading = { .twin = 0.563,
                                .value = 0.814,
                                .low = 0.802,
                                .high = 0.826,
                                .oracle = 0.951,
                                .twin_label = "Source only",
                                .oracle_label = "Oracle",
                                .sign = GRAFT_TRANSFER_POSITIVE };
  double low, high;

  graft_place_range (&reading, &low, &high);
  g_assert_cmpfloat (low, <, 0.563);
  g_assert_cmpfloat (high, >, 0.951);
  g_assert_cmpfloat (high, <=, 1);
  g_assert_cmpuint (place_ink (&reading, GRAFT_COLOR_GOOD), >, 500);
  reading.value = reading.low = reading.high = 0.4;
  reading.sign = GRAFT_TRANSFER_NEGATIVE;
  g_assert_cmpuint (place_ink (&reading, GRAFT_COLOR_GOOD), ==, 0);
  g_assert_cmpuint (place_ink (&reading, GRAFT_COLOR_WARNING), >, 300);
}

/* A difference that may be chance is neither good nor bad, whatever its size. */
static void
test_place_undecided (void)
{
  GraftPlaceReading reading = { .twin = 0.72,
                                .value = 0.70,
                                .low = 0.68,
                                .high = 0.72,
                                .oracle = 0.951,
                                .twin_label = "Source only",
                                .oracle_label = "Oracle",
                                .sign = GRAFT_TRANSFER_NO_GAIN_SHOWN };

  g_assert_cmpuint (place_ink (&reading, GRAFT_COLOR_WARNING), ==, 0);
  g_assert_cmpuint (place_ink (&reading, GRAFT_COLOR_GOOD), ==, 0);
  reading.value = 0.74;
  g_assert_cmpuint (place_ink (&reading, GRAFT_COLOR_GOOD), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/line/place", test_line);
  g_test_add_func ("/plot/line/narrow-label", test_narrow_label);
  g_test_add_func ("/plot/line/reference-and-clipping", test_reference_and_clipping);
  g_test_add_func ("/plot/line/dashes", test_dashes);
  g_test_add_func ("/plot/line/extremes", test_line_extremes);
  g_test_add_func ("/plot/gauge", test_gauge);
  g_test_add_func ("/plot/place", test_place);
  g_test_add_func ("/plot/place/undecided", test_place_undecided);
  return g_test_run ();
}
