/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of help that is there while the keyboard is at a control: what a tooltip is for
 * the pointer. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows @hint while the focus is inside @watched and the keyboard brought it there. @hint
 * has to be a descendant of @watched, so that it lives as long. */
void graft_focus_hint_watch (GtkWidget *watched, GtkWidget *hint);

G_END_DECLS
