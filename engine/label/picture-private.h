/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture in a few hundred numbers. Private to engine/label. */
#pragma once

#include "engine/tensor/shape.h"

G_BEGIN_DECLS

/* Numbers of the thumbnail and of the histogram of an image of @shape, of 1 or 3
 * channels. */
gsize graft_thumbnail_size (const GraftShape *shape);
gsize graft_histogram_size (const GraftShape *shape);
/* @pixels: [shape]; @out: [graft_thumbnail_size()] channel means of areas, 0 … 1 */
void graft_thumbnail (const guint8 *pixels, const GraftShape *shape, float *out);
/* @out: [graft_histogram_size()] square roots of shares: their squares have the sum 1 */
void graft_histogram (const guint8 *pixels, const GraftShape *shape, float *out);

G_END_DECLS
