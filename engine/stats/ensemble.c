/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See ensemble.h. */
#include "engine/stats/ensemble.h"

#include <math.h>

void
graft_ensemble_mean (const double *probabilities,
                     const double *weights,
                     gsize n_models,
                     gsize n,
                     gsize k,
                     double *mean)
{
  double total = 0;

  for (gsize m = 0; m < n_models; m++)
    total += weights != NULL ? weights[m] : 1;
  for (gsize i = 0; i < n * k; i++)
    {
      double sum = 0;

      for (gsize m = 0; m < n_models; m++)
        sum += (weights != NULL ? weights[m] : 1) * probabilities[m * n * k + i];
      mean[i] = sum / total;
    }
}

void
graft_ensemble_geometric_mean (
    const double *probabilities, gsize n_models, gsize n, gsize k, double *mean)
{
  for (gsize i = 0; i < n; i++)
    {
      double *row = mean + i * k, largest = -INFINITY, sum = 0;

      for (gsize c = 0; c < k; c++)
        {
          row[c] = 0;
          for (gsize m = 0; m < n_models; m++)
            row[c] += log (probabilities[(m * n + i) * k + c]) / (double)n_models;
          largest = fmax (largest, row[c]);
        }
      for (gsize c = 0; c < k; c++)
        sum += row[c] = isinf (row[c]) ? 0 : exp (row[c] - largest);
      for (gsize c = 0; c < k; c++)
        row[c] = sum > 0 ? row[c] / sum : 1.0 / (double)k;
    }
}
