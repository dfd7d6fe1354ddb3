/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coloured textures made of noise, waves, checks and rings: what stands in for photographs where
 * there are none. */
#pragma once

#include "engine/base/rng.h"

G_BEGIN_DECLS

/* One texture of its own; @out: [height, width, 3]. */
void graft_texture_draw (GraftRng *rng, gsize height, gsize width, guint8 *out);

G_END_DECLS
