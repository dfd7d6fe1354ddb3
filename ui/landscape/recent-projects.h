/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of buttons, one a project that was open before; not there when there is none. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_RECENT_PROJECTS (graft_recent_projects_get_type ())
G_DECLARE_FINAL_TYPE (
    GraftRecentProjects, graft_recent_projects, GRAFT, RECENT_PROJECTS, GtkWidget)

G_END_DECLS
