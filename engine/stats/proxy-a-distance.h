/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far apart two domains are, by a classifier that has never seen them (methods 5.15). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GraftProxyADistance:
 * @mean, @sd: of 2 (1 − 2 error) clipped to [0, 2], over five repeats
 * @error: mean test error; @probe_accuracy: 1 − @error: 0.5 mixed, 1 separable
 */
typedef struct
{
  double mean;
  double sd;
  double error;
  double probe_accuracy;
} GraftProxyADistance;

/* @source: [n_source, d]; @target: [n_target, d]. Features are standardised; more than 64 of them
 * are first reduced by PCA. Logistic regression; the l2 with the least error on a validation fold
 * is reported on a test fold. FALSE when cancelled or with fewer than ten items of a domain. */
gboolean graft_proxy_a_distance (const float *source, gsize n_source, const float *target,
                                 gsize n_target, gsize d, guint64 seed, GCancellable *cancellable,
                                 GraftProxyADistance *result, GError **error);

G_END_DECLS
