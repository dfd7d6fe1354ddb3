/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods 9: aids to labelling, and calibration. */
#include "engine/golden/case.h"

#include "engine/base/error.h"
#include "engine/label/agreement.h"
#include "engine/label/confident.h"
#include "engine/label/core-set.h"
#include "engine/label/propagation-dense.h"
#include "engine/label/uncertainty.h"
#include "engine/stats/calibration.h"

#include <string.h>

/* Beyond these nobody waits for a reference case. */
#define MOST_CLASSES 4096
#define MOST_DENSE 4096

/* How many classes @labels, [n], name, at least @k. 0 with an error for too many. */
static gsize
count_classes (const gint32 *labels, gsize n, gsize k, GError **error)
{
  for (gsize i = 0; i < n; i++)
    k = MAX (k, (gsize)MAX (labels[i], 0) + 1);
  if (k <= MOST_CLASSES)
    return MAX (k, 1);
  g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
               "%" G_GSIZE_FORMAT " classes are more than anybody compares", k);
  return 0;
}

/* Input @name, [n] as @scores, [n, k], has rows; all below k. */
static gint32 *
dup_labels (GraftCase *self, const char *name, const char *scores, GError **error)
{
  const GraftArray *matrix = graft_case_input (self, scores, error);
  g_autofree gint32 *labels = graft_case_dup_ints (self, name, error);

  if (labels == NULL || !graft_case_check_rank (self, scores, 2, error) ||
      !graft_case_check_shape (self, name, 1, &matrix->dim[0], error))
    return NULL;
  for (gsize i = 0; i < matrix->dim[0]; i++)
    if (labels[i] >= 0 && (gsize)labels[i] >= matrix->dim[1])
      {
        g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                     "label %d is not among %" G_GSIZE_FORMAT " classes", labels[i],
                     matrix->dim[1]);
        return NULL;
      }
  return g_steal_pointer (&labels);
}

static void
expect_counts (GraftCase *self, const char *name, const gsize *counts, gsize n)
{
  g_autofree double *values = g_new (double, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    values[i] = (double)counts[i];
  graft_case_expect (self, name, values, n);
}

static void
expect_items (GraftCase *self, const char *name, const guint32 *items, gsize n)
{
  g_autofree double *values = g_new (double, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    values[i] = (double)items[i];
  graft_case_expect (self, name, values, n);
}

static gboolean
uncertainty (GraftCase *self, GError **error)
{
  const GraftArray *p = graft_case_input (self, "P", error);
  g_autofree double *scores = NULL;
  gsize n, k;

  if (!graft_case_check_rank (self, "P", 2, error))
    return FALSE;
  n = p->dim[0];
  k = p->dim[1];
  scores = g_new (double, MAX (n, 1));
  graft_least_confidence (p->value, n, k, scores);
  graft_case_expect (self, "least_confidence", scores, n);
  graft_margin (p->value, n, k, scores);
  graft_case_expect (self, "margin", scores, n);
  graft_entropy (p->value, n, k, scores);
  graft_case_expect (self, "entropy", scores, n);
  return TRUE;
}

static gboolean
bald (GraftCase *self, GError **error)
{
  const GraftArray *p = graft_case_input (self, "probs", error);
  g_autofree double *scores = NULL;

  if (!graft_case_check_rank (self, "probs", 3, error))
    return FALSE;
  scores = g_new (double, MAX (p->dim[1], 1));
  graft_bald (p->value, p->dim[0], p->dim[1], p->dim[2], scores);
  graft_case_expect (self, "bald", scores, p->dim[1]);
  return TRUE;
}

/* ---- core-set ---- */

/* Marks of the items in "initial", which may be missing or empty. */
static guint8 *
dup_chosen (GraftCase *self, gsize n, GError **error)
{
  g_autofree guint8 *chosen = g_new0 (guint8, MAX (n, 1));
  g_autofree gint32 *initial = NULL;

  if (!graft_case_has_input (self, "initial"))
    return g_steal_pointer (&chosen);
  initial = graft_case_dup_ints (self, "initial", error);
  if (initial == NULL)
    return NULL;
  for (gsize i = 0; i < graft_case_input (self, "initial", NULL)->n; i++)
    {
      if (initial[i] < 0 || (gsize)initial[i] >= n)
        {
          g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                       "%s: “initial” has one beyond the samples",
                       graft_case_get_name (self));
          return NULL;
        }
      chosen[initial[i]] = 1;
    }
  return g_steal_pointer (&chosen);
}

static gboolean
core_set (GraftCase *self, GError **error)
{
  const GraftArray *x = graft_case_input (self, "X", error);
  double picks =
      graft_case_param (self, "picks", (double)graft_case_output_dim (self, "order", 0));
  g_autofree guint8 *chosen = NULL;
  g_autofree float *features = g_new (float, MAX (x->n, 1));
  g_autofree guint32 *order = NULL;
  g_autofree double *before = NULL;
  GraftCoreSet problem = { .x = features, .n = x->dim[0], .d = x->dim[1] };
  double after;
  gsize n_picked;

  if (!graft_case_check_rank (self, "X", 2, error))
    return FALSE;
  chosen = dup_chosen (self, x->dim[0], error);
  if (chosen == NULL)
    return FALSE;
  for (gsize i = 0; i < x->n; i++)
    features[i] = (float)x->value[i];
  problem.chosen = chosen;
  problem.n_picks = (gsize)CLAMP (picks, 0, (double)problem.n);
  order = g_new (guint32, MAX (problem.n_picks, 1));
  before = g_new (double, MAX (problem.n_picks, 1));
  if (!graft_core_set (&problem, order, before, &after, &n_picked, error))
    return FALSE;
  expect_items (self, "order", order, n_picked);
  graft_case_expect (self, "radius_before", before, n_picked);
  graft_case_expect_number (self, "radius_after", after);
  return TRUE;
}

/* ---- propagation ---- */

static gboolean
init_dense (GraftCase *self,
            const char *output,
            gint32 **labels,
            GraftDenseLabels *problem,
            GError **error)
{
  const GraftArray *x = graft_case_input (self, "X", error);

  *labels = graft_case_dup_ints (self, "labels", error);
  if (*labels == NULL || !graft_case_check_rank (self, "X", 2, error) ||
      !graft_case_check_shape (self, "labels", 1, &x->dim[0], error))
    return FALSE;
  *problem =
      (GraftDenseLabels){ x->value,  *labels, x->dim[0],
                          x->dim[1], 0,       graft_case_param (self, "sigma2", 1) };
  problem->k =
      count_classes (*labels, problem->n, graft_case_output_dim (self, output, 1), error);
  if (problem->k == 0)
    return FALSE;
  if (problem->n > 0 && problem->n <= MOST_DENSE && problem->sigma2 > 0)
    return TRUE;
  g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
               "%s: needs sigma2 above 0 and 1 … %d samples", graft_case_get_name (self),
               MOST_DENSE);
  return FALSE;
}

static gboolean
spreading (GraftCase *self, GError **error)
{
  g_autofree gint32 *labels = NULL;
  g_autofree double *f = NULL, *best = NULL;
  GraftDenseLabels problem;

  if (!init_dense (self, "F", &labels, &problem, error))
    return FALSE;
  f = g_new (double, MAX (problem.n * problem.k, 1));
  best = g_new0 (double, MAX (problem.n, 1));
  if (!graft_spread_dense (&problem, graft_case_param (self, "alpha", 0.99), f, error))
    return FALSE;
  for (gsize i = 0; i < problem.n; i++)
    for (gsize c = 1; c < problem.k; c++)
      if (f[i * problem.k + c] > f[i * problem.k + (gsize)best[i]])
        best[i] = (double)c;
  graft_case_expect (self, "F", f, problem.n * problem.k);
  graft_case_expect (self, "pred", best, problem.n);
  return TRUE;
}

static gboolean
harmonic (GraftCase *self, GError **error)
{
  g_autofree gint32 *labels = NULL;
  g_autofree double *f = NULL;
  g_autofree guint32 *unlabelled = NULL;
  GraftDenseLabels problem;
  gsize n_unlabelled = 0;

  if (!init_dense (self, "F_u", &labels, &problem, error))
    return FALSE;
  f = g_new (double, MAX (problem.n * problem.k, 1));
  unlabelled = g_new (guint32, MAX (problem.n, 1));
  if (!graft_harmonic_dense (&problem, f, error))
    return FALSE;
  for (gsize i = 0; i < problem.n; i++)
    if (labels[i] < 0)
      {
        memmove (f + n_unlabelled * problem.k, f + i * problem.k, problem.k * sizeof *f);
        unlabelled[n_unlabelled++] = (guint32)i;
      }
  expect_items (self, "unlabelled_index", unlabelled, n_unlabelled);
  graft_case_expect (self, "F_u", f, n_unlabelled * problem.k);
  return TRUE;
}

/* ---- labels ---- */

static gboolean
confident (GraftCase *self, GError **error)
{
  const GraftArray *p = graft_case_input (self, "P", error);
  g_autofree gint32 *given = dup_labels (self, "given", "P", error);
  g_autoptr (GraftConfident) result = NULL;

  if (given == NULL)
    return FALSE;
  result = graft_confident_new (p->value, given, p->dim[0], p->dim[1],
                                graft_case_output_dim (self, "top_losses", 0), error);
  if (result == NULL)
    return FALSE;
  graft_case_expect (self, "thresholds", result->threshold, result->k);
  expect_counts (self, "confident_joint", result->count, result->k * result->k);
  graft_case_expect (self, "joint", result->joint, result->k * result->k);
  expect_items (self, "issues", result->issues, result->n_issues);
  graft_case_expect (self, "margin", result->margin, result->n);
  expect_items (self, "top_losses", result->top_losses, result->n_top);
  graft_case_expect_number (self, "estimated_noise", result->noise);
  return TRUE;
}

static gboolean
kappa (GraftCase *self, GError **error)
{
  const GraftArray *first = graft_case_input (self, "a", error);
  g_autofree gint32 *a = graft_case_dup_ints (self, "a", error);
  g_autofree gint32 *b = graft_case_dup_ints (self, "b", error);
  gsize k = graft_case_output_dim (self, "confusion", 0);
  GraftKappaOptions options = { .a = a, .b = b, .n = first->n };
  g_autoptr (GraftKappa) result = NULL;

  if (a == NULL || b == NULL || !graft_case_check_shape (self, "b", 1, &first->n, error))
    return FALSE;
  k = count_classes (a, first->n, k, error);
  options.k = k > 0 ? count_classes (b, first->n, k, error) : 0;
  if (options.k == 0)
    return FALSE;
  result = graft_kappa_new (&options, error);
  if (result == NULL)
    return FALSE;
  expect_counts (self, "confusion", result->confusion, options.k * options.k);
  graft_case_expect_number (self, "po", result->observed);
  graft_case_expect_number (self, "pe", result->expected);
  graft_case_expect_number (self, "kappa", result->kappa);
  return TRUE;
}

/* ---- calibration ---- */

static gboolean
calibration (GraftCase *self, GError **error)
{
  const GraftArray *p = graft_case_input (self, "P", error);
  g_autofree gint32 *labels = dup_labels (self, "labels", "P", error);
  double bins = graft_case_param (self, "bins", GRAFT_CALIBRATION_BINS);
  g_autoptr (GraftCalibration) result = NULL;

  if (labels == NULL)
    return FALSE;
  result = graft_calibration_new (p->value, labels, p->dim[0], p->dim[1],
                                  (gsize)CLAMP (bins, 1, 100000), error);
  if (result == NULL)
    return FALSE;
  expect_counts (self, "bin_count", result->count, result->n_bins);
  graft_case_expect (self, "bin_acc", result->accuracy, result->n_bins);
  graft_case_expect (self, "bin_conf", result->confidence, result->n_bins);
  graft_case_expect_number (self, "ece", result->ece);
  graft_case_expect_number (self, "mce", result->mce);
  graft_case_expect_number (self, "brier", result->brier);
  graft_case_expect_number (self, "nll", result->nll);
  return TRUE;
}

static gboolean
temperature (GraftCase *self, GError **error)
{
  const GraftArray *z = graft_case_input (self, "z", error);
  g_autofree gint32 *labels = dup_labels (self, "labels", "z", error);
  double nll;

  if (labels == NULL)
    return FALSE;
  graft_case_expect_number (
      self, "T", graft_temperature_fit (z->value, labels, z->dim[0], z->dim[1], &nll));
  graft_case_expect_number (self, "nll", nll);
  return TRUE;
}

const GraftGoldenFamily graft_golden_labelling[] = {
  { "uncertainty_scores* least_confidence*", "least confidence*", "P",
    GRAFT_GOLDEN_DOUBLE, uncertainty },
  { "bald*", "h(mean p)*", "probs", GRAFT_GOLDEN_DOUBLE, bald },
  { "kcenter_greedy* kcenter* core_set* coreset*", "farthest-first*", "X",
    GRAFT_GOLDEN_SINGLE, core_set },
  { "label_spreading*", "f=(1-a)*", "X labels", GRAFT_GOLDEN_DOUBLE, spreading },
  { "label_propagation* harmonic*", "harmonic*", "X labels", GRAFT_GOLDEN_DOUBLE,
    harmonic },
  { "confident_learning* confident*", "confident joint*", "P given", GRAFT_GOLDEN_DOUBLE,
    confident },
  { "cohen_kappa* kappa*", "(po-pe)*", "a b", GRAFT_GOLDEN_DOUBLE, kappa },
  { "ece* calibration*", "bins (k/m*", "P labels", GRAFT_GOLDEN_DOUBLE, calibration },
  { "temperature_scaling* temperature*", "argmin_t*", "z labels", GRAFT_GOLDEN_DOUBLE,
    temperature },
  { NULL },
};
