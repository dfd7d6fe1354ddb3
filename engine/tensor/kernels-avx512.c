/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kernels on vectors of 16 floats, 32 registers and mask registers (AVX-512 F, BW,
 * VL, DQ). The loops are in kernels-matrix.h and kernels-window.h. */
#include "engine/tensor/kernels-private.h"

#include <immintrin.h>

#define KERNELS graft_kernels_avx512
#define KERNELS_NAME "avx512"
#define LANES 16
/* A panel slice of 160 × 48 floats is 30 KiB of a first-level cache of 32 or 48 KiB. */
#define MAX_K 160

/* Rows of the register tile at each width: rows × vectors + vectors + 1 ≤ 32. */
#define ROWS_1 16
#define ROWS_2 14
#define ROWS_3 9
#define EACH_ROWS_1(F)                                                                   \
  F (1, 1)                                                                               \
  F (2, 1)                                                                               \
  F (3, 1)                                                                               \
  F (4, 1)                                                                               \
  F (5, 1)                                                                               \
  F (6, 1)                                                                               \
  F (7, 1)                                                                               \
  F (8, 1) F (9, 1) F (10, 1) F (11, 1) F (12, 1) F (13, 1) F (14, 1) F (15, 1) F (16, 1)
#define EACH_ROWS_2(F)                                                                   \
  F (1, 2)                                                                               \
  F (2, 2)                                                                               \
  F (3, 2)                                                                               \
  F (4, 2)                                                                               \
  F (5, 2)                                                                               \
  F (6, 2) F (7, 2) F (8, 2) F (9, 2) F (10, 2) F (11, 2) F (12, 2) F (13, 2) F (14, 2)
#define EACH_ROWS_3(F)                                                                   \
  F (1, 3) F (2, 3) F (3, 3) F (4, 3) F (5, 3) F (6, 3) F (7, 3) F (8, 3) F (9, 3)

typedef __m512 Vector;
typedef __m512i Places; /* one 32-bit integer a lane */
typedef __mmask16 Mask;

#define vector_load(p) _mm512_loadu_ps (p)
#define vector_store(p, v) _mm512_storeu_ps (p, v)
#define vector_spread(p) _mm512_set1_ps (*(p))
#define vector_zero() _mm512_setzero_ps ()
#define vector_fma(a, b, c) _mm512_fmadd_ps (a, b, c)
#define vector_add(a, b) _mm512_add_ps (a, b)
#define vector_max(a, b) _mm512_max_ps (a, b)
#define mask_first(n) ((Mask)((1u << (n)) - 1u))
#define vector_load_some(p, m) _mm512_maskz_loadu_ps (m, p)
#define vector_store_some(p, m, v) _mm512_mask_storeu_ps (p, m, v)
#define vector_above(a, b) _mm512_cmp_ps_mask (a, b, _CMP_GT_OQ)
#define vector_keep(m, v) _mm512_maskz_mov_ps (m, v)
#define vector_select(m, yes, no) _mm512_mask_mov_ps (no, m, yes)
#define vector_lowest() _mm512_set1_ps (-__builtin_inff ())
#define places_set(i) _mm512_set1_epi32 (i)
#define places_select(m, yes, no) _mm512_mask_mov_epi32 (no, m, yes)
#define places_equal(a, b) _mm512_cmpeq_epi32_mask (a, b)
#define places_load(p) _mm512_cvtepu8_epi32 (_mm_loadu_si128 ((const __m128i *)(p)))
#define places_store(p, v) _mm_storeu_si128 ((__m128i *)(p), _mm512_cvtepi32_epi8 (v))
/* Keeps a vector in its register: otherwise GCC folds the load into each multiply-add. */
#define vector_pin(v) __asm__("" : "+v"(v))

#include "engine/tensor/kernels-matrix.h"
#include "engine/tensor/kernels-pairs.h"
#include "engine/tensor/kernels-window.h"
#include "engine/tensor/kernels-table.h"
