/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far apart two domains look to a fresh linear classifier. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GraftProxyADistance:
 * @mean: proxy A-distance, 0 (mixed) … 2 (apart), over the repeats
 * @sd: its standard deviation over the repeats (n − 1)
 * @error: mean test error of the classifiers, 0 … 1
 * @probe_accuracy: 1 − @error: 0.5 is mixed, 1 is apart
 */
typedef struct
{
  double mean;
  double sd;
  double error;
  double probe_accuracy;
} GraftProxyADistance;

/* 2(1 − 2 error), not clipped. */
double graft_proxy_a_distance_of_error (double error);

/**
 * graft_proxy_a_distance:
 * @source: features, [n_source, d]
 * @target: features, [n_target, d]
 * @out: (out): all 0 unless %TRUE is returned
 *
 * Trains logistic regressions to tell source from target on fresh splits, five times.
 *
 * Both domains are cut to the size of the smaller one. Each repeat splits every domain into
 * half for training, a quarter that chooses the ridge from {1e-4, 1e-3, … 1} and a quarter that
 * reports. Features are standardised by the training half, and beyond 64 dimensions rotated to
 * the 64 main axes of all points first (randomised PCA, without labels): what a classifier finds
 * outside them is mostly noise at these sizes, and it keeps 1000 + 1000 points of 768
 * dimensions within a second. Each fit stops after 100 iterations. The estimate is clipped to
 * 0 … 2 in every repeat.
 * Cost: O(n · 64 · d) once, and O(n · 64) an iteration. Thread: worker.
 * Errors: `GRAFT_DATA_ERROR_TOO_FEW` below eight rows in a domain, `GRAFT_DATA_ERROR_NOT_FINITE`,
 * `G_IO_ERROR_CANCELLED`.
 * Source: Ben-David et al., "A theory of learning from different domains", 2010; Ganin et al.,
 * JMLR 17, 2016, section 5.1.3; protocol: methods 5.15.
 */
gboolean graft_proxy_a_distance (const float *source,
                                 gsize n_source,
                                 const float *target,
                                 gsize n_target,
                                 gsize d,
                                 guint64 seed,
                                 GCancellable *cancellable,
                                 GraftProxyADistance *out,
                                 GError **error);

G_END_DECLS
