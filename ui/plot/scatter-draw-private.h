/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by scatter-draw.c and scatter-centroids.c. */
#pragma once

#include "ui/plot/scatter-draw.h"

#include <cairo.h>

G_BEGIN_DECLS

/* A trail goes through at most so many of the frames: more corners are not seen. */
#define GRAFT_SCATTER_TRACE_STEPS 24u

/* An arrow a class from the middle of its source points to that of its target points.
 * @shown: [n_points], 0 is hidden; @xy: [n_points, 2] pixels. Cost: O(n_points). */
void graft_scatter_draw_centroids (cairo_t *cr,
                                   const GraftScatterScene *scene,
                                   const guint8 *shown,
                                   const float *xy);
/* The way of these middles from the first frame to now. Cost: O(n_points · steps). */
void graft_scatter_draw_class_trails (cairo_t *cr,
                                      const GraftScatterScene *scene,
                                      const guint8 *shown,
                                      const float *xy);

G_END_DECLS
