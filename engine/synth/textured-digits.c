/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same digits laid over textures, as MNIST-M lays MNIST over photographs: inside the
 * digit the texture shows in opposite colours. */
#include "engine/synth/blend.h"
#include "engine/synth/builtin.h"
#include "engine/synth/pictures.h"
#include "engine/synth/textures.h"

#include <glib/gi18n-lib.h>

#define SIDE 28

static void
draw (const GraftDigitFonts *fonts, guint digit, GraftRng *rng, guint8 *pixels)
{
  float ink[SIDE * SIDE] = { 0 };
  guint8 bytes[SIDE * SIDE];
  GraftPose pose;
  const guint8 *mask = graft_pictures_pose (fonts, digit, SIDE, rng, &pose);

  graft_digit_draw (mask, &pose, SIDE, SIDE, ink);
  for (gsize i = 0; i < SIDE * SIDE; i++)
    bytes[i] = (guint8)(ink[i] * 255 + 0.5f);
  graft_texture_draw (rng, SIDE, SIDE, pixels);
  graft_blend (bytes, pixels, SIDE * SIDE, pixels);
}

static GraftDataset *
generate (guint64 seed, gsize n, gboolean test, GCancellable *cancellable, GError **error)
{
  GraftPictures pictures = { .name = _ ("Textured digits"),
                             .n = n,
                             .side = SIDE,
                             .seed = seed,
                             .stream = test ? 21 : 20,
                             .draw = draw };

  return graft_pictures_draw (&pictures, cancellable, error);
}

const GraftBuiltinClass graft_builtin_textured_digits = {
  .id = "textured-digits",
  .label = N_ ("Textured digits"),
  .summary = N_ ("Printed digits as the difference to a colourful texture; 28 × 28."),
  .n_train = 5000,
  .n_test = 2000,
  .generate = generate,
};
