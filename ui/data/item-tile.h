/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One item in the grid: its picture, below it its label, and small marks. Drawn by itself
 * without children: hundreds are bound anew while a person scrolls. */
#pragma once

#include "ui/data/item-row.h"
#include "ui/data/thumbnail-loader.h"
#include "ui/plot/palette.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_ITEM_TILE (graft_item_tile_get_type ())
G_DECLARE_FINAL_TYPE (GraftItemTile, graft_item_tile, GRAFT, ITEM_TILE, GtkWidget)

/**
 * GraftTileLook: what all tiles of a grid have in common; the grid's
 * @loader: (nullable): where pictures come from
 * @width: of a tile, in pixels
 * @whole: show pictures whole, with bars, instead of filling the box
 */
typedef struct
{
  GraftThumbnailLoader *loader;
  GraftPlotStyle style;
  int width;
  gboolean whole;
} GraftTileLook;

/* @look is borrowed and outlives the tile. */
GtkWidget *graft_item_tile_new (const GraftTileLook *look);
GraftItemRow *graft_item_tile_get_row (GraftItemTile *self);
/* (nullable): the tile is not bound. */
void graft_item_tile_set_row (GraftItemTile *self, GraftItemRow *row);
/* Only tiles on the screen ask for pictures. */
void graft_item_tile_set_on_screen (GraftItemTile *self, gboolean on_screen);
gboolean graft_item_tile_get_on_screen (GraftItemTile *self);
/* The look has changed. */
void graft_item_tile_look_changed (GraftItemTile *self);
/* Another loader, or other files: what was shown is not valid any more. */
void graft_item_tile_forget_picture (GraftItemTile *self);
/* (nullable): why there is no picture. */
const char *graft_item_tile_get_failure (GraftItemTile *self);
/* (nullable): what is shown, %NULL while it is made or when it cannot be. */
GdkTexture *graft_item_tile_get_texture (GraftItemTile *self);
/* Where the picture's box is, in the tile. */
void graft_item_tile_get_picture_box (GraftItemTile *self, graphene_rect_t *box);

G_END_DECLS
