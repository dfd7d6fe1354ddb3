/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matrix products by BLAS: see gemm.h. */
#include "engine/tensor/gemm.h"

#include <cblas.h>

#ifdef GRAFT_DOUBLE
#define cblas_gemm cblas_dgemm
#else
#define cblas_gemm cblas_sgemm
#endif

void
graft_gemm_init (void)
{
#ifdef OPENBLAS_VERSION
  /* Setting it again while another thread multiplies would be a race. */
  if (openblas_get_num_threads () != 1)
    openblas_set_num_threads (1);
#endif
}

void
graft_gemm (gsize m,
            gsize n,
            gsize k,
            GraftReal alpha,
            const GraftReal *a,
            GraftGemmSide a_side,
            const GraftReal *b,
            GraftGemmSide b_side,
            GraftReal beta,
            GraftReal *c,
            gsize c_stride)
{
  if (m == 0 || n == 0)
    return;
  cblas_gemm (CblasRowMajor, a_side.transpose ? CblasTrans : CblasNoTrans,
              b_side.transpose ? CblasTrans : CblasNoTrans, (int)m, (int)n, (int)k, alpha,
              a, (int)a_side.stride, b, (int)b_side.stride, beta, c, (int)c_stride);
}
