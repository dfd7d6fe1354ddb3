/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What GtkDropDown leaves to be done. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Names the drop-down, and the button inside it: that is where the focus stops. */
void graft_drop_down_set_name (GtkWidget *drop_down, const char *name);
/* Lets the text on the button end in an ellipsis, so that no choice makes it wider; the
 * list shows whole texts. For models of #GtkStringObject. */
void graft_drop_down_ellipsize (GtkWidget *drop_down);

G_END_DECLS
