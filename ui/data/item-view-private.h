/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What item-view.c (what is shown) shares with item-view-edit.c (what is done to the
 * selected). */
#pragma once

#include "ui/data/item-model.h"
#include "ui/data/item-view.h"

G_BEGIN_DECLS

GraftItemModel *graft_item_view_peek_model (GraftItemView *self);
/* Ends with the set. */
GCancellable *graft_item_view_peek_cancellable (GraftItemView *self);

G_END_DECLS
