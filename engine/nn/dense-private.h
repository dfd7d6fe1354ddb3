/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files of the dense layer share: dense.c (the class, BLAS, and layers whose
 * weights fit a cache) and dense-wide.c (layers of millions of weights). */
#pragma once

#include "engine/nn/layer.h"
#include "engine/tensor/kernels.h"

G_BEGIN_DECLS

/**
 * GraftDense:
 * @kernels: %NULL: BLAS
 * @steps: rows of the product in one sample: 1, or the length of a sequence
 * @first: reads the network's input, whose gradient only checks ask for
 * @wide: dense-wide.c computes it
 */
typedef struct
{
  const GraftKernels *kernels;
  gsize in;
  gsize out;
  gsize steps;
  gboolean bias;
  gboolean first;
  gboolean wide;
} GraftDense;

/* From so many weights on, packing all of them and reading them once a shard costs more
 * than it gives: 4 MiB are a second-level cache and a third-level cache's share of one
 * core. */
#define GRAFT_DENSE_WIDE ((gsize)1 << 20)

void graft_dense_wide_plan (const GraftDense *dense,
                            const GraftPlanSizes *sizes,
                            GraftNodePlan *ask);
void graft_dense_wide_forward (const GraftTask *task);
void graft_dense_wide_backward (const GraftTask *task);
/* The part of the weights' gradient; not the bias's. */
void graft_dense_wide_gradient (const GraftTask *task);

G_END_DECLS
