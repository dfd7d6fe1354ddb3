/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A grid with a head that says, and chooses, which set it shows: what stands side by side
 * on the Data page. */
#pragma once

#include "ui/data/item-grid.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_SET_COLUMN (graft_set_column_get_type ())
G_DECLARE_FINAL_TYPE (GraftSetColumn, graft_set_column, GRAFT, SET_COLUMN, GtkWidget)

/**
 * GraftSetColumn:view: (construct-only)
 */
GtkWidget *graft_set_column_new (GraftItemView *view);
GraftItemGrid *graft_set_column_get_grid (GraftSetColumn *self);
/* The head is of use only beside another column. */
void graft_set_column_set_head_shown (GraftSetColumn *self, gboolean shown);

G_END_DECLS
