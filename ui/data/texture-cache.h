/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Textures that were made lately, bounded in bytes: the one not asked for the longest
 * time goes first. Main thread. */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

typedef struct _GraftTextureCache GraftTextureCache;

GraftTextureCache *graft_texture_cache_new (gsize max_bytes);
void graft_texture_cache_free (GraftTextureCache *self);
/* (nullable) (transfer none) */
GdkTexture *graft_texture_cache_peek (GraftTextureCache *self, guint64 key);
/* A texture that is larger than a quarter of the bound is not kept. */
void graft_texture_cache_add (GraftTextureCache *self, guint64 key, GdkTexture *texture);
gsize graft_texture_cache_get_bytes (GraftTextureCache *self);

G_END_DECLS
