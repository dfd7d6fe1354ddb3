/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items on their way under the pointer: what a drop target of GRAFT_TYPE_ITEM_DRAG gets.
 * Inside one process. */
#pragma once

#include "engine/graft-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A boxed type, reference-counted and immutable. */
#define GRAFT_TYPE_ITEM_DRAG (graft_item_drag_get_type ())
typedef struct _GraftItemDrag GraftItemDrag;

GType graft_item_drag_get_type (void);
/* @ids: copied, [n] */
GraftItemDrag *graft_item_drag_new (GraftProjectSet *set, const guint32 *ids, gsize n);
GraftItemDrag *graft_item_drag_ref (GraftItemDrag *self);
void graft_item_drag_unref (GraftItemDrag *self);
GraftProjectSet *graft_item_drag_get_set (const GraftItemDrag *self);
const guint32 *graft_item_drag_get_ids (const GraftItemDrag *self, gsize *n);

/* What a drag source offers. */
GdkContentProvider *graft_item_drag_to_content (GraftItemDrag *self);
/* The first pictures on a pile, and how many items there are. @textures: up to four are
 * drawn, the first on top. */
GdkPaintable *graft_item_drag_make_icon (GtkWidget *widget,
                                         GdkTexture *const *textures,
                                         guint n_textures,
                                         gsize n_items);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftItemDrag, graft_item_drag_unref)

G_END_DECLS
