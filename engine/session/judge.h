/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns what was counted into a verdict: intervals, gap closed, negative transfer, and
 * the sentences a person reads (methods 10). */
#pragma once

#include "engine/data/dataset.h"
#include "engine/session/update-private.h"

G_BEGIN_DECLS

/* What one learner said about one data set. */
typedef struct
{
  gint16 *prediction; /* [n] */
  guint8 *right;      /* [n], 1 where it matches the label */
  gsize n;            /* 0: no labels to compare with */
} GraftAnswers;

void graft_answers_clear (GraftAnswers *self);
/* Compares predictions with the labels of @dataset; takes over @prediction. */
void graft_answers_take (GraftAnswers *self,
                         GraftDataset *dataset,
                         gint16 *prediction,
                         gsize n);
GraftFigure graft_answers_figure (const GraftAnswers *self);

/**
 * GraftEvidence:
 * @adapted, @twin, @oracle: answers on source and target test items
 * @domain_accuracy: of the adversary, smoothed; NaN without one
 * @lambda: now
 * @source_prior: share of each class in the source training items, [n_classes]
 */
typedef struct
{
  const GraftAnswers *adapted; /* [GRAFT_N_DOMAINS] */
  const GraftAnswers *twin;    /* (nullable) */
  const GraftAnswers *oracle;  /* (nullable) */
  guint n_classes;
  const double *source_prior;
  double domain_accuracy;
  double lambda;
  double a_before, a_before_sd;
  double a_after, a_after_sd;
  gboolean final;
  guint64 seed;
} GraftEvidence;

/* Fills @verdict, which graft_verdict_init() has prepared. */
void graft_judge (const GraftEvidence *evidence, GraftVerdict *verdict);

G_END_DECLS
