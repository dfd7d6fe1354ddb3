/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dense layers of millions of weights, which come from memory: each pass reads them once
 * for the whole mini-batch. Tasks are slices of the weights, not of the rows, so the node
 * is of BATCH scope; the shard only says which slice.
 *
 * Forward: slabs of W, some hundred rows by four panels, are packed into the second-level
 * cache and multiplied with all rows. Backward, in three phases: (0) dy is masked and
 * transposed into panels whose columns are the rows of the mini-batch; (1) dxᵀ = W · dyᵀ,
 * for which W is the factor that the kernels read in place; (2) dxᵀ is transposed back.
 */
#include "engine/nn/dense-private.h"

#include "engine/nn/layer-private.h"
#include "engine/tensor/panels.h"

#include <string.h>

#ifndef GRAFT_DOUBLE

#define SLAB_PANELS 4
/* Rows of W whose products with all panels of dyᵀ are done together: 384 KiB of W. */
#define BLOCK_FLOATS (96 * 1024)
/* Rows of W in one task of the weights' gradient: multiples of every tile. */
#define GRADIENT_ROWS 144

/* Columns (forward) or rows (backward) of W that belong to this task. */
typedef struct
{
  gsize first;
  gsize end;
} Slice;

/* The shards that hold rows of the node, each with an equal slice of @n units of @unit.
 */
static Slice
slice_of (const GraftTask *task, gsize n, gsize unit)
{
  gsize units = (n + unit - 1) / unit;
  gsize first = task->node_first / task->shard_rows;
  gsize last = (task->node_first + task->node_rows - 1) / task->shard_rows;
  gsize parts = last - first + 1, part = task->shard - first;

  return (Slice){ .first = part * units / parts * unit,
                  .end = MIN ((part + 1) * units / parts * unit, n) };
}

static gsize
rounded (gsize n, gsize unit)
{
  return (n + unit - 1) / unit * unit;
}

static gsize
slab_width (const GraftDense *dense)
{
  return SLAB_PANELS * GRAFT_PANEL_VECTORS * dense->kernels->lanes;
}

void
graft_dense_wide_plan (const GraftDense *dense,
                       const GraftPlanSizes *sizes,
                       GraftNodePlan *ask)
{
  const gsize lanes = dense->kernels->lanes;
  const gsize rows = rounded (sizes->batch * dense->steps, lanes);
  const gsize shards = (sizes->batch + sizes->shard_rows - 1) / sizes->shard_rows;
  gsize slab = dense->kernels->max_k * slab_width (dense);
  gsize gradient =
      sizes->batch * dense->steps * (GRADIENT_ROWS + GRAFT_PANEL_VECTORS * lanes);

  ask->scope = GRAFT_SCOPE_BATCH;
  ask->gradient = GRAFT_GRADIENT_WHOLE;
  ask->gradient_parts = (guint)((dense->in + GRADIENT_ROWS - 1) / GRADIENT_ROWS);
  ask->scratch =
      (MAX (MAX (slab, rows), sizes->training ? gradient : 0)) * sizeof (float);
  if (!sizes->training)
    return;
  ask->backward_phases = 3;
  /* dyᵀ and dxᵀ, of all shards together. */
  ask->shared =
      rounded ((dense->in + dense->out) * rows / shards * sizeof (float) + 64, 64);
}

/* One slab of columns, all rows of the mini-batch. */
static void
forward_slab (const GraftDense *dense, const GraftTask *task, gsize column, gsize columns)
{
  const gsize before = task->first - task->node_first, max_k = dense->kernels->max_k;
  float *slab = (float *)(gpointer)task->scratch;
  float start[SLAB_PANELS * GRAFT_PANEL_VECTORS * 16] = { 0 };
  GraftMultiply job = { .a_step = dense->in,
                        .n_runs = 1,
                        .start = start,
                        .c = task->y - before * dense->steps * dense->out + column,
                        .c_step = dense->out,
                        .lines = 1,
                        .steps = task->node_rows * dense->steps,
                        .columns = columns };

  if (dense->bias)
    memcpy (start, task->weights[1] + column, columns * sizeof *start);
  for (gsize k = 0; k < dense->in; k += max_k)
    {
      job.a = task->x[0] - before * dense->steps * dense->in + k;
      job.run = MIN (max_k, dense->in - k);
      job.relu = task->node->relu && k + max_k >= dense->in;
      graft_panels_pack (task->weights[0] + k * dense->out + column, dense->out, job.run,
                         columns, dense->kernels->lanes, slab);
      graft_panels_multiply (dense->kernels, &job, slab);
      job.start = NULL;
    }
}

void
graft_dense_wide_forward (const GraftTask *task)
{
  const GraftDense *dense = task->node->config;
  const gsize width = slab_width (dense);
  Slice slice = slice_of (task, dense->out, GRAFT_PANEL_VECTORS * dense->kernels->lanes);

  for (gsize column = slice.first; column < slice.end; column += width)
    forward_slab (dense, task, column, MIN (width, slice.end - column));
}

/* Phase 0: this shard's rows of dy become columns of the panels. */
static void
transpose_dy (const GraftDense *dense, const GraftTask *task, float *panels)
{
  const gsize lanes = dense->kernels->lanes, rows = task->node_rows * dense->steps;
  const gsize first = (task->first - task->node_first) * dense->steps;
  GraftPanel panel = { 0 };

  while (graft_panel_next (&panel, rows, lanes))
    {
      float *to = panels + panel.before * lanes * dense->out;
      gsize low = MAX (first, panel.column);
      gsize high = MIN (first + task->n * dense->steps, panel.column + panel.columns);

      for (gsize k = 0; low < high && k < dense->out; k++)
        for (gsize r = low; r < high; r++)
          to[k * panel.n_vectors * lanes + r - panel.column] =
              task->dy[(r - first) * dense->out + k];
    }
}

/* Phase 1: this task's rows of dxᵀ, [in, @rows]. */
static void
multiply_back (const GraftDense *dense,
               const GraftTask *task,
               const float *panels,
               float *dxt,
               gsize stride)
{
  const gsize block = MAX (36, BLOCK_FLOATS / dense->out / 36 * 36);
  float *zeros = (float *)(gpointer)task->scratch;
  Slice slice = slice_of (task, dense->in, 36);
  GraftMultiply job = { .a_step = dense->out,
                        .n_runs = 1,
                        .run = dense->out,
                        .start = zeros,
                        .c_step = stride,
                        .lines = 1,
                        .columns = task->node_rows * dense->steps };

  memset (zeros, 0, stride * sizeof *zeros);
  for (gsize i = slice.first; i < slice.end; i += block)
    {
      job.a = task->weights[0] + i * dense->out;
      job.c = dxt + i * stride;
      job.steps = MIN (block, slice.end - i);
      graft_panels_multiply (dense->kernels, &job, panels);
    }
}

/* Phase 2: this shard's rows of dx. */
static void
transpose_dx (const GraftDense *dense,
              const GraftTask *task,
              const float *dxt,
              gsize stride)
{
  const float *from = dxt + (task->first - task->node_first) * dense->steps;

  for (gsize first = 0; first < dense->in; first += 16)
    for (gsize r = 0; r < task->n * dense->steps; r++)
      for (gsize i = first; i < MIN (first + 16, dense->in); i++)
        task->dx[0][r * dense->in + i] = from[i * stride + r];
}

void
graft_dense_wide_backward (const GraftTask *task)
{
  const GraftDense *dense = task->node->config;
  const gsize stride = rounded (task->node_rows * dense->steps, dense->kernels->lanes);
  float *panels = (float *)(gpointer)task->all_shared;
  float *dxt = panels + dense->out * stride;

  if (task->phase == 0 && task->node->relu)
    graft_task_mask_relu (task);
  if (task->dx[0] == NULL)
    return;
  if (task->phase == 0)
    transpose_dy (dense, task, panels);
  else if (task->phase == 1)
    multiply_back (dense, task, panels, dxt, stride);
  else
    transpose_dx (dense, task, dxt, stride);
}

static void
copy_columns (const float *from, gsize stride, gsize rows, gsize columns, float *to)
{
  for (gsize r = 0; r < rows; r++)
    memcpy (to + r * columns, from + r * stride, columns * sizeof *to);
}

/* Rows of x and dy are many pages apart and would fall into a few sets of the cache: what
 * a task needs of them is copied side by side first. */
void
graft_dense_wide_gradient (const GraftTask *task)
{
  const GraftDense *dense = task->node->config;
  const gsize rows = task->n * dense->steps, first = task->part * GRADIENT_ROWS;
  const gsize run = MIN (GRADIENT_ROWS, dense->in - first);
  const gsize width = GRAFT_PANEL_VECTORS * dense->kernels->lanes;
  float *x = (float *)(gpointer)task->scratch, *dy = x + rows * run;
  GraftOuter job = { .a = x,
                     .a_step = run,
                     .n_runs = 1,
                     .run = run,
                     .b = dy,
                     .c_step = dense->out,
                     .lines = 1,
                     .steps = rows };

  copy_columns (task->x[0] + first, dense->in, rows, run, x);
  for (gsize column = 0; column < dense->out; column += width)
    {
      job.columns = job.b_step = MIN (width, dense->out - column);
      job.c = task->dw[0] + first * dense->out + column;
      copy_columns (task->dy + column, dense->out, rows, job.columns, dy);
      dense->kernels->outer (&job);
    }
}

#else

/* Never called: there are no kernels for double. */
void
graft_dense_wide_plan (const GraftDense *dense,
                       const GraftPlanSizes *sizes,
                       GraftNodePlan *ask)
{
}

void
graft_dense_wide_forward (const GraftTask *task)
{
}

void
graft_dense_wide_backward (const GraftTask *task)
{
}

void
graft_dense_wide_gradient (const GraftTask *task)
{
}

#endif
