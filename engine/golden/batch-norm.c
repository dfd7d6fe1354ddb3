/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods 1.6. With the statistics held still the gradients are those of a frozen layer.
 */
#include "engine/golden/graph.h"

static gboolean
run_norm (GraftCase *self, gboolean still, GError **error)
{
  g_auto (GraftGraphRun) run = { .training = TRUE };
  const char *mean = still ? "running_mean" : "running_mean_in";
  const char *variance = still ? "running_var" : "running_var_in";
  char eps[G_ASCII_DTOSTR_BUF_SIZE], momentum[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *attributes = NULL;

  g_ascii_dtostr (eps, sizeof eps, graft_case_param (self, "eps", 1e-5));
  g_ascii_dtostr (momentum, sizeof momentum, graft_case_param (self, "momentum", 0.1));
  attributes = g_strdup_printf ("eps=%s;momentum=%s;freeze_statistics=%s", eps, momentum,
                                still ? "true" : "false");
  if (!graft_graph_begin (&run, self, error) ||
      graft_graph_append (&run, "batch-norm", attributes, error) == 0 ||
      !graft_case_set_weight (self, "gamma", run.network, 1, "gamma", error) ||
      !graft_case_set_weight (self, "beta", run.network, 1, "beta", error) ||
      !graft_case_set_weight (self, mean, run.network, 1, "mean", error) ||
      !graft_case_set_weight (self, variance, run.network, 1, "variance", error) ||
      !graft_graph_run (&run, self, error))
    return FALSE;
  graft_graph_expect_gradient (&run, self, "d_gamma", 1, "gamma");
  graft_graph_expect_gradient (&run, self, "d_beta", 1, "beta");
  graft_case_expect_weight (self, "running_mean_out", run.network, 1, "mean", NULL);
  graft_case_expect_weight (self, "running_var_out", run.network, 1, "variance", NULL);
  return TRUE;
}

static gboolean
train (GraftCase *self, GError **error)
{
  return run_norm (self, FALSE, error);
}

static gboolean
evaluate (GraftCase *self, GError **error)
{
  return run_norm (self, TRUE, error);
}

const GraftGoldenFamily graft_golden_batch_norm[] = {
  { "batchnorm*train*", "x gamma beta running_mean_in running_var_in", GRAFT_GOLDEN_REAL,
    train },
  { "batchnorm*eval*", "x gamma beta running_mean running_var", GRAFT_GOLDEN_REAL,
    evaluate },
  { NULL },
};
