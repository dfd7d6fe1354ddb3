/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Data page: what is in a project, to look at and to label. The first view is the
 * page's own, that all panels follow; a second one stands beside it when asked for. */
#pragma once

#include "ui/data/item-grid.h"
#include "ui/data/item-viewer.h"
#include "ui/data/label-bar.h"
#include "ui/window/page.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_DATA_PAGE (graft_data_page_get_type ())
G_DECLARE_FINAL_TYPE (GraftDataPage, graft_data_page, GRAFT, DATA_PAGE, GraftPage)

GraftItemView *graft_data_page_get_view (GraftDataPage *self);
/* The one beside it, while it is shown, or %NULL. */
GraftItemView *graft_data_page_get_second_view (GraftDataPage *self);
GraftItemGrid *graft_data_page_get_grid (GraftDataPage *self);
GraftItemViewer *graft_data_page_get_viewer (GraftDataPage *self);
GraftLabelBar *graft_data_page_get_bar (GraftDataPage *self);
/* "no-project", "no-sets", "empty-set", "no-match", "grid" or "viewer". */
const char *graft_data_page_get_state (GraftDataPage *self);

G_END_DECLS
