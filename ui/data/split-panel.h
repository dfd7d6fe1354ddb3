/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the set is cut into training, validation and test, whether duplicates leak across,
 * and what its labels amount to. Actions: splits.show-leaks, splits.mend. */
#pragma once

#include "ui/data/split-form.h"
#include "ui/data/view-panel.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_SPLIT_PANEL (graft_split_panel_get_type ())
G_DECLARE_FINAL_TYPE (
    GraftSplitPanel, graft_split_panel, GRAFT, SPLIT_PANEL, GraftViewPanel)

GtkWidget *graft_split_panel_new (GraftItemView *view);
/* The form in the popover. */
GraftSplitForm *graft_split_panel_get_form (GraftSplitPanel *self);
/* Splits as the form says: one step of undo. */
void graft_split_panel_split (GraftSplitPanel *self);
/* The sentences about labels, and about leaks (NULL when there are none). */
const char *graft_split_panel_get_words (GraftSplitPanel *self);
const char *graft_split_panel_get_leak_words (GraftSplitPanel *self);

G_END_DECLS
