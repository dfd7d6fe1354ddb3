/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the file of an item where the person keeps it. */
#pragma once

#include "engine/graft-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks the file manager to show the item's file, or, where there is none that can, to
 * open its folder. Embedded items have no file: the project's "failed" says so. */
void graft_show_file (GtkWidget *parent, GraftProject *project, guint32 item);

G_END_DECLS
