/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Do two annotators agree more than by chance (methods 9.5). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How bad a disagreement of classes a and b is. */
typedef enum
{
  GRAFT_KAPPA_PLAIN,     /* all the same */
  GRAFT_KAPPA_LINEAR,    /* |a − b|: classes that have an order */
  GRAFT_KAPPA_QUADRATIC, /* (a − b)² */
} GraftKappaWeights;

/**
 * GraftKappa:
 * @n: items that both have labelled
 * @confusion: [k, k] rows are the first annotator, columns the second
 * @observed: agreement that was seen, 0 … 1; with weights the mean of 1 − weight / the
 * largest weight
 * @expected: the same by chance, from how often each class is given
 * @kappa: (observed − expected) / (1 − expected), 1 is full agreement, 0 chance; NaN when
 * @expected is 1, because both have given one class to everything, or when @n is 0
 * @low, @high: 95 % bootstrap interval; NaN when κ is
 * @n_undefined: resamples of the interval in which κ was undefined, left out
 */
typedef struct
{
  gsize k;
  gsize n;
  gsize *confusion;
  double observed;
  double expected;
  double kappa;
  double low;
  double high;
  guint n_undefined;
} GraftKappa;

#define GRAFT_KAPPA_RESAMPLES 2000

/**
 * GraftKappaOptions:
 * @a, @b: [n] the two annotators' classes, 0 … k − 1; an item that is negative in one of
 * them is skipped
 * @n_resamples: 0 for no interval
 */
typedef struct
{
  const gint32 *a;
  const gint32 *b;
  gsize n;
  gsize k;
  GraftKappaWeights weights;
  guint n_resamples;
  guint64 seed;
  GCancellable *cancellable;
} GraftKappaOptions;

/**
 * graft_kappa_new:
 *
 * A resample counts only by how often each pair of classes occurs in it: drawn as
 * binomials, which is the same distribution. Cost: n + n_resamples (pairs √(n / pairs) +
 * k), with weights + k² instead. Thread: any.
 * Errors: `GRAFT_DATA_ERROR_RANGE` for a class that is none of the k, cancellation.
 * Source: Cohen, "A coefficient of agreement for nominal scales", 1960, and "Weighted
 * kappa", 1968.
 */
GraftKappa *graft_kappa_new (const GraftKappaOptions *options, GError **error);
void graft_kappa_free (GraftKappa *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftKappa, graft_kappa_free)

G_END_DECLS
