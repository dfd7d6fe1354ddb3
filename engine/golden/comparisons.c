/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods 10.2 and 10.3: intervals and tests. */
#include "engine/golden/case.h"

#include "engine/base/error.h"
#include "engine/stats/bootstrap.h"
#include "engine/stats/holm.h"
#include "engine/stats/mcnemar.h"
#include "engine/stats/paired-t.h"
#include "engine/stats/summary.h"
#include "engine/stats/wilcoxon.h"
#include "engine/stats/wilson.h"

static gboolean
wilson (GraftCase *self, GError **error)
{
  const GraftArray *counts = graft_case_input (self, "successes_n", error);
  g_autofree double *ends = NULL;

  if (!graft_case_check_shape (self, "successes_n", 2, (gsize[]){ 0, 2 }, error))
    return FALSE;
  ends = g_new (double, counts->n);
  for (gsize i = 0; i < counts->n; i += 2)
    {
      double n = MAX (counts->value[i + 1], 0);

      graft_wilson_interval_at (graft_case_param (self, "z", GRAFT_WILSON_95),
                                (gsize)CLAMP (counts->value[i], 0, n), (gsize)n, &ends[i],
                                &ends[i + 1]);
    }
  graft_case_expect (self, "low_high", ends, counts->n);
  return TRUE;
}

static gboolean
runs_summary (GraftCase *self, GError **error)
{
  const GraftArray *a = graft_case_input (self, "a", error);
  const GraftArray *b = graft_case_input (self, "b", error);
  GraftSummary summary;
  double p;

  if (!graft_case_check_rank (self, "a", 1, error) ||
      !graft_case_check_shape (self, "b", 1, &a->n, error))
    return FALSE;
  summary = graft_summary (a->value, a->n);
  graft_case_expect_number (self, "mean_a", summary.mean);
  graft_case_expect_number (self, "sd_a", summary.sd);
  graft_case_expect_number (self, "ci_half_a", summary.half);
  /* The case asks how much B is above A. */
  graft_case_expect_number (self, "paired_t",
                            graft_paired_t (b->value, a->value, a->n, &p));
  graft_case_expect_number (self, "paired_p", p);
  graft_case_expect_number (self, "wilcoxon_p",
                            graft_wilcoxon (a->value, b->value, a->n));
  return TRUE;
}

static guint8 *
dup_right (GraftCase *self, const char *answers, GError **error)
{
  const GraftArray *labels = graft_case_input (self, "labels", error);
  const GraftArray *given = graft_case_input (self, answers, error);
  guint8 *right;

  if (!graft_case_check_rank (self, "labels", 1, error) ||
      !graft_case_check_shape (self, answers, 1, &labels->n, error))
    return NULL;
  right = g_new (guint8, labels->n);
  for (gsize i = 0; i < labels->n; i++)
    right[i] = labels->value[i] == given->value[i];
  return right;
}

static gboolean
mcnemar (GraftCase *self, GError **error)
{
  g_autofree guint8 *a = dup_right (self, "pred_a", error);
  g_autofree guint8 *b = a != NULL ? dup_right (self, "pred_b", error) : NULL;
  GraftMcnemar result;

  if (b == NULL)
    return FALSE;
  result = graft_mcnemar_samples (a, b, graft_case_input (self, "labels", error)->n);
  graft_case_expect_number (self, "a_right_b_wrong", (double)result.a_only);
  graft_case_expect_number (self, "a_wrong_b_right", (double)result.b_only);
  graft_case_expect_number (self, "p_exact", result.p_exact);
  graft_case_expect_number (self, "p_mid", result.p_mid);
  graft_case_expect_number (self, "chi2_cc", result.chi2);
  graft_case_expect_number (self, "p_chi2", result.p_chi2);
  return TRUE;
}

static gboolean
bootstrap (GraftCase *self, GError **error)
{
  g_autofree guint8 *a = dup_right (self, "pred_a", error);
  g_autofree guint8 *b = a != NULL ? dup_right (self, "pred_b", error) : NULL;
  const GraftArray *draws = graft_case_input (self, "indices", error);
  gsize n = graft_case_input (self, "labels", error)->n;
  g_autofree gint64 *indices = NULL;
  g_autofree double *differences = NULL;
  double ends[2];

  if (b == NULL || !graft_case_check_shape (self, "indices", 2, (gsize[]){ 0, n }, error))
    return FALSE;
  indices = g_new (gint64, draws->n);
  for (gsize i = 0; i < draws->n; i++)
    {
      if (!(draws->value[i] >= 0 && draws->value[i] < (double)n))
        {
          g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                       "%s: “indices” has one beyond the samples",
                       graft_case_get_name (self));
          return FALSE;
        }
      indices[i] = (gint64)draws->value[i];
    }
  differences = g_new (double, draws->dim[0]);
  graft_bootstrap_paired_indices (a, b, n, indices, draws->dim[0], differences, &ends[0],
                                  &ends[1]);
  graft_case_expect (self, "diffs", differences, draws->dim[0]);
  graft_case_expect (self, "ci", ends, 2);
  return TRUE;
}

static gboolean
holm (GraftCase *self, GError **error)
{
  const GraftArray *p = graft_case_input (self, "p", error);
  g_autofree double *adjusted = g_new (double, p->n + 1);

  graft_holm (p->value, p->n, adjusted);
  graft_case_expect (self, "adjusted", adjusted, p->n);
  return TRUE;
}

const GraftGoldenFamily graft_golden_comparisons[] = {
  { "wilson_interval* wilson*", "*wilson*", "successes_n", GRAFT_GOLDEN_DOUBLE, wilson },
  { "runs_summary* runs*", "mean, sd (n-1)*", "a b", GRAFT_GOLDEN_DOUBLE, runs_summary },
  { "mcnemar*", "exact, mid-p*", "labels pred_a pred_b", GRAFT_GOLDEN_DOUBLE, mcnemar },
  { "bootstrap_paired* bootstrap*", "percentile interval*",
    "labels pred_a pred_b indices", GRAFT_GOLDEN_DOUBLE, bootstrap },
  { "holm*", "step-down adjusted p", "p", GRAFT_GOLDEN_DOUBLE, holm },
  { NULL },
};
