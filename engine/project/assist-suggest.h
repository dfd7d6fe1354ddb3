/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From features and some labels to suggestions, an order of asking and doubts: assist.c
 * has the threads and the file around it. */
#pragma once

#include "engine/project/assist-features.h"
#include "engine/project/assist.h"

G_BEGIN_DECLS

/* @class: place in the class list, or −1: nothing is suggested
 * @queue: from 1; 0: not in it */
typedef struct
{
  guint32 item;
  gint32 class;
  double confidence;
  guint32 queue;
  gboolean random;
} GraftSuggestionRow;

/* @class: what it might be instead; @score: the higher the surer */
typedef struct
{
  guint32 item;
  gint32 class;
  double score;
} GraftSuspectRow;

/**
 * GraftAdvice:
 * @accuracy: of the classifier on labelled items that it had not seen; NaN when there are
 * too few
 * @unreached: items that no label reaches
 */
typedef struct
{
  GArray *suggestions; /* GraftSuggestionRow */
  GArray *suspects;    /* GraftSuspectRow */
  double accuracy;
  guint unreached;
  guint n_labelled;
} GraftAdvice;

/* Errors: GRAFT_DATA_ERROR_TOO_FEW with fewer than two labelled classes, cancellation. */
GraftAdvice *graft_advice_new (const GraftFeatureTable *table,
                               const GraftAssistItems *items,
                               GraftAssistStrategy strategy,
                               gboolean propagate,
                               GCancellable *cancellable,
                               GError **error);
void graft_advice_free (GraftAdvice *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftAdvice, graft_advice_free)

G_END_DECLS
