/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures in files: JPEG, PNG, BMP and TGA through stb_image. Their headers are read
 * first, so that sizes are bounded before there is memory for them, and whoever asks gets
 * them upright: the orientation that a camera wrote into EXIF is carried out here. */
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
 * Transparency is laid over white, 16 bits are brought to 8, inks (CMYK, YCCK) to
 * colours.
 * @pixels is freed with g_free().
 */
typedef struct
{
  gsize height;
  gsize width;
  gsize channels;
  guint8 *pixels;
} GraftImage;

/* Of an upright picture; @channels as in GraftImage. */
typedef struct
{
  gsize height;
  gsize width;
  gsize channels;
} GraftImageSize;

/* TRUE for names that end like pictures that can be read; upper or lower case. */
gboolean graft_image_has_known_name (const char *name);

/* TRUE for sizes that are read. */
gboolean graft_image_fits (gsize width, gsize height);

/* Errors: GRAFT_IO_ERROR, all codes; the message starts with @path. Cost: O(pixels). */
GraftImage *graft_image_load (const char *path, GError **error);
/* The same from memory; @name is what messages call it. */
GraftImage *graft_image_parse (GBytes *bytes, const char *name, GError **error);
void graft_image_free (GraftImage *self);

/**
 * graft_image_peek:
 * @size: (out): of the upright picture
 *
 * What graft_image_load() would give, without unpacking it: of a JPEG the first bytes are
 * read. TRUE does not promise that the pixels are sound. Errors: as graft_image_load().
 */
gboolean graft_image_peek (const char *path, GraftImageSize *size, GError **error);
/* The same from memory; @name is what messages call it. */
gboolean graft_image_peek_parse (GBytes *bytes,
                                 const char *name,
                                 GraftImageSize *size,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftImage, graft_image_free)

G_END_DECLS
