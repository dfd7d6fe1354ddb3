/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which items of a set are shown and in what order: plain functions over the table of
 * items, without a model. */
#pragma once

#include "ui/data/item-view.h"

G_BEGIN_DECLS

/* An open filter: everything. */
void graft_item_filter_init (GraftItemFilter *self);
void graft_item_filter_clear (GraftItemFilter *self);
void graft_item_filter_copy (GraftItemFilter *self, const GraftItemFilter *other);

/* Whether @item is one of @show. Excluded items are among everything and among the
 * excluded, nowhere else. */
gboolean graft_show_matches (GraftShow show, const GraftItem *item);
/* All but the text, which only the project can look up. */
gboolean graft_item_filter_matches (const GraftItemFilter *self, const GraftItem *item);

/**
 * graft_item_filter_collect:
 * @found: (nullable): ids that the text was found in, ascending, [n_found]
 * @kept: (nullable): [n_items] 1 for items that stay whatever the filter says
 *
 * Returns: (element-type guint): positions in @items, in order
 */
GArray *graft_item_filter_collect (const GraftItemFilter *self,
                                   GraftOrder order,
                                   const GraftItem *items,
                                   gsize n_items,
                                   const guint32 *found,
                                   gsize n_found,
                                   const guint8 *kept);
/* Of two guint32, for bsearch(). */
int graft_item_filter_compare_ids (gconstpointer a, gconstpointer b);
/* How many items there are of each kind. */
void graft_item_filter_count (const GraftItem *items,
                              gsize n_items,
                              guint counts[GRAFT_N_SHOWS]);

G_END_DECLS
