/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A verdict in words, for the panel, for assistive technology and for the clipboard. */
#pragma once

#include "engine/graft-engine.h"

G_BEGIN_DECLS

/* "of the target, 95 % interval 80.2–82.6", or that it is not known yet. */
char *graft_verdict_target_caption (const GraftVerdict *verdict);
/* "Proxy A-distance, measured by a fresh classifier: 1.91 before, 0.74 now." */
char *graft_verdict_distance_text (const GraftVerdict *verdict);
/* Everything that is known, a line each, with the name of the experiment first. */
char *graft_verdict_to_text (const GraftVerdict *verdict, const char *title);

G_END_DECLS
