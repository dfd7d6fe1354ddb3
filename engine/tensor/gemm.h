/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matrix products by BLAS, for everything that the fast kernels (kernels.h) do not do,
 * for the build in double, and as the yardstick of their tests. Only this file and
 * linalg.c call BLAS. */
#pragma once

#include "engine/tensor/real.h"

G_BEGIN_DECLS

/**
 * graft_gemm_init:
 *
 * Keeps BLAS to the calling thread: Graft's own workers run one product each. To be
 * called once before the first product; calling it again does no harm.
 */
void graft_gemm_init (void);

/* One factor or the result of a product: a row-major matrix whose rows are @stride reals
 * apart. */
typedef struct
{
  gsize stride;
  gboolean transpose;
} GraftGemmSide;

/**
 * graft_gemm:
 * @m, @n, @k: C is [m, n], op(A) is [m, k], op(B) is [k, n]
 * @beta: 0 overwrites C, 1 adds to it
 *
 * C = alpha · op(A) · op(B) + beta · C. Sizes must fit an int. Cost: 2 m n k operations.
 */
void graft_gemm (gsize m,
                 gsize n,
                 gsize k,
                 GraftReal alpha,
                 const GraftReal *a,
                 GraftGemmSide a_side,
                 const GraftReal *b,
                 GraftGemmSide b_side,
                 GraftReal beta,
                 GraftReal *c,
                 gsize c_stride);

G_END_DECLS
