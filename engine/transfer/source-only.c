/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Source-only: plain training on the labelled source; the target is looked at by nobody.
 * It is the twin of every adaptation run, and the template for a new method. */
#include "engine/nn/loss.h"
#include "engine/transfer/method.h"

#include <glib/gi18n-lib.h>

/* Features, then one head for the classes on the source rows. */
static gboolean
build (GraftNetwork *network,
       const GraftPreset *preset,
       guint n_classes,
       const GraftParams *params,
       GraftHeads *heads,
       GError **error)
{
  graft_network_begin_group (network, "label");
  graft_network_begin_rows (network, GRAFT_ROWS_SOURCE);
  heads->label =
      graft_preset_add_label_head (preset, network, heads->features, n_classes, error);
  return heads->label != 0;
}

static void
loss (const GraftStepContext *context, GraftStepFigures *figures)
{
  figures->label_loss = graft_loss_softmax_ce (
      graft_plan_get_output (context->plan, context->heads->label),
      context->batch->labels, context->batch->n_source, context->n_classes, NULL,
      graft_plan_get_output_gradient (context->plan, context->heads->label));
}

const GraftMethodClass graft_method_source_only = {
  .info = {
    .id = "source-only",
    .label = N_ ("Source only"),
    .summary = N_ ("Train on the source and hope: what adaptation has to beat."),
    .paper = "Ben-David et al. 2010",
    .formula = "min mean_S CE(G_y(G_f(x)), y)",
    .cells = GRAFT_CELL_SOURCE_LABELLED_TARGET_UNLABELLED,
    .flags = GRAFT_METHOD_BASELINE,
  },
  .build = build,
  .loss = loss,
};
