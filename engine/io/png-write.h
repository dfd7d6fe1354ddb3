/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures as PNG files, without loss. */
#pragma once

#include "engine/io/image-file.h"

G_BEGIN_DECLS

/* The bytes of a PNG file, 8 bits, grey or colour; graft_image_parse() gives @image
 * back. Source: ISO/IEC 15948. */
GBytes *graft_png_build (const GraftImage *image);

G_END_DECLS
