/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See logistic-regression.h. */
#include "engine/stats/logistic-regression.h"

#include "engine/stats/lbfgs.h"
#include "engine/tensor/linalg.h"

#include <math.h>
#include <string.h>

#define TOLERANCE 1e-6
#define MOST_ITERATIONS 500

typedef struct
{
  const GraftLogisticFit *fit;
  double *scores; /* [n, k]: logits, probabilities, then their gradient */
} Problem;

/* Logits of @n rows; w: [k, d], then b: [k]. */
static void
score (const double *x,
       gsize n,
       gsize d,
       gsize k,
       const double *w,
       const double *b,
       double *scores)
{
  GraftProduct product = { .m = n, .n = k, .k = d, .transpose_b = TRUE };

  graft_linalg_multiply (product, x, w, scores);
  for (gsize i = 0; i < n; i++)
    for (gsize c = 0; c < k; c++)
      scores[i * k + c] += b[c];
}

/* Probabilities in place; returns log Σ exp. */
static double
normalise_row (double *row, gsize k)
{
  double most = row[0], sum = 0;

  for (gsize c = 1; c < k; c++)
    most = MAX (most, row[c]);
  for (gsize c = 0; c < k; c++)
    {
      row[c] = exp (row[c] - most);
      sum += row[c];
    }
  for (gsize c = 0; c < k; c++)
    row[c] /= sum;
  return most + log (sum);
}

static double
objective (const double *theta, double *gradient, gpointer data)
{
  Problem *self = data;
  const GraftLogisticFit *fit = self->fit;
  gsize n = fit->n, d = fit->d, k = fit->k;
  const double *w = theta, *b = theta + k * d;
  double *d_b = gradient + k * d, loss = 0, penalty = 0;
  GraftProduct back = { .m = k, .n = d, .k = n, .transpose_a = TRUE };

  score (fit->x, n, d, k, w, b, self->scores);
  memset (d_b, 0, k * sizeof (double));
  for (gsize i = 0; i < n; i++)
    {
      double *row = self->scores + i * k, right = row[fit->labels[i]];

      loss += normalise_row (row, k) - right;
      row[fit->labels[i]] -= 1;
      for (gsize c = 0; c < k; c++)
        {
          row[c] /= (double)n;
          d_b[c] += row[c];
        }
    }
  graft_linalg_multiply (back, self->scores, fit->x, gradient);
  for (gsize i = 0; i < k * d; i++)
    {
      gradient[i] += fit->l2 * w[i];
      penalty += w[i] * w[i];
    }
  return loss / (double)n + 0.5 * fit->l2 * penalty;
}

GraftLogistic *
graft_logistic_fit (const GraftLogisticFit *fit)
{
  GraftLogistic *self = g_new0 (GraftLogistic, 1);
  g_autofree double *scores = g_new (double, MAX (1, fit->n * fit->k));
  Problem problem = { fit, scores };
  GraftLbfgs search = { .objective = objective,
                        .data = &problem,
                        .n = fit->k * (fit->d + 1),
                        .tolerance = fit->tolerance > 0 ? fit->tolerance : TOLERANCE,
                        .max_iterations = fit->max_iterations > 0 ? fit->max_iterations
                                                                  : MOST_ITERATIONS,
                        .cancellable = fit->cancellable };

  self->d = fit->d;
  self->k = fit->k;
  self->w = g_new0 (double, fit->k *(fit->d + 1));
  self->b = self->w + fit->k * fit->d;
  if (fit->n > 0)
    self->loss = graft_lbfgs_minimise (&search, self->w);
  return self;
}

void
graft_logistic_free (GraftLogistic *self)
{
  if (self == NULL)
    return;
  g_free (self->w);
  g_free (self);
}

void
graft_logistic_predict (const GraftLogistic *self,
                        const double *x,
                        gsize n,
                        double *probabilities)
{
  score (x, n, self->d, self->k, self->w, self->b, probabilities);
  for (gsize i = 0; i < n; i++)
    normalise_row (probabilities + i * self->k, self->k);
}

double
graft_logistic_error (const GraftLogistic *self,
                      const double *x,
                      const gint32 *labels,
                      gsize n)
{
  g_autofree double *scores = g_new (double, MAX (1, n * self->k));
  gsize wrong = 0;

  score (x, n, self->d, self->k, self->w, self->b, scores);
  for (gsize i = 0; i < n; i++)
    {
      const double *row = scores + i * self->k;
      gsize best = 0;

      for (gsize c = 1; c < self->k; c++)
        if (row[c] > row[best])
          best = c;
      wrong += (gint32)best != labels[i];
    }
  return n > 0 ? (double)wrong / (double)n : 0;
}
