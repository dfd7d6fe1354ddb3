/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by feature-map.c (state and painting), feature-map-input.c (pointer, keys,
 * lasso) and feature-map-words.c (card and spoken summary). */
#pragma once

#include "ui/plot/feature-map.h"
#include "ui/plot/raster-worker.h"

G_BEGIN_DECLS

#define GRAFT_MAP_MARGIN                                                                 \
  16.0 /* logical pixels between the outermost point and the edge */
#define GRAFT_MAP_CAPTION 24.0 /* height of a pane's caption in split view */

typedef struct
{
  double zoom; /* 1: all fits */
  double x;    /* logical pixels that the picture is moved by */
  double y;
} GraftMapCamera;

struct _GraftFeatureMap
{
  GtkWidget parent_instance;

  GraftMapView *view;
  GraftMapBounds bounds;
  double position;
  gboolean follow;
  gboolean split;
  GraftMapFlags flags;
  guint hidden_domains;
  GByteArray *hidden_classes; /* [n_classes] */
  GtkBitset *selection;
  int highlight_class;
  int hovered;
  guint hovered_pane;
  gboolean hovered_by_pointer;
  GraftMapCamera camera;
  GraftMapCamera drag_camera;

  GraftRasterWorker *worker; /* made with the first request */
  GraftMapPicture *picture;  /* the newest that came back */
  GdkTexture *texture;
  guint n_pictures;

  guint glide_id; /* tick callback */
  double glide_from;
  gint64 glide_begin; /* frame time */

  GArray *lasso; /* graphene_point_t, empty unless a drag goes on */
  double pinch_zoom;

  GraftMapDescribeFunc describe;
  gpointer describe_data;
  GDestroyNotify describe_destroy;
  char *description; /* the last one that was told */
};

/* The left edge and width of a pane in logical pixels. */
void
graft_feature_map_get_pane (GraftFeatureMap *self, guint pane, double *x, double *width);
guint graft_feature_map_pane_at (GraftFeatureMap *self, double x);
gboolean graft_feature_map_locate_in_pane (GraftFeatureMap *self,
                                           guint pane,
                                           guint point,
                                           graphene_point_t *place);
/* Asks the raster thread for a picture of the state as it is now. */
void graft_feature_map_request (GraftFeatureMap *self);

/* feature-map-input.c */
void graft_feature_map_init_input (GraftFeatureMap *self);
void graft_feature_map_class_init_input (GtkWidgetClass *klass);

/* feature-map-words.c */
void graft_feature_map_update_description (GraftFeatureMap *self);
void graft_feature_map_snapshot_card (GraftFeatureMap *self,
                                      GtkSnapshot *snapshot,
                                      const GraftPlotStyle *style);

G_END_DECLS
