/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to label next (methods 9.1, 9.2): the items that teach most, with random ones
 * among them, so that an unbiased set to test on exists. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  GRAFT_QUEUE_LEAST_CONFIDENCE,
  GRAFT_QUEUE_MARGIN,
  GRAFT_QUEUE_ENTROPY,
  GRAFT_QUEUE_CORE_SET, /* needs features, no probabilities */
} GraftQueueStrategy;

/* One pick in so many is random. */
#define GRAFT_QUEUE_RANDOM_EVERY 5

/**
 * GraftQueueOptions:
 * @labels: [n] negative for the items that may be picked
 * @skip: (nullable): [n] not 0 for items that are not to be picked: put off, excluded
 * @probabilities: [n, k], for the strategies that measure how unsure a classifier is; an
 * item with NaN comes last
 * @features: [n, d], for the core-set
 * @n_wanted: length of the queue, cut to what there is
 * @n_before: picks of earlier queues that have been answered: the rhythm of random picks
 * goes on from there, so that a queue made anew after every answer has no more of them
 * @seed: of the random picks
 */
typedef struct
{
  GraftQueueStrategy strategy;
  gsize n;
  const gint32 *labels;
  const guint8 *skip;
  const double *probabilities;
  gsize k;
  const float *features;
  gsize d;
  gsize n_wanted;
  gsize n_before;
  guint64 seed;
  GCancellable *cancellable;
} GraftQueueOptions;

/**
 * GraftPick:
 * @random: drawn from all that may be picked, not because of its score; only answers to
 * these estimate how good the classifier is
 * @score: what the strategy measures: 1 − the largest probability, the margin, the
 * entropy, or the distance from the nearest labelled or earlier item; NaN for a random
 * pick of the core-set
 */
typedef struct
{
  guint32 item;
  gboolean random;
  double score;
} GraftPick;

/**
 * graft_queue_new:
 *
 * An array of #GraftPick: the first and then every fifth is random, so that every
 * beginning of it has at least a fifth of them. They are drawn first, and the strategy
 * works with what is left: they are a uniform sample of the items without label.
 * Ties of the strategy go to the lowest item.
 * Cost: n k + n log n; core-set (labelled + n_wanted) n d. Thread: any.
 * Errors: `GRAFT_DATA_ERROR_TOO_FEW` when nothing is left to ask, cancellation.
 */
GArray *graft_queue_new (const GraftQueueOptions *options, GError **error);

G_END_DECLS
