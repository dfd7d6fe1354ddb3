/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One item of a view, large: to look at closely, to go through one by one, to label with
 * the same keys as in the grid. */
#pragma once

#include "ui/data/item-facts.h"
#include "ui/data/item-view.h"
#include "ui/data/picture-canvas.h"
#include "ui/data/thumbnail-loader.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_ITEM_VIEWER (graft_item_viewer_get_type ())
G_DECLARE_FINAL_TYPE (GraftItemViewer, graft_item_viewer, GRAFT, ITEM_VIEWER, GtkWidget)

/**
 * GraftItemViewer:view: (construct-only)
 */
/**
 * GraftItemViewer::closed: the person goes back to the grid
 */

GtkWidget *graft_item_viewer_new (GraftItemView *view);
/* (nullable): where pictures come from */
void graft_item_viewer_set_loader (GraftItemViewer *self, GraftThumbnailLoader *loader);
/* Shows the item with the view's cursor from now on, until it is closed. */
void graft_item_viewer_open (GraftItemViewer *self);
void graft_item_viewer_close (GraftItemViewer *self);
gboolean graft_item_viewer_is_open (GraftItemViewer *self);
/* GTK_INVALID_LIST_POSITION when nothing is shown. */
guint graft_item_viewer_get_position (GraftItemViewer *self);
/* Facts stand below the picture instead of beside it. */
void graft_item_viewer_set_narrow (GraftItemViewer *self, gboolean narrow);
GraftPictureCanvas *graft_item_viewer_get_canvas (GraftItemViewer *self);
GraftItemFacts *graft_item_viewer_get_facts (GraftItemViewer *self);

G_END_DECLS
