/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the dispose of widgets that have children of their own. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Unparents every child; gtk_widget_dispose_template() does so only for those bound by
 * name. May be called again. */
void graft_widget_remove_children (GtkWidget *self);

G_END_DECLS
