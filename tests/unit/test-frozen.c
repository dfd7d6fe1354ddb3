/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frozen means frozen (methods 3.2, 3.5): after training, weights and running statistics
 * of what was frozen are the same bytes, whatever the optimiser, and all the rest has
 * moved. */
#include "engine/nn/loss.h"
#include "engine/nn/plan.h"
#include "engine/optim/optimizer.h"

#include <string.h>

#define ROWS 37
#define STEPS 12
#define CLASSES 3

static const GraftParam list[] = {
  { "weight_decay", "", "", GRAFT_PARAM_REAL, GRAFT_PARAM_NONE, 0, 1, 0.1, NULL },
  { "clip_norm", "", "", GRAFT_PARAM_REAL, GRAFT_PARAM_NONE, 0, 1e6, 1, NULL },
  { "max_norm", "", "", GRAFT_PARAM_REAL, GRAFT_PARAM_NONE, 0, 1e6, 0.5, NULL },
};

static GraftNetwork *
make_network (guint *logits)
{
  GraftShape input = graft_shape_image (6, 5, 2);
  GraftNetwork *network = graft_network_new (&input);
  g_autoptr (GError) error = NULL;
  guint node;

  graft_network_begin_group (network, "features");
  node = graft_network_append_chain (network, "conv:4:3,bn,relu,conv:5:2,bn,relu,flatten",
                                     0, &error);
  g_assert_no_error (error);
  graft_network_begin_group (network, "label");
  *logits = graft_network_append_chain (network, "dense:6,bn,relu,dense:3", node, &error);
  g_assert_no_error (error);
  graft_network_initialise (network, 5);
  return network;
}

/* Trains from data that move the statistics far from where they start. */
static void
train (GraftNetwork *network,
       guint logits,
       GraftOptimizer *optimizer,
       GraftWorkers *workers)
{
  g_autoptr (GraftPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  GraftPlanOptions options = { .n_source = ROWS, .training = TRUE, .n_outputs = 1 };
  GraftReal x[ROWS * 60];
  gint32 labels[ROWS];
  GraftRng rng;

  options.outputs[0] = logits;
  plan = graft_plan_new (network, &options, workers, &error);
  g_assert_no_error (error);
  graft_rng_init (&rng, 8, GRAFT_RNG_SAMPLE, 0);
  for (guint64 step = 0; step < STEPS; step++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (x); i++)
        x[i] = (GraftReal)(2 + 3 * graft_rng_normal (&rng));
      for (gsize i = 0; i < ROWS; i++)
        labels[i] = (gint32)graft_rng_below (&rng, CLASSES);
      graft_plan_forward (plan, x, 0, step);
      graft_loss_softmax_ce (graft_plan_get_output (plan, logits), labels, ROWS, CLASSES,
                             NULL, graft_plan_get_output_gradient (plan, logits));
      graft_plan_backward (plan, 0);
      graft_optimizer_step (optimizer, graft_network_peek_weights (network),
                            graft_plan_get_gradients (plan), 0.05);
    }
}

static GraftOptimizer *
make_optimizer (const char *id, GraftNetwork *network, GraftWorkers *workers)
{
  g_autoptr (GraftParams) params = graft_params_new (list, G_N_ELEMENTS (list));
  g_autoptr (GError) error = NULL;
  GraftOptimizer *optimizer = graft_optimizer_new (id, network, params, workers, &error);

  g_assert_no_error (error);
  return optimizer;
}

/* Every array of every node: the same bytes where frozen, changed where not. */
static void
compare (GraftNetwork *network, const GraftReal *before)
{
  const GraftReal *after = graft_network_peek_weights (network);
  gboolean any_frozen = FALSE;

  for (guint i = 1; i < graft_network_get_n_nodes (network); i++)
    {
      const GraftNode *node = graft_network_get_node (network, i);

      for (guint w = 0; w < node->n_weights; w++)
        {
          const GraftWeight *weight = &node->weights[w];
          gboolean same = memcmp (before + weight->offset, after + weight->offset,
                                  weight->size * sizeof *after) == 0;

          any_frozen |= node->frozen;
          if (same != node->frozen)
            g_error ("%s %s.%s %s", node->frozen ? "frozen" : "free", node->name,
                     weight->name, same ? "stood still" : "moved");
        }
    }
  g_assert_true (any_frozen);
}

static void
check_frozen (const char *id, guint group, guint node)
{
  guint logits;
  g_autoptr (GraftNetwork) network = make_network (&logits);
  g_autoptr (GraftWorkers) workers = graft_workers_new (2);
  g_autoptr (GraftOptimizer) optimizer = make_optimizer (id, network, workers);
  g_autofree GraftReal *before = NULL;

  /* The optimiser then has a momentum that would like to go on. */
  train (network, logits, optimizer, workers);
  if (node > 0)
    graft_network_set_node_frozen (network, node, TRUE);
  else
    graft_network_set_group_frozen (network, group, TRUE);
  before = g_memdup2 (graft_network_peek_weights (network),
                      graft_network_get_n_weights (network) * sizeof *before);
  train (network, logits, optimizer, workers);
  compare (network, before);
}

static void
check_group (gconstpointer data)
{
  guint logits;
  g_autoptr (GraftNetwork) network = make_network (&logits);

  check_frozen (data, graft_network_find_group (network, "features"), 0);
  check_frozen (data, graft_network_find_group (network, "label"), 0);
}

static void
test_nodes (void)
{
  guint logits;
  g_autoptr (GraftNetwork) network = make_network (&logits);

  for (guint i = 1; i < graft_network_get_n_nodes (network); i++)
    if (graft_network_get_node (network, i)->n_weights > 0)
      check_frozen ("adamw", 0, i);
}

/* Freed again, it learns again. */
static void
test_thaw (void)
{
  guint logits;
  g_autoptr (GraftNetwork) network = make_network (&logits);
  g_autoptr (GraftWorkers) workers = graft_workers_new (1);
  g_autoptr (GraftOptimizer) optimizer = make_optimizer ("sgd", network, workers);
  guint group = graft_network_find_group (network, "features");
  GraftReal first, second;

  graft_network_set_group_frozen (network, group, TRUE);
  first = graft_network_peek_weights (network)[0];
  train (network, logits, optimizer, workers);
  second = graft_network_peek_weights (network)[0];
  g_assert_true (first == second);
  graft_network_set_group_frozen (network, group, FALSE);
  train (network, logits, optimizer, workers);
  g_assert_true (first != graft_network_peek_weights (network)[0]);
}

/* A plan for looking never writes, running statistics included. */
static void
test_looking (void)
{
  guint logits;
  g_autoptr (GraftNetwork) network = make_network (&logits);
  g_autoptr (GraftWorkers) workers = graft_workers_new (1);
  g_autoptr (GraftPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = graft_network_hash (network);
  g_autofree char *after = NULL;
  GraftPlanOptions options = { .n_source = 4, .n_outputs = 1 };
  GraftReal x[4 * 60];

  for (gsize i = 0; i < G_N_ELEMENTS (x); i++)
    x[i] = (GraftReal)(i % 7);
  options.outputs[0] = logits;
  plan = graft_plan_new (network, &options, workers, &error);
  g_assert_no_error (error);
  graft_plan_forward (plan, x, 0, 0);
  after = graft_network_hash (network);
  g_assert_cmpstr (before, ==, after);
}

int
main (int argc, char **argv)
{
  const GraftOptimizerClass *klass;

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; (klass = graft_optimizer_class_get (i)) != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/frozen/group/%s", klass->id);

      g_test_add_data_func (path, klass->id, check_group);
    }
  g_test_add_func ("/frozen/nodes", test_nodes);
  g_test_add_func ("/frozen/thaw", test_thaw);
  g_test_add_func ("/frozen/looking", test_looking);
  return g_test_run ();
}
