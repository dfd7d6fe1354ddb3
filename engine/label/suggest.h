/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From some labels to a suggestion for every item. Nothing is a label until the person
 * says so. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GraftSuggest:
 * @x: features, [n, d], of all items (features.h)
 * @labels: [n] 0 … k − 1; negative is none
 * @l2: see head.h; 0 to choose it
 * @seed: of the items that it is chosen with
 */
typedef struct
{
  const float *x;
  const gint32 *labels;
  gsize n;
  gsize d;
  gsize k;
  double l2;
  guint64 seed;
  GCancellable *cancellable;
} GraftSuggest;

/**
 * GraftSuggestions:
 * @probabilities: [n, k]; 0 for classes that no label names
 * @predicted: [n] the most probable class
 * @confidence: [n] its probability. Of labelled items both say what the classifier makes
 * of them after having learnt them: to doubt labels, use cross-fit.h
 * @l2: what was used
 * @n_seen: classes that labels name; @n_labelled: items that it learnt from
 */
typedef struct
{
  gsize n;
  gsize k;
  double *probabilities;
  gint32 *predicted;
  double *confidence;
  double l2;
  gsize n_seen;
  gsize n_labelled;
} GraftSuggestions;

/**
 * graft_suggest:
 *
 * Fits the head of head.h to the labelled items and asks it about all. The weight decay
 * is the one of 1, 0.1, … 0.0001 with the best likelihood in a threefold cross-validation
 * of up to 400 labelled items, stratified; with more items it shrinks in proportion,
 * since they outweigh the prior. With too few for that it is one over their number. Cost:
 * 4 n_labelled d k an iteration, at most 150. Thread: any. Errors:
 * `GRAFT_DATA_ERROR_TOO_FEW` unless labels name two classes, `GRAFT_DATA_ERROR_RANGE` for
 * one that is none of the k, `GRAFT_DATA_ERROR_NOT_FINITE`, cancellation.
 */
GraftSuggestions *graft_suggest (const GraftSuggest *problem, GError **error);
void graft_suggestions_free (GraftSuggestions *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftSuggestions, graft_suggestions_free)

G_END_DECLS
