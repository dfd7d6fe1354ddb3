/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that draws feature maps. It takes the newest request only: a slow picture
 * costs smoothness, never the main loop's time. */
#pragma once

#include "ui/plot/point-grid.h"
#include "ui/plot/scatter-draw.h"

G_BEGIN_DECLS

#define GRAFT_MAP_MAX_PANES 2

/* One picture inside the widget; split view has two. */
typedef struct
{
  double position;
  int x; /* pixels */
  int width;
  GraftMapTransform transform;
} GraftMapPane;

/**
 * GraftMapRequest:
 * @hidden_classes: (nullable): [n_classes] bytes, not 0 is hidden
 * @selected: (nullable): [n_points] bytes, not 0 is selected
 *
 * What to draw; the rest as in #GraftScatterScene. Holds references.
 */
typedef struct
{
  GraftMapView *view;
  int width; /* pixels of the whole picture */
  int height;
  double pixel_scale;
  guint n_panes;
  GraftMapPane panes[GRAFT_MAP_MAX_PANES];
  GraftMapFlags flags;
  guint hidden_domains;
  GBytes *hidden_classes;
  GBytes *selected;
  int highlight_class;
  int trace_point;
  GraftPlotStyle style;
} GraftMapRequest;

/* What came out: pixels and where every point stands in them. */
typedef struct
{
  GraftMapRequest *request;
  GBytes *pixels; /* [height, width] premultiplied ARGB in host order, opaque */
  float *xy[GRAFT_MAP_MAX_PANES];             /* [n_points, 2] pixels inside the pane */
  GraftPointGrid *grids[GRAFT_MAP_MAX_PANES]; /* of the points that are shown */
  double milliseconds;                        /* wall time of the drawing */
} GraftMapPicture;

void graft_map_request_free (GraftMapRequest *self);
void graft_map_picture_free (GraftMapPicture *self);

typedef struct _GraftRasterWorker GraftRasterWorker;
/* Called in the main context in which the worker was made; takes @picture. */
typedef void (*GraftPictureFunc) (GraftMapPicture *picture, gpointer user_data);

GraftRasterWorker *graft_raster_worker_new (GraftPictureFunc callback,
                                            gpointer user_data);
/* Takes @request; one that was not begun yet is dropped. Never waits for a picture. */
void graft_raster_worker_submit (GraftRasterWorker *self, GraftMapRequest *request);
/* No call of the callback after this. Waits for the picture under way (milliseconds). */
void graft_raster_worker_free (GraftRasterWorker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftMapRequest, graft_map_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftMapPicture, graft_map_picture_free)

G_END_DECLS
