/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for one line of text beside what it is for. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows a popover of @parent, which has to let go of it as a child. Enter or the button
 * activate @action on @parent with the text; Escape leaves. */
void graft_text_popover_show (GtkWidget *parent,
                              const GdkRectangle *at,
                              const char *question,
                              const char *action);

G_END_DECLS
