/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window: header bar with the run, sidebar with the pages of the registry,
 * toasts. All commands are actions: window-actions.c. */
#pragma once

#include "ui/window/page.h"
#include "ui/window/project-holder.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_WINDOW (graft_window_get_type ())
G_DECLARE_FINAL_TYPE (GraftWindow, graft_window, GRAFT, WINDOW, AdwApplicationWindow)

GtkWidget *graft_window_new (AdwApplication *application);
GraftRunController *graft_window_get_controller (GraftWindow *self);
GraftProjectHolder *graft_window_get_projects (GraftWindow *self);
/* FALSE when there is no page with that id. */
gboolean graft_window_show_page (GraftWindow *self, const char *id);
const char *graft_window_get_page_id (GraftWindow *self);
GraftPage *graft_window_get_page (GraftWindow *self, const char *id); /* or NULL */
/* Opens an experiment and shows it on the Train page, or a project, by and by, on the
 * Data page; on an error it says so and what was open stays open. */
gboolean graft_window_open (GraftWindow *self, GFile *file);
gboolean graft_window_open_example (GraftWindow *self, const char *id, gboolean start);
/* The same as a person asks for it: while a run is under way there is a question first.
 */
void graft_window_request_open (GraftWindow *self, GFile *file);
/* One line that goes away by itself. */
void graft_window_toast (GraftWindow *self, const char *text);

G_END_DECLS
