/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children side by side, each as wide as it likes, going on in the next line where the
 * width ends: as words do. (AdwWrapBox does this from libadwaita 1.7 on.) */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_WRAP_BOX (graft_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (GraftWrapBox, graft_wrap_box, GRAFT, WRAP_BOX, GtkWidget)

/* In front of @sibling, or at the end when that is NULL. */
void graft_wrap_box_insert (GraftWrapBox *self, GtkWidget *child, GtkWidget *sibling);
/* How high the first @n_lines lines are at this width; fewer lines are less high. */
int graft_wrap_box_get_height (GraftWrapBox *self, int width, guint n_lines);

G_END_DECLS
