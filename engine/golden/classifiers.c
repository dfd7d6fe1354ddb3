/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods 1.1, 3.8, 3.9 and 10.1: small classifiers and what they get right. */
#include "engine/golden/case.h"

#include "engine/base/error.h"
#include "engine/nn/perceptron.h"
#include "engine/stats/ensemble.h"
#include "engine/stats/logistic-regression.h"
#include "engine/stats/metrics.h"

#include <math.h>

/* Epochs after which nobody waits for a line any longer; XOR never ends. */
#define MOST_EPOCHS 10000

static gboolean
perceptron (GraftCase *self, GError **error)
{
  const GraftArray *x = graft_case_input (self, "X", error);
  g_autofree gint32 *labels = graft_case_dup_ints (self, "y", error);
  double wanted = (double)graft_case_output_dim (self, "updates_per_epoch", 0);
  /* A case that does not name them stops after as many as it lists; else methods 1.1. */
  double max_epochs = graft_case_param (self, "max_epochs", wanted > 0 ? wanted : 100);
  GraftPerceptron problem = { .rate = graft_case_param (self, "eta", 1),
                              .max_epochs = (guint)CLAMP (max_epochs, 1, MOST_EPOCHS) };
  g_autofree gint8 *signs = NULL;
  g_autofree guint *updates = NULL;
  g_autofree double *w = NULL, *counts = NULL;
  double b, total = 0;
  guint epochs;

  if (labels == NULL || !graft_case_check_rank (self, "X", 2, error) ||
      !graft_case_check_shape (self, "y", 1, &x->dim[0], error))
    return FALSE;
  signs = g_new (gint8, x->dim[0]);
  for (gsize i = 0; i < x->dim[0]; i++)
    signs[i] = labels[i] > 0 ? 1 : -1;
  problem.x = x->value;
  problem.y = signs;
  problem.n = x->dim[0];
  problem.d = x->dim[1];
  w = g_new (double, problem.d);
  updates = g_new0 (guint, problem.max_epochs);
  epochs = graft_perceptron_train (&problem, w, &b, updates);
  counts = g_new (double, epochs);
  for (guint i = 0; i < epochs; i++)
    total += counts[i] = updates[i];
  graft_case_expect (self, "w", w, problem.d);
  graft_case_expect_number (self, "b", b);
  graft_case_expect (self, "updates_per_epoch", counts, epochs);
  graft_case_expect_number (self, "total_updates", total);
  /* The margin of the line that made the data is not in the case, only the bound. */
  graft_case_expect_at_most (self, "novikoff_bound", total);
  return TRUE;
}

static void
subtract_mean (double *values, gsize n)
{
  double mean = 0;

  for (gsize i = 0; i < n; i++)
    mean += values[i] / (double)n;
  for (gsize i = 0; i < n; i++)
    values[i] -= mean;
}

static gboolean
check_classes (const gint32 *labels, gsize n, gsize k, GError **error)
{
  for (gsize i = 0; i < n; i++)
    if (labels[i] < 0 || labels[i] >= (gint32)k)
      {
        g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                     "label %d is not among %" G_GSIZE_FORMAT " classes", labels[i], k);
        return FALSE;
      }
  return TRUE;
}

static gboolean
logistic (GraftCase *self, GError **error)
{
  const GraftArray *x = graft_case_input (self, "X", error);
  g_autofree gint32 *labels = graft_case_dup_ints (self, "labels", error);
  gsize k = graft_case_output_dim (self, "W", 0);
  GraftLogisticFit fit = { .x = x->value,
                           .labels = labels,
                           .n = x->dim[0],
                           .d = x->dim[1],
                           .k = k,
                           .l2 = graft_case_param (self, "l2", 0),
                           .max_iterations = 5000,
                           .tolerance = 1e-10 };
  g_autoptr (GraftLogistic) head = NULL;
  g_autofree double *probabilities = NULL;

  if (labels == NULL || !graft_case_check_rank (self, "X", 2, error) ||
      !graft_case_check_shape (self, "labels", 1, &x->dim[0], error) ||
      !check_classes (labels, fit.n, k, error))
    return FALSE;
  head = graft_logistic_fit (&fit);
  probabilities = g_new (double, fit.n *k);
  graft_logistic_predict (head, x->value, fit.n, probabilities);
  subtract_mean (head->b, k);
  graft_case_expect_number (self, "loss", head->loss);
  graft_case_expect (self, "W", head->w, k * fit.d);
  graft_case_expect (self, "b_centred", head->b, k);
  graft_case_expect (self, "probs", probabilities, fit.n * k);
  return TRUE;
}

static gboolean
ensemble (GraftCase *self, GError **error)
{
  const GraftArray *probs = graft_case_input (self, "probs", error);
  const GraftArray *weights = NULL;
  gsize m, n, k;
  g_autofree double *mean = NULL, *best = NULL;

  if (!graft_case_check_rank (self, "probs", 3, error))
    return FALSE;
  m = probs->dim[0];
  n = probs->dim[1];
  k = probs->dim[2];
  mean = g_new (double, n *k);
  best = g_new0 (double, n);
  graft_ensemble_mean (probs->value, NULL, m, n, k, mean);
  graft_case_expect (self, "mean", mean, n * k);
  for (gsize i = 0; i < n; i++)
    for (gsize c = 1; c < k; c++)
      if (mean[i * k + c] > mean[i * k + (gsize)best[i]])
        best[i] = (double)c;
  graft_case_expect (self, "argmax", best, n);
  graft_ensemble_geometric_mean (probs->value, m, n, k, mean);
  graft_case_expect (self, "geometric", mean, n * k);
  if (!graft_case_wants (self, "weighted"))
    return TRUE;
  if (!graft_case_check_shape (self, "weights", 1, &m, error))
    return FALSE;
  weights = graft_case_input (self, "weights", error);
  graft_ensemble_mean (probs->value, weights->value, m, n, k, mean);
  graft_case_expect (self, "weighted", mean, n * k);
  return TRUE;
}

static gboolean
metrics (GraftCase *self, GError **error)
{
  const GraftArray *labels = graft_case_input (self, "labels", error);
  g_autofree gint32 *truth = graft_case_dup_ints (self, "labels", error);
  g_autofree gint32 *answers = graft_case_dup_ints (self, "pred", error);
  gsize k = graft_case_output_dim (self, "confusion", 0);
  g_autoptr (GraftMetrics) result = NULL;
  g_autofree double *confusion = NULL;

  if (truth == NULL || answers == NULL ||
      !graft_case_check_shape (self, "pred", 1, &labels->n, error))
    return FALSE;
  for (gsize i = 0; i < labels->n; i++)
    k = MAX (k, (gsize)MAX (MAX (truth[i], answers[i]), 0) + 1);
  if (k > 4096)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                   "%" G_GSIZE_FORMAT " classes are more than anybody compares", k);
      return FALSE;
    }
  result = graft_metrics_new (truth, answers, labels->n, k, error);
  if (result == NULL)
    return FALSE;
  confusion = g_new (double, k *k);
  for (gsize i = 0; i < k * k; i++)
    confusion[i] = (double)result->confusion[i];
  graft_case_expect (self, "confusion", confusion, k * k);
  graft_case_expect_number (self, "accuracy", result->accuracy);
  graft_case_expect (self, "per_class_recall", result->recall, k);
  graft_case_expect_number (self, "balanced_accuracy", result->balanced_accuracy);
  graft_case_expect (self, "precision", result->precision, k);
  graft_case_expect_number (self, "macro_f1", result->macro_f1);
  return TRUE;
}

const GraftGoldenFamily graft_golden_classifiers[] = {
  { "perceptron*", "rosenblatt*", "X y", GRAFT_GOLDEN_DOUBLE, perceptron },
  { "logreg_head* logreg* logistic*", "mean ce + l2*", "X labels", GRAFT_GOLDEN_DOUBLE,
    logistic },
  { "ensemble*", "averages of predicted probabilities", "probs", GRAFT_GOLDEN_DOUBLE,
    ensemble },
  { "classification_metrics* classification* metrics*", "confusion, accuracy*",
    "labels pred", GRAFT_GOLDEN_DOUBLE, metrics },
  { NULL },
};
