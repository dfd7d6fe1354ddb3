/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A label that reads from bottom to top: the heading of a row of the landscape. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_SIDE_LABEL (graft_side_label_get_type ())
G_DECLARE_FINAL_TYPE (GraftSideLabel, graft_side_label, GRAFT, SIDE_LABEL, GtkWidget)

/* Property "label". */

G_END_DECLS
