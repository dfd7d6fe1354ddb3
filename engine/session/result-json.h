/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result of one run as a JSON object: a row of "runs" of what --json prints, and what
 * a project keeps. */
#pragma once

#include "engine/session/update.h"

G_BEGIN_DECLS

/* One line. What is not known is null. */
char *graft_run_result_to_json (const GraftRunResult *self);
/* (nullable): NULL when @text is not such an object. What it does not tell is not known:
 * @run is 0. */
GraftRunResult *graft_run_result_from_json (const char *text);

G_END_DECLS
