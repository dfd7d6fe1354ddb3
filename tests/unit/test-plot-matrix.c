/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The confusion matrix on an image surface: rows are the truth, colour is the share of a
 * row and keeps its order for every eye, numbers come only where they fit. */
#include "ui/plot/matrix-draw.h"

#include <math.h>

#define SIDE 420

static const char *const digits[] = { "0", "1", "2" };
/* Class 1 is taken for class 2 now and then, never the other way round. */
static const guint counts[] = {
  8, 0, 0, //
  0, 6, 2, //
  0, 0, 4,
};

static GraftMatrix
example (void)
{
  return (GraftMatrix){ .counts = counts,
                        .n = 3,
                        .names = digits,
                        .row_title = "is",
                        .column_title = "taken for",
                        .share_title = "of the row",
                        .row = -1,
                        .column = -1 };
}

static cairo_t *
paper_new (const GraftPlotStyle *style)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, style->background.r, style->background.g,
                        style->background.b);
  cairo_paint (cr);
  cairo_surface_destroy (surface);
  return cr;
}

static guint32
pixel_at (cairo_t *cr, double x, double y)
{
  cairo_surface_t *surface = cairo_get_target (cr);
  int stride = cairo_image_surface_get_stride (surface);

  cairo_surface_flush (surface);
  return *(guint32 *)(void *)(cairo_image_surface_get_data (surface) + (int)y * stride +
                              4 * (int)x);
}

/* The same to a step in each channel, which is Cairo's rounding. */
static void
assert_color (guint32 pixel, GraftColor color)
{
  guint32 wanted = graft_color_to_argb32 (color);

  for (int shift = 0; shift < 32; shift += 8)
    g_assert_cmpint (ABS ((int)(pixel >> shift & 255) - (int)(wanted >> shift & 255)), <=,
                     1);
}

/* Pixels in a cell that have not its own colour: what is written there. */
static guint
count_ink (cairo_t *cr, const GraftMatrixLayout *layout, guint row, guint column)
{
  double x, y, width, height;
  guint32 own;
  guint n = 0;

  graft_matrix_layout_get_cell (layout, row, column, &x, &y, &width, &height);
  own = pixel_at (cr, x + 3, y + 3);
  for (int i = 3; i < width - 3; i++)
    for (int j = 3; j < height - 3; j++)
      n += pixel_at (cr, x + i, y + j) != own;
  return n;
}

static void
test_shares (void)
{
  static const guint empty_row[] = { 0, 0, 1, 3 };
  GraftMatrix matrix = example ();

  g_assert_cmpuint (graft_matrix_get_total (&matrix, 1), ==, 8);
  g_assert_cmpfloat (graft_matrix_get_share (&matrix, 1, 2), ==, 0.25);
  g_assert_cmpfloat (graft_matrix_get_share (&matrix, 2, 1), ==, 0);
  matrix.counts = empty_row;
  matrix.n = 2;
  g_assert_true (isnan (graft_matrix_get_share (&matrix, 0, 0)));
  g_assert_cmpfloat (graft_matrix_get_share (&matrix, 1, 0), ==, 0.25);
}

/* The row is the truth: what is drawn at row 1, column 2 is the quarter of class 1. */
static void
test_cells (void)
{
  const GraftMatrix matrix = example ();

  for (int dark = 0; dark < 2; dark++)
    {
      GraftPlotStyle style;
      GraftMatrixLayout layout;
      cairo_t *cr;

      graft_plot_style_init (&style, dark, FALSE);
      cr = paper_new (&style);
      graft_matrix_layout_init (&layout, cr, &matrix, SIDE, SIDE, &style);
      graft_matrix_draw (cr, &matrix, SIDE, SIDE, &style);
      for (guint row = 0; row < 3; row++)
        for (guint column = 0; column < 3; column++)
          {
            double x, y, width, height;
            GraftColor color = graft_matrix_get_color (
                &style, graft_matrix_get_share (&matrix, row, column));

            graft_matrix_layout_get_cell (&layout, row, column, &x, &y, &width, &height);
            assert_color (pixel_at (cr, x + 4, y + 4), color);
            /* Count and share are written where there is something to count. */
            if (counts[row * 3 + column] > 0)
              g_assert_cmpuint (count_ink (cr, &layout, row, column), >, 40);
            else
              g_assert_cmpuint (count_ink (cr, &layout, row, column), ==, 0);
          }
      cairo_destroy (cr);
    }
}

/* More is always farther from the background, and numbers are read on any of it. */
static void
test_colors (void)
{
  for (int look = 0; look < 4; look++)
    {
      GraftPlotStyle style;
      double before = 0;

      graft_plot_style_init (&style, look & 1, look >> 1);
      for (int i = 0; i <= 100; i++)
        {
          GraftColor color = graft_matrix_get_color (&style, i / 100.0);
          double contrast = graft_color_contrast (color, style.background);

          g_assert_cmpfloat (contrast, >, before);
          g_assert_cmpfloat (graft_color_contrast (graft_matrix_get_ink (color), color),
                             >=, 4.5);
          before = contrast;
        }
      /* The whole row stands out, the empty cell does not. */
      g_assert_cmpfloat (before, >, 7);
      g_assert_cmpfloat (
          graft_color_contrast (graft_matrix_get_color (&style, 0), style.background), <,
          1.2);
    }
}

static void
test_find (void)
{
  const GraftMatrix matrix = example ();
  GraftPlotStyle style;
  GraftMatrixLayout layout;
  cairo_t *cr;
  double x, y, width, height;
  int row, column;

  graft_plot_style_init (&style, FALSE, FALSE);
  cr = paper_new (&style);
  graft_matrix_layout_init (&layout, cr, &matrix, SIDE, SIDE, &style);
  g_assert_true (
      graft_matrix_layout_find (&layout, &matrix, layout.left + 2.5 * layout.cell,
                                layout.top + 1.5 * layout.cell, &row, &column));
  g_assert_cmpint (row, ==, 1);
  g_assert_cmpint (column, ==, 2);
  /* A column is a prediction: it goes to the right. */
  graft_matrix_layout_get_cell (&layout, 1, 2, &x, &y, &width, &height);
  g_assert_cmpfloat_with_epsilon (x, layout.left + 2 * layout.cell, 1);
  g_assert_cmpfloat_with_epsilon (y, layout.top + layout.cell, 1);
  g_assert_cmpfloat_with_epsilon (width, layout.cell, 1);
  g_assert_cmpfloat (layout.cell, <=, GRAFT_MATRIX_MAX_CELL);
  g_assert_false (graft_matrix_layout_find (&layout, &matrix, layout.left - 1, layout.top,
                                            &row, &column));
  g_assert_cmpint (row, ==, -1);
  g_assert_false (graft_matrix_layout_find (
      &layout, &matrix, layout.left, layout.top + 3 * layout.cell + 1, &row, &column));
  cairo_destroy (cr);
}

/* Forty classes with long names: the matrix keeps most of the place, names are elided and
 * take turns, and no number is squeezed in. */
static void
test_many (void)
{
  enum
  {
    N = 40
  };
  g_autofree guint *many = g_new0 (guint, N * N);
  const char *names[N];
  GraftMatrix matrix = example ();
  GraftMatrixLayout layout;
  GraftPlotStyle style;
  cairo_t *cr;

  for (guint i = 0; i < N; i++)
    {
      names[i] = "a class whose name is far too long for any axis";
      many[i * N + i] = 100;
    }
  matrix.counts = many;
  matrix.names = names;
  matrix.n = N;
  graft_plot_style_init (&style, FALSE, FALSE);
  cr = paper_new (&style);
  graft_matrix_layout_init (&layout, cr, &matrix, SIDE, SIDE, &style);
  g_assert_true (layout.turned);
  g_assert_cmpuint (layout.every, >, 1);
  g_assert_cmpfloat (layout.cell * N, >, SIDE / 2);
  graft_matrix_draw (cr, &matrix, SIDE, SIDE, &style);
  /* Three pixels of frame; inside of it nothing. */
  g_assert_cmpuint (count_ink (cr, &layout, 7, 7), ==, 0);
  cairo_destroy (cr);
}

static void
test_extremes (void)
{
  GraftMatrix matrix = example ();
  GraftPlotStyle style;
  cairo_t *cr;

  graft_plot_style_init (&style, TRUE, TRUE);
  cr = paper_new (&style);
  matrix.row = matrix.column = 2;
  graft_matrix_draw (cr, &matrix, SIDE, SIDE, &style);
  graft_matrix_draw (cr, &matrix, 30, 12, &style);
  graft_matrix_draw (cr, &matrix, 0, 0, &style);
  matrix.n = 0;
  graft_matrix_draw (cr, &matrix, SIDE, SIDE, &style);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/matrix/shares", test_shares);
  g_test_add_func ("/plot/matrix/cells", test_cells);
  g_test_add_func ("/plot/matrix/colors", test_colors);
  g_test_add_func ("/plot/matrix/find", test_find);
  g_test_add_func ("/plot/matrix/many", test_many);
  g_test_add_func ("/plot/matrix/extremes", test_extremes);
  return g_test_run ();
}
