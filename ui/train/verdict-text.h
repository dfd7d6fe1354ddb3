/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A verdict in words, for the panel, for assistive technology and for the clipboard. */
#pragma once

#include "ui/window/run-controller.h"

G_BEGIN_DECLS

/* "of the target, 95 % interval 80.2–82.6", or that it is not known yet. */
char *graft_verdict_target_caption (const GraftVerdict *verdict);
/* "Proxy A-distance, measured by a fresh classifier: 1.91 before, 0.74 now." */
char *graft_verdict_distance_text (const GraftVerdict *verdict);
/* Target accuracies of the seeds that ran to their end; mean and sd are shares of 1. */
typedef struct
{
  GraftSummary target;
  GraftSummary twin; /* n 0 or 1 where it is not known */
} GraftSeedsSummary;

/* FALSE below two seeds: there is nothing to average yet. */
gboolean graft_verdict_summarise_seeds (const GraftRunResult *const *results,
                                        guint n,
                                        GraftSeedsSummary *summary);
/* "92.8 ± 7.3 %" */
char *graft_verdict_mean_text (const GraftSummary *summary);
/* "of the target: mean ± standard deviation over 3 seeds; source only 77.0 ± 1.8 %" */
char *graft_verdict_mean_caption (const GraftSeedsSummary *summary);
/* "Last seed: 85.2 % of the target, 95 % interval 82.9–87.3" */
char *graft_verdict_last_seed_text (const GraftVerdict *verdict);
/* "Mean over 3 seeds: 92.8 ± 7.3 %, source only 77.0 ± 1.8 %"; NULL below two seeds.
 * Those that were stopped do not count. */
char *graft_verdict_seeds_text (const GraftRunResult *const *results, guint n);
/* Everything that is known, a line each, with the name of the experiment first; @seeds:
 * from the function above, may be NULL. */
char *
graft_verdict_to_text (const GraftVerdict *verdict, const char *title, const char *seeds);

G_END_DECLS
