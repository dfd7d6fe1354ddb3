/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results as people read them: cells of the table, the sentence over all seeds,
 * warnings, captions. */
#pragma once

#include "ui/results/confusion.h"
#include "ui/results/figures.h"

G_BEGIN_DECLS

/* What the table shows, from left to right. */
typedef enum
{
  GRAFT_COLUMN_SEED,
  GRAFT_COLUMN_TWIN,
  GRAFT_COLUMN_ADAPTED,
  GRAFT_COLUMN_GAIN,
  GRAFT_COLUMN_ORACLE,
  GRAFT_COLUMN_GAP,
  GRAFT_COLUMN_DISTANCE,
  GRAFT_COLUMN_STEPS,
  GRAFT_COLUMN_TIME,
  GRAFT_N_COLUMNS
} GraftColumn;

/* A cell has two lines: the figure, and its interval or what it is of. */
typedef struct
{
  char *main;
  char *below; /* may be empty */
} GraftCellText;

void graft_cell_text_clear (GraftCellText *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GraftCellText, graft_cell_text_clear)

/* "gain": for actions, not translated. */
const char *graft_column_get_id (GraftColumn column);
const char *graft_column_get_title (GraftColumn column);
const char *graft_column_get_tooltip (GraftColumn column);
/* What the column is sorted by; NaN where it is not known. */
double graft_column_get_key (GraftColumn column, const GraftRunResult *result);
GraftCellText graft_column_get_cell (GraftColumn column, const GraftRunResult *result);
/* Mean and standard deviation, "–" where there are too few seeds. */
GraftCellText
graft_column_get_mean (GraftColumn column, const GraftRunResult *const *results, guint n);

/* The verdict over all seeds; @results are not empty. */
char *graft_results_get_sentence (const GraftRunResult *const *results, guint n);
/* A seed among them did worse than its twin, by its interval. */
gboolean graft_results_has_negative (const GraftRunResult *const *results, guint n);
/* A line a warning, with the seeds it came from; NULL when there is none. */
char *graft_results_get_warnings (const GraftRunResult *const *results, guint n);
/* What the matrix is of; @seed 0 when it is not known. */
char *graft_confusion_get_caption (const GraftConfusion *confusion,
                                   GraftDomain domain,
                                   guint64 seed);

G_END_DECLS
