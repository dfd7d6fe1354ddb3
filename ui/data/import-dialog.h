/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window in which data is brought into a project: what was found, what to make of it,
 * progress, and the report. It holds no one up: while files are read the rest of the
 * program can be used, and closing the window cancels. */
#pragma once

#include "engine/graft-engine.h"
#include "ui/data/import-report.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_IMPORT_DIALOG (graft_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    GraftImportDialog, graft_import_dialog, GRAFT, IMPORT_DIALOG, AdwWindow)

/**
 * GraftImportDialog::imported:
 * @set: name of a data set that came or grew
 */
/**
 * GraftImportDialog::show-duplicates:
 * @set: name of the data set whose duplicates a person wants to see
 */

/* @paths: (nullable): NULL-terminated, absolute; without them the window asks. Shown in
 * front of @parent's window; it frees itself when it is closed. */
GraftImportDialog *graft_import_dialog_present (GtkWidget *parent,
                                                GraftProject *project,
                                                const char *const *paths);
/* More to import; looked at on a worker. */
void graft_import_dialog_add_paths (GraftImportDialog *self, const char *const *paths);
/* "options", "progress" or "report". */
const char *graft_import_dialog_get_mode (GraftImportDialog *self);
/* Whether all paths were looked at and there is something to take. */
gboolean graft_import_dialog_is_ready (GraftImportDialog *self);
/* What the button "Import" does. */
void graft_import_dialog_start (GraftImportDialog *self);
void graft_import_dialog_cancel (GraftImportDialog *self);
GtkEditable *graft_import_dialog_get_name_entry (GraftImportDialog *self);
GraftImportReportView *graft_import_dialog_get_report (GraftImportDialog *self);

/* Gives the paths of files that are dropped on @widget to @take, which says whether it
 * wants them. @user_data has to live as long as @widget. */
typedef gboolean (*GraftImportDrop) (const char *const *paths, gpointer user_data);
void
graft_import_accept_drops (GtkWidget *widget, GraftImportDrop take, gpointer user_data);

G_END_DECLS
