/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See assist-suggest.h; the arithmetic is engine/label. */
#include "engine/project/assist-suggest.h"

#include "engine/base/error.h"
#include "engine/label/confident.h"
#include "engine/label/cross-fit.h"
#include "engine/label/propagation.h"
#include "engine/label/queue.h"
#include "engine/label/suggest.h"

#include <math.h>

/* Nobody labels more before the next suggestions come. */
#define QUEUE_LENGTH 500
#define SEED 1

/* @labels: [n] of the table's rows; −1 for excluded ones too
 * @skip: [n] excluded
 * @probabilities: [n, k]; @predicted: [n] or −1; @confidence: [n] */
typedef struct
{
  const GraftFeatureTable *table;
  GCancellable *cancellable;
  gsize k;
  gint32 *labels;
  guint8 *skip;
  double *probabilities;
  gint32 *predicted;
  double *confidence;
} Work;

void
graft_advice_free (GraftAdvice *self)
{
  g_array_unref (self->suggestions);
  g_array_unref (self->suspects);
  g_free (self);
}

static void
clear_work (Work *self)
{
  g_free (self->labels);
  g_free (self->skip);
  g_free (self->probabilities);
  g_free (self->predicted);
  g_free (self->confidence);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, clear_work)

/* Labels of the rows of the table; both lists ascend by id. */
static gboolean
pick_labels (Work *self,
             const GraftAssistItems *items,
             GraftAdvice *advice,
             GError **error)
{
  gsize n = self->table->n, at = 0;
  gint32 first = -1;
  gboolean two = FALSE;

  self->labels = g_new (gint32, n);
  self->skip = g_new0 (guint8, n);
  for (gsize i = 0; i < n; i++)
    {
      while (g_array_index (items->ids, guint32, at) != self->table->ids[i])
        at++;
      self->skip[i] = g_array_index (items->excluded, guint8, at);
      self->labels[i] = self->skip[i] ? -1 : g_array_index (items->labels, gint32, at);
      if (self->labels[i] < 0)
        continue;
      advice->n_labelled++;
      if (first < 0)
        first = self->labels[i];
      two |= self->labels[i] != first;
    }
  if (two)
    return TRUE;
  g_set_error_literal (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
                       first < 0
                           ? "No item is labelled yet, so there is nothing to learn "
                             "from; label some items of two classes"
                           : "All labelled items are of one class, so there is "
                             "nothing to tell apart; label some of another class");
  return FALSE;
}

static gboolean
classify (Work *self, GError **error)
{
  const GraftSuggest problem = { .x = self->table->x,
                                 .labels = self->labels,
                                 .n = self->table->n,
                                 .d = self->table->d,
                                 .k = self->k,
                                 .seed = SEED,
                                 .cancellable = self->cancellable };
  g_autoptr (GraftSuggestions) found = graft_suggest (&problem, error);

  if (found == NULL)
    return FALSE;
  self->probabilities = g_steal_pointer (&found->probabilities);
  self->predicted = g_steal_pointer (&found->predicted);
  self->confidence = g_steal_pointer (&found->confidence);
  return TRUE;
}

/* Rows that no label reaches are as unsure as can be. */
static void
even_out (Work *self)
{
  for (gsize i = 0; i < self->table->n; i++)
    {
      double *row = self->probabilities + i * self->k, sum = 0;

      for (gsize c = 0; c < self->k; c++)
        sum += row[c] = MAX (row[c], 0);
      for (gsize c = 0; c < self->k; c++)
        row[c] = sum > 0 ? row[c] / sum : 1.0 / (double)self->k;
    }
}

static gboolean
spread (Work *self, GraftAdvice *advice, GError **error)
{
  g_autoptr (GraftNeighbours) near = graft_neighbours_new (
      self->table->x, self->table->n, self->table->d,
      MIN (GRAFT_GRAPH_NEIGHBOURS, self->table->n - 1), 0, self->cancellable, error);
  g_autoptr (GraftNeighbourGraph) graph =
      near != NULL ? graft_neighbour_graph_new (near) : NULL;
  const GraftPropagation problem = { .graph = graph,
                                     .method = GRAFT_PROPAGATE_HARMONIC,
                                     .labels = self->labels,
                                     .k = self->k,
                                     .cancellable = self->cancellable };
  g_autoptr (GraftPropagated) found =
      graph != NULL ? graft_propagate (&problem, error) : NULL;

  if (found == NULL)
    return FALSE;
  self->probabilities = g_steal_pointer (&found->f);
  self->predicted = g_steal_pointer (&found->predicted);
  self->confidence = g_steal_pointer (&found->confidence);
  advice->unreached = (guint)found->n_stranded;
  even_out (self);
  return TRUE;
}

static void
take_suspects (const Work *self, const GraftConfident *confident, GraftAdvice *advice)
{
  for (gsize i = 0; i < confident->n_issues; i++)
    {
      guint32 at = confident->issues[i];
      GraftSuspectRow row = { .item = self->table->ids[at],
                              .class = confident->believed[i],
                              .score = -confident->margin[at] };

      g_array_append_val (advice->suspects, row);
    }
}

/* Doubts, and how good the classifier is, by items that it had not seen. Too few labels
 * for it are no error. */
static gboolean
doubt (const Work *self, GraftAdvice *advice, GError **error)
{
  gsize n = self->table->n, judged_n = 0, right = 0;
  g_autofree double *probabilities = g_new (double, n * self->k);
  g_autofree gint32 *judged = g_new (gint32, n);
  const GraftCrossFit problem = { .x = self->table->x,
                                  .labels = self->labels,
                                  .n = n,
                                  .d = self->table->d,
                                  .k = self->k,
                                  .seed = SEED,
                                  .cancellable = self->cancellable };
  g_autoptr (GraftConfident) confident = NULL;
  g_autoptr (GError) failure = NULL;

  if (!graft_cross_fit (&problem, probabilities, judged, &failure))
    {
      if (g_error_matches (failure, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  for (gsize i = 0; i < n; i++)
    {
      const double *row = probabilities + i * self->k;
      gsize best = 0;

      if (judged[i] < 0)
        continue;
      for (gsize c = 1; c < self->k; c++)
        if (row[c] > row[best])
          best = c;
      judged_n++;
      right += best == (gsize)judged[i];
    }
  if (judged_n > 0)
    advice->accuracy = (double)right / (double)judged_n;
  confident = graft_confident_new (probabilities, judged, n, self->k, 0, error);
  if (confident == NULL)
    return FALSE;
  take_suspects (self, confident, advice);
  return TRUE;
}

static GraftQueueStrategy
map_strategy (GraftAssistStrategy strategy)
{
  static const GraftQueueStrategy strategies[GRAFT_N_ASSIST_STRATEGIES] = {
    [GRAFT_ASSIST_LEAST_CONFIDENCE] = GRAFT_QUEUE_LEAST_CONFIDENCE,
    [GRAFT_ASSIST_MARGIN] = GRAFT_QUEUE_MARGIN,
    [GRAFT_ASSIST_ENTROPY] = GRAFT_QUEUE_ENTROPY,
    [GRAFT_ASSIST_CORE_SET] = GRAFT_QUEUE_CORE_SET,
  };

  return strategies[MIN (strategy, GRAFT_N_ASSIST_STRATEGIES - 1)];
}

/* NULL without error when everything is labelled. */
static gboolean
order_queue (const Work *self,
             GraftAssistStrategy strategy,
             const GraftAdvice *advice,
             GArray **queue,
             GError **error)
{
  GraftQueueOptions options = { .strategy = map_strategy (strategy),
                                .n = self->table->n,
                                .labels = self->labels,
                                .skip = self->skip,
                                .probabilities = self->probabilities,
                                .k = self->k,
                                .features = self->table->x,
                                .d = self->table->d,
                                .n_wanted = QUEUE_LENGTH,
                                /* Another draw after every answer. */
                                .seed = advice->n_labelled,
                                .cancellable = self->cancellable };
  g_autoptr (GError) failure = NULL;

  *queue = graft_queue_new (&options, &failure);
  if (*queue != NULL ||
      g_error_matches (failure, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
take_suggestions (const Work *self, const GArray *queue, GraftAdvice *advice)
{
  gsize n = self->table->n;
  g_autofree guint32 *place = g_new0 (guint32, n);
  g_autofree guint8 *random = g_new0 (guint8, n);

  for (guint i = 0; queue != NULL && i < queue->len; i++)
    {
      const GraftPick *pick = &g_array_index (queue, GraftPick, i);

      place[pick->item] = i + 1;
      random[pick->item] = pick->random != FALSE;
    }
  for (gsize i = 0; i < n; i++)
    {
      GraftSuggestionRow row = { .item = self->table->ids[i],
                                 .class = self->predicted[i],
                                 .confidence = self->confidence[i],
                                 .queue = place[i],
                                 .random = random[i] };

      if (self->labels[i] < 0 && !self->skip[i] && (row.class >= 0 || row.queue > 0))
        g_array_append_val (advice->suggestions, row);
    }
}

GraftAdvice *
graft_advice_new (const GraftFeatureTable *table,
                  const GraftAssistItems *items,
                  GraftAssistStrategy strategy,
                  gboolean propagate,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GraftAdvice) advice = g_new0 (GraftAdvice, 1);
  g_autoptr (GArray) queue = NULL;
  g_auto (Work)
      work = { .table = table, .cancellable = cancellable, .k = items->class_ids->len };

  advice->suggestions = g_array_new (FALSE, FALSE, sizeof (GraftSuggestionRow));
  advice->suspects = g_array_new (FALSE, FALSE, sizeof (GraftSuspectRow));
  advice->accuracy = NAN;
  if (!pick_labels (&work, items, advice, error) ||
      !(propagate ? spread (&work, advice, error) : classify (&work, error)) ||
      !doubt (&work, advice, error) ||
      !order_queue (&work, strategy, advice, &queue, error))
    return NULL;
  take_suggestions (&work, queue, advice);
  return g_steal_pointer (&advice);
}
