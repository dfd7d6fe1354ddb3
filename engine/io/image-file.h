/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures in files: JPEG, PNG, BMP and TGA through stb_image, which reads a header
 * first, so that sizes are bounded before there is memory for them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A side beyond this, or an area beyond 64 megapixels, is refused. */
#define GRAFT_IMAGE_MAX_SIDE 16384
#define GRAFT_IMAGE_MAX_PIXELS ((gsize)64 << 20)
#define GRAFT_IMAGE_MAX_FILE ((guint64)256 << 20)

/**
 * GraftImage:
 * @channels: 1 grey, 3 colour
 * @pixels: [height, width, channels]
 *
 * Transparency is laid over white, 16 bits are brought to 8.
 */
typedef struct
{
  gsize height;
  gsize width;
  gsize channels;
  guint8 *pixels;
} GraftImage;

/* TRUE for names that end like pictures that can be read; upper or lower case. */
gboolean graft_image_has_known_name (const char *name);

/* Errors: GRAFT_IO_ERROR, all codes; the message starts with @path. Cost: O(pixels). */
GraftImage *graft_image_load (const char *path, GError **error);
/* The same from memory; @name is what messages call it. */
GraftImage *graft_image_parse (GBytes *bytes, const char *name, GError **error);
void graft_image_free (GraftImage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftImage, graft_image_free)

G_END_DECLS
