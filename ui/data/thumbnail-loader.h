/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of items, made on threads of their own: what was asked for last comes first,
 * what is not wanted any more is not made. What was made lately is kept. Main thread. */
#pragma once

#include "ui/data/picture-texture.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_THUMBNAIL_LOADER (graft_thumbnail_loader_get_type ())
G_DECLARE_FINAL_TYPE (
    GraftThumbnailLoader, graft_thumbnail_loader, GRAFT, THUMBNAIL_LOADER, GObject)

/* The largest box that is asked for; larger pictures are shown smaller than they are. */
#define GRAFT_THUMBNAIL_MAX_BOX 4096

/**
 * GraftThumbnailFunc:
 * @texture: (nullable): %NULL when there is none
 * @error: (nullable): why not
 */
typedef void (*GraftThumbnailFunc) (GdkTexture *texture,
                                    const GError *error,
                                    gpointer user_data);

GraftThumbnailLoader *graft_thumbnail_loader_new (GraftProject *project);
/* (nullable) (transfer none): at once, if it was made lately */
GdkTexture *graft_thumbnail_loader_peek (GraftThumbnailLoader *self,
                                         guint32 item,
                                         const GraftPictureFit *fit);
/* @func is called once, from the main loop, unless the ticket, which is never 0, is
 * cancelled before. */
guint64 graft_thumbnail_loader_request (GraftThumbnailLoader *self,
                                        guint32 item,
                                        const GraftPictureFit *fit,
                                        GraftThumbnailFunc func,
                                        gpointer user_data);
void graft_thumbnail_loader_cancel (GraftThumbnailLoader *self, guint64 ticket);
G_END_DECLS
