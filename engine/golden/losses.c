/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods 1.9. */
#include "engine/golden/case.h"

#include "engine/base/error.h"
#include "engine/nn/loss.h"

/* What every loss has: scores "z", perhaps a second array of the same shape, perhaps
 * labels. */
typedef struct
{
  gsize n;
  gsize k;
  GraftReal *z;
  GraftReal *other;
  gint32 *labels;
  GraftReal *gradient;
} Scores;

static void
scores_clear (Scores *self)
{
  g_free (self->z);
  g_free (self->other);
  g_free (self->labels);
  g_free (self->gradient);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scores, scores_clear)

/* Scores of any shape, and as many targets. */
static gboolean
read_elements (Scores *self, GraftCase *of, const char *targets, GError **error)
{
  const GraftArray *z = graft_case_input (of, "z", error);

  if (!graft_case_check_rank (of, "z", z->rank, error) ||
      !graft_case_check_shape (of, targets, z->rank, z->dim, error))
    return FALSE;
  self->n = z->n;
  self->k = 1;
  self->z = graft_array_dup_reals (z);
  self->other = graft_array_dup_reals (graft_case_input (of, targets, error));
  self->gradient = g_new (GraftReal, z->n);
  return TRUE;
}

/* Scores of classes, [n, k]. */
static gboolean
read_scores (Scores *self, GraftCase *of, GError **error)
{
  const GraftArray *z = graft_case_input (of, "z", error);

  if (!graft_case_check_rank (of, "z", 2, error))
    return FALSE;
  self->n = z->dim[0];
  self->k = z->dim[1];
  self->z = graft_array_dup_reals (z);
  self->gradient = g_new (GraftReal, z->n);
  return TRUE;
}

static gboolean
read_shares (Scores *self, GraftCase *of, const char *other, GError **error)
{
  const GraftArray *z = graft_case_input (of, "z", error);

  if (!read_scores (self, of, error) ||
      !graft_case_check_shape (of, other, 2, z->dim, error))
    return FALSE;
  self->other = graft_array_dup_reals (graft_case_input (of, other, error));
  return TRUE;
}

/* The ignored label may be any number, also one beyond the classes; the engine's is −1.
 */
static gboolean
read_labels (Scores *self, GraftCase *of, GError **error)
{
  double ignored = graft_case_param (of, "ignore_index", -1);

  if (!read_scores (self, of, error) ||
      !graft_case_check_shape (of, "labels", 1, &self->n, error))
    return FALSE;
  self->labels = graft_case_dup_ints (of, "labels", error);
  for (gsize i = 0; self->labels != NULL && i < self->n; i++)
    if (self->labels[i] == ignored)
      self->labels[i] = -1;
    else if (self->labels[i] >= (gint32)self->k)
      {
        g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                     "label %d is not among %" G_GSIZE_FORMAT " classes", self->labels[i],
                     self->k);
        return FALSE;
      }
  return self->labels != NULL;
}

static gboolean
expect_loss (GraftCase *of, const Scores *self, double loss)
{
  graft_case_expect_number (of, "loss", loss);
  graft_case_expect_reals (of, "d_z", self->gradient, self->n * self->k);
  return TRUE;
}

static gboolean
softmax_ce (GraftCase *of, GError **error)
{
  g_auto (Scores) self = { 0 };
  GraftSoftmaxCe options = { .smoothing = graft_case_param (of, "eps", 0) };

  if (!read_labels (&self, of, error))
    return FALSE;
  if (graft_case_has_input (of, "class_weights"))
    {
      if (!graft_case_check_shape (of, "class_weights", 1, &self.k, error))
        return FALSE;
      options.class_weights = graft_case_input (of, "class_weights", error)->value;
    }
  return expect_loss (of, &self,
                      graft_loss_softmax_ce (self.z, self.labels, self.n, self.k,
                                             &options, self.gradient));
}

static gboolean
soft_ce (GraftCase *of, GError **error)
{
  g_auto (Scores) self = { 0 };

  return read_shares (&self, of, "q", error) &&
         expect_loss (
             of, &self,
             graft_loss_soft_ce (self.z, self.other, self.n, self.k, self.gradient));
}

static gboolean
distillation (GraftCase *of, GError **error)
{
  g_auto (Scores) self = { 0 };

  return read_shares (&self, of, "z_teacher", error) &&
         expect_loss (of, &self,
                      graft_loss_distillation (self.z, self.other, self.n, self.k,
                                               graft_case_param (of, "T", 1),
                                               self.gradient));
}

static gboolean
bce (GraftCase *of, GError **error)
{
  g_auto (Scores) self = { 0 };

  return read_elements (&self, of, "y", error) &&
         expect_loss (of, &self,
                      graft_loss_bce (self.z, self.other, self.n, self.gradient));
}

static gboolean
mse (GraftCase *of, GError **error)
{
  g_auto (Scores) self = { 0 };

  return read_elements (&self, of, "t", error) &&
         expect_loss (of, &self,
                      graft_loss_mse (self.z, self.other, self.n, self.gradient));
}

static gboolean
smooth_l1 (GraftCase *of, GError **error)
{
  g_auto (Scores) self = { 0 };

  return read_elements (&self, of, "t", error) &&
         expect_loss (of, &self,
                      graft_loss_smooth_l1 (self.z, self.other, self.n,
                                            graft_case_param (of, "beta", 1),
                                            self.gradient));
}

static gboolean
multi_hinge (GraftCase *of, GError **error)
{
  g_auto (Scores) self = { 0 };

  return read_labels (&self, of, error) &&
         expect_loss (of, &self,
                      graft_loss_multi_hinge (self.z, self.labels, self.n, self.k,
                                              graft_case_param (of, "margin", 1),
                                              self.gradient));
}

const GraftGoldenFamily graft_golden_losses[] = {
  { "loss_softmax_ce* softmax_ce* loss_ce* loss_cross* cross_entropy* loss_smooth* "
    "label_smooth* loss_weighted*",
    "softmax_ce*|label smoothing*|sum w_y ce*", "z labels", GRAFT_GOLDEN_REAL,
    softmax_ce },
  { "loss_soft_ce* soft_ce* loss_softce*", "-mean sum q*", "z q", GRAFT_GOLDEN_REAL,
    soft_ce },
  { "loss_distill_kl* distill* kd*", "t^2 kl*", "z z_teacher", GRAFT_GOLDEN_REAL,
    distillation },
  { "loss_bce_logits* bce*", "bce*", "z y", GRAFT_GOLDEN_REAL, bce },
  { "loss_mse* mse*", "mean over all elements", "z t", GRAFT_GOLDEN_REAL, mse },
  { "loss_smooth_l1* smooth_l1* smoothl1* huber*", "huber*", "z t", GRAFT_GOLDEN_REAL,
    smooth_l1 },
  { "loss_multi_hinge* multi_hinge* multihinge* hinge*", "mean_n 1/k*", "z labels",
    GRAFT_GOLDEN_REAL, multi_hinge },
  { NULL },
};
