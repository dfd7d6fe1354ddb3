/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the feature map reads: the arrays of a GraftMap laid open, so that the rasteriser,
 * the tests and a report need no session. Immutable and reference-counted with C11
 * atomics: the main loop and the raster thread hold the same one. */
#pragma once

#include "engine/graft-engine.h"

G_BEGIN_DECLS

/**
 * GraftMapView:
 * @frames: [n_frames]; their arrays are [n_points, …] and live as long as the view
 * @domains: [n_points] #GraftDomain
 * @labels: [n_points] class, −1 unknown
 * @items: [n_points] index in its data set
 * @class_names: [n_classes]
 * @caption: may be NULL
 */
typedef struct
{
  guint n_points;
  guint n_frames;
  guint n_classes;
  GraftMapFrame *frames;
  const guint8 *domains;
  const gint16 *labels;
  const guint32 *items;
  const char **class_names;
  const char *caption;
  /*< private >*/
  gpointer owner;
  GDestroyNotify owner_free;
  _Atomic guint ref_count;
} GraftMapView;

/* Copies @fields' pointers and the frames' heads, not the arrays: @owner keeps those
 * alive and is given to @owner_free with the last reference, on whichever thread that is.
 */
GraftMapView *graft_map_view_new (const GraftMapView *fields,
                                  gpointer owner,
                                  GDestroyNotify owner_free);
/* The one place that reads a GraftMap (map-view-from-map.c). */
GraftMapView *graft_map_view_from_map (GraftMap *map);
GraftMapView *graft_map_view_ref (GraftMapView *self);
void graft_map_view_unref (GraftMapView *self);

/* The class that colours a point: its label or its prediction in @frame; −1 unknown. */
int graft_map_view_get_class (const GraftMapView *self,
                              guint frame,
                              guint point,
                              gboolean by_prediction);
/* 3t² − 2t³ on 0 … 1: glides start and end at rest. */
double graft_smoothstep (double t);
/* Writes [n_points, 2] map coordinates at @position, 0 … n_frames − 1, between two
 * frames. */
void graft_map_view_interpolate (const GraftMapView *self, double position, float *xy);
double graft_map_view_get_epoch (const GraftMapView *self, double position);
guint graft_map_view_nearest_frame (const GraftMapView *self, double position);
guint graft_map_view_count_domain (const GraftMapView *self, GraftDomain domain);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftMapView, graft_map_view_unref)

G_END_DECLS
