/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SYN NUMBERS by the recipe of methods 5.16: one to three digits of a font in random
 * colours, outline, light, blur and noise; the label is the digit in the middle. After
 * Ganin et al., JMLR 17, 2016, section 5.2.4; the fonts are those of this computer. */
#include "engine/synth/builtin.h"
#include "engine/synth/pictures.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define SIDE 32
#define AREA (SIDE * SIDE)
#define LEAST_CONTRAST (0.15 * 255)
#define MOST_BLUR 4 /* pixels on either side that a blur reaches */

static double
luma (const double colour[3])
{
  return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2];
}

static void
draw_colour (GraftRng *rng, double colour[3])
{
  for (guint c = 0; c < 3; c++)
    colour[c] = graft_rng_range (rng, 0, 255);
}

static void
draw_pose (GraftRng *rng, GraftPose *pose)
{
  double turn = CLAMP (8 * graft_rng_normal (rng), -25, 25);

  pose->x = (SIDE - 1) / 2.0 + graft_rng_range (rng, -3, 3);
  pose->y = (SIDE - 1) / 2.0 + graft_rng_range (rng, -3, 3);
  /* A digit is about 0.72 of the size of its font. */
  pose->height = 0.72 * graft_rng_range (rng, 16, 30);
  pose->stretch = 1;
  pose->angle = turn * G_PI / 180;
  pose->shear = graft_rng_range (rng, -0.15, 0.15);
  pose->weight = 0;
}

/* The digit in the middle and none, one or two neighbours, partly outside. */
static void
draw_string (const GraftDigitFonts *fonts,
             guint digit,
             GraftRng *rng,
             const GraftPose *middle,
             float *ink)
{
  guint font = graft_rng_below (rng, fonts->n), n_digits = 1 + graft_rng_below (rng, 3);
  gboolean left_first = graft_rng_uniform (rng) < 0.5;

  graft_digit_draw (graft_digit_fonts_peek (fonts, font, digit), middle, SIDE, SIDE, ink);
  for (guint i = 1; i < n_digits; i++)
    {
      GraftPose pose = *middle;
      gboolean left = (i == 1) == left_first;
      double far = (left ? -0.85 : 0.85) * middle->height;

      pose.x += far * cos (middle->angle);
      pose.y += far * sin (middle->angle);
      graft_digit_draw (graft_digit_fonts_peek (fonts, font, graft_rng_below (rng, 10)),
                        &pose, SIDE, SIDE, ink);
    }
}

/* What lies within @reach of ink but is none. */
static void
draw_outline (const float *ink, double reach, float *outline)
{
  gint far = (gint)ceil (reach);

  for (gint y = 0; y < SIDE; y++)
    for (gint x = 0; x < SIDE; x++)
      {
        float most = 0;

        for (gint v = MAX (0, y - far); v <= MIN (SIDE - 1, y + far); v++)
          for (gint u = MAX (0, x - far); u <= MIN (SIDE - 1, x + far); u++)
            {
              double near = CLAMP (reach + 0.5 - hypot (u - x, v - y), 0, 1);

              most = MAX (most, (float)near * ink[v * SIDE + u]);
            }
        outline[y * SIDE + x] = most;
      }
}

static void
paint (const float *ink, const double colour[3], float *picture)
{
  for (gsize i = 0; i < AREA; i++)
    for (guint c = 0; c < 3; c++)
      picture[3 * i + c] += ink[i] * ((float)colour[c] - picture[3 * i + c]);
}

/* A straight line across, a pixel or two wide. */
static void
draw_line (GraftRng *rng, float *picture)
{
  float line[AREA];
  double angle = graft_rng_range (rng, 0, G_PI), width = graft_rng_range (rng, 0.5, 1.5);
  double x0 = graft_rng_range (rng, 0, SIDE), y0 = graft_rng_range (rng, 0, SIDE),
         colour[3];

  draw_colour (rng, colour);
  for (gsize i = 0; i < AREA; i++)
    {
      double away = fabs (((double)(i % SIDE) - x0) * sin (angle) -
                          ((double)(i / SIDE) - y0) * cos (angle));

      line[i] = (float)CLAMP (width - away, 0, 1);
    }
  paint (line, colour, picture);
}

/* One direction of a Gaussian; @step and @other are strides of pixels. */
static void
blur_along (const float *from, double sigma, gint step, gint other, float *to)
{
  float weight[MOST_BLUR + 1];

  for (gint i = 0; i <= MOST_BLUR; i++)
    weight[i] = (float)exp (-0.5 * i * i / (sigma * sigma));
  for (gint line = 0; line < SIDE; line++)
    for (gint at = 0; at < SIDE; at++)
      {
        float sum[3] = { 0 }, total = 0;

        for (gint i = MAX (-MOST_BLUR, -at); i <= MIN (MOST_BLUR, SIDE - 1 - at); i++)
          {
            const float *pixel = from + 3 * (line * other + (at + i) * step);
            float w = weight[ABS (i)];

            total += w;
            for (guint c = 0; c < 3; c++)
              sum[c] += w * pixel[c];
          }
        for (guint c = 0; c < 3; c++)
          to[3 * (line * other + at * step) + c] = sum[c] / total;
      }
}

static void
blur (double sigma, float *picture)
{
  float half[3 * AREA];

  if (sigma < 0.1)
    return;
  blur_along (picture, sigma, 1, SIDE, half);
  blur_along (half, sigma, SIDE, 1, picture);
}

/* Light that falls from above or below, and noise. */
static void
expose (GraftRng *rng, double noise, const float *picture, guint8 *pixels)
{
  double shade = graft_rng_range (rng, -0.2, 0.2) * 255;

  for (gsize i = 0; i < 3 * AREA; i++)
    {
      double height = (double)(i / 3 / SIDE) / (SIDE - 1) - 0.5;
      double value =
          (double)picture[i] + shade * height + noise * 255 * graft_rng_normal (rng);

      pixels[i] = (guint8)(CLAMP (value, 0, 255) + 0.5);
    }
}

static void
draw (const GraftDigitFonts *fonts, guint digit, GraftRng *rng, guint8 *pixels)
{
  float ink[AREA] = { 0 }, outline[AREA], picture[3 * AREA];
  double paper[3], colour[3], stroke[3];
  GraftPose pose;

  draw_colour (rng, paper);
  do
    draw_colour (rng, colour);
  while (fabs (luma (colour) - luma (paper)) < LEAST_CONTRAST);
  draw_colour (rng, stroke);
  for (gsize i = 0; i < 3 * AREA; i++)
    picture[i] = (float)paper[i % 3];
  if (graft_rng_uniform (rng) < 0.2)
    draw_line (rng, picture);
  draw_pose (rng, &pose);
  draw_string (fonts, digit, rng, &pose, ink);
  if (graft_rng_uniform (rng) < 0.5)
    {
      draw_outline (ink, graft_rng_range (rng, 0.5, 2), outline);
      paint (outline, stroke, picture);
    }
  paint (ink, colour, picture);
  blur (graft_rng_range (rng, 0, 1.5), picture);
  expose (rng, graft_rng_range (rng, 0, 0.04), picture, pixels);
}

static GraftDataset *
generate (guint64 seed, gsize n, gboolean test, GCancellable *cancellable, GError **error)
{
  GraftPictures pictures = { .name = _ ("SYN NUMBERS"),
                             .n = n,
                             .side = SIDE,
                             .seed = seed,
                             .stream = test ? 31 : 30,
                             .draw = draw };

  return graft_pictures_draw (&pictures, cancellable, error);
}

const GraftBuiltinClass graft_builtin_syn_numbers = {
  .id = "syn-numbers",
  .label = N_ ("SYN NUMBERS"),
  .summary =
      N_ ("House numbers as a computer draws them: fonts, colours, blur; 32 × 32."),
  .n_train = 20000,
  .n_test = 2000,
  .generate = generate,
};
