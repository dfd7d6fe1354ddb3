/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How feature maps are made: frames are reference-counted and shared between the maps of
 * one run; each new map has one more. Private to engine/session and tests. */
#pragma once

#include "engine/session/update.h"

G_BEGIN_DECLS

/**
 * GraftMapProbe:
 *
 * What stays the same through a run: who the points are. Copied by graft_map_new().
 */
typedef struct
{
  guint run;
  guint n_points;
  const guint8 *domains; /* [n_points] */
  const gint16 *labels;  /* [n_points] */
  const guint32 *items;  /* [n_points] */
  guint n_classes;
  const char *const *class_names; /* [n_classes] */
} GraftMapProbe;

/* @frames: [n_frames]; arrays in them are copied, and all positions (with contours) are
 * scaled together so that the whole sequence fits −1 … 1. */
GraftMap *graft_map_new (GraftProjection projection,
                         const GraftMapProbe *probe,
                         const GraftMapFrame *frames,
                         guint n_frames,
                         const char *caption);

G_END_DECLS
