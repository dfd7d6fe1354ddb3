/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digits as a printer makes them: dark ink on light paper, in every font there is. */
#include "engine/synth/builtin.h"
#include "engine/synth/pictures.h"

#include <glib/gi18n-lib.h>

#define SIDE 28

static void
draw (const GraftDigitFonts *fonts, guint digit, GraftRng *rng, guint8 *pixels)
{
  float ink[SIDE * SIDE] = { 0 };
  double paper[3], colour[3], light = graft_rng_range (rng, 200, 250);
  double dark = graft_rng_range (rng, 10, 70);
  GraftPose pose;
  const guint8 *mask = graft_pictures_pose (fonts, digit, SIDE, rng, &pose);

  for (guint c = 0; c < 3; c++)
    {
      paper[c] = light + graft_rng_range (rng, -12, 5);
      colour[c] = dark + graft_rng_range (rng, -10, 25);
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
      N_ ("Dark ink on light paper, in the fonts of this computer; 28 × 28, colour."),
  .n_train = 5000,
  .n_test = 1000,
  .generate = generate,
};
