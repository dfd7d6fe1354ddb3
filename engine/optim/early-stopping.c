/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See early-stopping.h. */
#include "engine/optim/early-stopping.h"

#include <math.h>

void
graft_early_stopping_init (GraftEarlyStopping *self, guint patience, double min_delta)
{
  *self = (GraftEarlyStopping){ .patience = patience,
                                .min_delta = min_delta,
                                .best = INFINITY };
}

GraftStopping
graft_early_stopping_add (GraftEarlyStopping *self, guint epoch, double loss)
{
  if (loss < self->best - self->min_delta || (isinf (self->best) && isfinite (loss)))
    {
      self->best = loss;
      self->best_epoch = epoch;
      self->waited = 0;
      return GRAFT_STOPPING_BETTER;
    }
  self->waited++;
  return self->patience > 0 && self->waited >= self->patience ? GRAFT_STOPPING_STOP
                                                              : GRAFT_STOPPING_WAIT;
}

void
graft_plateau_init (GraftPlateau *self)
{
  *self = (GraftPlateau){
    .patience = 10, .threshold = 1e-4, .factor = 0.1, .best = INFINITY, .scale = 1
  };
}

double
graft_plateau_add (GraftPlateau *self, double loss)
{
  /* Relative to the size of the best loss, so that it also works below zero. */
  double needed =
      isinf (self->best) ? HUGE_VAL : self->best - self->threshold * fabs (self->best);

  if (loss < needed)
    {
      self->best = loss;
      self->waited = 0;
    }
  else if (++self->waited >= self->patience)
    {
      self->scale *= self->factor;
      self->waited = 0;
    }
  return self->scale;
}
