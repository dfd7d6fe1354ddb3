/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid of the Data page, and beside it, when asked for, another of a second set:
 * source and target, say. Adds "data.side-by-side" and "data.whole" to the commands of
 * its grids. */
#pragma once

#include "ui/data/item-grid.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_DATA_SIDES (graft_data_sides_get_type ())
G_DECLARE_FINAL_TYPE (GraftDataSides, graft_data_sides, GRAFT, DATA_SIDES, GtkWidget)

/**
 * GraftDataSides::open: an item is wanted large
 * @position: in the first view, which has taken over the set where it was the second's
 * GraftDataSides::side: another side has the focus, or there is another number of sides
 */

/* @size: of the tiles, in pixels */
GtkWidget *graft_data_sides_new (GraftItemView *view, GtkAdjustment *size);
GraftItemGrid *graft_data_sides_get_grid (GraftDataSides *self);
/* (nullable): the one beside it, while it is shown. */
GraftItemView *graft_data_sides_get_second_view (GraftDataSides *self);
/* The side that has the focus, or had it last. */
GraftItemGrid *graft_data_sides_get_active (GraftDataSides *self);
void graft_data_sides_set_loader (GraftDataSides *self, GraftThumbnailLoader *loader);
/* Of the second view; the first one is the page's. One side is left without a project. */
void graft_data_sides_set_project (GraftDataSides *self, GraftProject *project);

G_END_DECLS
