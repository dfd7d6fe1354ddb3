/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in which a data set is taken out of a project: which, in what format, and,
 * behind "Export…", where to. A toast of the parent says what was written. */
#pragma once

#include "engine/graft-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_EXPORT_DIALOG (graft_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    GraftExportDialog, graft_export_dialog, GRAFT, EXPORT_DIALOG, AdwWindow)

/* @set: chosen to begin with. The window frees itself when it is closed. */
GraftExportDialog *graft_export_dialog_present (GtkWidget *parent,
                                                GraftProject *project,
                                                GraftProjectSet *set);
void graft_export_dialog_choose (GraftExportDialog *self, GraftExportFormat format);
/* What the chooser proposes: a file name, or NULL for formats that fill a folder. */
char *graft_export_dialog_dup_file_name (GraftExportDialog *self);
/* As if @path had been chosen; the window closes when all is written. */
void graft_export_dialog_start (GraftExportDialog *self, const char *path);
/* What went wrong, or NULL. */
const char *graft_export_dialog_get_failure (GraftExportDialog *self);

G_END_DECLS
