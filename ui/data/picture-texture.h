/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the pixels that the engine gives to a texture of just the size that is drawn: no
 * frame has to scale it. */
#pragma once

#include "engine/graft-engine.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Pictures of up to this many pixels, digits and the like, are always shown whole, and
 * enlarged to whole pixels. */
#define GRAFT_PICTURE_TINY 64

/**
 * GraftPictureFit: the box that a picture is for
 * @width: in pixels of the screen, up to 4095; 0: as large as the picture is
 * @height: likewise
 * @whole: all of the picture inside the box, instead of all of the box inside the picture
 */
typedef struct
{
  guint width;
  guint height;
  gboolean whole;
} GraftPictureFit;

/* Thread: any. */
GdkTexture *graft_picture_to_texture (const GraftPicture *picture,
                                      const GraftPictureFit *fit);

G_END_DECLS
