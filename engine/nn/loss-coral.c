/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The distance of two covariances (methods 5.6), by products of rows: a mini-batch has
 * fewer rows than features, so that [rows, rows] costs a tenth of [features, features].
 */
#include "engine/nn/loss.h"

#include "engine/tensor/gemm.h"

/* Rows of @values, [n, d], less their mean. */
static void
centre (const GraftReal *values, gsize n, gsize d, GraftReal *centred)
{
  for (gsize j = 0; j < d; j++)
    {
      double sum = 0;

      for (gsize i = 0; i < n; i++)
        sum += (double)values[i * d + j];
      for (gsize i = 0; i < n; i++)
        centred[i * d + j] = values[i * d + j] - (GraftReal)(sum / (double)n);
    }
}

/* @k = @a · @bᵀ, [n_a, n_b]; returns the sum of its squares. */
static double
multiply_rows (
    const GraftReal *a, gsize n_a, const GraftReal *b, gsize n_b, gsize d, GraftReal *k)
{
  double sum = 0;

  graft_gemm (n_a, n_b, d, 1, a, (GraftGemmSide){ d, FALSE }, b,
              (GraftGemmSide){ d, TRUE }, 0, k, n_b);
  for (gsize i = 0; i < n_a * n_b; i++)
    sum += (double)k[i] * (double)k[i];
  return sum;
}

gsize
graft_coral_scratch (gsize n_source, gsize n_target, gsize d)
{
  gsize n = n_source + n_target;

  return n * d + n * n;
}

double
graft_loss_coral (const GraftReal *features,
                  gsize n_source,
                  gsize n_target,
                  gsize d,
                  double weight,
                  GraftReal *scratch,
                  GraftReal *gradient)
{
  GraftReal *s = scratch, *t = s + n_source * d;
  GraftReal *ss = t + n_target * d, *st = ss + n_source * n_source;
  GraftReal *tt = st + n_source * n_target;
  double of_s = (double)n_source - 1, of_t = (double)n_target - 1, loss;
  double slope = weight / ((double)d * (double)d);
  const GraftGemmSide by_s = { n_source, FALSE }, by_t = { n_target, FALSE };
  const GraftGemmSide turned = { n_target, TRUE }, rows = { d, FALSE };

  /* One row has no covariance. */
  if (n_source < 2 || n_target < 2)
    {
      for (gsize i = 0; i < (n_source + n_target) * d; i++)
        gradient[i] = 0;
      return 0;
    }
  centre (features, n_source, d, s);
  centre (features + n_source * d, n_target, d, t);
  loss = multiply_rows (s, n_source, s, n_source, d, ss) / (of_s * of_s) -
         2 * multiply_rows (s, n_source, t, n_target, d, st) / (of_s * of_t) +
         multiply_rows (t, n_target, t, n_target, d, tt) / (of_t * of_t);
  graft_gemm (n_source, d, n_source, (GraftReal)(slope / (of_s * of_s)), ss, by_s, s,
              rows, 0, gradient, d);
  graft_gemm (n_source, d, n_target, (GraftReal)(-slope / (of_s * of_t)), st, by_t, t,
              rows, 1, gradient, d);
  gradient += n_source * d;
  graft_gemm (n_target, d, n_target, (GraftReal)(slope / (of_t * of_t)), tt, by_t, t,
              rows, 0, gradient, d);
  graft_gemm (n_target, d, n_source, (GraftReal)(-slope / (of_s * of_t)), st, turned, s,
              rows, 1, gradient, d);
  return loss / (4 * (double)d * (double)d);
}
