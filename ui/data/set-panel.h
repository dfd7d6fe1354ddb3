/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data sets of the project: which one is shown, what they are called, and what can be
 * done with them. Importing and exporting are actions of the page (data.import,
 * data.export, data.agreement); renaming, deleting and finding lost files are actions
 * here (sets.rename, sets.delete, sets.relink). */
#pragma once

#include "ui/data/view-panel.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_SET_PANEL (graft_set_panel_get_type ())
G_DECLARE_FINAL_TYPE (GraftSetPanel, graft_set_panel, GRAFT, SET_PANEL, GraftViewPanel)

GtkWidget *graft_set_panel_new (GraftItemView *view);
/* The list, of #GraftSetRow. */
GtkListBox *graft_set_panel_get_list (GraftSetPanel *self);
/* What is said about files that are not there, or NULL. */
const char *graft_set_panel_get_missing_text (GraftSetPanel *self);
/* As if @folder had been chosen behind "Find…". */
void graft_set_panel_relink (GraftSetPanel *self, const char *folder);

G_END_DECLS
