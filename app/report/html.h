/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a report: one HTML file that needs no other. */
#pragma once

#include "app/report/record.h"

G_BEGIN_DECLS

/* @again: the command that trains the same once more, shown at the end. */
char *graft_report_to_html (GraftRecord *record, const char *again);

G_END_DECLS
