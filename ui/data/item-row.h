/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the item model: one item as the lists of GTK want it, made on demand and only
 * while somebody looks at it. Made by item-model.c. Main thread. */
#pragma once

#include "engine/graft-engine.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_ITEM_ROW (graft_item_row_get_type ())
G_DECLARE_FINAL_TYPE (GraftItemRow, graft_item_row, GRAFT, ITEM_ROW, GObject)

/**
 * GraftItemRow::changed: the item, its place or its name differs
 */

GraftItemRow *graft_item_row_new (GraftProjectSet *set, const GraftItem *item);
GraftProjectSet *graft_item_row_get_set (GraftItemRow *self);
guint32 graft_item_row_get_id (GraftItemRow *self);
const GraftItem *graft_item_row_get_item (GraftItemRow *self);
/* Place among the shown ones, counting from 0. */
guint graft_item_row_get_position (GraftItemRow *self);
void graft_item_row_set_position (GraftItemRow *self, guint position);
/* Emits ::changed when something differs. */
void graft_item_row_update (GraftItemRow *self, const GraftItem *item);
/* The name of its file once somebody has looked it up, or %NULL. */
const char *graft_item_row_get_name (GraftItemRow *self);
void graft_item_row_set_name (GraftItemRow *self, const char *name);
/* Its classes were renamed. */
void graft_item_row_touch (GraftItemRow *self);

/* "img_01.jpg, butterfly, confirmed, training": all that a tile shows, in words. */
char *graft_item_row_dup_description (GraftItemRow *self);
/* What stands below the picture: "butterfly", "pizza? 0.52", "unlabelled". */
char *graft_item_row_dup_caption (GraftItemRow *self);
/* %NULL for items in no split. */
const char *graft_split_get_label (GraftSplit split);

G_END_DECLS
