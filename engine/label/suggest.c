/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See suggest.h. */
#include "engine/label/suggest.h"

#include "engine/base/error.h"
#include "engine/data/split.h"
#include "engine/label/cross-fit.h"
#include "engine/label/head.h"
#include "engine/tensor/gemm.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define TRIAL_ITEMS 400
#define TRIAL_FOLDS 3
#define MOST_DECAY 1.0
#define N_DECAYS 5

static gsize
count_labelled (const GraftSuggest *problem)
{
  gsize sum = 0;

  for (gsize i = 0; i < problem->n; i++)
    sum += problem->labels[i] >= 0;
  return sum;
}

static gboolean
check (const GraftSuggest *problem, GError **error)
{
  gint32 first = -1;
  gboolean second = FALSE;

  for (gsize i = 0; i < problem->n; i++)
    {
      gint32 label = problem->labels[i];

      if (label >= 0 && (gsize)label >= problem->k)
        {
          g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                       "item %" G_GSIZE_FORMAT " has class %d; there are %" G_GSIZE_FORMAT
                       " classes, counted from 0",
                       i, label, problem->k);
          return FALSE;
        }
      if (label >= 0 && first < 0)
        first = label;
      second = second || (label >= 0 && label != first);
    }
  if (second)
    return TRUE;
  if (first < 0)
    g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
                 "none of the %" G_GSIZE_FORMAT
                 " items has a label; label a few items of at least two classes",
                 problem->n);
  else
    g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
                 "all labels so far name the same class; label at least one item of a "
                 "second one");
  return FALSE;
}

/* ---- how much weight decay ---- */

/* Some of the labelled items, for trials. */
typedef struct
{
  gsize n;
  float *x;
  gint32 *labels;
} Trial;

static void
trial_clear (Trial *self)
{
  g_free (self->x);
  g_free (self->labels);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Trial, trial_clear)

/* Up to TRIAL_ITEMS of the labelled items, as many of each class as is its share. */
static void
draw_trial (const GraftSuggest *problem, gsize n_labelled, Trial *trial)
{
  gsize d = problem->d, m = 0;
  g_autofree guint32 *rows = g_new (guint32, n_labelled);
  g_autofree gint32 *labels = g_new (gint32, n_labelled);
  g_autofree guint8 *split = g_new0 (guint8, n_labelled);
  double share = MIN (1, (double)TRIAL_ITEMS / (double)n_labelled);
  GraftSharePlan plan = { .n = n_labelled,
                          .labels = labels,
                          .fraction = { share, 0, 1 - share },
                          .seed = problem->seed };

  for (guint32 i = 0; i < problem->n; i++)
    if (problem->labels[i] >= 0)
      {
        labels[m] = problem->labels[i];
        rows[m++] = i;
      }
  /* Two classes have labels, so that there are at least two items to deal. */
  if (share < 1)
    graft_split_assign (&plan, split, NULL, NULL);
  trial->x = g_new (float, MAX (n_labelled * d, 1));
  trial->labels = g_new (gint32, n_labelled);
  for (gsize r = 0; r < n_labelled; r++)
    {
      if (split[r] != GRAFT_SHARE_TRAIN)
        continue;
      memcpy (trial->x + trial->n * d, problem->x + rows[r] * d, d * sizeof (float));
      trial->labels[trial->n++] = labels[r];
    }
}

/* Mean −ln p of the labels out of sample; infinite when it cannot be had. */
static double
try_decay (const GraftSuggest *problem, const Trial *trial, double l2)
{
  g_autofree double *p = g_new (double, trial->n * problem->k);
  g_autofree gint32 *judged = g_new (gint32, trial->n);
  GraftCrossFit fit = { .x = trial->x,
                        .labels = trial->labels,
                        .n = trial->n,
                        .d = problem->d,
                        .k = problem->k,
                        .n_folds = TRIAL_FOLDS,
                        .l2 = l2,
                        .seed = problem->seed,
                        .cancellable = problem->cancellable };
  double sum = 0;
  gsize n_judged = 0;

  if (!graft_cross_fit (&fit, p, judged, NULL))
    return (double)INFINITY;
  for (gsize i = 0; i < trial->n; i++)
    if (judged[i] >= 0)
      {
        sum -= log (MAX (p[i * problem->k + (gsize)judged[i]], DBL_MIN));
        n_judged++;
      }
  return sum / (double)n_judged;
}

static double
choose_decay (const GraftSuggest *problem, gsize n_labelled)
{
  g_auto (Trial) trial = { 0 };
  double best = 0, least = (double)INFINITY, l2 = MOST_DECAY;

  draw_trial (problem, n_labelled, &trial);
  for (guint t = 0; t < N_DECAYS; t++, l2 /= 10)
    {
      double loss = try_decay (problem, &trial, l2);

      if (loss < least)
        {
          least = loss;
          best = l2;
        }
    }
  if (!(best > 0))
    return 1 / (double)n_labelled;
  return best * (double)trial.n / (double)n_labelled;
}

/* ---- suggestions ---- */

static void
predict (GraftSuggestions *self, const GraftHead *head, const GraftSuggest *problem)
{
  gsize k = self->k;

  graft_head_predict (head, problem->x, self->n, self->probabilities);
  for (gsize i = 0; i < self->n; i++)
    {
      const double *row = self->probabilities + i * k;
      gsize best = 0;

      for (gsize c = 1; c < k; c++)
        if (row[c] > row[best])
          best = c;
      self->predicted[i] = (gint32)best;
      self->confidence[i] = row[best];
    }
}

GraftSuggestions *
graft_suggest (const GraftSuggest *problem, GError **error)
{
  g_autoptr (GraftSuggestions) self = g_new0 (GraftSuggestions, 1);
  g_autoptr (GraftHead) head = NULL;
  GraftHeadFit fit = { .x = problem->x,
                       .labels = problem->labels,
                       .n = problem->n,
                       .d = problem->d,
                       .k = problem->k,
                       .l2 = problem->l2,
                       .cancellable = problem->cancellable };

  if (!check (problem, error))
    return NULL;
  graft_gemm_init ();
  self->n = problem->n;
  self->k = problem->k;
  self->n_labelled = count_labelled (problem);
  if (!(fit.l2 > 0))
    fit.l2 = choose_decay (problem, self->n_labelled);
  head = graft_head_fit (&fit, error);
  if (head == NULL)
    return NULL;
  self->l2 = fit.l2;
  self->n_seen = graft_head_get_n_seen (head);
  self->probabilities = g_new (double, self->n * self->k);
  self->predicted = g_new (gint32, self->n);
  self->confidence = g_new (double, self->n);
  predict (self, head, problem);
  return g_steal_pointer (&self);
}

void
graft_suggestions_free (GraftSuggestions *self)
{
  g_free (self->probabilities);
  g_free (self->predicted);
  g_free (self->confidence);
  g_free (self);
}
