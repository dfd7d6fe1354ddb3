/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shallow form of domain-adversarial training (methods 5.3): Algorithm 1 of Ganin et
 * al., JMLR 17, 2016, in which λ does not rise and scales the step of the domain unit as
 * well. With the preset moons-shallow and batch=2 it is the printed algorithm: one source
 * and one target item a step. */
#include "engine/transfer/method.h"

#include <glib/gi18n-lib.h>

extern const GraftMethodClass graft_method_dann;

static const GraftParam params_list[] = {
  { "lambda_max", N_ ("λ"),
    N_ ("Weight of the domain term for features and domain unit alike, the same "
        "throughout."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_LIVE, 0, 20, 6, NULL },
};

/* The algorithm adds the losses of both domains, where the deep form takes their mean. */
static void
loss (const GraftStepContext *context, GraftStepFigures *figures)
{
  guint node = context->heads->domain;
  gsize n = context->batch->n_source + context->batch->n_target;
  GraftReal *gradient = graft_plan_get_output_gradient (context->plan, node);

  graft_method_dann.loss (context, figures);
  for (gsize i = 0; i < n; i++)
    gradient[i] *= 2;
}

static gboolean
build (GraftNetwork *network,
       const GraftPreset *preset,
       guint n_classes,
       const GraftParams *params,
       GraftHeads *heads,
       GError **error)
{
  return graft_method_dann.build (network, preset, n_classes, params, heads, error);
}

static double
lambda (const GraftParams *params, double progress)
{
  return graft_params_get (params, "lambda_max");
}

static double
domain_rate (double now)
{
  return now;
}

const GraftMethodClass graft_method_dann_shallow = {
  .info = {
    .id = "dann-shallow",
    .label = N_ ("Shallow DANN"),
    .summary = N_ ("The printed algorithm, one pair of items a step."),
    .paper = "Ganin et al. 2016, arXiv:1505.07818",
    .formula = "δ_W ← δ_c-part + λ (1 − o) u ⊙ f ⊙ (1 − f) xᵀ,  u ← u + μ λ (1 − o) f",
    .cells = GRAFT_CELL_SOURCE_LABELLED_TARGET_UNLABELLED,
    .flags = GRAFT_METHOD_ADVERSARIAL | GRAFT_METHOD_NEEDS_TARGET,
    .params = params_list,
    .n_params = G_N_ELEMENTS (params_list),
  },
  .build = build,
  .loss = loss,
  .lambda = lambda,
  .domain_rate = domain_rate,
};
