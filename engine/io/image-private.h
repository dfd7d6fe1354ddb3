/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read of a picture before its pixels are: size, channels and which way is up.
 * Private to engine/io. */
#pragma once

#include "engine/io/fail.h"
#include "engine/io/image-file.h"

G_BEGIN_DECLS

/**
 * GraftPictureHeader:
 * @width, @height: as stored, before the picture is turned
 * @channels: 1 grey, 2 grey and opacity, 3 colour, 4 colour and opacity
 * @bits, @interlaced: PNG: of a pixel; whether pixels come in seven passes
 * @exif, @exif_size: (nullable): a TIFF structure inside the bytes of the picture
 * @palette, @palette_room: PNG: place of the chunk PLTE when it names fewer colours than
 * pixels can ask for, and how many those are; 0 otherwise
 */
typedef struct
{
  guint32 width;
  guint32 height;
  guint channels;
  guint bits;
  gboolean interlaced;
  const guint8 *exif;
  gsize exif_size;
  gsize palette;
  guint palette_room;
} GraftPictureHeader;

gboolean graft_png_is (const guint8 *data, gsize size);
/* Walks all chunks: their order, the checksums of those that matter, and what the header
 * may say. stb_image looks at none of that. Whoever asks for the size alone
 * can do without @sums over the pixels. */
gboolean graft_png_check (const guint8 *data,
                          gsize size,
                          const char *name,
                          gboolean sums,
                          GraftPictureHeader *header,
                          GError **error);
/* Unpacks the pixels of a file that graft_png_check() has seen, keeps none, and refuses
 * more than there may be, fewer than there have to be, or a wrong checksum. */
gboolean graft_png_check_pixels (const guint8 *data,
                                 gsize size,
                                 const char *name,
                                 const GraftPictureHeader *header,
                                 GError **error);
/* The same file with black where the palette ends too early: stb_image would take what
 * lies on its stack. */
GBytes *graft_png_fill_palette (GBytes *bytes, const GraftPictureHeader *header);

gboolean graft_jpeg_is (const guint8 *data, gsize size);
/* Walks the segments as stb_image will, and refuses tables that would lead it astray.
 * FALSE, without @error set, when there is no frame in @data, which may be the beginning
 * of a file. */
gboolean graft_jpeg_check (const guint8 *data,
                           gsize size,
                           const char *name,
                           GraftPictureHeader *header,
                           GError **error);

/* BMP and TGA: whether all pixels are there, @header having their size. */
gboolean graft_raw_check (const guint8 *data,
                          gsize size,
                          const char *name,
                          const GraftPictureHeader *header,
                          GError **error);

/* 1 to 8 as EXIF counts; 1 where there is none that makes sense. */
guint graft_exif_orientation (const guint8 *tiff, gsize size);
/* Makes the picture upright, in place. FALSE when there is no memory to do it. */
gboolean graft_image_turn (GraftImage *self, guint orientation);

G_END_DECLS
