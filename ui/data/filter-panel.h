/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which items are shown, and in which order: a list of the usual questions with their
 * counts, a search entry, and drop-downs that narrow further. The action filter.clear
 * shows everything again. */
#pragma once

#include "ui/data/view-panel.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_FILTER_PANEL (graft_filter_panel_get_type ())
G_DECLARE_FINAL_TYPE (
    GraftFilterPanel, graft_filter_panel, GRAFT, FILTER_PANEL, GraftViewPanel)

GtkWidget *graft_filter_panel_new (GraftItemView *view);
/* The row of @show: hidden while there is nothing of a rarer kind. */
GtkWidget *graft_filter_panel_get_row (GraftFilterPanel *self, GraftShow show);
/* The number in it, as it is shown. */
const char *graft_filter_panel_get_count (GraftFilterPanel *self, GraftShow show);

G_END_DECLS
