/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the pixels that the engine gives to a texture as the renderers like it best. */
#pragma once

#include "engine/graft-engine.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* A picture that fits into @box (0: no matter) twice or more is enlarged to whole pixels,
 * so that digits of 28 pixels have sharp edges. Thread: any. */
GdkTexture *graft_picture_to_texture (const GraftPicture *picture, guint box);

G_END_DECLS
