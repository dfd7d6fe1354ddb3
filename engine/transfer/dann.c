/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Domain-adversarial training (methods 5.2): a domain head learns to tell source from
 * target while gradient reversal makes the features unlearn the difference. Ganin et al.,
 * "Domain-adversarial training of neural networks", JMLR 17, 2016. */
#include "engine/nn/loss.h"
#include "engine/optim/schedule.h"
#include "engine/transfer/method.h"

#include <glib/gi18n-lib.h>

extern const GraftMethodClass graft_method_source_only;

static const GraftParam params_list[] = {
  { "lambda_max", N_ ("λ"),
    N_ ("Weight of the reversed gradient that reaches the features; the domain head "
        "itself "
        "learns at full rate. Before a run: λ at its end. While it runs: λ now."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_LIVE, 0, 5, 1, NULL },
  { "lambda_gamma", N_ ("Steepness of λ"),
    N_ ("λ(p) = λ_max · (2 / (1 + exp(−γ p)) − 1), p being the share of the run that is "
        "done. "
        "0 keeps λ at λ_max throughout."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_ADVANCED, 0, 100, 10, NULL },
};

/* The label head first, as the twin has it, so that both start from the same weights. */
static gboolean
build (GraftNetwork *network,
       const GraftPreset *preset,
       guint n_classes,
       const GraftParams *params,
       GraftHeads *heads,
       GError **error)
{
  guint reversed;

  if (!graft_method_source_only.build (network, preset, n_classes, params, heads, error))
    return FALSE;
  graft_network_begin_group (network, "domain");
  graft_network_begin_rows (network, GRAFT_ROWS_ALL);
  reversed = graft_network_append (network, "grl", NULL, heads->features, error);
  if (reversed == 0)
    return FALSE;
  heads->domain = graft_preset_add_domain_head (preset, network, reversed, error);
  return heads->domain != 0;
}

/* Share of the mini-batch whose domain the head gets right; logits at 0 count as source.
 */
static double
domain_accuracy (const GraftReal *logits, gsize n_source, gsize n_target)
{
  gsize right = 0;

  for (gsize i = 0; i < n_source + n_target; i++)
    right += (logits[i] > 0) == (i >= n_source);
  return (double)right / (double)(n_source + n_target);
}

static void
loss (const GraftStepContext *context, GraftStepFigures *figures)
{
  const GraftBatch *batch = context->batch;
  const GraftReal *logits = graft_plan_get_output (context->plan, context->heads->domain);

  graft_method_source_only.loss (context, figures);
  figures->domain_loss = graft_loss_domain_bce (
      logits, batch->n_source, batch->n_target,
      graft_plan_get_output_gradient (context->plan, context->heads->domain));
  figures->domain_accuracy = domain_accuracy (logits, batch->n_source, batch->n_target);
}

static double
lambda (const GraftParams *params, double progress)
{
  double gamma = graft_params_get (params, "lambda_gamma");
  double full = graft_params_get (params, "lambda_max");

  return gamma > 0 ? full * graft_schedule_dann_lambda (progress, gamma) : full;
}

const GraftMethodClass graft_method_dann = {
  .info = {
    .id = "dann",
    .label = N_ ("Domain-adversarial (DANN)"),
    .summary = N_ ("Features that hide where a picture came from."),
    .paper = "Ganin et al. 2016, arXiv:1505.07818",
    .formula = "min over θ_f, θ_y, max over θ_d of L_y(S) − λ · [½ L_d(S) + ½ L_d(T)]",
    .cells = GRAFT_CELL_SOURCE_LABELLED_TARGET_UNLABELLED,
    .flags = GRAFT_METHOD_ADVERSARIAL | GRAFT_METHOD_NEEDS_TARGET,
    .params = params_list,
    .n_params = G_N_ELEMENTS (params_list),
  },
  .build = build,
  .loss = loss,
  .lambda = lambda,
};
