/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packing, and products over all panels of a matrix: see panels.h. */
#include "engine/tensor/panels.h"

#include <string.h>

gboolean
graft_panel_next (GraftPanel *panel, gsize columns, gsize lanes)
{
  gsize left;

  panel->column += panel->columns;
  panel->before += panel->n_vectors;
  if (panel->column >= columns)
    return FALSE;
  left = (columns - panel->column + lanes - 1) / lanes;
  /* A lone vector in a panel would use half of the registers: 4 is 2 + 2. */
  panel->n_vectors = (guint)(left == 4 ? 2 : MIN (left, GRAFT_PANEL_VECTORS));
  panel->columns = MIN (columns - panel->column, panel->n_vectors * lanes);
  return TRUE;
}

gsize
graft_panels_size (gsize rows, gsize columns, gsize lanes)
{
  return (columns + lanes - 1) / lanes * lanes * rows;
}

void
graft_panels_pack (const float *matrix,
                   gsize stride,
                   gsize rows,
                   gsize columns,
                   gsize lanes,
                   float *packed)
{
  GraftPanel panel = { 0 };

  while (graft_panel_next (&panel, columns, lanes))
    {
      const gsize width = panel.n_vectors * lanes;
      float *to = packed + panel.before * lanes * rows;

      for (gsize k = 0; k < rows; k++, to += width)
        {
          memcpy (to, matrix + k * stride + panel.column, panel.columns * sizeof *to);
          memset (to + panel.columns, 0, (width - panel.columns) * sizeof *to);
        }
    }
}

/* Sixteen rows at a time: what is read stays in cache lines that are used up. */
static void
transpose_into (
    const float *from, gsize stride, gsize rows, gsize columns, float *to, gsize width)
{
  for (gsize first = 0; first < rows; first += 16)
    for (gsize column = 0; column < columns; column++)
      for (gsize k = first; k < MIN (first + 16, rows); k++)
        to[k * width + column] = from[column * stride + k];
}

void
graft_panels_pack_transposed (const float *matrix,
                              gsize stride,
                              gsize rows,
                              gsize columns,
                              gsize lanes,
                              float *packed)
{
  GraftPanel panel = { 0 };

  while (graft_panel_next (&panel, columns, lanes))
    {
      const gsize width = panel.n_vectors * lanes;
      float *to = packed + panel.before * lanes * rows;

      transpose_into (matrix + panel.column * stride, stride, rows, panel.columns, to,
                      width);
      for (gsize k = 0; k < rows; k++)
        memset (to + k * width + panel.columns, 0, (width - panel.columns) * sizeof *to);
    }
}

/* One panel, with sums of at most max_k terms at a time. */
static void
multiply_panel (const GraftKernels *kernels, const GraftMultiply *whole, guint n_vectors)
{
  const gsize width = n_vectors * kernels->lanes;
  const gsize pieces = MAX (1, (whole->run + kernels->max_k - 1) / kernels->max_k);
  const gsize piece = (whole->run + pieces - 1) / pieces;
  const gsize group = pieces > 1 ? 1 : MAX (1, kernels->max_k / whole->run);
  GraftMultiply job = *whole;

  for (gsize r = 0; r < whole->n_runs; r += group)
    for (gsize k = 0; k < whole->run; k += piece)
      {
        job.a = whole->a + k;
        job.offsets = whole->offsets != NULL ? whole->offsets + r : NULL;
        job.n_runs = MIN (group, whole->n_runs - r);
        job.run = MIN (piece, whole->run - k);
        job.b = whole->b + (r * whole->run + k) * width;
        job.start = r == 0 && k == 0 ? whole->start : NULL;
        job.relu = whole->relu && r + group >= whole->n_runs && k + piece >= whole->run;
        kernels->multiply (&job, n_vectors);
      }
}

void
graft_panels_multiply (const GraftKernels *kernels,
                       const GraftMultiply *job,
                       const float *packed)
{
  GraftPanel panel = { 0 };

  while (graft_panel_next (&panel, job->columns, kernels->lanes))
    {
      GraftMultiply part = *job;

      part.b = packed + panel.before * kernels->lanes * job->n_runs * job->run;
      part.start = job->start != NULL ? job->start + panel.column : NULL;
      part.c = job->c + panel.column;
      part.columns = panel.columns;
      multiply_panel (kernels, &part, panel.n_vectors);
    }
}
