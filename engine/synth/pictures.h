/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many pictures of digits, drawn by all processors. */
#pragma once

#include "engine/base/rng.h"
#include "engine/data/dataset.h"
#include "engine/synth/digit-fonts.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GraftPictureFunc:
 * @digit: what the picture is to show
 * @rng: of this item alone
 * @pixels: [side, side, 3], to be filled
 *
 * Runs on any thread.
 */
typedef void (*GraftPictureFunc) (const GraftDigitFonts *fonts, guint digit, GraftRng *rng,
                                  guint8 *pixels);

/**
 * GraftPictures:
 * @n: items 0 … n - 1; the digit of item i is i mod 10
 * @stream: another one, other pictures
 */
typedef struct
{
  const char *name;
  gsize n;
  gsize side;
  guint64 seed;
  guint64 stream;
  GraftPictureFunc draw;
} GraftPictures;

/* Errors: no fonts, cancelled. */
GraftDataset *graft_pictures_draw (const GraftPictures *pictures, GCancellable *cancellable,
                                   GError **error);

/* Picks a face and a small random pose around the middle of a picture of @side. */
const guint8 *graft_pictures_pose (const GraftDigitFonts *fonts, guint digit, gsize side,
                                   GraftRng *rng, GraftPose *pose);

G_END_DECLS
