/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The perceptron (methods 1.1): a line that turns only when it errs. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GraftPerceptron:
 * @x: [n, d]; @y: [n], −1 or 1
 * @rate: η; from a start at zero it only scales the solution
 * @max_epochs: where it gives up; data that no line separates never end by themselves
 */
typedef struct
{
  const double *x;
  const gint8 *y;
  gsize n;
  gsize d;
  double rate;
  guint max_epochs;
} GraftPerceptron;

/**
 * graft_perceptron_train:
 * @w: [d]; @b: of the line; both are set to zero first
 * @updates: (nullable): [max_epochs], how often it erred in each epoch that was gone
 * through
 *
 * Visits the rows in order; a row on the line counts as an error. Source: Rosenblatt
 * 1958. Cost: O(n d) an epoch.
 *
 * Returns: epochs gone through; the last was without an error unless it is @max_epochs
 */
guint graft_perceptron_train (const GraftPerceptron *self,
                              double *w,
                              double *b,
                              guint *updates);

G_END_DECLS
