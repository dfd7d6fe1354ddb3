/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods 1.8: two inputs joined. A network has one input, so both lie in it side by side
 * and are picked out by 1 × 1 convolutions of zeros and ones, which is exact. */
#include "engine/golden/graph.h"

#include <string.h>

/* [n, a + b, …] of [n, a, …] and [n, b, …]. */
static GraftArray
stack (const GraftArray *a, const GraftArray *b)
{
  GraftArray both = *a;
  gsize of_a = a->n / a->dim[0], of_b = b->n / b->dim[0];

  both.dim[1] = a->dim[1] + b->dim[1];
  both.n = a->n + b->n;
  both.value = g_new (double, both.n);
  for (gsize i = 0; i < a->dim[0]; i++)
    {
      double *to = both.value + i * (of_a + of_b);

      memcpy (to, a->value + i * of_a, of_a * sizeof *to);
      memcpy (to + of_a, b->value + i * of_b, of_b * sizeof *to);
    }
  return both;
}

/* A node that passes channels @first to @first + @n - 1 of the input on. */
static guint
pick (GraftNetwork *network, gsize first, gsize n, gsize total, GError **error)
{
  g_autofree char *attributes =
      g_strdup_printf ("out=%" G_GSIZE_FORMAT ";kernel=1;bias=false", n);
  guint node = graft_network_append (network, "conv2d", attributes, 0, error);
  g_autofree double *file = g_new0 (double, n *total);
  const GraftWeight *weight;

  if (node == 0)
    return 0;
  for (gsize i = 0; i < n; i++)
    file[i * total + first + i] = 1;
  weight = &graft_network_get_node (network, node)->weights[0];
  graft_weight_import (weight, file,
                       graft_network_peek_weights (network) + weight->offset);
  return node;
}

/* The gradient of the joined input, [n, a + b, …], as those of its parts. */
static void
expect_parts (GraftCase *self, GraftPlan *plan, const GraftArray *a, const GraftArray *b)
{
  const GraftReal *gradient = graft_plan_get_input_gradient (plan);
  gsize area = a->n / a->dim[0] / a->dim[1], total = a->dim[1] + b->dim[1];
  g_autofree double *of_a = g_new (double, a->n), *of_b = g_new (double, b->n);

  for (gsize i = 0; i < a->dim[0]; i++)
    for (gsize p = 0; p < area; p++)
      for (gsize c = 0; c < total; c++)
        {
          double value = (double)gradient[(i * area + p) * total + c];

          if (c < a->dim[1])
            of_a[(i * a->dim[1] + c) * area + p] = value;
          else
            of_b[(i * b->dim[1] + c - a->dim[1]) * area + p] = value;
        }
  graft_case_expect (self, "d_a", of_a, a->n);
  graft_case_expect (self, "d_b", of_b, b->n);
}

static guint
build (GraftNetwork *network,
       const GraftArray *a,
       const GraftArray *b,
       const char *layer,
       GError **error)
{
  gsize total = a->dim[1] + b->dim[1];
  guint inputs[2];
  guint joined;

  inputs[0] = pick (network, 0, a->dim[1], total, error);
  if (inputs[0] == 0)
    return 0;
  inputs[1] = pick (network, a->dim[1], b->dim[1], total, error);
  if (inputs[1] == 0)
    return 0;
  joined = graft_network_add (network, layer, NULL, inputs, 2, error);
  if (joined == 0 || !g_str_equal (layer, "add"))
    return joined;
  return graft_network_append (network, "relu", NULL, joined, error);
}

static gboolean
run_plan (GraftCase *self,
          GraftGraphRun *run,
          guint last,
          const GraftArray *both,
          GError **error)
{
  const GraftArray *dy = graft_case_input (self, "dy", error);
  GraftPlanOptions options = { .n_source = both->dim[0],
                               .training = TRUE,
                               .outputs = { last },
                               .n_outputs = 1,
                               .input_gradient = TRUE };
  const GraftShape *shape = &graft_network_get_node (run->network, last)->output;
  gsize dim[] = { both->dim[0], shape->dim[2], shape->dim[0], shape->dim[1] };
  g_autofree double *moved = graft_channels_last (both->value, 4, both->dim);
  g_autofree double *slope = NULL, *wide = NULL, *y = NULL;
  const GraftArray in = { .n = both->n, .value = moved };

  if (!graft_case_check_shape (self, "dy", 4, dim, error))
    return FALSE;
  run->x = graft_array_dup_reals (&in);
  run->plan = graft_plan_new (run->network, &options, run->workers, error);
  if (run->plan == NULL)
    return FALSE;
  graft_plan_forward (run->plan, run->x, 0, 0);
  wide = g_new (double, dy->n);
  for (gsize i = 0; i < dy->n; i++)
    wide[i] = (double)graft_plan_get_output (run->plan, last)[i];
  y = graft_channels_first (wide, 4, dim);
  graft_case_expect (self, "y", y, dy->n);
  slope = graft_channels_last (dy->value, 4, dy->dim);
  for (gsize i = 0; i < dy->n; i++)
    graft_plan_get_output_gradient (run->plan, last)[i] = (GraftReal)slope[i];
  graft_plan_backward (run->plan, 1);
  return TRUE;
}

static gboolean
run_join (GraftCase *self, const char *layer, GError **error)
{
  const GraftArray *a = graft_case_input (self, "a", error);
  const GraftArray *b = graft_case_input (self, "b", error);
  g_auto (GraftGraphRun) run = { 0 };
  GraftArray both;
  GraftShape shape;
  gboolean fine;
  guint last;

  if (!graft_case_check_rank (self, "a", 4, error) ||
      !graft_case_check_shape (self, "b", 4,
                               (gsize[]){ a->dim[0], 0, a->dim[2], a->dim[3] }, error))
    return FALSE;
  both = stack (a, b);
  graft_sample_shape (&both, &shape);
  run.network = graft_network_new (&shape);
  run.workers = graft_workers_new (1);
  last = build (run.network, a, b, layer, error);
  fine = last != 0 && run_plan (self, &run, last, &both, error);
  g_free (both.value);
  if (fine)
    expect_parts (self, run.plan, a, b);
  return fine;
}

static gboolean
concat (GraftCase *self, GError **error)
{
  return run_join (self, "concat", error);
}

static gboolean
residual (GraftCase *self, GError **error)
{
  return run_join (self, "add", error);
}

const GraftGoldenFamily graft_golden_joins[] = {
  { "concat_channels*", "a b dy", GRAFT_GOLDEN_REAL, concat },
  { "residual_add_relu*", "a b dy", GRAFT_GOLDEN_REAL, residual },
  { NULL },
};
