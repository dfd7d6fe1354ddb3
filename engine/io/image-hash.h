/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures that look alike have hashes that are alike: for finding doubles. */
#pragma once

#include "engine/io/image-file.h"

G_BEGIN_DECLS

/**
 * graft_image_dhash:
 *
 * The difference hash: @self is brought to grey, 9 columns by 8 rows of area means, and
 * each pixel is compared with its right neighbour. A bit is 1 where the left one is
 * darker. Bits run along the rows, the first one being the most significant: printed as
 * %016x, two digits are a row. Size, contrast and small damages hardly change it;
 * mirroring does, and an even picture has 0. Grey is (77 R + 150 G + 29 B) / 256, of area
 * means that were rounded: noise below one grey level sets no bits. Cost: O(pixels). Any
 * thread. Source: Neal Krawetz, "Kind of Like That", hackerfactor.com, 2013.
 */
guint64 graft_image_dhash (const GraftImage *self);

/* Bits that differ, 0 to 64; up to about 10, two pictures show the same. */
guint graft_image_dhash_distance (guint64 a, guint64 b);

G_END_DECLS
