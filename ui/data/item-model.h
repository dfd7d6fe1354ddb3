/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shown items as GTK's lists want them: a GListModel of GraftItemRow that are made on
 * demand, and a GtkSelectionModel. It knows ids and their order; which ones are shown is
 * the view's business (item-view.c). The selection follows the items, not the places. */
#pragma once

#include "ui/data/item-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_ITEM_MODEL (graft_item_model_get_type ())
G_DECLARE_FINAL_TYPE (GraftItemModel, graft_item_model, GRAFT, ITEM_MODEL, GObject)

GraftItemModel *graft_item_model_new (void);
/* @set: (nullable): what the rows are of; @positions: (element-type guint) (nullable):
 * places in the set, in shown order. What is shown before and after stays selected. */
void
graft_item_model_show (GraftItemModel *self, GraftProjectSet *set, GArray *positions);
/* Some of @n items from place @first of the set on differ. */
void graft_item_model_refresh (GraftItemModel *self, guint first, guint n);
void graft_item_model_touch (GraftItemModel *self);

guint graft_item_model_get_n_shown (GraftItemModel *self);
guint32 graft_item_model_get_id (GraftItemModel *self, guint position);
/* Valid until the main loop turns; %NULL past the end, or when the item is gone. */
const GraftItem *graft_item_model_peek (GraftItemModel *self, guint position);
/* Where the item is shown; FALSE when it is not. */
gboolean graft_item_model_find (GraftItemModel *self, guint32 id, guint *position);
/* The same by place in the set. */
gboolean graft_item_model_shows (GraftItemModel *self, guint set_position);
/* Ids of the selected, in shown order, [n]. */
guint32 *graft_item_model_dup_selected (GraftItemModel *self, gsize *n);
guint graft_item_model_get_n_selected (GraftItemModel *self);
guint graft_item_model_get_first_selected (GraftItemModel *self);

G_END_DECLS
