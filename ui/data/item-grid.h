/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid of thumbnails of a view: scrolls through 100 000 items, selects, drags, and
 * takes the keys that label. */
#pragma once

#include "ui/data/item-frame.h"
#include "ui/data/item-tile.h"
#include "ui/data/item-view.h"

G_BEGIN_DECLS

#define GRAFT_ITEM_GRID_MIN_WIDTH 72
#define GRAFT_ITEM_GRID_MAX_WIDTH 320

#define GRAFT_TYPE_ITEM_GRID (graft_item_grid_get_type ())
G_DECLARE_FINAL_TYPE (GraftItemGrid, graft_item_grid, GRAFT, ITEM_GRID, GtkWidget)

/**
 * GraftItemGrid:view: (construct-only)
 * GraftItemGrid:tile-width: 72 … 320 pixels
 * GraftItemGrid:whole: pictures are shown whole instead of filling their box
 */
/**
 * GraftItemGrid::open: an item is wanted large
 * @position: among the shown ones
 */

GtkWidget *graft_item_grid_new (GraftItemView *view);
GraftItemView *graft_item_grid_get_view (GraftItemGrid *self);
/* The commands on the view, "data.…" for the widgets inside; others may insert it too. */
GSimpleActionGroup *graft_item_grid_get_actions (GraftItemGrid *self);
/* (nullable): where pictures come from. Nobody waits for those of the old one any more,
 * and what it made is forgotten. */
void graft_item_grid_set_loader (GraftItemGrid *self, GraftThumbnailLoader *loader);
void graft_item_grid_set_tile_width (GraftItemGrid *self, int width);
gboolean graft_item_grid_get_whole (GraftItemGrid *self);
void graft_item_grid_set_whole (GraftItemGrid *self, gboolean whole);
/* Into view, and with the keyboard focus when the grid has it, or @grab. */
void graft_item_grid_go_to (GraftItemGrid *self, guint position, gboolean grab);
/* (nullable): the tile that shows the item now. */
GraftItemTile *graft_item_grid_find_tile (GraftItemGrid *self, guint position);
/* How many tiles are on the screen, for tests. */
guint graft_item_grid_get_n_on_screen (GraftItemGrid *self);
GraftItemFrame *graft_item_grid_get_frame (GraftItemGrid *self);
GtkAdjustment *graft_item_grid_get_vadjustment (GraftItemGrid *self);

G_END_DECLS
