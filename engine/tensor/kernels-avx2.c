/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kernels on vectors of 8 floats and 16 registers (AVX2 and FMA). The loops are in
 * kernels-matrix.h and kernels-window.h. */
#include "engine/tensor/kernels-private.h"

#include <immintrin.h>

#define KERNELS graft_kernels_avx2
#define KERNELS_NAME "avx2"
#define LANES 8
/* A panel slice of 192 × 24 floats is 18 KiB of a first-level cache of 32 KiB. */
#define MAX_K 192

/* Rows of the register tile at each width: rows × vectors + vectors + 1 ≤ 16. */
#define ROWS_1 10
#define ROWS_2 6
#define ROWS_3 4
#define EACH_ROWS_1(F)                                                                   \
  F (1, 1)                                                                               \
  F (2, 1) F (3, 1) F (4, 1) F (5, 1) F (6, 1) F (7, 1) F (8, 1) F (9, 1) F (10, 1)
#define EACH_ROWS_2(F) F (1, 2) F (2, 2) F (3, 2) F (4, 2) F (5, 2) F (6, 2)
#define EACH_ROWS_3(F) F (1, 3) F (2, 3) F (3, 3) F (4, 3)

typedef __m256 Vector;
typedef __m256i Places; /* one 32-bit integer a lane */
typedef __m256i Mask;

static const int mask_source[16] = { -1, -1, -1, -1, -1, -1, -1, -1,
                                     0,  0,  0,  0,  0,  0,  0,  0 };

#define vector_load(p) _mm256_loadu_ps (p)
#define vector_store(p, v) _mm256_storeu_ps (p, v)
#define vector_spread(p) _mm256_broadcast_ss (p)
#define vector_zero() _mm256_setzero_ps ()
#define vector_fma(a, b, c) _mm256_fmadd_ps (a, b, c)
#define vector_add(a, b) _mm256_add_ps (a, b)
#define vector_max(a, b) _mm256_max_ps (a, b)
#define mask_first(n) _mm256_loadu_si256 ((const __m256i *)(mask_source + 8 - (n)))
#define vector_load_some(p, m) _mm256_maskload_ps (p, m)
#define vector_store_some(p, m, v) _mm256_maskstore_ps (p, m, v)
#define vector_above(a, b) _mm256_castps_si256 (_mm256_cmp_ps (a, b, _CMP_GT_OQ))
#define vector_keep(m, v) _mm256_and_ps (_mm256_castsi256_ps (m), v)
#define vector_select(m, yes, no) _mm256_blendv_ps (no, yes, _mm256_castsi256_ps (m))
#define vector_lowest() _mm256_set1_ps (-__builtin_inff ())
#define places_set(i) _mm256_set1_epi32 (i)
#define places_select(m, yes, no) _mm256_blendv_epi8 (no, yes, m)
#define places_equal(a, b) _mm256_cmpeq_epi32 (a, b)
#define places_load(p) _mm256_cvtepu8_epi32 (_mm_loadl_epi64 ((const __m128i *)(p)))
#define places_store(p, v) store_places (p, v)
/* Keeps a vector in its register: otherwise GCC folds the load into each multiply-add. */
#define vector_pin(v) __asm__("" : "+x"(v))

static inline void
store_places (guint8 *to, Places places)
{
  __m128i words = _mm_packus_epi32 (_mm256_castsi256_si128 (places),
                                    _mm256_extracti128_si256 (places, 1));

  _mm_storel_epi64 ((__m128i *)to, _mm_packus_epi16 (words, words));
}

#include "engine/tensor/kernels-matrix.h"
#include "engine/tensor/kernels-pairs.h"
#include "engine/tensor/kernels-window.h"
#include "engine/tensor/kernels-table.h"
