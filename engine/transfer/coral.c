/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deep CORAL (methods 5.6): beside the label loss, the covariances of source and target
 * features are drawn together. No adversary, so nothing to balance but λ. */
#include "engine/nn/loss.h"
#include "engine/transfer/method.h"

#include <glib/gi18n-lib.h>

extern const GraftMethodClass graft_method_dann;
extern const GraftMethodClass graft_method_source_only;

static const GraftParam params_list[] = {
  { "lambda_max", N_ ("λ"),
    N_ ("Weight of the distance of the covariances beside the label loss; right when "
        "both "
        "end near each other. Before a run: λ at its end. While it runs: λ now."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_LIVE, 0, 10000, 100, NULL },
  { "lambda_gamma", N_ ("Steepness of λ"),
    N_ ("λ(p) = λ_max · (2 / (1 + exp(−γ p)) − 1), p being the share of the run that is "
        "done. 0 keeps λ at λ_max throughout."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_ADVANCED, 0, 100, 10, NULL },
};

static gboolean
build (GraftNetwork *network,
       const GraftPreset *preset,
       guint n_classes,
       const GraftParams *params,
       GraftHeads *heads,
       GError **error)
{
  return graft_method_source_only.build (network, preset, n_classes, params, heads,
                                         error);
}

static void
loss (const GraftStepContext *context, GraftStepFigures *figures)
{
  guint node = context->heads->features;

  graft_method_source_only.loss (context, figures);
  figures->domain_loss = graft_loss_coral (
      graft_plan_get_output (context->plan, node), context->batch->n_source,
      context->batch->n_target, context->n_features, context->lambda, context->scratch,
      graft_plan_get_output_gradient (context->plan, node));
}

static double
lambda (const GraftParams *params, double progress)
{
  return graft_method_dann.lambda (params, progress);
}

const GraftMethodClass graft_method_coral = {
  .info = {
    .id = "coral",
    .label = N_ ("Correlation alignment (Deep CORAL)"),
    .summary = N_ ("Features that vary together alike in both domains."),
    .paper = "Sun and Saenko 2016, arXiv:1607.01719",
    .formula = "min L_y(S) + λ · ‖C_S − C_T‖² / (4 d²)",
    .cells = GRAFT_CELL_SOURCE_LABELLED_TARGET_UNLABELLED,
    .flags = GRAFT_METHOD_NEEDS_TARGET | GRAFT_METHOD_READS_FEATURES,
    .params = params_list,
    .n_params = G_N_ELEMENTS (params_list),
  },
  .build = build,
  .loss = loss,
  .lambda = lambda,
  .scratch = graft_coral_scratch,
};
