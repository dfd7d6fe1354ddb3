/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two models on the same test samples. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GraftMcnemar:
 * @a_only: samples that A gets right and B wrong; @b_only: the other way round
 * @p_exact: two-sided binomial p
 * @p_mid: the same, counting half of the observed outcome: less conservative
 * @chi2: (|a_only − b_only| − 1)² / (a_only + b_only), 0 without disagreement
 * @p_chi2: the p of @chi2
 * @p: the one to report: exact below 25 disagreements, else that of χ²
 *
 * All p are 1 without disagreement.
 */
typedef struct
{
  gsize a_only;
  gsize b_only;
  double p_exact;
  double p_mid;
  double chi2;
  double p_chi2;
  double p;
} GraftMcnemar;

/**
 * graft_mcnemar:
 *
 * The test for counts. Source: McNemar, Psychometrika 12, 1947; mid-p: Fagerland, Lydersen,
 * Laake, BMC Medical Research Methodology 13:91, 2013.
 */
GraftMcnemar graft_mcnemar (gsize a_only, gsize b_only);

/* The same from who is right where, [n] each: 1 right, 0 wrong. */
GraftMcnemar graft_mcnemar_samples (const guint8 *a_right, const guint8 *b_right, gsize n);

G_END_DECLS
