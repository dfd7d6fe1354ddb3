/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import took and what it refused, with reasons: figures, and a list that can be
 * searched, saved and copied. Actions: report.save, report.copy, report.duplicates. */
#pragma once

#include "engine/graft-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_IMPORT_REPORT_VIEW (graft_import_report_view_get_type ())
G_DECLARE_FINAL_TYPE (
    GraftImportReportView, graft_import_report_view, GRAFT, IMPORT_REPORT_VIEW, GtkWidget)

/**
 * GraftImportReportView::show-duplicates: a person wants to see them
 */

/* Takes @report. */
void graft_import_report_view_take (GraftImportReportView *self,
                                    GraftImportReport *report);
const GraftImportReport *
graft_import_report_view_get_report (GraftImportReportView *self);
/* How many notes are listed, and which: parts of file name or reason. */
guint graft_import_report_view_get_n_shown (GraftImportReportView *self);
void graft_import_report_view_search (GraftImportReportView *self, const char *text);
/* Writes all of it to @path. Errors: GRAFT_IO_ERROR_FAILED. */
gboolean graft_import_report_view_save (GraftImportReportView *self,
                                        const char *path,
                                        GError **error);

G_END_DECLS
