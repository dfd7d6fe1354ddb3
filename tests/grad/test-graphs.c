/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole graphs against central differences: where gradients meet, rows part, nodes are
 * frozen, and batch normalisation stands in a residual block. */
#include "tests/support/gradient-check.h"

static guint
append (GraftNetwork *network, const char *layer, const char *attributes, guint input)
{
  g_autoptr (GError) error = NULL;
  guint node = graft_network_append (network, layer, attributes, input, &error);

  g_assert_no_error (error);
  return node;
}

static guint
join (GraftNetwork *network, const char *layer, guint a, guint b)
{
  g_autoptr (GError) error = NULL;
  guint node = graft_network_add (network, layer, NULL, (guint[]){ a, b }, 2, &error);

  g_assert_no_error (error);
  return node;
}

/* One node read by three others, one of them twice over, and from outside. */
static void
check_consumers (gsize rows)
{
  GraftShape input = graft_shape_vector (5);
  GraftNetwork *network = graft_network_new (&input);
  guint h = append (network, "tanh", NULL, append (network, "dense", "out=6", 0));
  guint a = append (network, "dense", "out=6", h);
  guint b = append (network, "sigmoid", NULL, h);
  guint sum = join (network, "add", a, b);
  guint square = join (network, "mul", h, h);
  guint both = join (network, "concat", sum, square);
  GraftPlanOptions options = { .n_source = rows,
                               .training = TRUE,
                               .outputs = { both, h },
                               .n_outputs = 2,
                               .input_gradient = TRUE };
  GraftProbe probe;

  graft_probe_init (&probe, network, &options, 1, rows);
  graft_probe_check (&probe, "consumers", 0, FALSE);
  graft_probe_clear (&probe);
}

static void
test_consumers (void)
{
  check_consumers (1);
  check_consumers (5);
  check_consumers (33);
}

/* conv – bn – relu – conv – bn, plus the way round, relu, mean: @frozen_node is one to
 * freeze. */
static void
check_residual (gsize rows, guint frozen_node)
{
  GraftShape input = graft_shape_image (5, 4, 2);
  GraftNetwork *network = graft_network_new (&input);
  guint stem = append (network, "conv2d", "out=3;kernel=3;padding=same", 0);
  guint a = append (network, "conv2d", "out=3;kernel=3;padding=same", stem);
  guint sum, mean;

  a = append (network, "batch-norm", NULL, a);
  a = append (network, "relu", NULL, a);
  a = append (network, "conv2d", "out=3;kernel=3;padding=same", a);
  a = append (network, "batch-norm", NULL, a);
  sum = append (network, "relu", NULL, join (network, "add", stem, a));
  mean =
      append (network, "dense", "out=2", append (network, "global-avg-pool", NULL, sum));
  if (frozen_node > 0)
    graft_network_set_node_frozen (network, frozen_node, TRUE);
  {
    GraftPlanOptions options = { .n_source = rows,
                                 .training = TRUE,
                                 .outputs = { mean },
                                 .n_outputs = 1,
                                 .input_gradient = TRUE };
    GraftProbe probe;

    graft_probe_init (&probe, network, &options, 2, 10 + rows);
    graft_probe_check (&probe, "residual", 0, TRUE);
    graft_probe_clear (&probe);
  }
}

static void
test_residual (void)
{
  check_residual (1, 0);
  check_residual (5, 0);
  check_residual (34, 0);
}

/* Frozen: no gradient of its own, statistics used as they are, and what comes before
 * still gets the right gradient. */
static void
test_frozen (void)
{
  for (guint node = 1; node <= 6; node++)
    check_residual (5, node);
}

typedef struct
{
  GraftProbe probe;
  guint label;
  guint domain;
  guint n_features; /* nodes 1 … are features */
} Dann;

/* Features on all rows, labels on source rows, a second label-like head on target rows,
 * and the domain behind gradient reversal. */
static void
dann_init (Dann *self, gsize n_source, gsize n_target, gboolean normalise)
{
  GraftShape input = graft_shape_vector (4);
  GraftNetwork *network = graft_network_new (&input);
  guint features = append (network, "dense", "out=5", 0);
  guint target, reversed;

  if (normalise)
    features = append (network, "batch-norm", NULL, features);
  features = append (network, "tanh", NULL, features);
  self->n_features = features;
  graft_network_begin_group (network, "label");
  graft_network_begin_rows (network, GRAFT_ROWS_SOURCE);
  self->label = append (network, "dense", "out=3", features);
  self->label = append (network, "batch-norm", NULL, self->label);
  graft_network_begin_rows (network, GRAFT_ROWS_TARGET);
  target = append (network, "dense", "out=2", features);
  target = append (network, "batch-norm", NULL, target);
  graft_network_begin_group (network, "domain");
  graft_network_begin_rows (network, GRAFT_ROWS_ALL);
  reversed = append (network, "grl", NULL, features);
  self->domain =
      append (network, "tanh", NULL, append (network, "dense", "out=4", reversed));
  self->domain = append (network, "dense", "out=1", self->domain);
  {
    GraftPlanOptions options = { .n_source = n_source,
                                 .n_target = n_target,
                                 .training = TRUE,
                                 .outputs = { self->label, target, self->domain },
                                 .n_outputs = 3,
                                 .input_gradient = TRUE };

    graft_probe_init (&self->probe, network, &options, 2, 77 + n_source);
  }
}

/* With λ = −1 the reversal is the identity and the whole gradient is the slope. */
static void
check_dann_identity (gsize n_source, gsize n_target, gboolean normalise)
{
  Dann dann;

  dann_init (&dann, n_source, n_target, normalise);
  graft_probe_check (&dann.probe, "dann", -1, FALSE);
  graft_probe_clear (&dann.probe);
}

static void
test_dann_rows (void)
{
  check_dann_identity (3, 2, FALSE);
  check_dann_identity (3, 2, TRUE);
  check_dann_identity (16, 16, TRUE);
  check_dann_identity (21, 14, TRUE);
  check_dann_identity (2, 33, FALSE);
}

/* With λ = 0.7 the features get ∂L_y − λ ∂L_d and the domain head ∂L_d undiminished
 * (methods 5.2). */
static void
test_dann_reversal (void)
{
  const double lambda = 0.7;
  Dann dann;
  GraftReal *weights;
  g_autofree GraftReal *gradients = NULL;

  dann_init (&dann, 6, 5, TRUE);
  weights = graft_network_peek_weights (dann.probe.network);
  graft_probe_backward (&dann.probe, lambda);
  gradients =
      g_memdup2 (graft_plan_get_gradients (dann.probe.plan),
                 graft_network_get_n_weights (dann.probe.network) * sizeof (GraftReal));
  for (guint i = 1; i < graft_network_get_n_nodes (dann.probe.network); i++)
    {
      const GraftNode *node = graft_network_get_node (dann.probe.network, i);
      double factor = i <= dann.n_features ? -lambda : 1;

      for (guint w = 0; w < node->n_weights; w++)
        for (gsize j = node->weights[w].offset;
             j < node->weights[w].offset + node->weights[w].size &&
             !(node->weights[w].flags & GRAFT_WEIGHT_STATE);
             j++)
          {
            double labels, domain;

            dann.probe.weight[2] = 0;
            labels = graft_probe_difference (&dann.probe, weights + j, FALSE);
            dann.probe.weight[0] = dann.probe.weight[1] = 0;
            dann.probe.weight[2] = 1;
            domain = graft_probe_difference (&dann.probe, weights + j, FALSE);
            dann.probe.weight[0] = dann.probe.weight[1] = 1;
            graft_probe_compare (node->name, j, gradients[j], labels + factor * domain,
                                 FALSE);
          }
    }
  graft_probe_clear (&dann.probe);
}

/* A convolutional chain with every fusion there is: ReLU into the pool, into the
 * convolution, into the dense layer. */
static void
test_fused_chain (void)
{
  g_autoptr (GError) error = NULL;
  GraftShape input = graft_shape_image (9, 8, 2);
  GraftNetwork *network = graft_network_new (&input);
  guint node = graft_network_append_chain (
      network, "conv:4:3,relu,pool:2,conv:5:2,relu,bn,relu,dense:6,relu,dense:3", 0,
      &error);
  GraftPlanOptions options = { .n_source = 18,
                               .training = TRUE,
                               .outputs = { node },
                               .n_outputs = 1,
                               .input_gradient = TRUE };
  GraftProbe probe;

  g_assert_no_error (error);
  graft_probe_init (&probe, network, &options, 2, 5);
  graft_probe_check (&probe, "chain", 0, TRUE);
  graft_probe_clear (&probe);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/grad/graph/consumers", test_consumers);
  g_test_add_func ("/grad/graph/residual", test_residual);
  g_test_add_func ("/grad/graph/frozen", test_frozen);
  g_test_add_func ("/grad/graph/dann-rows", test_dann_rows);
  g_test_add_func ("/grad/graph/dann-reversal", test_dann_reversal);
  g_test_add_func ("/grad/graph/fused-chain", test_fused_chain);
  return g_test_run ();
}
