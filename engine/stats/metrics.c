/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See metrics.h. */
#include "engine/stats/metrics.h"

#include "engine/base/error.h"

static gboolean
count (GraftMetrics *self,
       const gint32 *labels,
       const gint32 *predictions,
       gsize n,
       GError **error)
{
  for (gsize i = 0; i < n; i++)
    {
      if (labels[i] < 0)
        continue;
      if ((gsize)labels[i] >= self->k || predictions[i] < 0 ||
          (gsize)predictions[i] >= self->k)
        {
          g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                       "sample %" G_GSIZE_FORMAT
                       " has class %d and prediction %d; there are %" G_GSIZE_FORMAT
                       " classes, counted from 0",
                       i, labels[i], predictions[i], self->k);
          return FALSE;
        }
      self->confusion[(gsize)labels[i] * self->k + (gsize)predictions[i]]++;
      self->n++;
    }
  return TRUE;
}

static double
ratio (double part, double whole)
{
  return whole > 0 ? part / whole : 0;
}

static void
derive (GraftMetrics *self)
{
  gsize n_right = 0;

  for (gsize c = 0; c < self->k; c++)
    {
      gsize n_true = 0, n_said = 0, right = self->confusion[c * self->k + c];

      for (gsize j = 0; j < self->k; j++)
        {
          n_true += self->confusion[c * self->k + j];
          n_said += self->confusion[j * self->k + c];
        }
      self->recall[c] = ratio ((double)right, (double)n_true);
      self->precision[c] = ratio ((double)right, (double)n_said);
      self->f1[c] = ratio (2 * (double)right, (double)(n_true + n_said));
      n_right += right;
      self->balanced_accuracy += self->recall[c];
      self->macro_f1 += self->f1[c];
    }
  self->accuracy = ratio ((double)n_right, (double)self->n);
  self->balanced_accuracy = ratio (self->balanced_accuracy, (double)self->k);
  self->macro_f1 = ratio (self->macro_f1, (double)self->k);
}

GraftMetrics *
graft_metrics_new (
    const gint32 *labels, const gint32 *predictions, gsize n, gsize k, GError **error)
{
  g_autoptr (GraftMetrics) self = g_new0 (GraftMetrics, 1);

  self->k = k;
  self->confusion = g_new0 (gsize, k * k);
  self->recall = g_new0 (double, k);
  self->precision = g_new0 (double, k);
  self->f1 = g_new0 (double, k);
  if (!count (self, labels, predictions, n, error))
    return NULL;
  derive (self);
  return g_steal_pointer (&self);
}

void
graft_metrics_free (GraftMetrics *self)
{
  g_free (self->confusion);
  g_free (self->recall);
  g_free (self->precision);
  g_free (self->f1);
  g_free (self);
}
