/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one domain of the experiment reads: a name, or, with a project open, a choice
 * among its data sets. */
#pragma once

#include "ui/window/run-controller.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_DATA_ROW (graft_data_row_get_type ())
G_DECLARE_FINAL_TYPE (GraftDataRow, graft_data_row, GRAFT, DATA_ROW, GtkWidget)

/**
 * GraftDataRow:title: "Source" or "Target", translated
 * GraftDataRow:domain: a #GraftDomain
 */

void graft_data_row_set_controller (GraftDataRow *self, GraftRunController *controller);

G_END_DECLS
