/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of the results as numbers: of one seed, over the seeds, and as a table for
 * other programs. How they are written on screen is in results-words.h. */
#pragma once

#include "engine/graft-engine.h"

G_BEGIN_DECLS

typedef enum
{
  GRAFT_RESULT_TWIN, /* accuracies on the target, 0 … 1 */
  GRAFT_RESULT_ADAPTED,
  GRAFT_RESULT_GAIN, /* adapted − twin, with its paired interval */
  GRAFT_RESULT_ORACLE,
  GRAFT_RESULT_GAP,
  GRAFT_RESULT_A_BEFORE,
  GRAFT_RESULT_A_AFTER,
  GRAFT_RESULT_STEPS,
  GRAFT_RESULT_SECONDS,
  GRAFT_N_RESULT_FIGURES
} GraftResultKind;

/* NaN where it is not known; few figures have an interval. */
typedef struct
{
  double value;
  double low;
  double high;
} GraftResultFigure;

GraftResultFigure graft_result_get_figure (const GraftRunResult *result,
                                           GraftResultKind kind);
/* Over the seeds that ran to their end and have the figure; mean and sd are NaN where
 * there are too few: one for the mean, two for the sd (which is with n − 1). */
GraftSummary graft_results_get_summary (const GraftRunResult *const *results,
                                        guint n,
                                        GraftResultKind kind);
/* Seeds that ran to their end. */
guint graft_results_get_n_whole (const GraftRunResult *const *results, guint n);
/* A heading, then a line a seed. Shares are 0 … 1 with a decimal point in every language,
 * what is not known is empty. @separator: ',' quotes as RFC 4180 does, '\t' turns blanks
 * inside of fields into spaces; @with_mean adds the lines "mean" and "sd". */
char *graft_results_to_table (const GraftRunResult *const *results,
                              guint n,
                              char separator,
                              gboolean with_mean);

G_END_DECLS
