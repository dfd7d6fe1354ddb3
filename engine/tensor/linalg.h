/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dense linear algebra in double precision: the closed forms of methods and views. Matrices are
 * row-major and packed. Only this file and gemm.c call BLAS and LAPACK. Everything runs on the
 * calling thread, so that results do not depend on the number of processors.
 *
 * Errors, where a function has them: `GRAFT_DATA_ERROR_NOT_FINITE` when the matrix holds NaN or
 * infinity, `GRAFT_DATA_ERROR_RANGE` when it is singular or LAPACK's iteration does not settle. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TRUE when no element of @values, [n], is NaN or infinite. */
gboolean graft_linalg_is_finite (const double *values, gsize n);

/* C = op(A) · op(B): C is [m, n], the sum runs over k. Sizes must fit an int. */
typedef struct
{
  gsize m;
  gsize n;
  gsize k;
  gboolean transpose_a; /* A is stored [k, m] */
  gboolean transpose_b; /* B is stored [n, k] */
} GraftProduct;

/* Overwrites @c. Cost: 2 m n k. */
void graft_linalg_multiply (GraftProduct product, const double *a, const double *b, double *c);
/* The same in single precision. */
void graft_linalg_multiply_float (GraftProduct product, const float *a, const float *b, float *c);

/**
 * graft_linalg_eigen:
 * @a: symmetric, [n, n]; only its lower triangle is read; destroyed
 * @values: [n], ascending
 * @vectors: [n, n]: row i is the unit eigenvector of value i
 *
 * Cost: about 9 n³.
 */
gboolean graft_linalg_eigen (double *a, gsize n, double *values, double *vectors, GError **error);

/**
 * graft_linalg_svd:
 * @a: [rows, columns]; destroyed
 * @u: [rows, r] or %NULL, r the smaller side; its columns are the left vectors
 * @s: [r], descending
 * @vt: [r, columns]; row i is the right vector i
 *
 * Thin singular value decomposition A = U diag(s) Vᵀ. Cost: O(rows · columns · r).
 */
gboolean graft_linalg_svd (double *a,
                           gsize rows,
                           gsize columns,
                           double *u,
                           double *s,
                           double *vt,
                           GError **error);

/**
 * graft_linalg_solve:
 * @a: [n, n]; destroyed
 * @b: [n, n_right]; replaced by X with A X = B
 *
 * By LU with partial pivoting. Cost: ⅔ n³ + 2 n² n_right.
 */
gboolean graft_linalg_solve (double *a, gsize n, double *b, gsize n_right, GError **error);

/**
 * graft_linalg_cholesky:
 * @a: symmetric positive definite, [n, n]; replaced by L with A = L Lᵀ, zeros above
 *
 * Cost: ⅓ n³.
 */
gboolean graft_linalg_cholesky (double *a, gsize n, GError **error);

/**
 * graft_linalg_orthonormalise:
 * @a: [rows, columns], rows ≥ columns; its columns are replaced by an orthonormal basis of
 *     the space they span (Householder QR; where they depend on each other, of a larger one)
 *
 * Cost: 4 rows columns².
 */
gboolean graft_linalg_orthonormalise (double *a, gsize rows, gsize columns, GError **error);

G_END_DECLS
