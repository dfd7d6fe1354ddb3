/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments of a feature map as bytes, to be kept in a project, and the map made of them
 * again. */
#pragma once

#include "engine/session/map-private.h"

G_BEGIN_DECLS

/* Positions, predictions, confidences, and who the points are; without the contours,
 * which are drawn anew. */
GBytes *graft_map_pack_frame (GraftMap *map, guint index);

/* One moment as it was kept. */
typedef struct
{
  guint64 step;
  double epoch;
  GBytes *data;
} GraftPackedFrame;

/* @class_names: NULL-terminated. Errors: GRAFT_IO_ERROR_FORMAT when frames are damaged or
 * not of one map. */
GraftMap *graft_map_unpack (const GraftPackedFrame *frames,
                            guint n_frames,
                            guint run,
                            GError **error);

G_END_DECLS
