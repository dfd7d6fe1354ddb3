/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by feature-map.c (requests, painting), feature-map-state.c, feature-map-input.c
 * (pointer, keys, lasso) and feature-map-words.c (card and spoken summary). */
#pragma once

#include "ui/plot/feature-map.h"
#include "ui/plot/raster-worker.h"

G_BEGIN_DECLS

#define GRAFT_MAP_MARGIN                                                                 \
  16.0 /* logical pixels between the outermost mark or line and the edge */
#define GRAFT_MAP_CAPTION 24.0 /* height of a pane's caption in split view */

enum
{
  GRAFT_MAP_PROP_0,
  GRAFT_MAP_PROP_POSITION,
  GRAFT_MAP_PROP_FOLLOW,
  GRAFT_MAP_PROP_SPLIT,
  GRAFT_MAP_PROP_SHOW_CONTOURS,
  GRAFT_MAP_PROP_SHOW_TRAJECTORIES,
  GRAFT_MAP_PROP_SHOW_CENTROIDS,
  GRAFT_MAP_PROP_COLOR_BY_PREDICTION,
  GRAFT_MAP_PROP_HIGHLIGHT_CLASS,
  GRAFT_MAP_PROP_HOVERED_ITEM,
  GRAFT_MAP_PROP_SELECTION,
  GRAFT_MAP_N_PROPS
};

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

gboolean graft_feature_map_has_frames (GraftFeatureMap *self);
void graft_feature_map_notify (GraftFeatureMap *self, int property);

/* feature-map-state.c */
void graft_feature_map_stop_glide (GraftFeatureMap *self);
void graft_feature_map_set_flag (GraftFeatureMap *self,
                                 GraftMapFlags flag,
                                 gboolean on,
                                 int property);
void graft_feature_map_set_split (GraftFeatureMap *self, gboolean split);
/* The same probe sample, perhaps with more frames. */
gboolean graft_map_view_same_points (const GraftMapView *a, const GraftMapView *b);

/* feature-map-input.c */
void graft_feature_map_init_input (GraftFeatureMap *self);
void graft_feature_map_class_init_input (GtkWidgetClass *klass);

/* feature-map-words.c */
void graft_feature_map_update_description (GraftFeatureMap *self);
void graft_feature_map_snapshot_card (GraftFeatureMap *self,
                                      GtkSnapshot *snapshot,
                                      const GraftPlotStyle *style);

G_END_DECLS
