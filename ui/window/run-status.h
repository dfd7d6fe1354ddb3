/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a run stands, in a few words, for the header bar. */
#pragma once

#include "engine/graft-engine.h"

G_BEGIN_DECLS

/* "step 807 of 1 128 · 21 s left"; @progress is NULL before the first update. */
char *graft_run_status_text (GraftState state, const GraftProgress *progress);

G_END_DECLS
