/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A data set as a row of the list: its name, how many items, ⊘ when none is labelled. The
 * name turns into an entry while it is changed. */
#pragma once

#include "engine/graft-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_SET_ROW (graft_set_row_get_type ())
G_DECLARE_FINAL_TYPE (GraftSetRow, graft_set_row, GRAFT, SET_ROW, GtkListBoxRow)

/**
 * GraftSetRow::renamed:
 * @name: a new name, not empty and not the old one
 */

GtkWidget *graft_set_row_new (GraftProjectSet *set);
GraftProjectSet *graft_set_row_get_set (GraftSetRow *self);
/* Enter ends it and emits ::renamed, Escape or going elsewhere ends it without. */
void graft_set_row_edit (GraftSetRow *self);
gboolean graft_set_row_is_editing (GraftSetRow *self);
/* What the entry has while a name is changed. */
GtkEditable *graft_set_row_get_entry (GraftSetRow *self);

G_END_DECLS
