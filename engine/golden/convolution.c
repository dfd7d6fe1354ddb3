/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods 1.2, 1.4 and 1.8: layers that multiply with weights or look them up, and the
 * small network of 1.16. */
#include "engine/golden/graph.h"

#include "engine/base/error.h"
#include "engine/nn/loss.h"

static gboolean
run_weighted (GraftCase *self,
              const GraftArray *input,
              const char *layer,
              const char *attributes,
              GError **error)
{
  g_auto (GraftGraphRun) run = { 0 };
  guint node;

  if (!graft_graph_begin_with (&run, self, input, error))
    return FALSE;
  node = graft_graph_append (&run, layer, attributes, error);
  if (node == 0 ||
      !graft_case_set_weight (self, "w", run.network, node, "weight", error) ||
      (graft_case_has_input (self, "b") &&
       !graft_case_set_weight (self, "b", run.network, node, "bias", error)) ||
      !graft_graph_run (&run, self, error))
    return FALSE;
  graft_graph_expect_gradient (&run, self, "d_w", node, "weight");
  graft_graph_expect_gradient (&run, self, "d_b", node, "bias");
  return TRUE;
}

static gboolean
conv2d (GraftCase *self, GError **error)
{
  const GraftArray *w = graft_case_input (self, "w", error);
  int stride[4] = { 1, 1, 1, 1 }, dilation[4] = { 1, 1, 1, 1 }, pad[4] = { 0 };
  g_autofree char *attributes = NULL;

  if (!graft_case_check_rank (self, "x", 4, error) ||
      !graft_case_check_rank (self, "w", 4, error))
    return FALSE;
  graft_case_param_list (self, "stride", stride);
  graft_case_param_list (self, "dilation", dilation);
  if (!graft_case_param_list (self, "pad_tblr", pad))
    graft_case_param_list (self, "pad", pad);
  attributes = g_strdup_printf (
      "out=%" G_GSIZE_FORMAT ";kernel_h=%" G_GSIZE_FORMAT ";kernel_w=%" G_GSIZE_FORMAT
      ";stride_h=%d;stride_w=%d;dilation_h=%d;dilation_w=%d;pad_top=%d;pad_bottom=%d;"
      "pad_left=%d;pad_right=%d;groups=%d;bias=%s",
      w->dim[0], w->dim[2], w->dim[3], stride[0], stride[2], dilation[0], dilation[2],
      pad[0], pad[1], pad[2], pad[3], (int)graft_case_param (self, "groups", 1),
      graft_case_has_input (self, "b") ? "true" : "false");
  return run_weighted (self, graft_case_input (self, "x", error), "conv2d", attributes,
                       error);
}

/* All axes before the last one are samples. */
static gboolean
linear (GraftCase *self, GError **error)
{
  const GraftArray *w = graft_case_input (self, "w", error);
  const GraftArray vectors = graft_array_as_vectors (graft_case_input (self, "x", error));
  g_autofree char *attributes = NULL;

  if (!graft_case_check_rank (self, "w", 2, error))
    return FALSE;
  attributes = g_strdup_printf ("out=%" G_GSIZE_FORMAT ";bias=%s", w->dim[0],
                                graft_case_has_input (self, "b") ? "true" : "false");
  return run_weighted (self, &vectors, "dense", attributes, error);
}

/* Every id is a sample: its vector lies in the file where the engine puts it, whatever
 * the axes of the ids. */
static gboolean
embedding (GraftCase *self, GError **error)
{
  const GraftArray *table = graft_case_input (self, "E", error);
  const GraftArray *ids = graft_case_input (self, "ids", error);
  const GraftArray each = {
    .rank = 2, .dim = { ids->n, 1 }, .n = ids->n, .value = ids->value
  };
  g_auto (GraftGraphRun) run = { 0 };
  g_autofree char *attributes = NULL;

  if (!graft_case_check_rank (self, "E", 2, error) ||
      !graft_graph_begin_with (&run, self, &each, error))
    return FALSE;
  attributes = g_strdup_printf ("vocabulary=%" G_GSIZE_FORMAT ";size=%" G_GSIZE_FORMAT,
                                table->dim[0], table->dim[1]);
  if (graft_graph_append (&run, "embedding", attributes, error) == 0 ||
      !graft_case_set_weight (self, "E", run.network, 1, "table", error) ||
      !graft_graph_run (&run, self, error))
    return FALSE;
  graft_graph_expect_gradient (&run, self, "d_E", 1, "table");
  return TRUE;
}

/* ---- the small network ---- */

typedef struct
{
  guint first;
  guint norm;
  guint second;
  guint dense;
} TinyNodes;

static gboolean
build_tiny (GraftCase *self, GraftGraphRun *run, TinyNodes *nodes, GError **error)
{
  const GraftArray *w1 = graft_case_input (self, "w1", error);
  const GraftArray *w2 = graft_case_input (self, "w2", error);
  const GraftArray *w3 = graft_case_input (self, "w3", error);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *first = NULL, *norm = NULL, *second = NULL, *dense = NULL;

  if (!graft_case_check_rank (self, "w1", 4, error) ||
      !graft_case_check_rank (self, "w2", 4, error) ||
      !graft_case_check_rank (self, "w3", 2, error))
    return FALSE;
  first = g_strdup_printf ("out=%" G_GSIZE_FORMAT ";kernel=3;pad=1", w1->dim[0]);
  g_ascii_dtostr (number, sizeof number, graft_case_param (self, "bn_eps", 1e-5));
  norm = g_strconcat ("eps=", number, NULL);
  second =
      g_strdup_printf ("out=%" G_GSIZE_FORMAT ";kernel=3;stride=2;pad=1", w2->dim[0]);
  dense = g_strdup_printf ("out=%" G_GSIZE_FORMAT, w3->dim[0]);
  return (nodes->first = graft_graph_append (run, "conv2d", first, error)) != 0 &&
         (nodes->norm = graft_graph_append (run, "batch-norm", norm, error)) != 0 &&
         graft_graph_append (run, "relu", NULL, error) != 0 &&
         graft_graph_append (run, "max-pool", "kernel=2", error) != 0 &&
         (nodes->second = graft_graph_append (run, "conv2d", second, error)) != 0 &&
         graft_graph_append (run, "relu", NULL, error) != 0 &&
         graft_graph_append (run, "global-avg-pool", NULL, error) != 0 &&
         (nodes->dense = graft_graph_append (run, "dense", dense, error)) != 0;
}

static gboolean
fill_tiny (GraftCase *self, GraftNetwork *network, const TinyNodes *nodes, GError **error)
{
  graft_network_initialise (network, 1);
  return graft_case_set_weight (self, "w1", network, nodes->first, "weight", error) &&
         graft_case_set_weight (self, "b1", network, nodes->first, "bias", error) &&
         graft_case_set_weight (self, "g1", network, nodes->norm, "gamma", error) &&
         graft_case_set_weight (self, "be1", network, nodes->norm, "beta", error) &&
         graft_case_set_weight (self, "w2", network, nodes->second, "weight", error) &&
         graft_case_set_weight (self, "b2", network, nodes->second, "bias", error) &&
         graft_case_set_weight (self, "w3", network, nodes->dense, "weight", error) &&
         graft_case_set_weight (self, "b3", network, nodes->dense, "bias", error);
}

static gboolean
train_tiny (GraftCase *self, GraftGraphRun *run, const TinyNodes *nodes, GError **error)
{
  const GraftArray *x = graft_case_input (self, "x", error);
  g_autofree gint32 *labels = graft_case_dup_ints (self, "labels", error);
  g_autofree double *moved = graft_channels_last (x->value, x->rank, x->dim);
  const GraftArray wide = { .n = x->n, .value = moved };
  GraftPlanOptions options = {
    .n_source = x->dim[0], .training = TRUE, .outputs = { nodes->dense }, .n_outputs = 1
  };
  gsize k =
      graft_shape_size (&graft_network_get_node (run->network, nodes->dense)->output);

  if (labels == NULL || !graft_case_check_shape (self, "labels", 1, &x->dim[0], error))
    return FALSE;
  for (gsize i = 0; i < x->dim[0]; i++)
    if (labels[i] >= (gint32)k)
      {
        g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                     "label %d is not among %" G_GSIZE_FORMAT " classes", labels[i], k);
        return FALSE;
      }
  run->x = graft_array_dup_reals (&wide);
  run->plan = graft_plan_new (run->network, &options, run->workers, error);
  if (run->plan == NULL)
    return FALSE;
  graft_plan_forward (run->plan, run->x, 0, 0);
  graft_case_expect_number (
      self, "loss",
      graft_loss_softmax_ce (graft_plan_get_output (run->plan, nodes->dense), labels,
                             x->dim[0], k, NULL,
                             graft_plan_get_output_gradient (run->plan, nodes->dense)));
  graft_plan_backward (run->plan, 1);
  return TRUE;
}

static gboolean
tiny_cnn (GraftCase *self, GError **error)
{
  g_auto (GraftGraphRun) run = { 0 };
  TinyNodes nodes;
  const GraftReal *gradients;

  if (!graft_graph_begin (&run, self, error) || !build_tiny (self, &run, &nodes, error) ||
      !fill_tiny (self, run.network, &nodes, error) ||
      !train_tiny (self, &run, &nodes, error))
    return FALSE;
  gradients = graft_plan_get_gradients (run.plan);
  graft_case_expect_weight (self, "d_w1", run.network, nodes.first, "weight", gradients);
  graft_case_expect_weight (self, "d_b1", run.network, nodes.first, "bias", gradients);
  graft_case_expect_weight (self, "d_g1", run.network, nodes.norm, "gamma", gradients);
  graft_case_expect_weight (self, "d_be1", run.network, nodes.norm, "beta", gradients);
  graft_case_expect_weight (self, "d_w2", run.network, nodes.second, "weight", gradients);
  graft_case_expect_weight (self, "d_b2", run.network, nodes.second, "bias", gradients);
  graft_case_expect_weight (self, "d_w3", run.network, nodes.dense, "weight", gradients);
  graft_case_expect_weight (self, "d_b3", run.network, nodes.dense, "bias", gradients);
  return TRUE;
}

const GraftGoldenFamily graft_golden_convolution[] = {
  { "conv2d* conv*", "conv2d", "x w", GRAFT_GOLDEN_REAL, conv2d },
  { "linear* dense* fc* fully_connected*", "y = x w^t + b", "x w", GRAFT_GOLDEN_REAL,
    linear },
  { "embedding* embed*", "lookup*", "E ids", GRAFT_GOLDEN_REAL, embedding },
  { "tiny_cnn* tinycnn* cnn*", "conv3x3*", "x labels w1 b1 g1 be1 w2 b2 w3 b3",
    GRAFT_GOLDEN_REAL, tiny_cnn },
  { NULL },
};
