/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a data set is cut into training, validation and test: a bar, with names and numbers
 * below it. */
#pragma once

#include "engine/graft-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_SPLIT_BAR (graft_split_bar_get_type ())
G_DECLARE_FINAL_TYPE (GraftSplitBar, graft_split_bar, GRAFT, SPLIT_BAR, GtkWidget)

/* @counts: [GRAFT_N_SPLITS]; @words: the same, spoken. */
void graft_split_bar_set_counts (GraftSplitBar *self,
                                 const gsize counts[GRAFT_N_SPLITS],
                                 const char *words);

G_END_DECLS
