/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods 5.6: distances between two sets of features, and their gradients. */
#include "engine/golden/case.h"

#include "engine/nn/loss.h"

static gboolean
deep_coral (GraftCase *self, GError **error)
{
  const GraftArray *fs = graft_case_input (self, "fs", error);
  const GraftArray *ft = graft_case_input (self, "ft", error);
  gsize d = fs->rank == 2 ? fs->dim[1] : 0;
  g_autofree GraftReal *features = NULL, *gradient = NULL, *scratch = NULL;

  if (!graft_case_check_rank (self, "fs", 2, error) ||
      !graft_case_check_shape (self, "ft", 2, (gsize[]){ 0, d }, error))
    return FALSE;
  features = g_new (GraftReal, fs->n + ft->n);
  gradient = g_new (GraftReal, fs->n + ft->n);
  scratch = g_new (GraftReal, graft_coral_scratch (fs->dim[0], ft->dim[0], d));
  for (gsize i = 0; i < fs->n; i++)
    features[i] = (GraftReal)fs->value[i];
  for (gsize i = 0; i < ft->n; i++)
    features[fs->n + i] = (GraftReal)ft->value[i];
  graft_case_expect_number (
      self, "loss",
      graft_loss_coral (features, fs->dim[0], ft->dim[0], d, 1, scratch, gradient));
  graft_case_expect_reals (self, "d_fs", gradient, fs->n);
  graft_case_expect_reals (self, "d_ft", gradient + fs->n, ft->n);
  return TRUE;
}

const GraftGoldenFamily graft_golden_distances[] = {
  { "deep_coral*", "*Cs-Ct*_F^2/(4 d^2)", "fs ft", GRAFT_GOLDEN_REAL, deep_coral },
  { NULL },
};
