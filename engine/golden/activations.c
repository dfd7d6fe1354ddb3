/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods 1.3, 1.5, 1.7 and 5.2: layers without weights. The softmax axis of the cases is
 * that of the channels, which the engine has last. The file to start from. */
#include "engine/golden/graph.h"

#include "engine/nn/dropout.h"

#include <math.h>

static gboolean
run_layer (GraftCase *self, const char *layer, const char *attributes, GError **error)
{
  g_auto (GraftGraphRun) run = { .lambda = graft_case_param (self, "lambda", 1) };

  return graft_graph_begin (&run, self, error) &&
         graft_graph_append (&run, layer, attributes, error) != 0 &&
         graft_graph_run (&run, self, error);
}

#define PLAIN(name, layer)                                                               \
  static gboolean name (GraftCase *self, GError **error)                                 \
  {                                                                                      \
    return run_layer (self, layer, NULL, error);                                         \
  }

PLAIN (relu, "relu")
PLAIN (relu6, "relu6")
PLAIN (sigmoid, "sigmoid")
PLAIN (tanh_layer, "tanh")
PLAIN (softplus, "softplus")
PLAIN (softmax, "softmax")
PLAIN (log_softmax, "log-softmax")
PLAIN (global_average, "global-avg-pool")
PLAIN (global_maximum, "global-max-pool")
PLAIN (reversal, "grl")

static gboolean
leaky_relu (GraftCase *self, GError **error)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *attributes = g_strconcat (
      "slope=",
      g_ascii_dtostr (number, sizeof number, graft_case_param (self, "alpha", 0.01)),
      NULL);

  return run_layer (self, "leaky-relu", attributes, error);
}

/* log Σ exp x of each row, from the largest value and its logarithm. */
static void
expect_log_sums (GraftCase *self, const GraftArray *x, const GraftReal *log_y)
{
  gsize k = x->dim[1];
  g_autofree double *sums = g_new (double, x->dim[0]);

  for (gsize i = 0; i < x->dim[0]; i++)
    {
      gsize largest = 0;

      for (gsize j = 1; j < k; j++)
        if (x->value[i * k + j] > x->value[i * k + largest])
          largest = j;
      sums[i] = x->value[i * k + largest] - (double)log_y[i * k + largest];
    }
  graft_case_expect (self, "lse", sums, x->dim[0]);
}

static gboolean
softmax_extreme (GraftCase *self, GError **error)
{
  g_auto (GraftGraphRun) run = { 0 };
  const GraftArray *x;

  if (!softmax (self, error) || !graft_case_check_rank (self, "x", 2, error) ||
      !graft_graph_begin (&run, self, error) ||
      graft_graph_append (&run, "log-softmax", NULL, error) == 0)
    return FALSE;
  x = graft_case_input (self, "x", error);
  {
    const GraftPlanOptions options = { .n_source = x->dim[0],
                                       .outputs = { 1 },
                                       .n_outputs = 1 };

    run.x = graft_array_dup_reals (x);
    run.plan = graft_plan_new (run.network, &options, run.workers, error);
    if (run.plan == NULL)
      return FALSE;
    graft_plan_forward (run.plan, run.x, 0, 0);
    graft_case_expect_reals (self, "log_y", graft_plan_get_output (run.plan, 1), x->n);
    expect_log_sums (self, x, graft_plan_get_output (run.plan, 1));
  }
  return TRUE;
}

/* The layer draws its own mask; here it is given, and the arithmetic is the layer's. */
static gboolean
dropout (GraftCase *self, GError **error)
{
  const GraftArray *x = graft_case_input (self, "x", error);
  const GraftArray *mask = graft_case_input (self, "mask", error);
  const GraftArray *dy = graft_case_input (self, "dy", error);
  g_autofree GraftReal *values = graft_array_dup_reals (x);
  g_autofree GraftReal *gradient = graft_array_dup_reals (dy);
  g_autofree guint8 *kept = g_new (guint8, x->n + 1);
  double rate = graft_case_param (self, "p_drop", 0.5);

  if (!graft_case_check_shape (self, "mask", x->rank, x->dim, error) ||
      !graft_case_check_shape (self, "dy", x->rank, x->dim, error))
    return FALSE;
  for (gsize i = 0; i < x->n; i++)
    kept[i] = mask->value[i] != 0;
  graft_dropout_apply (values, kept, x->n, x->n, rate, values);
  graft_dropout_apply (gradient, kept, x->n, x->n, rate, gradient);
  graft_case_expect_reals (self, "y", values, x->n);
  graft_case_expect_reals (self, "d_x", gradient, x->n);
  return TRUE;
}

const GraftGoldenFamily graft_golden_activations[] = {
  { "act_relu", "x dy", GRAFT_GOLDEN_REAL, relu },
  { "act_relu6*", "x dy", GRAFT_GOLDEN_REAL, relu6 },
  { "act_relu*", "x dy", GRAFT_GOLDEN_REAL, relu },
  { "act_leaky_relu*", "x dy", GRAFT_GOLDEN_REAL, leaky_relu },
  { "act_sigmoid*", "x dy", GRAFT_GOLDEN_REAL, sigmoid },
  { "act_tanh*", "x dy", GRAFT_GOLDEN_REAL, tanh_layer },
  { "act_softplus*", "x dy", GRAFT_GOLDEN_REAL, softplus },
  { "act_log_softmax*", "x dy", GRAFT_GOLDEN_REAL, log_softmax },
  { "act_softmax*", "x dy", GRAFT_GOLDEN_REAL, softmax },
  { "softmax_extreme*", "x", GRAFT_GOLDEN_REAL, softmax_extreme },
  { "global_avgpool*", "x dy", GRAFT_GOLDEN_REAL, global_average },
  { "global_maxpool*", "x dy", GRAFT_GOLDEN_REAL, global_maximum },
  { "gradient_reversal*", "x dy", GRAFT_GOLDEN_REAL, reversal },
  { "dropout*", "x mask dy", GRAFT_GOLDEN_REAL, dropout },
  { NULL },
};
