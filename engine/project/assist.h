/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model helps with labelling (methods 9): suggestions, what to label next, labels that
 * are probably wrong, labels spread to their neighbours, agreement of two annotators. The
 * program suggests; the person decides: nothing here makes a label. */
#pragma once

#include "engine/project/project.h"

G_BEGIN_DECLS

typedef enum
{
  GRAFT_ASSIST_LEAST_CONFIDENCE,
  GRAFT_ASSIST_MARGIN,
  GRAFT_ASSIST_ENTROPY,
  GRAFT_ASSIST_CORE_SET,
  GRAFT_N_ASSIST_STRATEGIES
} GraftAssistStrategy;

/**
 * GraftAssistOptions:
 * @network: (nullable): name of a network of the project; %NULL: simple pixels
 * @strategy: order of the queue; at least one in five is picked at random
 * @propagate: suggest by spreading labels over neighbours (methods 9.3) instead of by a
 * classifier
 */
typedef struct
{
  const char *network;
  GraftAssistStrategy strategy;
  gboolean propagate;
} GraftAssistOptions;

/* What came of it. */
typedef struct
{
  guint suggestions;
  guint suspects;  /* labels that are probably wrong */
  guint unreached; /* items that no label reaches (propagation) */
  double accuracy; /* of the classifier on labelled items it had not seen; NaN */
  char *sentence;  /* the same in words, translated */
} GraftAssistSummary;

void graft_assist_summary_free (GraftAssistSummary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftAssistSummary, graft_assist_summary_free)

/* NULL-terminated names of networks that can give features, newest first; "" is not among
 * them. Valid until the next call. */
const char *const *graft_assist_get_networks (GraftProject *project);

/* Fills suggestion, confidence, queue, and GRAFT_ITEM_SUSPECT of the items of @set. Not a
 * step of undo. Errors: GRAFT_DATA_ERROR_TOO_FEW with fewer than two labelled classes,
 * G_IO_ERROR_CANCELLED. */
void graft_assist_async (GraftProject *project,
                         GraftProjectSet *set,
                         const GraftAssistOptions *options,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
GraftAssistSummary *
graft_assist_finish (GraftProject *project, GAsyncResult *result, GError **error);
/* Suggestions, queue and suspects go. */
void graft_assist_clear (GraftProject *project, GraftProjectSet *set);

/* Items most like @item by the features of the last assist, or simple pixels: GBytes of
 * guint32 ids, nearest first, @item itself left out. */
void graft_assist_similar_async (GraftProject *project,
                                 GraftProjectSet *set,
                                 guint32 item,
                                 guint n,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GBytes *
graft_assist_similar_finish (GraftProject *project, GAsyncResult *result, GError **error);

/* Agreement of two annotators on the items that both labelled (methods 9.5); also marks
 * GRAFT_ITEM_DISPUTED. @kappa is NaN when it is undefined; @sentence is translated. */
typedef struct
{
  guint both;
  guint agreed;
  double kappa;
  double low;
  double high;
  char *sentence;
} GraftAgreement;

void graft_agreement_free (GraftAgreement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftAgreement, graft_agreement_free)

void graft_assist_agreement_async (GraftProject *project,
                                   GraftProjectSet *set,
                                   const char *first,
                                   const char *second,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* Errors: GRAFT_IO_ERROR, G_IO_ERROR_CANCELLED. */
GraftAgreement *graft_assist_agreement_finish (GraftProject *project,
                                               GAsyncResult *result,
                                               GError **error);

/**
 * GraftSplitPlan:
 * @train, @validation, @test: shares, together 1
 * @stratified: keep the class shares
 * @keep_duplicates: duplicates, exact and near, stay together, as groups do
 */
typedef struct
{
  double train;
  double validation;
  double test;
  gboolean stratified;
  gboolean keep_duplicates;
  guint64 seed;
} GraftSplitPlan;

/* Assigns the items of @set: one step of undo. Also brings GRAFT_ITEM_DUPLICATE and
 * GRAFT_ITEM_LEAK up to date. */
void graft_project_split_async (GraftProject *project,
                                GraftProjectSet *set,
                                const GraftSplitPlan *plan,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean
graft_project_split_finish (GraftProject *project, GAsyncResult *result, GError **error);

G_END_DECLS
