/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A uniform grid over points: which one is nearest to the pointer, without scanning all.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _GraftPointGrid GraftPointGrid;

/* Copies the @n points of @xy ([n, 2], any unit) for which @visible is not 0; @visible
 * NULL: all. Points that are not finite are left out. Cost: O(n). */
GraftPointGrid *graft_point_grid_new (const float *xy, guint n, const guint8 *visible);
void graft_point_grid_free (GraftPointGrid *self);
/* Index in the array given to new of the point nearest to x, y, at most @radius away; −1
 * when there is none. Equal distances: the lower index. Cost: O(points near). */
int
graft_point_grid_nearest (const GraftPointGrid *self, double x, double y, double radius);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftPointGrid, graft_point_grid_free)

G_END_DECLS
