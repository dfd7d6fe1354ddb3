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

static GraftArray
see_as (const GraftArray *array, guint rank, const gsize *dim)
{
  GraftArray view = { .rank = rank, .n = array->n, .value = array->value };

  for (guint i = 0; i < rank; i++)
    view.dim[i] = dim[i];
  return view;
}

GraftArray
graft_array_as_rows (const GraftArray *array)
{
  gsize rows = array->rank > 0 ? array->dim[0] : 1;

  return see_as (array, 2, (gsize[]){ rows, rows > 0 ? array->n / rows : 0 });
}

GraftArray
graft_array_as_vectors (const GraftArray *array)
{
  gsize length = array->rank > 0 ? array->dim[array->rank - 1] : 1;

  return see_as (array, 2, (gsize[]){ length > 0 ? array->n / length : 0, length });
}

gboolean
graft_array_around_axis (const GraftArray *array, int axis, GraftArray *around)
{
  gsize dim[3] = { 1, 0, 1 };

  if (axis < 0)
    axis += (int)array->rank;
  if (axis < 0 || axis >= (int)array->rank)
    return FALSE;
  for (int i = 0; i < (int)array->rank; i++)
    if (i != axis)
      dim[i < axis ? 0 : 2] *= array->dim[i];
  dim[1] = array->dim[axis];
  *around = see_as (array, 3, dim);
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

  return x != NULL && graft_graph_begin_with (run, self, x, error);
}

gboolean
graft_graph_begin_with (GraftGraphRun *run,
                        GraftCase *self,
                        const GraftArray *input,
                        GError **error)
{
  GraftShape shape;

  if (!graft_sample_shape (input, &shape))
    {
      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
                   "%s: an input has %u axes; the layer takes 2 to 4, none of them of "
                   "length 0",
                   graft_case_get_name (self), input->rank);
      return FALSE;
    }
  run->input = *input;
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

/* [n, shape] in the order of files. */
static GraftArray
as_in_file (gsize n, const GraftShape *shape)
{
  GraftArray array = { .rank = shape->rank + 1,
                       .dim = { n, graft_shape_channels (shape) },
                       .n = n * graft_shape_size (shape) };

  for (guint i = 0; i + 1 < shape->rank; i++)
    array.dim[2 + i] = shape->dim[i];
  return array;
}

/* @values: [n, shape], channels last. */
static double *
dup_channels_first (const GraftReal *values, const GraftArray *file)
{
  g_autofree double *wide = g_new (double, file->n + 1);

  for (gsize i = 0; i < file->n; i++)
    wide[i] = (double)values[i];
  return graft_channels_first (wide, file->rank, file->dim);
}

static guint
last_node (const GraftGraphRun *run)
{
  return graft_network_get_n_nodes (run->network) - 1;
}

static GraftArray
output_in_file (const GraftGraphRun *run)
{
  return as_in_file (run->input.dim[0],
                     &graft_network_get_node (run->network, last_node (run))->output);
}

gboolean
graft_graph_forward (GraftGraphRun *run, gboolean backward, GError **error)
{
  GraftPlanOptions options = { .n_source = run->input.dim[0],
                               .training = run->training || backward,
                               .outputs = { last_node (run) },
                               .n_outputs = 1,
                               .input_gradient = backward };

  run->x = reals_channels_last (&run->input);
  run->plan = graft_plan_new (run->network, &options, run->workers, error);
  if (run->plan == NULL)
    return FALSE;
  graft_plan_forward (run->plan, run->x, 0, 0);
  return TRUE;
}

double *
graft_graph_dup_output (const GraftGraphRun *run)
{
  const GraftArray file = output_in_file (run);

  return dup_channels_first (graft_plan_get_output (run->plan, last_node (run)), &file);
}

static gboolean
run_backward (GraftGraphRun *run, GraftCase *self, GError **error)
{
  const GraftArray *dy = graft_case_input (self, "dy", error);
  GraftArray file = output_in_file (run);
  g_autofree GraftReal *values = NULL;
  g_autofree double *d_x = NULL;

  if (dy == NULL)
    return FALSE;
  if (dy->n != file.n)
    {
      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
                   "%s: “dy” does not have the shape of the output",
                   graft_case_get_name (self));
      return FALSE;
    }
  file.value = dy->value;
  values = reals_channels_last (&file);
  memcpy (graft_plan_get_output_gradient (run->plan, last_node (run)), values,
          file.n * sizeof *values);
  graft_plan_backward (run->plan, (GraftReal)run->lambda);
  d_x = dup_channels_first (graft_plan_get_input_gradient (run->plan), &run->input);
  graft_case_expect (self, "d_x", d_x, run->input.n);
  return TRUE;
}

gboolean
graft_graph_run (GraftGraphRun *run, GraftCase *self, GError **error)
{
  gboolean backward = graft_case_has_input (self, "dy");
  g_autofree double *y = NULL;

  if (!graft_graph_forward (run, backward, error))
    return FALSE;
  y = graft_graph_dup_output (run);
  graft_case_expect (self, "y", y, output_in_file (run).n);
  return !backward || run_backward (run, self, error);
}

void
graft_graph_expect_gradient (GraftGraphRun *run,
                             GraftCase *self,
                             const char *output,
                             guint node,
                             const char *weight)
{
  if (graft_case_has_input (self, "dy"))
    graft_case_expect_weight (self, output, run->network, node, weight,
                              graft_plan_get_gradients (run->plan));
}

void
graft_graph_clear (GraftGraphRun *run)
{
  g_clear_pointer (&run->plan, graft_plan_free);
  g_clear_pointer (&run->workers, graft_workers_free);
  g_clear_pointer (&run->network, graft_network_free);
  g_clear_pointer (&run->x, g_free);
}
