/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See head.h. */
#include "engine/label/head.h"

#include "engine/base/error.h"
#include "engine/stats/logistic-regression.h"

#include <math.h>

#define MOST_ITERATIONS 150
/* Of the gradient of a mean: probabilities are then right to about as many digits. */
#define TOLERANCE 1e-4
/* Rows that are predicted at once: bounds the memory, not the answer. */
#define BLOCK 512

struct _GraftHead
{
  gsize d;
  gsize k;
  double *mean;  /* [d] */
  double factor; /* one over the root of the mean variance */
  gint32 *place; /* [k] number among the classes that were seen, or −1 */
  gsize n_seen;
  GraftLogistic *logistic;
};

/* The rows that are learnt from. */
typedef struct
{
  gsize n;
  guint32 *row;  /* [n] */
  gint32 *label; /* [n] numbers among the classes seen */
  double *x;     /* [n, d] scaled */
} Lesson;

static void
lesson_clear (Lesson *self)
{
  g_free (self->row);
  g_free (self->label);
  g_free (self->x);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lesson, lesson_clear)

static gboolean
list_rows (GraftHead *self, const GraftHeadFit *fit, Lesson *lesson, GError **error)
{
  lesson->row = g_new (guint32, MAX (fit->n, 1));
  lesson->label = g_new (gint32, MAX (fit->n, 1));
  for (gsize c = 0; c < fit->k; c++)
    self->place[c] = -1;
  for (guint32 i = 0; i < fit->n; i++)
    if (fit->labels[i] >= 0 && (gsize)fit->labels[i] < fit->k &&
        (fit->leave_out == NULL || !fit->leave_out[i]))
      {
        self->place[fit->labels[i]] = 0;
        lesson->row[lesson->n++] = i;
      }
  if (lesson->n == 0)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
                   "none of the %" G_GSIZE_FORMAT
                   " items has a label to learn from; label some of each class",
                   fit->n);
      return FALSE;
    }
  for (gsize c = 0; c < fit->k; c++)
    if (self->place[c] == 0)
      self->place[c] = (gint32)self->n_seen++;
  for (gsize r = 0; r < lesson->n; r++)
    lesson->label[r] = self->place[fit->labels[lesson->row[r]]];
  return TRUE;
}

/* Mean of each feature and the common factor, of the rows that are learnt from. */
static gboolean
measure (GraftHead *self, const GraftHeadFit *fit, const Lesson *lesson, GError **error)
{
  gsize d = self->d;
  double variance = 0;

  for (gsize r = 0; r < lesson->n; r++)
    for (gsize j = 0; j < d; j++)
      self->mean[j] += (double)fit->x[lesson->row[r] * d + j] / (double)lesson->n;
  for (gsize r = 0; r < lesson->n; r++)
    for (gsize j = 0; j < d; j++)
      variance += pow ((double)fit->x[lesson->row[r] * d + j] - self->mean[j], 2);
  if (!isfinite (variance))
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_NOT_FINITE,
                   "a feature of a labelled item is not finite; compute the features "
                   "anew");
      return FALSE;
    }
  variance /= (double)lesson->n * (double)MAX (d, 1);
  self->factor = variance > 0 ? 1 / sqrt (variance) : 1;
  return TRUE;
}

static void
scale (const GraftHead *self, const float *row, double *out)
{
  for (gsize j = 0; j < self->d; j++)
    out[j] = ((double)row[j] - self->mean[j]) * self->factor;
}

static void
learn (GraftHead *self, const GraftHeadFit *fit, Lesson *lesson)
{
  GraftLogisticFit logistic = { .labels = lesson->label,
                                .n = lesson->n,
                                .d = self->d,
                                .k = self->n_seen,
                                .l2 = fit->l2,
                                .max_iterations = MOST_ITERATIONS,
                                .tolerance = TOLERANCE,
                                .cancellable = fit->cancellable };

  lesson->x = g_new (double, MAX (lesson->n * self->d, 1));
  for (gsize r = 0; r < lesson->n; r++)
    scale (self, fit->x + lesson->row[r] * self->d, lesson->x + r * self->d);
  logistic.x = lesson->x;
  self->logistic = graft_logistic_fit (&logistic);
}

GraftHead *
graft_head_fit (const GraftHeadFit *fit, GError **error)
{
  g_autoptr (GraftHead) self = g_new0 (GraftHead, 1);
  g_auto (Lesson) lesson = { 0 };

  self->d = fit->d;
  self->k = fit->k;
  self->mean = g_new0 (double, MAX (fit->d, 1));
  self->place = g_new (gint32, MAX (fit->k, 1));
  if (!list_rows (self, fit, &lesson, error) || !measure (self, fit, &lesson, error))
    return NULL;
  learn (self, fit, &lesson);
  if (g_cancellable_set_error_if_cancelled (fit->cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
graft_head_free (GraftHead *self)
{
  g_free (self->mean);
  g_free (self->place);
  g_clear_pointer (&self->logistic, graft_logistic_free);
  g_free (self);
}

gsize
graft_head_get_n_seen (const GraftHead *self)
{
  return self->n_seen;
}

void
graft_head_predict (const GraftHead *self, const float *x, gsize n, double *probabilities)
{
  gsize block = MIN (BLOCK, MAX (n, 1));
  g_autofree double *scaled = g_new (double, MAX (block * self->d, 1));
  g_autofree double *seen = g_new (double, block * self->n_seen);

  for (gsize first = 0; first < n; first += block)
    {
      gsize rows = MIN (block, n - first);

      for (gsize r = 0; r < rows; r++)
        scale (self, x + (first + r) * self->d, scaled + r * self->d);
      graft_logistic_predict (self->logistic, scaled, rows, seen);
      for (gsize r = 0; r < rows; r++)
        for (gsize c = 0; c < self->k; c++)
          probabilities[(first + r) * self->k + c] =
              self->place[c] >= 0 ? seen[r * self->n_seen + (gsize)self->place[c]] : 0;
    }
}
