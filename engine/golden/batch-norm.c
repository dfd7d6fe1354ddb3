/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods 1.6. With the statistics held still the gradients are those of a frozen layer.
 */
#include "engine/golden/graph.h"

/* Statistics that the case lacks are as in a new layer. */
static gboolean
set_statistics (GraftCase *self, GraftGraphRun *run, GError **error)
{
  static const char *const inputs[][2] = { { "running_mean_in", "mean" },
                                           { "running_var_in", "variance" },
                                           { "running_mean", "mean" },
                                           { "running_var", "variance" } };

  for (gsize i = 0; i < G_N_ELEMENTS (inputs); i++)
    if (graft_case_has_input (self, inputs[i][0]) &&
        !graft_case_set_weight (self, inputs[i][0], run->network, 1, inputs[i][1], error))
      return FALSE;
  return TRUE;
}

/* Training turns "running_mean_in" into "running_mean_out"; the statistics of a frozen
 * layer are "running_mean" and stay. */
static gboolean
norm (GraftCase *self, GError **error)
{
  g_auto (GraftGraphRun) run = { .training = TRUE };
  gboolean still = graft_case_has_input (self, "running_mean") &&
                   !graft_case_wants (self, "running_mean_out");
  char eps[G_ASCII_DTOSTR_BUF_SIZE], momentum[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *attributes = NULL;

  g_ascii_dtostr (eps, sizeof eps, graft_case_param (self, "eps", 1e-5));
  g_ascii_dtostr (momentum, sizeof momentum, graft_case_param (self, "momentum", 0.1));
  attributes = g_strdup_printf ("eps=%s;momentum=%s;freeze_statistics=%s", eps, momentum,
                                still ? "true" : "false");
  if (!graft_graph_begin (&run, self, error) ||
      graft_graph_append (&run, "batch-norm", attributes, error) == 0)
    return FALSE;
  graft_network_initialise (run.network, 1);
  if (!graft_case_set_weight (self, "gamma", run.network, 1, "gamma", error) ||
      !graft_case_set_weight (self, "beta", run.network, 1, "beta", error) ||
      !set_statistics (self, &run, error) || !graft_graph_run (&run, self, error))
    return FALSE;
  graft_graph_expect_gradient (&run, self, "d_gamma", 1, "gamma");
  graft_graph_expect_gradient (&run, self, "d_beta", 1, "beta");
  graft_case_expect_weight (self, "running_mean_out", run.network, 1, "mean", NULL);
  graft_case_expect_weight (self, "running_var_out", run.network, 1, "variance", NULL);
  return TRUE;
}

const GraftGoldenFamily graft_golden_batch_norm[] = {
  { "batchnorm* batch_norm* bn*", "batchnorm*", "x gamma beta", GRAFT_GOLDEN_REAL, norm },
  { NULL },
};
