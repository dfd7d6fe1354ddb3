/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See mcnemar.h. */
#include "engine/stats/mcnemar.h"

#include "engine/stats/distributions.h"

#include <math.h>

#define FEW 25

GraftMcnemar
graft_mcnemar (gsize a_only, gsize b_only)
{
  GraftMcnemar self = { a_only, b_only, 1, 1, 0, 1, 1 };
  const gint64 n = (gint64)(a_only + b_only), least = (gint64)MIN (a_only, b_only);
  double below, up_to, excess;

  if (n == 0)
    return self;
  below = graft_coin_cdf (least - 1, n);
  up_to = graft_coin_cdf (least, n);
  self.p_exact = MIN (1, 2 * up_to);
  /* Twice the tail, less the observed outcome once: 2·P(X < k) + P(X = k). */
  self.p_mid = a_only == b_only ? 1 : MIN (1, below + up_to);
  excess = fabs ((double)a_only - (double)b_only) - 1;
  self.chi2 = excess * excess / (double)n;
  self.p_chi2 = graft_chi2_1_p (self.chi2);
  self.p = n < FEW ? self.p_exact : self.p_chi2;
  return self;
}

GraftMcnemar
graft_mcnemar_samples (const guint8 *a_right, const guint8 *b_right, gsize n)
{
  gsize a_only = 0, b_only = 0;

  for (gsize i = 0; i < n; i++)
    {
      a_only += a_right[i] && !b_right[i];
      b_only += !a_right[i] && b_right[i];
    }
  return graft_mcnemar (a_only, b_only);
}
