/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What window.c and window-actions.c share. */
#pragma once

#include "ui/window/window.h"

G_BEGIN_DECLS

void graft_window_install_actions (GtkWidgetClass *widget_class);
/* Makes enabled what the state of the run allows. */
void graft_window_update_actions (GraftWindow *self);

G_END_DECLS
