/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Analytic gradients of a network against central differences (methods 1.16), in the
 * engine built with GraftReal = double. The loss is Σ r · y over all outputs, r drawn
 * once. */
#pragma once

#include "engine/nn/plan.h"

G_BEGIN_DECLS

typedef struct
{
  GraftNetwork *network;
  GraftPlanOptions options;
  GraftWorkers *workers;
  GraftPlan *plan;
  GraftReal *x; /* [batch, input] */
  gsize batch;
  GraftReal *r[8];  /* of each output: [batch, output] */
  double weight[8]; /* of each output in the loss; 1 */
} GraftProbe;

/* Draws weights, states and inputs (none nearer to 0 than 1e-3) and makes a training
 * plan. Takes the network. */
void graft_probe_init (GraftProbe *self,
                       GraftNetwork *network,
                       const GraftPlanOptions *options,
                       guint n_threads,
                       guint64 seed);
void graft_probe_clear (GraftProbe *self);

double graft_probe_loss (GraftProbe *self);
/* Runs forward and backward with r as the outputs' gradients. */
void graft_probe_backward (GraftProbe *self, GraftReal lambda);
/* d loss / d value. A kinked network is probed closely (h = 1e-5), a smooth one by the
 * five-point rule with h = 1e-3, which leaves more digits. */
double graft_probe_difference (GraftProbe *self, GraftReal *value, gboolean kinked);
/* Fails the test, with @what and @index in the message, unless both agree. */
void graft_probe_compare (
    const char *what, gsize index, double analytic, double numeric, gboolean kinked);
/* Every trained weight and, where the plan has it, the input. At most 200 values of each
 * array. */
void
graft_probe_check (GraftProbe *self, const char *what, GraftReal lambda, gboolean kinked);

G_END_DECLS
