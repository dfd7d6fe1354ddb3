/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written about a run that a project keeps. Times are Unix times in seconds. */
#pragma once

#include "engine/graft-engine.h"

G_BEGIN_DECLS

/* "5 minutes ago", "yesterday", or the date. */
char *graft_kept_when_text (gint64 started, gint64 now);
/* "Finished", or that it is under way. */
const char *graft_kept_state_text (const GraftRunInfo *info, gboolean running);
/* "DANN · seed 3 · 5 minutes ago" */
char *graft_kept_facts_text (const GraftRunInfo *info, gint64 now);
/* "81.4 %"; NULL while it is not known. */
char *graft_kept_target_text (const GraftRunInfo *info);
/* "twin 56.3 %"; NULL while it is not known. */
char *graft_kept_twin_text (const GraftRunInfo *info);

G_END_DECLS
