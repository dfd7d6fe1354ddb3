/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LAPACK behind row-major doors; see linalg.h. LAPACK thinks in columns: a row-major
 * matrix is its transpose there, and most functions below use that instead of copying. */
#include "engine/tensor/linalg.h"

#include "engine/base/error.h"
#include "engine/tensor/gemm.h"

#include <cblas.h>
#include <math.h>

/* OpenBLAS brings LAPACK's Fortran routines but no header for them. The lengths of the
 * character arguments that Fortran adds are left out, as LAPACK's own C callers do: each
 * is one letter. */
void dsyevd_ (const char *,
              const char *,
              const int *,
              double *,
              const int *,
              double *,
              double *,
              const int *,
              int *,
              const int *,
              int *);
void dgesdd_ (const char *,
              const int *,
              const int *,
              double *,
              const int *,
              double *,
              double *,
              const int *,
              double *,
              const int *,
              double *,
              const int *,
              int *,
              int *);
void dgesv_ (
    const int *, const int *, double *, const int *, int *, double *, const int *, int *);
void dpotrf_ (const char *, const int *, double *, const int *, int *);
void dgelqf_ (const int *,
              const int *,
              double *,
              const int *,
              double *,
              double *,
              const int *,
              int *);
void dorglq_ (const int *,
              const int *,
              const int *,
              double *,
              const int *,
              const double *,
              double *,
              const int *,
              int *);

gboolean
graft_linalg_is_finite (const double *values, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!isfinite (values[i]))
      return FALSE;
  return TRUE;
}

/* Some LAPACK routines never return when they meet a NaN, so it is looked for first. */
static gboolean
begin (const double *a, gsize rows, gsize columns, GError **error)
{
  g_assert (rows <= G_MAXINT && columns <= G_MAXINT);
  graft_gemm_init ();
  if (graft_linalg_is_finite (a, rows * columns))
    return TRUE;
  g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_NOT_FINITE,
               "a matrix of %" G_GSIZE_FORMAT "×%" G_GSIZE_FORMAT
               " holds numbers that are not finite; look for them in the features",
               rows, columns);
  return FALSE;
}

static gboolean
finish (int info, const char *what, GError **error)
{
  g_assert (info >= 0);
  if (info == 0)
    return TRUE;
  g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
               "%s; a larger ridge or fewer dimensions help", what);
  return FALSE;
}

void
graft_linalg_multiply (GraftProduct p, const double *a, const double *b, double *c)
{
  graft_gemm_init ();
  if (p.m == 0 || p.n == 0)
    return;
  cblas_dgemm (CblasRowMajor, p.transpose_a ? CblasTrans : CblasNoTrans,
               p.transpose_b ? CblasTrans : CblasNoTrans, (int)p.m, (int)p.n, (int)p.k,
               1.0, a, (int)MAX (1, p.transpose_a ? p.m : p.k), b,
               (int)MAX (1, p.transpose_b ? p.k : p.n), 0.0, c, (int)p.n);
}

void
graft_linalg_multiply_float (GraftProduct p, const float *a, const float *b, float *c)
{
  graft_gemm_init ();
  if (p.m == 0 || p.n == 0)
    return;
  cblas_sgemm (CblasRowMajor, p.transpose_a ? CblasTrans : CblasNoTrans,
               p.transpose_b ? CblasTrans : CblasNoTrans, (int)p.m, (int)p.n, (int)p.k,
               1.0f, a, (int)MAX (1, p.transpose_a ? p.m : p.k), b,
               (int)MAX (1, p.transpose_b ? p.k : p.n), 0.0f, c, (int)p.n);
}

gboolean
graft_linalg_eigen (double *a, gsize n, double *values, double *vectors, GError **error)
{
  /* The least work space that the divide and conquer driver asks for. */
  const int order = (int)n, n_work = 1 + 6 * order + 2 * order * order;
  const int n_int_work = 3 + 5 * order;
  g_autofree double *work = g_new (double, (gsize)n_work);
  g_autofree int *int_work = g_new (int, (gsize)n_int_work);
  int info = 0;

  g_assert (n < 1 << 14);
  if (!begin (a, n, n, error))
    return FALSE;
  /* The lower triangle of the rows is the upper one of the columns. */
  dsyevd_ ("V", "U", &order, a, &order, values, work, &n_work, int_work, &n_int_work,
           &info);
  for (gsize i = 0; i < n * n; i++)
    vectors[i] = a[i];
  return finish (info, "the eigenvalues of a matrix do not settle", error);
}

gboolean
graft_linalg_svd (double *a,
                  gsize rows,
                  gsize columns,
                  double *u,
                  double *s,
                  double *vt,
                  GError **error)
{
  /* A row-major is Aᵀ column-major: Aᵀ = V diag(s) Uᵀ, so that LAPACK's "U" is our Vᵀ. */
  const int m = (int)columns, n = (int)rows, r = MIN (m, n), query = -1;
  g_autofree int *int_work = g_new (int, 8 * (gsize)MAX (1, r));
  g_autofree double *own_u = u == NULL ? g_new (double, (gsize)rows *(gsize)r) : NULL;
  g_autofree double *work = NULL;
  double best = 0;
  int info = 0, n_work;

  if (!begin (a, rows, columns, error))
    return FALSE;
  if (u == NULL)
    u = own_u;
  dgesdd_ ("S", &m, &n, a, &m, s, vt, &m, u, &r, &best, &query, int_work, &info);
  n_work = (int)best;
  work = g_new (double, (gsize)n_work);
  dgesdd_ ("S", &m, &n, a, &m, s, vt, &m, u, &r, work, &n_work, int_work, &info);
  return finish (info, "the singular values of a matrix do not settle", error);
}

static void
transpose (const double *from, gsize rows, gsize columns, double *to)
{
  for (gsize i = 0; i < rows; i++)
    for (gsize j = 0; j < columns; j++)
      to[j * rows + i] = from[i * columns + j];
}

gboolean
graft_linalg_solve (double *a, gsize n, double *b, gsize n_right, GError **error)
{
  const int order = (int)n, right = (int)n_right;
  g_autofree int *pivots = g_new (int, n);
  g_autofree double *at = g_new (double, n *n);
  g_autofree double *bt = g_new (double, n *n_right);
  int info = 0;

  if (!begin (a, n, n, error) || !begin (b, n, n_right, error))
    return FALSE;
  transpose (a, n, n, at);
  transpose (b, n, n_right, bt);
  dgesv_ (&order, &right, at, &order, pivots, bt, &order, &info);
  transpose (bt, n_right, n, b);
  return finish (info, "a system of equations is singular", error);
}

gboolean
graft_linalg_cholesky (double *a, gsize n, GError **error)
{
  const int order = (int)n;
  int info = 0;

  if (!begin (a, n, n, error))
    return FALSE;
  /* The upper factor of the columns, A = UᵀU, is the lower one of the rows. */
  dpotrf_ ("U", &order, a, &order, &info);
  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++)
      a[i * n + j] = 0;
  return finish (info, "a matrix is not positive definite", error);
}

gboolean
graft_linalg_orthonormalise (double *a, gsize rows, gsize columns, GError **error)
{
  /* The columns of A are the rows of LAPACK's Aᵀ, [columns, rows]: an LQ decomposition.
   */
  const int m = (int)columns, n = (int)rows, n_work = 64 * MAX (1, m);
  g_autofree double *scales = g_new (double, columns);
  g_autofree double *work = g_new (double, (gsize)n_work);
  int info = 0;

  g_assert (rows >= columns);
  if (!begin (a, rows, columns, error))
    return FALSE;
  dgelqf_ (&m, &n, a, &m, scales, work, &n_work, &info);
  g_assert (info == 0);
  dorglq_ (&m, &n, &m, a, &m, scales, work, &n_work, &info);
  return finish (info, "a basis could not be made", error);
}
