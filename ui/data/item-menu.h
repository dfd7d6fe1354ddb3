/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The context menu of items. */
#pragma once

#include "ui/data/item-view.h"

G_BEGIN_DECLS

/* As things are now: classes, and what is selected. All its entries are "data.…". */
GMenuModel *graft_item_menu_new (GraftItemView *view);

G_END_DECLS
