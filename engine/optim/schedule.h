/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Learning-rate schedules (methods 1.11): the rate at step t of T as a function of both,
 * without memory, so that a run can be resumed anywhere. Reducing on a plateau looks at
 * the loss and is in early-stopping.h. */
#pragma once

#include "engine/base/param.h"

G_BEGIN_DECLS

/**
 * GraftSchedule:
 * @id: "dann": in experiment files
 * @formula: plain Unicode, for the tooltip
 * @rate: the rate at @step (0 … @total) of a run whose first rate is @base
 */
typedef struct
{
  const char *id;
  const char *label;
  const char *formula;
  const GraftParam *params;
  gsize n_params;
  double (*rate) (const GraftParams *params, double base, double step, double total);
} GraftSchedule;

const GraftSchedule *graft_schedule_get (gsize index); /* NULL past the end */
const GraftSchedule *graft_schedule_find (const char *id);

/* The rate by the schedule @id with its default parameters; an unknown one is a
 * programming error. */
double graft_schedule_rate (const char *id, double base, double step, double total);

/* λ(p) = 2 / (1 + exp(−γ p)) − 1, p being the share of the run that is done: 0 at the
 * start, so that the domain head learns before the features listen to it (Ganin et al.
 * 2016, γ = 10). */
double graft_schedule_dann_lambda (double progress, double gamma);

G_END_DECLS
