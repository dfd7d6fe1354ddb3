/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Class colours: contrast on every background, and distance of every pair for every eye.
 */
#include "ui/plot/palette.h"

#include <math.h>

static void
test_contrast (void)
{
  for (int dark = 0; dark < 2; dark++)
    for (int high = 0; high < 2; high++)
      {
        GraftPlotStyle style;
        double least = high ? 4.5 : 3;

        graft_plot_style_init (&style, dark, high);
        for (int i = -1; i < 300; i++)
          g_assert_cmpfloat (
              graft_color_contrast (graft_palette_get_class_color (&style, i),
                                    style.background),
              >=, least);
        for (int role = 0; role < GRAFT_N_COLOR_ROLES; role++)
          g_assert_cmpfloat (graft_color_contrast (graft_palette_get_role_color (
                                                       &style, (GraftColorRole)role),
                                                   style.background),
                             >=, least);
        g_assert_cmpfloat (graft_color_contrast (style.dim, style.background), >=, 4.5);
      }
}

/* WCAG's own end points. */
static void
test_contrast_formula (void)
{
  GraftColor black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 };

  g_assert_cmpfloat_with_epsilon (graft_color_contrast (black, white), 21, 1e-9);
  g_assert_cmpfloat_with_epsilon (graft_color_contrast (white, white), 1, 1e-9);
}

static double
to_linear (double v)
{
  return v <= 0.04045 ? v / 12.92 : pow ((v + 0.055) / 1.055, 2.4);
}

/* OKLab of a colour as an eye of this kind sees it: full, protanopia, deuteranopia at
 * severity 1 (Machado, Oliveira, Fernandes 2009, on linear RGB). */
static void
seen_as (GraftColor color, guint eye, double lab[3])
{
  static const double eyes[3][9] = {
    { 1, 0, 0, 0, 1, 0, 0, 0, 1 },
    { 0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
      1.051998 },
    { 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940,
      0.968881 },
  };
  double in[3] = { to_linear (color.r), to_linear (color.g), to_linear (color.b) },
         rgb[3];
  double l, m, s;

  for (guint i = 0; i < 3; i++)
    {
      const double *row = eyes[eye] + 3 * i;

      rgb[i] = CLAMP (row[0] * in[0] + row[1] * in[1] + row[2] * in[2], 0, 1);
    }
  l = cbrt (0.4122214708 * rgb[0] + 0.5363325363 * rgb[1] + 0.0514459929 * rgb[2]);
  m = cbrt (0.2119034982 * rgb[0] + 0.6806995451 * rgb[1] + 0.1073969566 * rgb[2]);
  s = cbrt (0.0883024619 * rgb[0] + 0.2817188376 * rgb[1] + 0.6299787005 * rgb[2]);
  lab[0] = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
  lab[1] = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
  lab[2] = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
}

/* 0.02 is about a just noticeable difference; neighbours keep three of them. */
static void
test_distances (void)
{
  for (int dark = 0; dark < 2; dark++)
    for (guint eye = 0; eye < 3; eye++)
      {
        GraftPlotStyle style;

        graft_plot_style_init (&style, dark, FALSE);
        for (int i = 0; i < GRAFT_PALETTE_N_BASE; i++)
          for (int j = 0; j < i; j++)
            {
              double a[3], b[3];

              seen_as (graft_palette_get_class_color (&style, i), eye, a);
              seen_as (graft_palette_get_class_color (&style, j), eye, b);
              g_assert_cmpfloat (sqrt (pow (a[0] - b[0], 2) + pow (a[1] - b[1], 2) +
                                       pow (a[2] - b[2], 2)),
                                 >, 0.06);
            }
      }
}

static void
test_premultiplied (void)
{
  g_assert_cmphex (graft_color_to_argb32 ((GraftColor){ 1, 0.5, 0, 1 }), ==, 0xffff8000);
  g_assert_cmphex (graft_color_to_argb32 ((GraftColor){ 1, 1, 1, 0.5 }), ==, 0x80808080);
  g_assert_cmphex (graft_color_to_argb32 ((GraftColor){ 1, 1, 1, 0 }), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/palette/contrast", test_contrast);
  g_test_add_func ("/plot/palette/contrast-formula", test_contrast_formula);
  g_test_add_func ("/plot/palette/distances", test_distances);
  g_test_add_func ("/plot/palette/premultiplied", test_premultiplied);
  return g_test_run ();
}
