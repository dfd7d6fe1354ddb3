/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Binary cross-entropies on logits: see loss.h. */
#include "engine/nn/loss.h"

/* max(z, 0) − z y + log(1 + exp(−|z|)): the cross-entropy in a form that cannot overflow.
 */
static double
bce (double logit, double target)
{
  return MAX (logit, 0) - logit * target + log1p (exp (-fabs (logit)));
}

static double
sigmoid (double logit)
{
  double e = exp (-fabs (logit));

  return logit >= 0 ? 1 / (1 + e) : e / (1 + e);
}

double
graft_loss_bce (const GraftReal *logits,
                const GraftReal *targets,
                gsize n,
                GraftReal *gradient)
{
  double loss = 0;

  for (gsize i = 0; i < n; i++)
    {
      loss += bce ((double)logits[i], (double)targets[i]);
      if (gradient != NULL)
        gradient[i] =
            (GraftReal)((sigmoid ((double)logits[i]) - (double)targets[i]) / (double)n);
    }
  return n > 0 ? loss / (double)n : 0;
}

/* Half the mean over the rows of one domain. */
static double
half_mean (const GraftReal *logits, gsize n, double target, GraftReal *gradient)
{
  double loss = 0;

  for (gsize i = 0; i < n; i++)
    {
      loss += bce ((double)logits[i], target);
      if (gradient != NULL)
        gradient[i] =
            (GraftReal)((sigmoid ((double)logits[i]) - target) / (2 * (double)n));
    }
  return n > 0 ? loss / (2 * (double)n) : 0;
}

double
graft_loss_domain_bce (const GraftReal *logits,
                       gsize n_source,
                       gsize n_target,
                       GraftReal *gradient)
{
  return half_mean (logits, n_source, 0, gradient) +
         half_mean (logits + n_source, n_target, 1,
                    gradient != NULL ? gradient + n_source : NULL);
}
