/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report in a folder: index.html for people, the same figures as files for programs. */
#pragma once

#include "app/report/record.h"

G_BEGIN_DECLS

/**
 * graft_report_write:
 * @record: of a session that has ended
 * @folder: made when it is not there; files of an earlier report are replaced
 * @again: (nullable): the command that trains the same once more
 *
 * Writes curves.csv, result.json, experiment.experiment, journal.txt and, last, index.html, each
 * atomically: a page that is there has all its files. Errors: G_FILE_ERROR.
 */
gboolean graft_report_write (GraftRecord *record, const char *folder, const char *again,
                             GError **error);

G_END_DECLS
