/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What item-grid.c (tiles) shares with item-grid-input.c (pointer and keys). */
#pragma once

#include "ui/data/item-grid.h"

G_BEGIN_DECLS

/* Keys, the menu of the right button, Ctrl and the wheel: once, on a new grid. */
void graft_item_grid_add_input (GraftItemGrid *self, GtkWidget *scroller);
/* Makes a tile draggable. */
void graft_item_grid_add_drag (GraftItemGrid *self, GtkWidget *tile);

G_END_DECLS
