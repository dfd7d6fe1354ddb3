/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See cross-fit.h. */
#include "engine/label/cross-fit.h"

#include "engine/base/error.h"
#include "engine/base/rng.h"
#include "engine/base/workers.h"
#include "engine/label/head.h"
#include "engine/tensor/gemm.h"

#include <string.h>

/* Of GRAFT_RNG_SPLIT. */
#define STREAM 0xcf01d
#define MOST_FOLDS 100
#define NO_FOLD 255
/* Features in double beyond which the folds are fitted one after the other. */
#define MUCH ((gsize)1 << 27)

typedef struct
{
  const GraftCrossFit *problem;
  guint n_folds;
  double l2;
  guint8 *fold; /* [n] or NO_FOLD */
  double *probabilities;
  GError **errors; /* [n_folds] */
} Folding;

static gboolean
check (const GraftCrossFit *problem, gsize *size, GError **error)
{
  gsize n_classes = 0, n_labelled = 0;

  for (gsize i = 0; i < problem->n; i++)
    {
      if (problem->labels[i] >= 0 && (gsize)problem->labels[i] >= problem->k)
        {
          g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                       "item %" G_GSIZE_FORMAT " has class %d; there are %" G_GSIZE_FORMAT
                       " classes, counted from 0",
                       i, problem->labels[i], problem->k);
          return FALSE;
        }
      if (problem->labels[i] < 0)
        continue;
      size[problem->labels[i]]++;
      n_labelled++;
    }
  for (gsize c = 0; c < problem->k; c++)
    n_classes += size[c] > 1;
  if (n_classes >= 2)
    return TRUE;
  g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
               "%" G_GSIZE_FORMAT " labelled items in %" G_GSIZE_FORMAT
               " classes with two or more cannot judge each other; label at least two "
               "items of two classes",
               n_labelled, n_classes);
  return FALSE;
}

/* Deals class by class, going on with the next fold where the last class ended, so that
 * folds are of one size too. */
static void
deal (Folding *self, const gsize *size)
{
  const GraftCrossFit *problem = self->problem;
  gsize n = problem->n, k = problem->k, at = 0;
  g_autofree guint32 *order = g_new (guint32, MAX (n, 1));
  g_autofree gsize *next = g_new (gsize, MAX (k, 1));
  GraftRng rng;

  for (guint32 i = 0; i < n; i++)
    order[i] = i;
  graft_rng_init (&rng, problem->seed, GRAFT_RNG_SPLIT, STREAM);
  graft_rng_shuffle (&rng, order, n);
  for (gsize c = 0; c < k; c++)
    {
      next[c] = at;
      at += size[c] > 1 ? size[c] : 0;
    }
  memset (self->fold, NO_FOLD, n);
  for (gsize r = 0; r < n; r++)
    {
      gint32 label = problem->labels[order[r]];

      if (label >= 0 && size[label] > 1)
        self->fold[order[r]] = (guint8)(next[label]++ % self->n_folds);
    }
}

static void
fit_fold (guint fold, guint worker, gpointer data)
{
  const Folding *self = data;
  const GraftCrossFit *problem = self->problem;
  g_autofree guint8 *leave_out = g_new (guint8, problem->n);
  GraftHeadFit fit = { .x = problem->x,
                       .labels = problem->labels,
                       .leave_out = leave_out,
                       .n = problem->n,
                       .d = problem->d,
                       .k = problem->k,
                       .l2 = self->l2,
                       .cancellable = problem->cancellable };
  g_autoptr (GraftHead) head = NULL;

  for (gsize i = 0; i < problem->n; i++)
    leave_out[i] = self->fold[i] == fold;
  head = graft_head_fit (&fit, &self->errors[fold]);
  for (gsize i = 0; head != NULL && i < problem->n; i++)
    if (leave_out[i])
      graft_head_predict (head, problem->x + i * problem->d, 1,
                          self->probabilities + i * problem->k);
}

/* The error of the lowest fold, whichever came first. */
static gboolean
collect_errors (Folding *self, GError **error)
{
  gboolean fine = TRUE;

  for (guint f = 0; f < self->n_folds; f++)
    {
      if (self->errors[f] == NULL)
        continue;
      if (fine)
        g_propagate_error (error, g_steal_pointer (&self->errors[f]));
      g_clear_error (&self->errors[f]);
      fine = FALSE;
    }
  return fine;
}

static gsize
count_labelled (const GraftCrossFit *problem)
{
  gsize sum = 0;

  for (gsize i = 0; i < problem->n; i++)
    sum += problem->labels[i] >= 0;
  return sum;
}

gboolean
graft_cross_fit (const GraftCrossFit *problem,
                 double *probabilities,
                 gint32 *judged,
                 GError **error)
{
  gsize n = problem->n, n_labelled = count_labelled (problem);
  gboolean much = n_labelled * problem->d * sizeof (double) > MUCH;
  g_autofree gsize *size = g_new0 (gsize, MAX (problem->k, 1));
  g_autofree guint8 *fold = g_new (guint8, MAX (n, 1));
  g_autofree GError **errors = g_new0 (GError *, MOST_FOLDS);
  g_autoptr (GraftWorkers) workers = NULL;
  Folding folding = { .problem = problem,
                      .n_folds = CLAMP (problem->n_folds, 2, MOST_FOLDS),
                      .l2 = problem->l2,
                      .fold = fold,
                      .probabilities = probabilities,
                      .errors = errors };

  if (problem->n_folds == 0)
    folding.n_folds = GRAFT_CROSS_FOLDS;
  if (!check (problem, size, error))
    return FALSE;
  if (!(folding.l2 > 0))
    folding.l2 = 1 / (double)n_labelled;
  deal (&folding, size);
  memset (probabilities, 0, n * problem->k * sizeof *probabilities);
  for (gsize i = 0; i < n; i++)
    judged[i] = fold[i] != NO_FOLD ? problem->labels[i] : -1;
  graft_gemm_init ();
  workers = graft_workers_new (much ? 1 : problem->n_threads);
  graft_workers_run (workers, folding.n_folds, fit_fold, &folding);
  return collect_errors (&folding, error);
}
