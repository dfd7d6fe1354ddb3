/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See graph.h. */
#include "engine/golden/graph.h"

#include "engine/base/error.h"

#include <string.h>

gboolean
graft_sample_shape (const GraftArray *array, GraftShape *shape)
{
  *shape = (GraftShape){ 0 };
  if (array->rank < 2 || array->rank > 4)
    return FALSE;
  for (guint i = 0; i < array->rank; i++)
    if (array->dim[i] == 0)
      return FALSE;
  shape->rank = array->rank - 1;
  for (guint i = 2; i < array->rank; i++)
    shape->dim[i - 2] = array->dim[i];
  shape->dim[shape->rank - 1] = array->dim[1];
  return TRUE;
}

static const GraftWeight *
find_weight (const GraftNetwork *network, guint node, const char *name)
{
  const GraftNode *of = graft_network_get_node (network, node);

  for (guint w = 0; w < of->n_weights; w++)
    if (strcmp (of->weights[w].name, name) == 0)
      return &of->weights[w];
  return NULL;
}

gboolean
graft_case_set_weight (GraftCase *self,
                       const char *input,
                       GraftNetwork *network,
                       guint node,
                       const char *weight,
                       GError **error)
{
  const GraftWeight *of = find_weight (network, node, weight);
  const GraftArray *array = graft_case_input (self, input, error);

  if (array == NULL)
    return FALSE;
  if (of == NULL || of->size != array->n)
    {
      g_set_error (
          error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
          "%s: “%s” has %" G_GSIZE_FORMAT " values, the layer's %s %" G_GSIZE_FORMAT,
          graft_case_get_name (self), input, array->n, weight, of != NULL ? of->size : 0);
      return FALSE;
    }
  graft_weight_import (of, array->value,
                       graft_network_peek_weights (network) + of->offset);
  return TRUE;
}

void
graft_case_expect_weight (GraftCase *self,
                          const char *output,
                          const GraftNetwork *network,
                          guint node,
                          const char *weight,
                          const GraftReal *gradients)
{
  const GraftWeight *of = find_weight (network, node, weight);
  g_autofree double *file = NULL;

  if (of == NULL)
    return;
  if (gradients == NULL)
    gradients = graft_network_peek_weights (network);
  file = g_new (double, of->size);
  graft_weight_export (of, gradients + of->offset, file);
  graft_case_expect (self, output, file, of->size);
}

gboolean
graft_graph_begin (GraftGraphRun *run, GraftCase *self, GError **error)
{
  const GraftArray *x = graft_case_input (self, "x", error);
  GraftShape shape;

  if (x == NULL)
    return FALSE;
  if (!graft_sample_shape (x, &shape))
    {
      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
                   "%s: “x” has %u axes; layers take 2 to 4", graft_case_get_name (self),
                   x->rank);
      return FALSE;
    }
  run->network = graft_network_new (&shape);
  run->workers = graft_workers_new (1);
  return TRUE;
}

guint
graft_graph_append (GraftGraphRun *run,
                    const char *layer,
                    const char *attributes,
                    GError **error)
{
  return graft_network_append (run->network, layer, attributes,
                               graft_network_get_n_nodes (run->network) - 1, error);
}

static GraftReal *
reals_channels_last (const GraftArray *array)
{
  g_autofree double *moved = graft_channels_last (array->value, array->rank, array->dim);
  const GraftArray wide = { .n = array->n, .value = moved };

  return graft_array_dup_reals (&wide);
}

/* @values: [n, shape], channels last, compared with channels first. */
static void
expect_channels_first (GraftCase *self,
                       const char *output,
                       const GraftReal *values,
                       gsize n,
                       const GraftShape *shape)
{
  gsize dim[4] = { n, shape->dim[shape->rank - 1] };
  gsize size = n * graft_shape_size (shape);
  g_autofree double *wide = g_new (double, size + 1);
  g_autofree double *moved = NULL;

  for (guint i = 0; i + 1 < shape->rank; i++)
    dim[2 + i] = shape->dim[i];
  for (gsize i = 0; i < size; i++)
    wide[i] = (double)values[i];
  moved = graft_channels_first (wide, shape->rank + 1, dim);
  graft_case_expect (self, output, moved, size);
}

static gboolean
run_backward (
    GraftGraphRun *run, GraftCase *self, guint last, gsize batch, GError **error)
{
  const GraftArray *dy = graft_case_input (self, "dy", error);
  const GraftShape *output = &graft_network_get_node (run->network, last)->output;
  g_autofree GraftReal *values = NULL;

  if (dy == NULL)
    return FALSE;
  if (dy->n != batch * graft_shape_size (output) || dy->rank < 2)
    {
      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
                   "%s: “dy” does not have the shape of the output",
                   graft_case_get_name (self));
      return FALSE;
    }
  values = reals_channels_last (dy);
  memcpy (graft_plan_get_output_gradient (run->plan, last), values,
          dy->n * sizeof *values);
  graft_plan_backward (run->plan, (GraftReal)run->lambda);
  expect_channels_first (self, "d_x", graft_plan_get_input_gradient (run->plan), batch,
                         &graft_network_get_node (run->network, 0)->output);
  return TRUE;
}

gboolean
graft_graph_run (GraftGraphRun *run, GraftCase *self, GError **error)
{
  const GraftArray *x = graft_case_input (self, "x", error);
  guint last = graft_network_get_n_nodes (run->network) - 1;
  gboolean backward = graft_case_has_input (self, "dy");
  GraftPlanOptions options = { .n_source = x->dim[0],
                               .training = run->training || backward,
                               .outputs = { last },
                               .n_outputs = 1,
                               .input_gradient = backward };

  run->x = reals_channels_last (x);
  run->plan = graft_plan_new (run->network, &options, run->workers, error);
  if (run->plan == NULL)
    return FALSE;
  graft_plan_forward (run->plan, run->x, 0, 0);
  expect_channels_first (self, "y", graft_plan_get_output (run->plan, last), x->dim[0],
                         &graft_network_get_node (run->network, last)->output);
  return !backward || run_backward (run, self, last, x->dim[0], error);
}

void
graft_graph_clear (GraftGraphRun *run)
{
  g_clear_pointer (&run->plan, graft_plan_free);
  g_clear_pointer (&run->workers, graft_workers_free);
  g_clear_pointer (&run->network, graft_network_free);
  g_clear_pointer (&run->x, g_free);
}
