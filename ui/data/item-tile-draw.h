/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a tile looks: plain functions onto a snapshot. */
#pragma once

#include "ui/data/item-row.h"
#include "ui/plot/palette.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Of a picture's box; tiles are this much wider than high, without the caption. */
#define GRAFT_TILE_ASPECT (4.0f / 3)
#define GRAFT_TILE_RADIUS 9
#define GRAFT_TILE_CAPTION 26

/* One that was made for @box (picture-texture.h) is drawn as it is, @scale of its pixels
 * a pixel of the widget; one that was not is drawn larger or smaller until the right one
 * comes. @alpha 0 … 1. */
void graft_tile_draw_picture (GtkSnapshot *snapshot,
                              GdkTexture *texture,
                              const graphene_rect_t *box,
                              int scale,
                              double alpha);
/* Instead of a picture that could not be read. */
void graft_tile_draw_broken (GtkSnapshot *snapshot,
                             GtkWidget *widget,
                             const graphene_rect_t *box);
/* The class mark at the left of @box, the text beside it. */
void graft_tile_draw_caption (GtkSnapshot *snapshot,
                              const GraftPlotStyle *style,
                              const GraftItem *item,
                              PangoLayout *layout,
                              const graphene_rect_t *box);
/* Suspect, duplicate, disputed, excluded at the right of @box, from there to the left;
 * returns how wide they are. */
float graft_tile_draw_marks (GtkSnapshot *snapshot,
                             GtkWidget *widget,
                             const GraftPlotStyle *style,
                             const GraftItem *item,
                             const graphene_rect_t *box);
/* The split in a corner of the picture. */
void graft_tile_draw_split (GtkSnapshot *snapshot,
                            GtkWidget *widget,
                            const GraftPlotStyle *style,
                            const GraftItem *item,
                            const graphene_rect_t *box);

G_END_DECLS
