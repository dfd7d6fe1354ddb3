/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random changes to training images (methods 1.15). A plain description; all draws come from the
 * GraftRng given, so the same seed, step and item give the same picture. */
#pragma once

#include "engine/base/rng.h"
#include "engine/tensor/shape.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * GraftAugment:
 * @crop_padding: reflection padding in pixels before a random crop to the same size; 0: none
 * @random_resized_crop: area 0.35–1, ratio 3/4–4/3, back to the same size
 * @flip: horizontally with probability one half; never for digits or text
 * @brightness, @contrast, @saturation: strength, 0.2 means a factor in 0.8 … 1.2
 * @rotation: largest angle in degrees, bilinear
 * @cutout: side of the square that is greyed, in pixels; 0: none
 */
typedef struct
{
  guint crop_padding;
  gboolean random_resized_crop;
  gboolean flip;
  double brightness;
  double contrast;
  double saturation;
  double rotation;
  guint cutout;
} GraftAugment;

/* @image and @out: [height, width, channels] bytes; must not overlap. Rotations and crops see the
 * picture mirrored beyond its border. Allocates nothing. */
void graft_augment_apply (const GraftAugment *self, const GraftShape *shape, const guint8 *image,
                          GraftRng *rng, guint8 *out);

G_END_DECLS
