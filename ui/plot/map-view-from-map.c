/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only function of ui/plot that reads a GraftMap; it needs the engine's graft_map_*
 * symbols. Alone in its file, so that everything else links without them. */
#include "ui/plot/feature-map.h"
#include "ui/plot/map-view.h"

GraftMapView *
graft_map_view_from_map (GraftMap *map)
{
  guint n_frames = graft_map_get_n_frames (map);
  guint n_classes = graft_map_get_n_classes (map);
  g_autofree GraftMapFrame *frames = g_new (GraftMapFrame, MAX (n_frames, 1));
  g_autofree const char **names = g_new (const char *, MAX (n_classes, 1));

  for (guint i = 0; i < n_frames; i++)
    frames[i] = *graft_map_get_frame (map, i);
  for (guint i = 0; i < n_classes; i++)
    names[i] = graft_map_get_class_name (map, i);
  return graft_map_view_new (&(GraftMapView){ .n_points = graft_map_get_n_points (map),
                                              .n_frames = n_frames,
                                              .n_classes = n_classes,
                                              .frames = frames,
                                              .domains = graft_map_peek_domains (map),
                                              .labels = graft_map_peek_labels (map),
                                              .items = graft_map_peek_items (map),
                                              .class_names = names,
                                              .caption = graft_map_get_caption (map) },
                             graft_map_ref (map), (GDestroyNotify)graft_map_unref);
}

/**
 * graft_feature_map_set_map:
 * @self: a feature map
 * @map: (nullable): the newest map of the run; a reference is kept
 *
 * Shows @map. Cost: O(n_frames + n_classes); the drawing happens on the raster thread.
 */
void
graft_feature_map_set_map (GraftFeatureMap *self, GraftMap *map)
{
  g_autoptr (GraftMapView) view = map != NULL ? graft_map_view_from_map (map) : NULL;

  graft_feature_map_set_view (self, view);
}
