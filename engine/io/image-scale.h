/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Smaller pictures: each pixel is the mean of the area that it covers, so that nothing
 * flickers or is left out. For thumbnails and hashes; networks are fed by
 * graft_dataset_convert(). */
#pragma once

#include "engine/io/image-file.h"

G_BEGIN_DECLS

/**
 * graft_image_scale:
 * @height: of the new picture, at least 1
 * @width: of the new picture, at least 1
 *
 * Every pixel is the mean of the area of @self that it covers, in parts of pixels where
 * borders do not meet; rounded to the nearest value, so an even picture stays even.
 * Enlarging repeats pixels. Cost: O(pixels of @self + pixels of the result). Any thread.
 *
 * Returns: (transfer full): of as many channels as @self
 */
GraftImage *graft_image_scale (const GraftImage *self, gsize height, gsize width);

/**
 * graft_image_scale_to_fit:
 *
 * The largest picture of the same proportions, no larger than @height × @width nor than
 * @self. A side never falls below 1.
 */
GraftImage *graft_image_scale_to_fit (const GraftImage *self, gsize height, gsize width);

G_END_DECLS
