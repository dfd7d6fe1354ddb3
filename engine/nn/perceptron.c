/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See perceptron.h. */
#include "engine/nn/perceptron.h"

#include <string.h>

/* One visit of every row. Returns: how many were on the wrong side. */
static guint
visit_all (const GraftPerceptron *self, double *w, double *b)
{
  guint errors = 0;

  for (gsize i = 0; i < self->n; i++)
    {
      const double *x = self->x + i * self->d;
      double sum = *b;

      for (gsize j = 0; j < self->d; j++)
        sum += w[j] * x[j];
      if (self->y[i] * sum > 0)
        continue;
      for (gsize j = 0; j < self->d; j++)
        w[j] += self->rate * self->y[i] * x[j];
      *b += self->rate * self->y[i];
      errors++;
    }
  return errors;
}

guint
graft_perceptron_train (const GraftPerceptron *self, double *w, double *b, guint *updates)
{
  guint epoch = 0, errors = 1;

  memset (w, 0, self->d * sizeof *w);
  *b = 0;
  while (epoch < self->max_epochs && errors > 0)
    {
      errors = visit_all (self, w, b);
      if (updates != NULL)
        updates[epoch] = errors;
      epoch++;
    }
  return epoch;
}
