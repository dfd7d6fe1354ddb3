/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A frame that the pointer draws around items to select them, also beyond the edge of
 * what is seen. GTK 4.8 has one for grids, but selects with it only at the end, and draws
 * it also while a tile is dragged. It lies over the list and takes no events itself. */
#pragma once

#include "ui/data/item-view.h"

G_BEGIN_DECLS

/**
 * GraftGridPlan: where the items of a grid are, in the list's own coordinates
 * @x, @y: of the first one
 * @step_x, @step_y: from one to the next
 * @width, @height: of one
 */
typedef struct
{
  double x;
  double y;
  double step_x;
  double step_y;
  double width;
  double height;
  guint columns;
  guint n_items;
} GraftGridPlan;

/* The items that @area touches. */
GtkBitset *graft_grid_plan_find (const GraftGridPlan *self, const graphene_rect_t *area);

#define GRAFT_TYPE_ITEM_FRAME (graft_item_frame_get_type ())
G_DECLARE_FINAL_TYPE (GraftItemFrame, graft_item_frame, GRAFT, ITEM_FRAME, GtkWidget)

/* From now on frames are drawn between the items of @list, which is inside @scroller. */
void graft_item_frame_attach (GraftItemFrame *self,
                              GtkScrolledWindow *scroller,
                              GtkWidget *list,
                              GraftItemView *view);
/* What the pointer does, for it and for tests; coordinates of @scroller. FALSE: there is
 * an item, and no frame begins. */
gboolean
graft_item_frame_begin (GraftItemFrame *self, double x, double y, gboolean extend);
void graft_item_frame_move (GraftItemFrame *self, double x, double y);
void graft_item_frame_end (GraftItemFrame *self);

G_END_DECLS
