/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digits as a printer makes them: white on black, plain and clean, in every font there
 * is. White on black as in MNIST: over textures the ink is then only sometimes the
 * lighter side, which is what the target has to be adapted to. */
#include "engine/synth/builtin.h"
#include "engine/synth/pictures.h"

#include <glib/gi18n-lib.h>

#define SIDE 28

static void
draw (const GraftDigitFonts *fonts, guint digit, GraftRng *rng, guint8 *pixels)
{
  float ink[SIDE * SIDE] = { 0 };
  double paper[3], colour[3], dark = graft_rng_range (rng, 5, 55);
  double light = graft_rng_range (rng, 185, 245);
  GraftPose pose;
  const guint8 *mask = graft_pictures_pose (fonts, digit, SIDE, rng, &pose);

  for (guint c = 0; c < 3; c++)
    {
      paper[c] = dark + graft_rng_range (rng, -5, 12);
      colour[c] = light + graft_rng_range (rng, -25, 10);
    }
  graft_digit_draw (mask, &pose, SIDE, SIDE, ink);
  for (gsize i = 0; i < SIDE * SIDE; i++)
    {
      double speck = 4 * graft_rng_range (rng, -1, 1), share = (double)ink[i];

      for (guint c = 0; c < 3; c++)
        {
          double value = paper[c] * (1 - share) + colour[c] * share + speck;

          pixels[3 * i + c] = (guint8)(CLAMP (value, 0, 255) + 0.5);
        }
    }
}

static GraftDataset *
generate (guint64 seed, gsize n, gboolean test, GCancellable *cancellable, GError **error)
{
  GraftPictures pictures = { .name = _ ("Printed digits"),
                             .n = n,
                             .side = SIDE,
                             .seed = seed,
                             .stream = test ? 11 : 10,
                             .draw = draw };

  return graft_pictures_draw (&pictures, cancellable, error);
}

const GraftBuiltinClass graft_builtin_printed_digits = {
  .id = "printed-digits",
  .label = N_ ("Printed digits"),
  .summary =
      N_ ("Light ink on dark paper, in the fonts of this computer; 28 × 28, colour."),
  .n_train = 5000,
  .n_test = 1000,
  .generate = generate,
};
