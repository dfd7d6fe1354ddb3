/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See calibration.h. */
#include "engine/stats/calibration.h"

#include "engine/base/error.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define LEAST_TEMPERATURE 1e-3
#define MOST_TEMPERATURE 1e3
#define MOST_STEPS 200
/* A slope that is only rounding: where every sample is right, colder is always better, by
 * less and less. */
#define FLAT 1e-15

static gsize
argmax (const double *row, gsize k)
{
  gsize best = 0;

  for (gsize c = 1; c < k; c++)
    if (row[c] > row[best])
      best = c;
  return best;
}

/* The bin (b / n, (b + 1) / n] of @confidence; 0 itself goes to the first. The product
 * may have been rounded across an edge, so the edges themselves decide. */
static gsize
find_bin (double confidence, gsize n_bins)
{
  double n = (double)n_bins;
  gsize bin = (gsize)CLAMP (ceil (confidence * n) - 1, 0, n - 1);

  while (bin + 1 < n_bins && confidence > (double)(bin + 1) / n)
    bin++;
  while (bin > 0 && confidence <= (double)bin / n)
    bin--;
  return bin;
}

static void
count_sample (GraftCalibration *self, const double *row, gsize label, gsize k)
{
  gsize said = argmax (row, k), bin = find_bin (row[said], self->n_bins);

  self->n++;
  self->count[bin]++;
  self->accuracy[bin] += said == label;
  self->confidence[bin] += row[said];
  /* A probability of 0 would make the mean infinite and hide all other samples. */
  self->nll -= log (MAX (row[label], DBL_MIN));
  for (gsize c = 0; c < k; c++)
    self->brier += pow (row[c] - (c == label), 2);
}

static void
derive (GraftCalibration *self)
{
  double n = (double)MAX (self->n, 1);

  self->nll /= n;
  self->brier /= n;
  for (gsize b = 0; b < self->n_bins; b++)
    {
      double count = (double)self->count[b], gap;

      if (self->count[b] == 0)
        continue;
      self->accuracy[b] /= count;
      self->confidence[b] /= count;
      gap = fabs (self->accuracy[b] - self->confidence[b]);
      self->ece += count / n * gap;
      self->mce = MAX (self->mce, gap);
    }
}

GraftCalibration *
graft_calibration_new (const double *probabilities,
                       const gint32 *labels,
                       gsize n,
                       gsize k,
                       gsize n_bins,
                       GError **error)
{
  g_autoptr (GraftCalibration) self = g_new0 (GraftCalibration, 1);

  self->n_bins = n_bins > 0 ? n_bins : GRAFT_CALIBRATION_BINS;
  self->count = g_new0 (gsize, self->n_bins);
  self->accuracy = g_new0 (double, self->n_bins);
  self->confidence = g_new0 (double, self->n_bins);
  for (gsize i = 0; i < n; i++)
    {
      if (labels[i] < 0)
        continue;
      if ((gsize)labels[i] >= k)
        {
          g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                       "sample %" G_GSIZE_FORMAT
                       " has class %d; there are %" G_GSIZE_FORMAT
                       " classes, counted from 0",
                       i, labels[i], k);
          return NULL;
        }
      count_sample (self, probabilities + i * k, (gsize)labels[i], k);
    }
  derive (self);
  return g_steal_pointer (&self);
}

void
graft_calibration_free (GraftCalibration *self)
{
  g_free (self->count);
  g_free (self->accuracy);
  g_free (self->confidence);
  g_free (self);
}

/* ---- temperature ---- */

typedef struct
{
  double value;     /* mean cross-entropy of softmax (b z) */
  double slope;     /* by b */
  double curvature; /* never negative */
} Loss;

static void
add_sample (const double *z, gsize label, gsize k, double b, Loss *loss)
{
  double most = z[argmax (z, k)], sum = 0, mean = 0, square = 0;

  for (gsize c = 0; c < k; c++)
    {
      double p = exp (b * (z[c] - most)), off = z[c] - most;

      sum += p;
      mean += p * off;
      square += p * off * off;
    }
  mean /= sum;
  loss->value += log (sum) - b * (z[label] - most);
  loss->slope += mean - (z[label] - most);
  loss->curvature += MAX (square / sum - mean * mean, 0);
}

/* FALSE when no sample has a label. */
static gboolean
compute_loss (
    const double *logits, const gint32 *labels, gsize n, gsize k, double b, Loss *loss)
{
  gsize counted = 0;

  *loss = (Loss){ 0 };
  for (gsize i = 0; i < n; i++)
    if (labels[i] >= 0 && (gsize)labels[i] < k)
      {
        add_sample (logits + i * k, (gsize)labels[i], k, b, loss);
        counted++;
      }
  loss->value /= (double)MAX (counted, 1);
  loss->slope /= (double)MAX (counted, 1);
  loss->curvature /= (double)MAX (counted, 1);
  return counted > 0;
}

double
graft_temperature_fit (
    const double *logits, const gint32 *labels, gsize n, gsize k, double *nll)
{
  double low = 1 / MOST_TEMPERATURE, high = 1 / LEAST_TEMPERATURE, b = 1;
  Loss loss;

  if (!compute_loss (logits, labels, n, k, b, &loss))
    low = high = b;
  for (guint i = 0; i < MOST_STEPS && high > low && fabs (loss.slope) > FLAT; i++)
    {
      double next = b - loss.slope / loss.curvature;

      if (loss.slope > 0)
        high = b;
      else
        low = b;
      if (!(next > low && next < high))
        next = sqrt (low * high);
      if (fabs (next - b) < 1e-14 * b)
        break;
      b = next;
      compute_loss (logits, labels, n, k, b, &loss);
    }
  if (nll != NULL)
    *nll = loss.value;
  return 1 / b;
}

void
graft_temperature_apply (
    const double *logits, gsize n, gsize k, double temperature, double *probabilities)
{
  for (gsize i = 0; i < n; i++)
    {
      const double *z = logits + i * k;
      double *p = probabilities + i * k, most = z[argmax (z, k)], sum = 0;

      for (gsize c = 0; c < k; c++)
        sum += p[c] = exp ((z[c] - most) / temperature);
      for (gsize c = 0; c < k; c++)
        p[c] /= sum;
    }
}
