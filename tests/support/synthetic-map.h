/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A made-up feature map for tests and benchmarks: clusters of two domains that start
 * apart and meet. Same seed, same map. */
#pragma once

#include "ui/plot/map-view.h"

G_BEGIN_DECLS

/* Half of the points source, half target; frames ≥ 0. */
GraftMapView *
synthetic_map_new (guint n_points, guint n_frames, guint n_classes, guint seed);

G_END_DECLS
