/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cross-entropies of a softmax, always from logits: see loss.h. */
#include "engine/nn/loss.h"

#include <string.h>

/* log Σ exp(z / T) of one row, without overflow. */
static double
log_sum_exp (const GraftReal *logits, gsize k, double temperature)
{
  double most = (double)logits[0], sum = 0;

  for (gsize j = 1; j < k; j++)
    most = MAX (most, (double)logits[j]);
  for (gsize j = 0; j < k; j++)
    sum += exp (((double)logits[j] - most) / temperature);
  return most / temperature + log (sum);
}

/* Loss of one row with targets (1 − ε) onehot + ε / k; gradient scaled by @weight. */
static double
softmax_ce_row (const GraftReal *logits,
                gsize label,
                gsize k,
                double smoothing,
                double weight,
                GraftReal *gradient)
{
  double norm = log_sum_exp (logits, k, 1);
  double rest = smoothing / (double)k;
  double loss = (1 - smoothing) * (norm - (double)logits[label]);

  for (gsize j = 0; j < k; j++)
    {
      double log_p = (double)logits[j] - norm;
      double target = rest + (j == label ? 1 - smoothing : 0);

      if (smoothing > 0)
        loss -= rest * log_p;
      if (gradient != NULL)
        gradient[j] = (GraftReal)(weight * (exp (log_p) - target));
    }
  return loss;
}

static double
sum_of_weights (const gint32 *labels, gsize n, gsize k, const GraftSoftmaxCe *options)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      g_assert (labels[i] < (gint32)k);
      if (labels[i] >= 0)
        sum += options->class_weights != NULL ? options->class_weights[labels[i]] : 1;
    }
  return sum;
}

double
graft_loss_softmax_ce (const GraftReal *logits,
                       const gint32 *labels,
                       gsize n,
                       gsize k,
                       const GraftSoftmaxCe *options,
                       GraftReal *gradient)
{
  const GraftSoftmaxCe plain = { 0 };
  const GraftSoftmaxCe *use = options != NULL ? options : &plain;
  double total = sum_of_weights (labels, n, k, use);
  double loss = 0;

  for (gsize i = 0; i < n; i++)
    {
      GraftReal *row = gradient != NULL ? gradient + i * k : NULL;
      double weight = 0;

      if (labels[i] >= 0 && total > 0)
        weight = (use->class_weights != NULL ? use->class_weights[labels[i]] : 1) / total;
      if (weight > 0)
        loss += weight * softmax_ce_row (logits + i * k, (gsize)labels[i], k,
                                         use->smoothing, weight, row);
      else if (row != NULL)
        memset (row, 0, k * sizeof *row);
    }
  return loss;
}

double
graft_loss_soft_ce (const GraftReal *logits,
                    const GraftReal *targets,
                    gsize n,
                    gsize k,
                    GraftReal *gradient)
{
  double loss = 0;

  for (gsize i = 0; i < n; i++)
    {
      const GraftReal *z = logits + i * k;
      const GraftReal *q = targets + i * k;
      double norm = log_sum_exp (z, k, 1);
      double mass = 0;

      for (gsize j = 0; j < k; j++)
        {
          loss -= (double)q[j] * ((double)z[j] - norm);
          mass += (double)q[j];
        }
      for (gsize j = 0; gradient != NULL && j < k; j++)
        gradient[i * k + j] =
            (GraftReal)((mass * exp ((double)z[j] - norm) - (double)q[j]) / (double)n);
    }
  return n > 0 ? loss / (double)n : 0;
}

double
graft_loss_distillation (const GraftReal *logits,
                         const GraftReal *teacher,
                         gsize n,
                         gsize k,
                         double temperature,
                         GraftReal *gradient)
{
  double loss = 0;

  for (gsize i = 0; i < n; i++)
    {
      double own = log_sum_exp (logits + i * k, k, temperature);
      double theirs = log_sum_exp (teacher + i * k, k, temperature);

      for (gsize j = i * k; j < (i + 1) * k; j++)
        {
          double log_q = (double)logits[j] / temperature - own;
          double log_p = (double)teacher[j] / temperature - theirs;

          loss += exp (log_p) * (log_p - log_q);
          if (gradient != NULL)
            gradient[j] =
                (GraftReal)(temperature * (exp (log_q) - exp (log_p)) / (double)n);
        }
    }
  return n > 0 ? temperature * temperature * loss / (double)n : 0;
}
