/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Textures that were made lately, bounded in bytes: the one not asked for the longest
 * time goes first. Main thread. */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

typedef struct _GraftThumbnailCache GraftThumbnailCache;

GraftThumbnailCache *graft_thumbnail_cache_new (gsize max_bytes);
void graft_thumbnail_cache_free (GraftThumbnailCache *self);
/* (nullable) (transfer none) */
GdkTexture *graft_thumbnail_cache_peek (GraftThumbnailCache *self, guint64 key);
/* A texture that is larger than a quarter of the bound is not kept. */
void
graft_thumbnail_cache_add (GraftThumbnailCache *self, guint64 key, GdkTexture *texture);
void graft_thumbnail_cache_clear (GraftThumbnailCache *self);
gsize graft_thumbnail_cache_get_bytes (GraftThumbnailCache *self);

G_END_DECLS
