/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two watchers of a validation loss: one says when to stop (methods 1.13), the other when
 * to lower the learning rate (1.11). Plain values: copy them to store them in a
 * checkpoint. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GraftEarlyStopping:
 * @patience: epochs without improvement that are tolerated; 0 never stops
 * @min_delta: what counts as an improvement: loss < best − min_delta
 * @best_epoch: the epoch to report and to go back to
 */
typedef struct
{
  guint patience;
  double min_delta;
  double best;
  guint best_epoch;
  guint waited;
} GraftEarlyStopping;

typedef enum
{
  GRAFT_STOPPING_BETTER, /* the best so far: keep these weights */
  GRAFT_STOPPING_WAIT,
  GRAFT_STOPPING_STOP,
} GraftStopping;

void
graft_early_stopping_init (GraftEarlyStopping *self, guint patience, double min_delta);
/* To be told of each epoch in turn. A loss that is not a number is never better. */
GraftStopping
graft_early_stopping_add (GraftEarlyStopping *self, guint epoch, double loss);

/**
 * GraftPlateau:
 * @patience: epochs without an improvement of @threshold, relative, before the rate is
 * multiplied by
 *     @factor; then counting starts anew
 */
typedef struct
{
  guint patience;
  double threshold;
  double factor;
  double best;
  guint waited;
  double scale;
} GraftPlateau;

/* ×0.1 after 10 epochs without an improvement of 1e-4 relative. */
void graft_plateau_init (GraftPlateau *self);
/* Returns what the first learning rate is to be multiplied by from now on. */
double graft_plateau_add (GraftPlateau *self, double loss);

G_END_DECLS
