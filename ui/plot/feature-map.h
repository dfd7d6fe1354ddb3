/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The feature map: two clouds of points that glide between stored snapshots. Drawn on a
 * thread; a frame only paints the finished picture. The page feeds it; it knows no
 * session. */
#pragma once

#include "ui/plot/map-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_FEATURE_MAP (graft_feature_map_get_type ())
G_DECLARE_FINAL_TYPE (GraftFeatureMap, graft_feature_map, GRAFT, FEATURE_MAP, GtkWidget)

/**
 * GraftMapCard:
 * @title: bold first line, "target · 9"
 * @answer: what the network says, "says 4 (0.58)"
 * @answer_is_wrong: draws it in the warning colour
 * @detail: dim last line, "item 2 114"
 * @thumbnail: (nullable): a picture of the item
 *
 * What the card beside a point tells. The map fills it from its own arrays before it asks
 * the page; strings are freed with g_free() and the texture unreffed afterwards.
 */
typedef struct
{
  char *title;
  char *answer;
  gboolean answer_is_wrong;
  char *detail;
  GdkTexture *thumbnail;
} GraftMapCard;

typedef void (*GraftMapDescribeFunc) (GraftFeatureMap *self,
                                      guint point,
                                      GraftMapCard *card,
                                      gpointer user_data);

/* Properties: position (double), follow, split, show-contours, show-trajectories,
 * show-centroids, color-by-prediction (booleans), highlight-class and hovered-item (int,
 * −1 none), selection (GtkBitset). Signals: selection-changed; point-activated (uint
 * point); view-changed, when another map or more frames came. Actions: map.walk ((ii):
 * direction), map.toggle-point, map.activate-point, map.clear, map.select-all,
 * map.zoom-in, map.zoom-out, map.reset-zoom. */

GtkWidget *graft_feature_map_new (void);
/* In map-view-from-map.c: the only part that needs the engine's maps. */
void graft_feature_map_set_map (GraftFeatureMap *self, GraftMap *map);
void graft_feature_map_set_view (GraftFeatureMap *self, GraftMapView *view);
GraftMapView *
graft_feature_map_get_view (GraftFeatureMap *self); /* borrowed, may be NULL */

/* 0 … n_frames − 1; a place between two frames is drawn between them. Ends a glide. */
void graft_feature_map_set_position (GraftFeatureMap *self, double position);
double graft_feature_map_get_position (GraftFeatureMap *self);
/* Glide to the newest frame whenever one comes. */
void graft_feature_map_set_follow (GraftFeatureMap *self, gboolean follow);
gboolean graft_feature_map_get_follow (GraftFeatureMap *self);
void graft_feature_map_set_domain_visible (GraftFeatureMap *self,
                                           GraftDomain domain,
                                           gboolean visible);
gboolean graft_feature_map_get_domain_visible (GraftFeatureMap *self, GraftDomain domain);
void graft_feature_map_set_class_visible (GraftFeatureMap *self,
                                          guint index,
                                          gboolean visible);
gboolean graft_feature_map_get_class_visible (GraftFeatureMap *self, guint index);
void graft_feature_map_set_highlight_class (GraftFeatureMap *self, int index);
void graft_feature_map_set_describe (GraftFeatureMap *self,
                                     GraftMapDescribeFunc describe,
                                     gpointer user_data,
                                     GDestroyNotify destroy);

/* Indices of points; hidden ones are never hovered nor taken by a lasso. */
int graft_feature_map_get_hovered (GraftFeatureMap *self);
void graft_feature_map_set_hovered (GraftFeatureMap *self, int point);
/* The shown point nearest to a place in the widget, −1 when none is within @radius. */
int graft_feature_map_pick (GraftFeatureMap *self, double x, double y, double radius);
GtkBitset *graft_feature_map_get_selection (GraftFeatureMap *self); /* borrowed */
void graft_feature_map_set_selection (GraftFeatureMap *self, GtkBitset *points);
/* @polygon: [n] places in the widget; @extend keeps what was selected. */
void graft_feature_map_select_polygon (GraftFeatureMap *self,
                                       const graphene_point_t *polygon,
                                       guint n,
                                       gboolean extend);
/* Where a point is on screen; FALSE before the first picture. */
gboolean
graft_feature_map_locate (GraftFeatureMap *self, guint point, graphene_point_t *place);
/* 1 shows all; @x, @y stay where they are. */
void graft_feature_map_zoom (GraftFeatureMap *self, double factor, double x, double y);
/* Wall milliseconds that the raster thread needed for the picture on screen. */
double graft_feature_map_get_raster_time (GraftFeatureMap *self);
/* Counts pictures that were handed over: what tests and measurements wait for. */
guint graft_feature_map_get_n_pictures (GraftFeatureMap *self);

G_END_DECLS
