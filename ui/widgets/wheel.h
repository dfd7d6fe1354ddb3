/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the mouse wheel from changing values while a person scrolls past them. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The wheel goes to what scrolls around @self, never to @self. */
void graft_widget_ignore_wheel (GtkWidget *self);
/* The same, but while the focus is inside @self the wheel is for @self. */
void graft_widget_ignore_wheel_without_focus (GtkWidget *self);

G_END_DECLS
