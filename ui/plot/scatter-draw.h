/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The feature map as pixels: an own rasteriser, no Cairo stroke a point. Also what the
 * report draws its before | after pictures with. */
#pragma once

#include "ui/plot/map-view.h"
#include "ui/plot/palette.h"
#include "ui/plot/sprite.h"

G_BEGIN_DECLS

/* pixel = map · scale + offset; y is flipped, as on paper. */
typedef struct
{
  double scale;
  double x;
  double y;
} GraftMapTransform;

typedef struct
{
  double x0;
  double y0;
  double x1;
  double y1;
} GraftMapBounds;

typedef enum
{
  GRAFT_MAP_CONTOURS = 1 << 0,
  GRAFT_MAP_TRAJECTORIES = 1 << 1,
  GRAFT_MAP_CENTROIDS = 1 << 2,
  GRAFT_MAP_BY_PREDICTION = 1 << 3,
} GraftMapFlags;

/**
 * GraftScatterScene:
 * @position: of the frames, for contours, trajectories and predictions
 * @hidden_domains: bit d is #GraftDomain d
 * @hidden_classes: [n_classes], not 0 is hidden; %NULL shows all
 * @selected: [n_points], not 0 is selected; %NULL when there is no selection
 * @highlight_class: drawn strong, others dim; −1 for none
 * @trace_point: its trajectory is drawn where nothing is selected or highlighted; −1
 * @pixel_scale: pixels a logical pixel
 */
typedef struct
{
  const GraftMapView *view;
  double position;
  GraftMapFlags flags;
  guint hidden_domains;
  const guint8 *hidden_classes;
  const guint8 *selected;
  int highlight_class;
  int trace_point;
  GraftMapTransform transform;
  double pixel_scale;
  GraftPlotStyle style;
} GraftScatterScene;

/* Keeps the marks between pictures. Not for two threads at a time. */
typedef struct _GraftScatterRaster GraftScatterRaster;

GraftScatterRaster *graft_scatter_raster_new (void);
void graft_scatter_raster_free (GraftScatterRaster *self);
void graft_scatter_raster_draw (GraftScatterRaster *self,
                                const GraftScatterScene *scene,
                                const float *xy,
                                const GraftPixels *pixels);

/* The least rectangle around all finite points and contours of all frames. */
void graft_map_bounds_init (GraftMapBounds *bounds, const GraftMapView *view);
/* Fits @bounds into width × height pixels less @margin each side, keeping the aspect
 * ratio. */
void graft_map_transform_fit (GraftMapTransform *transform,
                              const GraftMapBounds *bounds,
                              double width,
                              double height,
                              double margin);
/* From map coordinates to pixels, in place, [n, 2]. */
void graft_map_transform_apply (const GraftMapTransform *transform, float *xy, gsize n);
/* Whether a scene shows a point. */
gboolean
graft_scatter_scene_shows (const GraftScatterScene *scene, guint frame, guint point);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftScatterRaster, graft_scatter_raster_free)

G_END_DECLS
