/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked before a data set is cut into splits: shares, what stays together, and
 * the seed. */
#pragma once

#include "engine/graft-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_SPLIT_FORM (graft_split_form_get_type ())
G_DECLARE_FINAL_TYPE (GraftSplitForm, graft_split_form, GRAFT, SPLIT_FORM, GtkWidget)

/**
 * GraftSplitForm::accepted: the button was pressed; the plan holds
 */

/* The shares add up to 1 whatever was typed: what one gains, another gives. */
void graft_split_form_get_plan (GraftSplitForm *self, GraftSplitPlan *plan);
/* In percent; 0 … 100. The other two follow. */
void graft_split_form_set_share (GraftSplitForm *self, GraftSplit split, double percent);

G_END_DECLS
