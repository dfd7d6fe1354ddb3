/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The feature map with all that belongs to it: which projection, one picture or two,
 * legend, scrubber, and the card that tells of the point under the pointer. */
#pragma once

#include "ui/plot/feature-map.h"
#include "ui/window/run-controller.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_MAP_PANE (graft_map_pane_get_type ())
G_DECLARE_FINAL_TYPE (GraftMapPane, graft_map_pane, GRAFT, MAP_PANE, GtkWidget)

/* Actions: pane.projection (s: pca, tsne), pane.view (s: one, before-after),
 * look.contours, look.trajectories, look.centroids, look.predictions (switches). */

void graft_map_pane_set_controller (GraftMapPane *self, GraftRunController *controller);
GraftFeatureMap *graft_map_pane_get_map (GraftMapPane *self);

G_END_DECLS
