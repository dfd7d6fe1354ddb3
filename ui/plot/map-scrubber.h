/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moves a feature map through its snapshots, from before to now. */
#pragma once

#include "ui/plot/feature-map.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_MAP_SCRUBBER (graft_map_scrubber_get_type ())
G_DECLARE_FINAL_TYPE (
    GraftMapScrubber, graft_map_scrubber, GRAFT, MAP_SCRUBBER, GtkWidget)

/* Actions: scrubber.play (Space), scrubber.now: back to following the newest snapshot. */

GtkWidget *graft_map_scrubber_new (void);
void graft_map_scrubber_set_map (GraftMapScrubber *self, GraftFeatureMap *map);
void graft_map_scrubber_set_playing (GraftMapScrubber *self, gboolean playing);
gboolean graft_map_scrubber_get_playing (GraftMapScrubber *self);

G_END_DECLS
