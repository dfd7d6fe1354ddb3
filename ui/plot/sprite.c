/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks as small premultiplied pictures, and the two things that touch every pixel:
 * blending one and drawing a thin line. Coverage comes from signed distances, so edges
 * are smooth at any size. Which point gets which mark is decided in scatter-draw.c. */
#include "ui/plot/sprite.h"

#include <math.h>

#define HALO 0.8 /* pixels of background colour round the ink */

/* Signed distance to an upright equilateral triangle with circumscribed radius r, its
 * centroid at 0, y pointing down; negative inside. Exact inside, a lower bound past the
 * corners, which only sharpens them. */
static double
triangle_distance (double x, double y, double r)
{
  double bottom = y - r / 2;
  double side = fabs (x) * 0.8660254037844386 - y * 0.5 - r / 2;

  return MAX (bottom, side);
}

static double
cover (double distance)
{
  return CLAMP (0.5 - distance, 0, 1);
}

/* Coverage of ink, and of ink, halo and paper inside together (≥ ink). */
static void
mark_coverage (
    GraftMark mark, double x, double y, double radius, double *ink, double *all)
{
  if (mark == GRAFT_MARK_CIRCLE)
    {
      double distance = sqrt (x * x + y * y) - radius;

      *ink = cover (distance);
      *all = MAX (*ink, 0.85 * cover (distance - HALO));
    }
  else
    {
      double half = MAX (0.62, 0.21 * radius);
      double distance = triangle_distance (x, y, 1.32 * radius);
      double inside = 0.45 * cover (distance);

      *ink = cover (fabs (distance) - half);
      *all = MAX (*ink, MAX (inside, 0.75 * cover (fabs (distance) - half - HALO * 0.7)));
    }
}

static guint32
mix_pixel (GraftColor color, GraftColor background, double ink, double all, double alpha)
{
  double paper = all - ink;
  GraftColor pixel = { 0, 0, 0, alpha * all };

  if (all <= 0)
    return 0;
  pixel.r = (color.r * ink + background.r * paper) / all;
  pixel.g = (color.g * ink + background.g * paper) / all;
  pixel.b = (color.b * ink + background.b * paper) / all;
  return graft_color_to_argb32 (pixel);
}

void
graft_sprite_init (GraftSprite *sprite,
                   GraftMark mark,
                   double radius,
                   GraftColor color,
                   GraftColor background,
                   double alpha)
{
  int half = (int)ceil (1.32 * radius + 2.5);
  int size = 2 * half + 1;
  guint32 *out;

  sprite->size = size;
  sprite->pixels =
      g_new (guint32, (gsize)GRAFT_SPRITE_PHASES * GRAFT_SPRITE_PHASES * size * size);
  out = sprite->pixels;
  for (int phase = 0; phase < GRAFT_SPRITE_PHASES * GRAFT_SPRITE_PHASES; phase++)
    {
      double middle_x =
          half + (double)(phase % GRAFT_SPRITE_PHASES) / GRAFT_SPRITE_PHASES;
      double middle_y =
          half + (double)(phase / GRAFT_SPRITE_PHASES) / GRAFT_SPRITE_PHASES;

      for (int i = 0; i < size * size; i++)
        {
          double ink, all;

          mark_coverage (mark, i % size + 0.5 - middle_x, i / size + 0.5 - middle_y,
                         radius, &ink, &all);
          *out++ = mix_pixel (color, background, ink, all, alpha);
        }
    }
}

void
graft_sprite_clear (GraftSprite *sprite)
{
  g_clear_pointer (&sprite->pixels, g_free);
}

/* source + target · (1 − alpha), two channels at a time; rounds to nearest. */
static inline guint32
blend (guint32 source, guint32 target)
{
  guint32 rest = 255 - (source >> 24);
  guint32 rb = (target & 0x00ff00ff) * rest + 0x00800080;
  guint32 ag = ((target >> 8) & 0x00ff00ff) * rest + 0x00800080;

  rb = ((rb + ((rb >> 8) & 0x00ff00ff)) >> 8) & 0x00ff00ff;
  ag = (ag + ((ag >> 8) & 0x00ff00ff)) & 0xff00ff00;
  return source + (rb | ag);
}

void
graft_sprite_blend (const GraftSprite *sprite,
                    const GraftPixels *pixels,
                    float x,
                    float y)
{
  int size = sprite->size, quarter_x, quarter_y, left, top;
  const guint32 *from;
  int column0, column1, row0, row1;

  /* Also refuses NaN; the bound keeps the arithmetic below inside int. */
  if (!(fabsf (x) < 1e6f && fabsf (y) < 1e6f))
    return;
  quarter_x = (int)floorf (x * GRAFT_SPRITE_PHASES + 0.5f);
  quarter_y = (int)floorf (y * GRAFT_SPRITE_PHASES + 0.5f);
  /* An arithmetic shift rounds down left of 0 as well. */
  left = (quarter_x >> 2) - size / 2;
  top = (quarter_y >> 2) - size / 2;
  from = sprite->pixels +
         (gsize)((quarter_y & 3) * GRAFT_SPRITE_PHASES + (quarter_x & 3)) * size * size;
  column0 = MAX (0, -left);
  column1 = MIN (size, pixels->width - left);
  row0 = MAX (0, -top);
  row1 = MIN (size, pixels->height - top);
  for (int row = row0; row < row1; row++)
    {
      guint32 *restrict to = pixels->data + (gssize)(top + row) * pixels->stride + left;
      const guint32 *restrict line = from + row * size;

      for (int column = column0; column < column1; column++)
        to[column] = blend (line[column], to[column]);
    }
}

void
graft_pixels_fill (const GraftPixels *pixels, guint32 color)
{
  for (int row = 0; row < pixels->height; row++)
    {
      guint32 *to = pixels->data + (gsize)row * pixels->stride;

      for (int column = 0; column < pixels->width; column++)
        to[column] = color;
    }
}

/* @color with all four channels times @weight, 0 … 1. */
static guint32
fade (guint32 color, float weight)
{
  guint32 w = (guint32)(weight * 256);
  guint32 rb = (((color & 0x00ff00ff) * w) >> 8) & 0x00ff00ff;
  guint32 ag = (((color >> 8) & 0x00ff00ff) * w) & 0xff00ff00;

  return rb | ag;
}

static void
plot_pixel (const GraftPixels *pixels, int x, int y, guint32 color, float weight)
{
  guint32 *to;

  if (x < 0 || y < 0 || x >= pixels->width || y >= pixels->height)
    return;
  to = pixels->data + (gsize)y * pixels->stride + x;
  *to = blend (fade (color, weight), *to);
}

/* Steps along the longer axis and shares each step between the two pixels beside the
 * line. Source: Wu, "An Efficient Antialiasing Technique", SIGGRAPH 1991. */
void
graft_pixels_line (const GraftPixels *pixels,
                   const float from[2],
                   const float to[2],
                   guint32 color)
{
  float dx = to[0] - from[0], dy = to[1] - from[1];
  gboolean steep = fabsf (dy) > fabsf (dx);
  float length = steep ? fabsf (dy) : fabsf (dx);
  int steps;

  if (!(length < 1e5f) || !(fabsf (from[0]) < 1e6f) || !(fabsf (from[1]) < 1e6f))
    return;
  steps = (int)ceilf (length);
  for (int i = 0; i < steps; i++)
    {
      float x = from[0] + dx * i / length - 0.5f, y = from[1] + dy * i / length - 0.5f;
      float across = steep ? x : y;
      int low = (int)floorf (across), along = (int)floorf ((steep ? y : x) + 0.5f);
      float share = across - low;

      plot_pixel (pixels, steep ? low : along, steep ? along : low, color, 1 - share);
      plot_pixel (pixels, steep ? low + 1 : along, steep ? along : low + 1, color, share);
    }
}
