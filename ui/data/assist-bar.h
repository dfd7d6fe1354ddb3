/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model helps with labelling: the button "Suggest Labels", what it is to do, and what
 * came of it in one sentence. While "keep up to date" is on, suggestions are made anew
 * after so many new labels. Actions: assist.run, assist.cancel, assist.clear. */
#pragma once

#include "ui/data/view-panel.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_ASSIST_BAR (graft_assist_bar_get_type ())
G_DECLARE_FINAL_TYPE (GraftAssistBar, graft_assist_bar, GRAFT, ASSIST_BAR, GraftViewPanel)

GtkWidget *graft_assist_bar_new (GraftItemView *view);
/* What came of the last run, or why nothing did; "" before. */
const char *graft_assist_bar_get_words (GraftAssistBar *self);
gboolean graft_assist_bar_is_running (GraftAssistBar *self);
/* What the model looks at: simple pixels, then the networks of the project. */
GtkDropDown *graft_assist_bar_get_features (GraftAssistBar *self);
/* @every: new labels between two runs; 0 turns it off. */
void graft_assist_bar_keep_up_to_date (GraftAssistBar *self, guint every);

G_END_DECLS
