/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See uncertainty.h. */
#include "engine/label/uncertainty.h"

#include <math.h>

/* The two largest of a row; a single class has nothing beside it. */
static void
find_two (const double *row, gsize k, double *first, double *second)
{
  *first = k > 0 ? row[0] : 0;
  *second = 0;
  for (gsize c = 1; c < k; c++)
    if (row[c] > *first)
      {
        *second = *first;
        *first = row[c];
      }
    else
      *second = MAX (*second, row[c]);
}

static double
row_entropy (const double *row, gsize k)
{
  double sum = 0;

  for (gsize c = 0; c < k; c++)
    if (row[c] > 0)
      sum -= row[c] * log (row[c]);
  return sum;
}

void
graft_least_confidence (const double *probabilities, gsize n, gsize k, double *scores)
{
  double first, second;

  for (gsize i = 0; i < n; i++)
    {
      find_two (probabilities + i * k, k, &first, &second);
      scores[i] = 1 - first;
    }
}

void
graft_margin (const double *probabilities, gsize n, gsize k, double *scores)
{
  double first, second;

  for (gsize i = 0; i < n; i++)
    {
      find_two (probabilities + i * k, k, &first, &second);
      scores[i] = first - second;
    }
}

void
graft_entropy (const double *probabilities, gsize n, gsize k, double *scores)
{
  for (gsize i = 0; i < n; i++)
    scores[i] = row_entropy (probabilities + i * k, k);
}

void
graft_bald (const double *probabilities, gsize n_models, gsize n, gsize k, double *scores)
{
  g_autofree double *mean = g_new (double, MAX (k, 1));

  for (gsize i = 0; i < n; i++)
    {
      double each = 0;

      for (gsize c = 0; c < k; c++)
        mean[c] = 0;
      for (gsize m = 0; m < n_models; m++)
        {
          const double *row = probabilities + (m * n + i) * k;

          each += row_entropy (row, k) / (double)n_models;
          for (gsize c = 0; c < k; c++)
            mean[c] += row[c] / (double)n_models;
        }
      /* Rounding must not make agreement negative. */
      scores[i] = MAX (row_entropy (mean, k) - each, 0);
    }
}
