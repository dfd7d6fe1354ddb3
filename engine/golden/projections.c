/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods 8.1, 8.4, 8.5 and 8.6: main axes, alignment, and how far a map may be trusted.
 */
#include "engine/golden/case.h"

#include "engine/base/error.h"
#include "engine/embed/kde.h"
#include "engine/embed/pca.h"
#include "engine/embed/procrustes.h"
#include "engine/embed/quality.h"

static float *
dup_floats (const GraftArray *array)
{
  float *values = g_new (float, array->n + 1);

  for (gsize i = 0; i < array->n; i++)
    values[i] = (float)array->value[i];
  return values;
}

static gboolean
pca (GraftCase *self, GError **error)
{
  const GraftArray *x = graft_case_input (self, "X", error);
  g_autofree float *values = NULL, *scores = NULL;
  g_autoptr (GraftPca) fit = NULL;
  gsize n, d;

  if (!graft_case_check_rank (self, "X", 2, error))
    return FALSE;
  n = x->dim[0];
  d = x->dim[1];
  values = dup_floats (x);
  fit = graft_pca_fit (values, n, d,
                       (gsize)CLAMP (graft_case_param (self, "k", 2), 1, 1e4), 1, error);
  if (fit == NULL)
    return FALSE;
  scores = g_new (float, n * fit->k);
  graft_pca_transform (fit, values, n, scores);
  graft_case_expect (self, "mean", fit->mean, d);
  graft_case_expect (self, "components", fit->components, fit->k * d);
  graft_case_expect (self, "explained_variance", fit->variance, fit->k);
  graft_case_expect (self, "ratio", fit->ratio, fit->k);
  graft_case_expect_floats (self, "scores", scores, n * fit->k);
  return TRUE;
}

static gboolean
procrustes (GraftCase *self, GError **error)
{
  const GraftArray *a = graft_case_input (self, "A", error);
  const GraftArray *b = graft_case_input (self, "B", error);
  g_autofree double *moved = NULL, *rotation = NULL;
  double scale, residual;
  gsize n, d;

  if (!graft_case_check_rank (self, "A", 2, error) ||
      !graft_case_check_shape (self, "B", 2, a->dim, error))
    return FALSE;
  n = a->dim[0];
  d = a->dim[1];
  moved = g_new (double, n *d);
  rotation = g_new (double, d *d);
  graft_procrustes (a->value, b->value, n, d, FALSE, moved, NULL, NULL, NULL);
  graft_case_expect (self, "aligned_noscale", moved, n * d);
  graft_procrustes (a->value, b->value, n, d, TRUE, moved, rotation, &scale, &residual);
  graft_case_expect (self, "R", rotation, d * d);
  graft_case_expect_number (self, "scale", scale);
  graft_case_expect (self, "aligned", moved, n * d);
  graft_case_expect_number (self, "residual", residual);
  return TRUE;
}

static gboolean
trust (GraftCase *self, GError **error)
{
  const GraftArray *x = graft_case_input (self, "X", error);
  const GraftArray *y = graft_case_input (self, "Y", error);
  double k = graft_case_param (self, "k", 5), trustworthiness, continuity;

  if (!graft_case_check_rank (self, "X", 2, error) ||
      !graft_case_check_shape (self, "Y", 2, (gsize[]){ x->dim[0], 0 }, error))
    return FALSE;
  if (!(k >= 1 && k < (double)x->dim[0] / 2))
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                   "%s: k must be below half of the points", graft_case_get_name (self));
      return FALSE;
    }
  graft_trust_continuity (x->value, x->dim[1], y->value, y->dim[1], x->dim[0], (guint)k,
                          &trustworthiness, &continuity);
  graft_case_expect_number (self, "trustworthiness", trustworthiness);
  graft_case_expect_number (self, "continuity", continuity);
  return TRUE;
}

static gboolean
silhouette (GraftCase *self, GError **error)
{
  const GraftArray *x = graft_case_input (self, "X", error);
  g_autofree gint32 *labels = graft_case_dup_ints (self, "labels", error);
  g_autofree float *values = dup_floats (x);
  g_autofree double *samples = NULL;

  if (labels == NULL || !graft_case_check_rank (self, "X", 2, error) ||
      !graft_case_check_shape (self, "labels", 1, &x->dim[0], error))
    return FALSE;
  samples = g_new (double, x->dim[0]);
  graft_case_expect_number (
      self, "mean", graft_silhouette (values, x->dim[0], x->dim[1], labels, samples));
  graft_case_expect (self, "samples", samples, x->dim[0]);
  return TRUE;
}

static gboolean
kde (GraftCase *self, GError **error)
{
  const GraftArray *y = graft_case_input (self, "Y", error);
  const GraftArray *gx = graft_case_input (self, "gx", error);
  const GraftArray *gy = graft_case_input (self, "gy", error);
  g_autofree double *density = NULL;
  double h[2];

  if (!graft_case_check_shape (self, "Y", 2, (gsize[]){ 0, 2 }, error) ||
      !graft_case_check_rank (self, "gx", 1, error) ||
      !graft_case_check_rank (self, "gy", 1, error))
    return FALSE;
  density = g_new (double, gx->n * gy->n);
  graft_kde2d (y->value, y->dim[0], gx->value, gx->n, gy->value, gy->n, h, density);
  graft_case_expect (self, "h", h, 2);
  graft_case_expect (self, "density", density, gx->n * gy->n);
  return TRUE;
}

const GraftGoldenFamily graft_golden_projections[] = {
  { "pca*", "centred svd", "X", GRAFT_GOLDEN_SINGLE, pca },
  { "procrustes*", "b' = s*", "A B", GRAFT_GOLDEN_DOUBLE, procrustes },
  { "trust_continuity* trust*", "venna*", "X Y", GRAFT_GOLDEN_DOUBLE, trust },
  { "silhouette*", "mean (b-a)*", "X labels", GRAFT_GOLDEN_SINGLE, silhouette },
  { "kde2d* kde*", "product gaussian kernel*", "Y gx gy", GRAFT_GOLDEN_DOUBLE, kde },
  { NULL },
};
