/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of the seeds of the present experiment: their table with the mean, the
 * verdict over all of them, and who is taken for whom; and the runs that the open project
 * keeps. */
#pragma once

#include "ui/results/confusion-card.h"
#include "ui/results/kept-runs.h"
#include "ui/results/seed-table.h"
#include "ui/window/page.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_RESULTS_PAGE (graft_results_page_get_type ())
G_DECLARE_FINAL_TYPE (
    GraftResultsPage, graft_results_page, GRAFT, RESULTS_PAGE, GraftPage)

/* What the page shows: "empty" or "work". */
const char *graft_results_page_get_mode (GraftResultsPage *self);
GraftSeedTable *graft_results_page_get_table (GraftResultsPage *self);
GraftConfusionCard *graft_results_page_get_confusion (GraftResultsPage *self);
GraftKeptRuns *graft_results_page_get_kept (GraftResultsPage *self);
const char *graft_results_page_get_sentence (GraftResultsPage *self);
/* Writes the table as CSV, a line a seed; the file is replaced in one move or not at all.
 * Errors: GRAFT_IO_ERROR_FAILED when the system refuses. */
gboolean
graft_results_page_save (GraftResultsPage *self, const char *path, GError **error);

G_END_DECLS
