/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of an import in words. */
#pragma once

#include "engine/graft-engine.h"

G_BEGIN_DECLS

/* "Skipped", "Refused", …, translated. */
const char *graft_import_outcome_get_label (GraftImportOutcome outcome);
/* "1 240 files were taken in 3.1 s, 400 a second." and what else there is to say. */
char *graft_import_report_dup_sentence (const GraftImportReport *report);
/* All of it as plain text: the sentence, the counts, then a line a note, its outcome,
 * file and reason separated by tabs. */
char *graft_import_report_dup_text (const GraftImportReport *report);
/* "1 240 of 3 000 files · 410 a second"; @total may still grow, 0 is not known. */
char *graft_import_dup_progress (guint done, guint total, double seconds);
/* "Folders of classes · 1 240 files · 6 classes" */
char *graft_import_preview_dup_words (const GraftImportPreview *preview);

G_END_DECLS
