/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random changes to images: see augment.h. Everything geometric is one affine map from
 * the new picture to the old one, sampled once and bilinearly; colours follow, then the
 * hole. */
#include "engine/data/augment.h"

#include <math.h>
#include <string.h>

/* From pixel centres of the new picture to those of the old: x' = a x + b y + c. */
typedef struct
{
  double xx, xy, x0;
  double yx, yy, y0;
} Map;

/* Mirrors about the centre of the border pixels: -1 is 1. */
static gint
reflect (gint i, gint n)
{
  if (n == 1)
    return 0;
  while (i < 0 || i >= n)
    i = i < 0 ? -i : 2 * (n - 1) - i;
  return i;
}

static Map
draw_map (const GraftAugment *self, gint height, gint width, GraftRng *rng)
{
  double scale_x = 1, scale_y = 1, shift_x = 0, shift_y = 0, angle = 0;
  double middle_x = (width - 1) * 0.5, middle_y = (height - 1) * 0.5;
  gboolean flip;

  if (self->crop_padding > 0)
    {
      shift_x =
          (double)graft_rng_below (rng, 2 * self->crop_padding + 1) - self->crop_padding;
      shift_y =
          (double)graft_rng_below (rng, 2 * self->crop_padding + 1) - self->crop_padding;
    }
  if (self->random_resized_crop)
    {
      double area = graft_rng_range (rng, 0.35, 1);
      double ratio = exp (graft_rng_range (rng, log (3.0 / 4.0), log (4.0 / 3.0)));

      scale_x = MIN (1, sqrt (area * ratio));
      scale_y = MIN (1, sqrt (area / ratio));
      shift_x += graft_rng_range (rng, -1, 1) * (1 - scale_x) * 0.5 * width;
      shift_y += graft_rng_range (rng, -1, 1) * (1 - scale_y) * 0.5 * height;
    }
  if (self->rotation > 0)
    angle = graft_rng_range (rng, -self->rotation, self->rotation) * G_PI / 180;
  flip = self->flip && graft_rng_uniform (rng) < 0.5;

  double turn_x = cos (angle), turn_y = sin (angle);
  Map map = { scale_x * turn_x, -scale_x * turn_y, 0,
              scale_y * turn_y, scale_y * turn_x,  0 };

  if (flip)
    {
      map.xx = -map.xx;
      map.yx = -map.yx;
    }
  map.x0 = middle_x + shift_x - map.xx * middle_x - map.xy * middle_y;
  map.y0 = middle_y + shift_y - map.yx * middle_x - map.yy * middle_y;
  return map;
}

static void
sample (const GraftShape *shape, const Map *map, const guint8 *image, guint8 *out)
{
  gint height = (gint)shape->dim[0], width = (gint)shape->dim[1],
       depth = (gint)shape->dim[2];

  for (gint y = 0; y < height; y++)
    for (gint x = 0; x < width; x++)
      {
        double at_x = map->xx * x + map->xy * y + map->x0;
        double at_y = map->yx * x + map->yy * y + map->y0;
        double floor_x = floor (at_x), floor_y = floor (at_y);
        double part_x = at_x - floor_x, part_y = at_y - floor_y;
        gint x0 = reflect ((gint)floor_x, width), x1 = reflect ((gint)floor_x + 1, width);
        gint y0 = reflect ((gint)floor_y, height),
             y1 = reflect ((gint)floor_y + 1, height);

        for (gint c = 0; c < depth; c++)
          {
            double above = image[(y0 * width + x0) * depth + c] * (1 - part_x) +
                           image[(y0 * width + x1) * depth + c] * part_x;
            double below = image[(y1 * width + x0) * depth + c] * (1 - part_x) +
                           image[(y1 * width + x1) * depth + c] * part_x;

            *out++ = (guint8)(above * (1 - part_y) + below * part_y + 0.5);
          }
      }
}

static inline guint8
to_byte (double value)
{
  return (guint8)(CLAMP (value, 0, 255) + 0.5);
}

static double
luma (const guint8 *pixel, gint depth)
{
  return depth == 3 ? 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2] : pixel[0];
}

/* Each value becomes keep · value + (1 - keep) · towards. */
static void
blend_all (guint8 *out, gsize n, double keep, double towards)
{
  for (gsize i = 0; i < n; i++)
    out[i] = to_byte (keep * out[i] + (1 - keep) * towards);
}

static void
change_colours (const GraftAugment *self,
                const GraftShape *shape,
                GraftRng *rng,
                guint8 *out)
{
  gsize n_pixels = shape->dim[0] * shape->dim[1];
  gint depth = (gint)shape->dim[2];

  if (self->brightness > 0)
    blend_all (out, n_pixels * depth,
               graft_rng_range (rng, 1 - self->brightness, 1 + self->brightness), 0);
  if (self->contrast > 0)
    {
      double keep = graft_rng_range (rng, 1 - self->contrast, 1 + self->contrast),
             sum = 0;

      for (gsize i = 0; i < n_pixels; i++)
        sum += luma (out + i * depth, depth);
      blend_all (out, n_pixels * depth, keep, sum / (double)n_pixels);
    }
  if (self->saturation > 0)
    {
      double keep = graft_rng_range (rng, 1 - self->saturation, 1 + self->saturation);

      for (gsize i = 0; depth == 3 && i < n_pixels; i++)
        blend_all (out + i * depth, depth, keep, luma (out + i * depth, depth));
    }
}

static void
cut_hole (const GraftAugment *self, const GraftShape *shape, GraftRng *rng, guint8 *out)
{
  gint height = (gint)shape->dim[0], width = (gint)shape->dim[1],
       depth = (gint)shape->dim[2];
  gint side = (gint)self->cutout;
  gint left = (gint)graft_rng_below (rng, width) - side / 2;
  gint top = (gint)graft_rng_below (rng, height) - side / 2;
  gint end_x = MIN (width, left + side), end_y = MIN (height, top + side);

  left = MAX (0, left);
  for (gint y = MAX (0, top); y < end_y && end_x > left; y++)
    memset (out + (y * width + left) * depth, 128, (gsize)(end_x - left) * depth);
}

void
graft_augment_apply (const GraftAugment *self,
                     const GraftShape *shape,
                     const guint8 *image,
                     GraftRng *rng,
                     guint8 *out)
{
  Map map = draw_map (self, (gint)shape->dim[0], (gint)shape->dim[1], rng);

  if (map.xx == 1 && map.yy == 1 && map.x0 == 0 && map.y0 == 0)
    memcpy (out, image, graft_shape_size (shape));
  else
    sample (shape, &map, image, out);
  change_colours (self, shape, rng, out);
  if (self->cutout > 0)
    cut_hole (self, shape, rng, out);
}
