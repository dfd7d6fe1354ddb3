/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Losses between real values: see loss.h. */
#include "engine/nn/loss.h"

double
graft_loss_mse (const GraftReal *values,
                const GraftReal *targets,
                gsize n,
                GraftReal *gradient)
{
  double loss = 0;

  for (gsize i = 0; i < n; i++)
    {
      double d = (double)values[i] - (double)targets[i];

      loss += d * d;
      if (gradient != NULL)
        gradient[i] = (GraftReal)(2 * d / (double)n);
    }
  return n > 0 ? loss / (double)n : 0;
}

double
graft_loss_smooth_l1 (const GraftReal *values,
                      const GraftReal *targets,
                      gsize n,
                      double beta,
                      GraftReal *gradient)
{
  double loss = 0;

  g_return_val_if_fail (beta > 0, NAN);
  for (gsize i = 0; i < n; i++)
    {
      double d = (double)values[i] - (double)targets[i];
      gboolean near = fabs (d) < beta;

      loss += near ? d * d / (2 * beta) : fabs (d) - beta / 2;
      if (gradient != NULL)
        gradient[i] = (GraftReal)((near ? d / beta : copysign (1, d)) / (double)n);
    }
  return n > 0 ? loss / (double)n : 0;
}
