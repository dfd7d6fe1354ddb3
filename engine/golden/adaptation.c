/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods 5.2, 5.15 and 5.16: a step of DANN, the distance of domains, blended digits. */
#include "engine/golden/graph.h"

#include "engine/base/error.h"
#include "engine/nn/loss.h"
#include "engine/stats/proxy-a-distance.h"
#include "engine/synth/blend.h"

#include <math.h>
#include <string.h>

typedef struct
{
  guint features;
  guint label;
  guint hidden;
  guint domain;
} Nodes;

static guint
append_dense (GraftCase *self,
              GraftNetwork *network,
              guint input,
              const char *weight,
              const char *bias,
              GError **error)
{
  const GraftArray *w = graft_case_input (self, weight, error);
  g_autofree char *attributes = NULL;
  guint node;

  if (!graft_case_check_rank (self, weight, 2, error))
    return 0;
  attributes = g_strdup_printf ("out=%" G_GSIZE_FORMAT, w->dim[0]);
  node = graft_network_append (network, "dense", attributes, input, error);
  if (node == 0 ||
      !graft_case_set_weight (self, weight, network, node, "weight", error) ||
      !graft_case_set_weight (self, bias, network, node, "bias", error))
    return 0;
  return node;
}

/* Three-headed as in training: labels on source rows only, the domain behind reversal. */
static gboolean
build_dann (GraftCase *self, GraftNetwork *network, Nodes *nodes, GError **error)
{
  guint hidden, reversed;

  nodes->features = append_dense (self, network, 0, "Wf", "bf", error);
  if (nodes->features == 0)
    return FALSE;
  hidden = graft_network_append (network, "tanh", NULL, nodes->features, error);
  graft_network_begin_rows (network, GRAFT_ROWS_SOURCE);
  nodes->label = append_dense (self, network, hidden, "Wy", "by", error);
  if (nodes->label == 0)
    return FALSE;
  graft_network_begin_rows (network, GRAFT_ROWS_ALL);
  reversed = graft_network_append (network, "grl", NULL, hidden, error);
  nodes->hidden = append_dense (self, network, reversed, "Wd", "bd", error);
  if (nodes->hidden == 0)
    return FALSE;
  hidden = graft_network_append (network, "relu", NULL, nodes->hidden, error);
  nodes->domain = append_dense (self, network, hidden, "wd2", "bd2", error);
  return nodes->domain != 0;
}

static void
expect_dann (GraftCase *self, const GraftGraphRun *run, const Nodes *nodes)
{
  const GraftReal *gradients = graft_plan_get_gradients (run->plan);
  GraftNetwork *network = run->network;

  graft_case_expect_weight (self, "d_Wf", network, nodes->features, "weight", gradients);
  graft_case_expect_weight (self, "d_bf", network, nodes->features, "bias", gradients);
  graft_case_expect_weight (self, "d_Wy", network, nodes->label, "weight", gradients);
  graft_case_expect_weight (self, "d_by", network, nodes->label, "bias", gradients);
  graft_case_expect_weight (self, "d_Wd", network, nodes->hidden, "weight", gradients);
  graft_case_expect_weight (self, "d_bd", network, nodes->hidden, "bias", gradients);
  graft_case_expect_weight (self, "d_wd2", network, nodes->domain, "weight", gradients);
  graft_case_expect_weight (self, "d_bd2", network, nodes->domain, "bias", gradients);
}

static gboolean
run_dann (GraftCase *self, GraftGraphRun *run, const Nodes *nodes, GError **error)
{
  const GraftArray *source = graft_case_input (self, "Xs", error);
  const GraftArray *target = graft_case_input (self, "Xt", error);
  g_autofree gint32 *labels = graft_case_dup_ints (self, "ys", error);
  gsize n_source = source->dim[0], n_target = target->dim[0];
  gsize k =
      graft_shape_size (&graft_network_get_node (run->network, nodes->label)->output);
  GraftPlanOptions options = { .n_source = n_source,
                               .n_target = n_target,
                               .training = TRUE,
                               .outputs = { nodes->label, nodes->domain },
                               .n_outputs = 2 };

  if (labels == NULL || !graft_case_check_shape (self, "ys", 1, &n_source, error))
    return FALSE;
  for (gsize i = 0; i < n_source; i++)
    if (labels[i] >= (gint32)k)
      {
        g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                     "label %d is not among %" G_GSIZE_FORMAT " classes", labels[i], k);
        return FALSE;
      }
  run->x = g_new (GraftReal, source->n + target->n);
  for (gsize i = 0; i < source->n + target->n; i++)
    run->x[i] =
        (GraftReal)(i < source->n ? source->value[i] : target->value[i - source->n]);
  run->plan = graft_plan_new (run->network, &options, run->workers, error);
  if (run->plan == NULL)
    return FALSE;
  graft_plan_forward (run->plan, run->x, 0, 0);
  graft_case_expect_number (
      self, "label_loss",
      graft_loss_softmax_ce (graft_plan_get_output (run->plan, nodes->label), labels,
                             n_source, k, NULL,
                             graft_plan_get_output_gradient (run->plan, nodes->label)));
  graft_case_expect_number (
      self, "domain_loss",
      graft_loss_domain_bce (graft_plan_get_output (run->plan, nodes->domain), n_source,
                             n_target,
                             graft_plan_get_output_gradient (run->plan, nodes->domain)));
  graft_plan_backward (run->plan, (GraftReal)graft_case_param (self, "lambda", 1));
  return TRUE;
}

static gboolean
dann (GraftCase *self, GError **error)
{
  const GraftArray *source = graft_case_input (self, "Xs", error);
  g_auto (GraftGraphRun) run = { 0 };
  GraftShape input;
  Nodes nodes;

  if (!graft_case_check_rank (self, "Xs", 2, error) ||
      !graft_case_check_shape (self, "Xt", 2, (gsize[]){ 0, source->dim[1] }, error))
    return FALSE;
  input = graft_shape_vector (source->dim[1]);
  run.network = graft_network_new (&input);
  run.workers = graft_workers_new (1);
  if (!build_dann (self, run.network, &nodes, error) ||
      !run_dann (self, &run, &nodes, error))
    return FALSE;
  expect_dann (self, &run, &nodes);
  return TRUE;
}

static gboolean
distance (GraftCase *self, GError **error)
{
  const GraftArray *err = graft_case_input (self, "err", error);
  g_autofree double *raw = g_new (double, err->n + 1);
  g_autofree double *clipped = g_new (double, err->n + 1);

  for (gsize i = 0; i < err->n; i++)
    {
      raw[i] = graft_proxy_a_distance_of_error (err->value[i]);
      clipped[i] = CLAMP (raw[i], 0, 2);
    }
  graft_case_expect (self, "pad", raw, err->n);
  graft_case_expect (self, "pad_clipped", clipped, err->n);
  return TRUE;
}

static guint8 *
dup_bytes (const GraftArray *array)
{
  guint8 *bytes = g_new (guint8, array->n + 1);

  for (gsize i = 0; i < array->n; i++)
    bytes[i] = (guint8)CLAMP (array->value[i], 0, 255);
  return bytes;
}

static gboolean
blend (GraftCase *self, GError **error)
{
  const GraftArray *digit = graft_case_input (self, "digit", error);
  const GraftArray *patch = graft_case_input (self, "patch", error);
  g_autofree guint8 *ink = dup_bytes (digit), *pixels = dup_bytes (patch);
  g_autofree double *out = g_new (double, patch->n + 1);

  if (digit->n == 0 || patch->n != 3 * digit->n)
    {
      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
                   "%s: “patch” should have three values a value of “digit”",
                   graft_case_get_name (self));
      return FALSE;
    }
  graft_blend (ink, pixels, digit->n, pixels);
  for (gsize i = 0; i < patch->n; i++)
    out[i] = pixels[i];
  graft_case_expect (self, "out", out, patch->n);
  return TRUE;
}

const GraftGoldenFamily graft_golden_adaptation[] = {
  { "dann_tiny* dann*", "feature tanh; label softmax; domain*",
    "Wf bf Wy by Wd bd wd2 bd2 Xs Xt ys", GRAFT_GOLDEN_REAL, dann },
  { "proxy_a_distance* a_distance* pad*", "2(1-2 err)", "err", GRAFT_GOLDEN_DOUBLE,
    distance },
  { "mnistm_blend* mnistm* mnist_m* blend*", "?patch - digit?*", "digit patch",
    GRAFT_GOLDEN_DOUBLE, blend },
  { NULL },
};
