/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The oracle: the same network trained on target labels, which no adaptation method may
 * see. The runner hands it the labelled target as its source; nothing else differs from
 * source-only. */
#include "engine/nn/loss.h"
#include "engine/transfer/method.h"

#include <glib/gi18n-lib.h>

extern const GraftMethodClass graft_method_source_only;

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
  graft_method_source_only.loss (context, figures);
}

const GraftMethodClass graft_method_target_only = {
  .info = {
    .id = "target-only",
    .label = N_ ("Target only (oracle)"),
    .summary = N_ ("Train on the labels of the target: the ceiling, not available in practice."),
    .paper = "Ganin et al. 2016",
    .formula = "min mean_T CE(G_y(G_f(x)), y)",
    .cells = GRAFT_CELL_SOURCE_LABELLED_TARGET_LABELLED,
    .flags = GRAFT_METHOD_BASELINE | GRAFT_METHOD_NEEDS_TARGET | GRAFT_METHOD_NEEDS_TARGET_LABELS,
  },
  .build = build,
  .loss = loss,
};
