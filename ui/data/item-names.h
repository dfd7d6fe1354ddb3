/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks up what the files of the tiles on the screen are called, for tooltips and screen
 * readers: not while a person scrolls past them. */
#pragma once

#include "ui/data/item-view.h"

G_BEGIN_DECLS

typedef struct _GraftItemNames GraftItemNames;

/* @list: of cells with tiles; borrowed, it outlives this. */
GraftItemNames *graft_item_names_new (GraftItemView *view, GtkWidget *list);
void graft_item_names_free (GraftItemNames *self);
/* Other tiles are on the screen: once they have stayed for a moment they are looked up.
 */
void graft_item_names_restart (GraftItemNames *self);
/* Not any more. */
void graft_item_names_stop (GraftItemNames *self);

G_END_DECLS
