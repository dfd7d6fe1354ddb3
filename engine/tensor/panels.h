/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weights packed for the kernels: the columns of a matrix are cut into panels of one to
 * three vectors, and each panel is stored row after row, padded with zeros, so that a
 * kernel reads it as one stream. */
#pragma once

#include "engine/tensor/kernels.h"

G_BEGIN_DECLS

/* The @index-th panel of @columns columns. */
typedef struct
{
  gsize column; /* first */
  gsize columns;
  guint n_vectors;
  gsize before; /* vectors in the panels before it: its place is before * lanes * rows */
} GraftPanel;

/* Walks over the panels: start with a zeroed @panel; returns %FALSE when there is no
 * other. */
gboolean graft_panel_next (GraftPanel *panel, gsize columns, gsize lanes);
/* Floats of a packed matrix. */
gsize graft_panels_size (gsize rows, gsize columns, gsize lanes);
/* @matrix: [rows, columns], rows @stride floats apart; @packed: 64-byte aligned */
void graft_panels_pack (const float *matrix,
                        gsize stride,
                        gsize rows,
                        gsize columns,
                        gsize lanes,
                        float *packed);
/* The same for the transpose: @matrix is [columns, rows]. */
void graft_panels_pack_transposed (const float *matrix,
                                   gsize stride,
                                   gsize rows,
                                   gsize columns,
                                   gsize lanes,
                                   float *packed);

/**
 * graft_panels_multiply:
 * @job: as for GraftKernels.multiply, with @b, @start, @c and @columns of the whole
 * matrix;
 *     @start may be %NULL
 * @packed: the whole matrix
 *
 * C = start + A · B over all panels. Long sums are cut so that the panel stays in the
 * first-level cache; that changes no bit of the result.
 */
void graft_panels_multiply (const GraftKernels *kernels,
                            const GraftMultiply *job,
                            const float *packed);

G_END_DECLS
