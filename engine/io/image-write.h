/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures as JPEG files in memory: for thumbnails that are kept. */
#pragma once

#include "engine/io/image-file.h"

G_BEGIN_DECLS

/* @quality: 1 … 100. Cost: O(pixels). Any thread. NULL only without memory. */
GBytes *graft_image_build_jpeg (const GraftImage *image, int quality);

G_END_DECLS
