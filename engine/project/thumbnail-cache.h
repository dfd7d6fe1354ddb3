/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small pictures kept on disk between sessions, by what they show: JPEG files in the
 * user's cache folder. Any thread, any number of programs at once; nothing here fails, a
 * picture that is not kept is made again. */
#pragma once

#include "engine/io/image-file.h"

G_BEGIN_DECLS

/* All files together; beyond it the oldest go. */
#define GRAFT_THUMBNAILS_MOST_BYTES ((guint64)512 << 20)

/* NULL when there is none. @hash: of the content, [32]; @box: longest side. */
GraftImage *graft_thumbnail_cache_find (const guint8 *hash, guint box);
/* Keeps @image. */
void graft_thumbnail_cache_add (const guint8 *hash, guint box, const GraftImage *image);
/* Deletes the oldest until what is left has at most @bytes. */
void graft_thumbnail_cache_trim (guint64 bytes);

G_END_DECLS
