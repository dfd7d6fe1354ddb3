/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar below the grid: what is selected and what a key does, sure suggestions, what to
 * label next, undo, and the size of the tiles. */
#pragma once

#include "ui/data/item-view.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_LABEL_BAR (graft_label_bar_get_type ())
G_DECLARE_FINAL_TYPE (GraftLabelBar, graft_label_bar, GRAFT, LABEL_BAR, GtkWidget)

/* (nullable): whose selection and suggestions are spoken of. */
void graft_label_bar_set_view (GraftLabelBar *self, GraftItemView *view);
void graft_label_bar_set_narrow (GraftLabelBar *self, gboolean narrow);
/* Of the tiles; its value is the width in pixels. */
GtkAdjustment *graft_label_bar_get_size (GraftLabelBar *self);
/* What is written: for tests. */
char *graft_label_bar_dup_text (GraftLabelBar *self);

G_END_DECLS
