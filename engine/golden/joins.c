/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods 1.8: two inputs joined. A network has one input, so both lie in it side by side
 * and are picked out by 1 × 1 convolutions of zeros and ones, which is exact. */
#include "engine/golden/graph.h"

#include "engine/base/error.h"

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

/* The gradient of the joined input, [n, …, a + b], as those of its parts. */
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

/* @a, @b: [n, channels, length, 1], images to the layers. */
static gboolean
run_join (GraftCase *self,
          const GraftArray *a,
          const GraftArray *b,
          const char *layer,
          GError **error)
{
  g_auto (GraftGraphRun) run = { 0 };
  GraftArray both = stack (a, b);
  gboolean fine = graft_graph_begin_with (&run, self, &both, error) &&
                  build (run.network, a, b, layer, error) != 0 &&
                  graft_graph_run (&run, self, error);

  g_free (both.value);
  if (fine && graft_case_has_input (self, "dy"))
    expect_parts (self, run.plan, a, b);
  return fine;
}

/* On any axis: it lies where the channels are. */
static gboolean
concat (GraftCase *self, GError **error)
{
  const GraftArray *a = graft_case_input (self, "a", error);
  const GraftArray *b = graft_case_input (self, "b", error);
  int axis = (int)CLAMP (graft_case_param (self, "axis", 1), -99, 99);
  GraftArray expected = *a, in_a, in_b;

  if (!graft_array_around_axis (a, axis, &in_a))
    {
      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
                   "%s: “a” has %u axes, but “axis” is %d", graft_case_get_name (self),
                   a->rank, axis);
      return FALSE;
    }
  expected.dim[axis < 0 ? axis + (int)a->rank : axis] = 0;
  if (!graft_case_check_rank (self, "a", a->rank, error) ||
      !graft_case_check_shape (self, "b", a->rank, expected.dim, error))
    return FALSE;
  graft_array_around_axis (b, axis, &in_b);
  in_a.rank = in_b.rank = 4;
  in_a.dim[3] = in_b.dim[3] = 1;
  return run_join (self, &in_a, &in_b, "concat", error);
}

/* [n, …] as images of one channel. */
static GraftArray
as_grey (const GraftArray *array)
{
  GraftArray rows = graft_array_as_rows (array);

  return (GraftArray){
    .rank = 4, .dim = { rows.dim[0], 1, rows.dim[1], 1 }, .n = rows.n, .value = rows.value
  };
}

static gboolean
residual (GraftCase *self, GError **error)
{
  const GraftArray *a = graft_case_input (self, "a", error);
  const GraftArray in_a = as_grey (a);
  const GraftArray in_b = as_grey (graft_case_input (self, "b", error));

  return graft_case_check_rank (self, "a", a->rank, error) &&
         graft_case_check_shape (self, "b", a->rank, a->dim, error) &&
         run_join (self, &in_a, &in_b, "add", error);
}

const GraftGoldenFamily graft_golden_joins[] = {
  { "concat_channels* concat*", "concat*", "a b", GRAFT_GOLDEN_REAL, concat },
  { "residual_add_relu* residual* add_relu*", "y=relu(a+b)", "a b", GRAFT_GOLDEN_REAL,
    residual },
  { NULL },
};
