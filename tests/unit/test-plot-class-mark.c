/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks of classes: shapes differ, look equally large, and a suggestion is no label. */
#include "ui/plot/class-mark.h"

#include <string.h>

#define SIDE 33
#define N_SHAPES 6

/* Ink of each pixel, 0 … 255. */
static double
draw (int index, GraftClassMarkKind kind, guint8 ink[SIDE * SIDE])
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);
  GraftPlotStyle style;
  double sum = 0;

  graft_plot_style_init (&style, FALSE, FALSE);
  graft_class_mark_draw (cr, &style, index, kind, SIDE / 2.0, SIDE / 2.0, 12);
  cairo_surface_flush (surface);
  for (int y = 0; y < SIDE; y++)
    memcpy (ink + y * SIDE,
            cairo_image_surface_get_data (surface) +
                y * cairo_image_surface_get_stride (surface),
            SIDE);
  for (int i = 0; i < SIDE * SIDE; i++)
    sum += ink[i] / 255.0;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return sum;
}

static double
difference (const guint8 *a, const guint8 *b)
{
  double sum = 0;

  for (int i = 0; i < SIDE * SIDE; i++)
    sum += ABS (a[i] - b[i]) / 255.0;
  return sum;
}

static void
test_shapes (void)
{
  guint8 ink[N_SHAPES + 1][SIDE * SIDE];
  double areas[N_SHAPES];
  const double circle = G_PI * 12 * 12;

  for (int i = 0; i < N_SHAPES; i++)
    {
      areas[i] = draw (i, GRAFT_CLASS_MARK_SOLID, ink[i]);
      g_assert_cmpfloat (areas[i], >, 0.5 * circle);
      g_assert_cmpfloat (areas[i], <, 1.05 * circle);
      for (int k = 0; k < i; k++)
        g_assert_cmpfloat (difference (ink[i], ink[k]), >, 0.08 * circle);
    }
  g_assert_cmpfloat_with_epsilon (areas[0], circle, 0.02 * circle);
  draw (N_SHAPES, GRAFT_CLASS_MARK_SOLID, ink[N_SHAPES]);
  g_assert_cmpfloat (difference (ink[0], ink[N_SHAPES]), ==, 0);
}

/* Nothing reaches beyond a fifth of the radius outside of it: marks stand in lines. */
static void
test_bounds (void)
{
  for (int i = -1; i < N_SHAPES; i++)
    {
      guint8 ink[SIDE * SIDE];

      draw (i, GRAFT_CLASS_MARK_SOLID, ink);
      for (int k = 0; k < SIDE; k++)
        {
          g_assert_cmpint (ink[k], ==, 0);
          g_assert_cmpint (ink[k * SIDE], ==, 0);
          g_assert_cmpint (ink[(SIDE - 1) * SIDE + k], ==, 0);
          g_assert_cmpint (ink[k * SIDE + SIDE - 1], ==, 0);
        }
    }
}

/* Outlines, with gaps; a class that is not known is a ring without. */
static void
test_kinds (void)
{
  guint8 ink[SIDE * SIDE];
  const int middle = SIDE / 2 * SIDE + SIDE / 2;
  double ring;

  for (int i = 0; i < N_SHAPES; i++)
    {
      double solid = draw (i, GRAFT_CLASS_MARK_SOLID, ink);
      double dashed;

      g_assert_cmpint (ink[middle], ==, 255);
      dashed = draw (i, GRAFT_CLASS_MARK_DASHED, ink);
      g_assert_cmpint (ink[middle], ==, 0);
      g_assert_cmpfloat (dashed, >, 0);
      g_assert_cmpfloat (dashed, <, 0.4 * solid);
    }
  ring = draw (-1, GRAFT_CLASS_MARK_SOLID, ink);
  g_assert_cmpint (ink[middle], ==, 0);
  g_assert_cmpfloat (ring, >, draw (0, GRAFT_CLASS_MARK_DASHED, ink));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/class-mark/shapes", test_shapes);
  g_test_add_func ("/class-mark/bounds", test_bounds);
  g_test_add_func ("/class-mark/kinds", test_kinds);
  return g_test_run ();
}
