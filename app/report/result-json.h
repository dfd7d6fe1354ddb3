/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result object: what --json prints and what a report keeps as result.json. */
#pragma once

#include "app/report/record.h"

G_BEGIN_DECLS

/* One line without its end when not @pretty. */
char *graft_result_to_json (GraftRecord *record, gboolean pretty);

G_END_DECLS
