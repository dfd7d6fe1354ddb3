/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What window.c and window-actions.c share. */
#pragma once

#include "ui/window/window.h"

G_BEGIN_DECLS

void graft_window_install_actions (GtkWidgetClass *widget_class);
/* Keys that an entry would take for itself: in an entry Ctrl+. chooses an emoji. */
void graft_window_catch_keys (GraftWindow *self);
/* Makes enabled what the state of the run allows. */
void graft_window_update_actions (GraftWindow *self);

/* What belongs to the project: its actions, the notice of a read-only one, files that are
 * dropped on the window. window-project.c. */
void graft_window_install_project_actions (GtkWidgetClass *widget_class);
void graft_window_connect_project (GraftWindow *self);
/* Tells pages, menu and notice what is open now. */
void graft_window_project_changed (GraftWindow *self);
/* The project is about to be closed: run and pages hand over what is still to be written.
 * Not left to their disposal, which somebody's reference may put off. */
void graft_window_leave_project (GraftWindow *self);
/* What was dropped: a project or an experiment is opened, everything else is imported. */
void graft_window_take_files (GraftWindow *self, const GSList *files);
GtkWidget *graft_window_get_notice (GraftWindow *self);
/* The Train page, with the focus on the button that starts or pauses. */
void graft_window_show_opened (GraftWindow *self);
void graft_window_toast_failed (GraftWindow *self, const char *text, const GError *error);

/* Opening runs that the project keeps: window-runs.c. */
void graft_window_install_run_actions (GtkWidgetClass *widget_class);

typedef void (*GraftOpenFunc) (GraftWindow *self, const char *what);
/* Calls @open with @what; while a run is under way a person has to agree first. */
void graft_window_replace_run (GraftWindow *self, GraftOpenFunc open, const char *what);

G_END_DECLS
