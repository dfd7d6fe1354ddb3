/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The digits of the fonts of this computer, as masks: drawn once by Pango and Cairo, bent and
 * scaled afterwards by our own arithmetic, which is fast and runs on any thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Side of a glyph's mask. The digits of a font share one size: 1 is narrower than 8. */
#define GRAFT_GLYPH_SIZE 48

/**
 * GraftDigitFonts:
 * @names: [n] "DejaVu Sans Bold"
 * @masks: [n, 10, GRAFT_GLYPH_SIZE, GRAFT_GLYPH_SIZE] ink, 0 … 255; each digit is centred
 */
typedef struct
{
  guint n;
  GPtrArray *names;
  guint8 *masks;
} GraftDigitFonts;

/* Every regular and bold face whose ten digits are drawn and differ, in the order of their names,
 * at most 48 of them. Errors: GRAFT_DATA_ERROR_TOO_FEW when there is none. Thread: any. */
GraftDigitFonts *graft_digit_fonts_load (GCancellable *cancellable, GError **error);
void             graft_digit_fonts_free (GraftDigitFonts *self);
const guint8    *graft_digit_fonts_peek (const GraftDigitFonts *self, guint font, guint digit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftDigitFonts, graft_digit_fonts_free)

/**
 * GraftPose:
 * @x, @y: where the middle of the digit lies, in pixels
 * @height: of the ink of a digit, in pixels
 * @stretch: width over what the font has
 * @angle: radians, clockwise; @shear: to the right, of the height
 * @weight: above 0 fattens the strokes, below thins them: -1 … 1
 */
typedef struct
{
  double x, y;
  double height;
  double stretch;
  double angle;
  double shear;
  double weight;
} GraftPose;

/* Adds the digit to @ink, [height, width] of 0 … 1, as the larger of the two. */
void graft_digit_draw (const guint8 *mask, const GraftPose *pose, gsize height, gsize width,
                       float *ink);

G_END_DECLS
