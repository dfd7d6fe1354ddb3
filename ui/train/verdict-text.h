/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A verdict in words, for the panel, for assistive technology and for the clipboard. */
#pragma once

#include "ui/window/run-controller.h"

G_BEGIN_DECLS

/* "of the target, 95 % interval 80.2–82.6", or that it is not known yet. */
char *graft_verdict_target_caption (const GraftVerdict *verdict);
/* "Proxy A-distance, measured by a fresh classifier: 1.91 before, 0.74 now." */
char *graft_verdict_distance_text (const GraftVerdict *verdict);
/* "Mean over 3 seeds: 92.8 ± 7.3 %, source only 77.0 ± 1.8 %"; NULL below two seeds.
 * Those that were stopped do not count. */
char *graft_verdict_seeds_text (const GraftRunResult *const *results, guint n);
/* Everything that is known, a line each, with the name of the experiment first; @seeds:
 * from the function above, may be NULL. */
char *
graft_verdict_to_text (const GraftVerdict *verdict, const char *title, const char *seeds);

G_END_DECLS
