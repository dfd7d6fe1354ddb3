/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The margin loss of several classes: see loss.h. */
#include "engine/nn/loss.h"

#include <string.h>

/* Σ_{j ≠ y} max(0, margin − z_y + z_j); slope @weight for each class inside the margin.
 */
static double
hinge_row (const GraftReal *logits,
           gsize label,
           gsize k,
           double margin,
           double weight,
           GraftReal *gradient)
{
  double loss = 0;

  for (gsize j = 0; j < k; j++)
    {
      double inside = margin - (double)logits[label] + (double)logits[j];

      if (j == label || inside <= 0)
        continue;
      loss += inside;
      if (gradient == NULL)
        continue;
      gradient[j] += (GraftReal)weight;
      gradient[label] -= (GraftReal)weight;
    }
  return loss;
}

double
graft_loss_multi_hinge (const GraftReal *logits,
                        const gint32 *labels,
                        gsize n,
                        gsize k,
                        double margin,
                        GraftReal *gradient)
{
  double loss = 0;
  gsize kept = 0;

  for (gsize i = 0; i < n; i++)
    kept += labels[i] >= 0;
  if (gradient != NULL)
    memset (gradient, 0, n * k * sizeof *gradient);
  for (gsize i = 0; i < n; i++)
    {
      g_assert (labels[i] < (gint32)k);
      if (labels[i] >= 0)
        loss += hinge_row (logits + i * k, (gsize)labels[i], k, margin,
                           1 / ((double)kept * (double)k),
                           gradient != NULL ? gradient + i * k : NULL);
    }
  return kept > 0 ? loss / ((double)kept * (double)k) : 0;
}
