/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See blend.h. */
#include "engine/synth/blend.h"

#include <stdlib.h>

void
graft_blend (const guint8 *digit, const guint8 *patch, gsize n_pixels, guint8 *out)
{
  for (gsize i = 0; i < 3 * n_pixels; i++)
    out[i] = (guint8)abs ((int)patch[i] - (int)digit[i / 3]);
}
