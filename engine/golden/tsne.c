/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods 8.2. The map itself computes in the engine's numbers. */
#include "engine/golden/case.h"

#include "engine/embed/affinities.h"
#include "engine/embed/tsne.h"

static gboolean
affinities (GraftCase *self, GError **error)
{
  const GraftArray *x = graft_case_input (self, "X", error);
  g_autofree double *beta = NULL, *conditional = NULL, *joint = NULL;
  gsize n;

  if (!graft_case_check_rank (self, "X", 2, error))
    return FALSE;
  n = x->dim[0];
  beta = g_new (double, n);
  conditional = g_new (double, n *n);
  joint = g_new (double, n *n);
  graft_affinities_dense (x->value, n, x->dim[1],
                          graft_case_param (self, "perplexity", 30), beta, conditional,
                          joint);
  graft_case_expect (self, "beta", beta, n);
  graft_case_expect (self, "P_cond", conditional, n * n);
  graft_case_expect (self, "P", joint, n * n);
  return TRUE;
}

/* A map of the case's affinities at layout @name. */
static GraftTsne *
open_map (GraftCase *self,
          const char *name,
          const GraftTsneDescent *descent,
          gboolean exaggerate,
          double rate,
          GError **error)
{
  const GraftArray *p = graft_case_input (self, "P", error);
  const GraftArray *y = graft_case_input (self, name, error);

  if (y == NULL || !graft_case_check_rank (self, "P", 2, error) ||
      !graft_case_check_shape (self, "P", 2, (gsize[]){ p->dim[0], p->dim[0] }, error) ||
      !graft_case_check_shape (self, name, 2, (gsize[]){ p->dim[0], 2 }, error))
    return NULL;
  return graft_tsne_new_from_affinities (
      graft_affinities_from_dense (p->value, p->dim[0]), y->value, descent, exaggerate,
      rate);
}

static gboolean
expect_gradient (GraftCase *self,
                 const char *layout,
                 const char *kl,
                 const char *gradient,
                 GError **error)
{
  g_autoptr (GraftTsne) map = NULL;
  g_autofree double *slope = NULL;
  gsize n;

  if (!graft_case_has_input (self, layout))
    return TRUE;
  map = open_map (self, layout, NULL, FALSE, 50, error);
  if (map == NULL)
    return FALSE;
  n = graft_case_input (self, layout, error)->n;
  slope = g_new (double, n);
  graft_case_expect_number (self, kl, graft_tsne_get_kl (map));
  graft_tsne_gradient (map, slope);
  graft_case_expect (self, gradient, slope, n);
  return TRUE;
}

static gboolean
gradient (GraftCase *self, GError **error)
{
  return expect_gradient (self, "Y0", "kl0", "d_Y0", error) &&
         expect_gradient (self, "Y1", "kl1", "d_Y1", error);
}

/* The few steps of a case are early ones. */
static GraftTsneDescent
read_descent (GraftCase *self)
{
  GraftTsneDescent by = graft_tsne_descent;

  by.exaggeration = graft_case_param (self, "exaggeration", by.exaggeration);
  by.early_momentum = graft_case_param (self, "momentum", by.early_momentum);
  by.gain_add = graft_case_param (self, "gain_add", by.gain_add);
  by.gain_factor = graft_case_param (self, "gain_mul", by.gain_factor);
  by.least_gain = graft_case_param (self, "min_gain", by.least_gain);
  return by;
}

static gboolean
steps (GraftCase *self, GError **error)
{
  const GraftTsneDescent by = read_descent (self);
  g_autoptr (GraftTsne) map =
      open_map (self, "Y", &by, TRUE, graft_case_param (self, "eta", 50), error);
  gsize n_steps = graft_case_output_dim (self, "Y_after", 0);
  g_autofree double *after = NULL;
  gsize n;

  if (map == NULL)
    return FALSE;
  n = graft_case_input (self, "Y", error)->n;
  after = g_new (double, n_steps *n + 1);
  for (gsize t = 0; t < n_steps; t++)
    {
      graft_tsne_step (map);
      graft_tsne_get_exact (map, after + t * n);
    }
  graft_case_expect (self, "Y_after", after, n_steps * n);
  return TRUE;
}

const GraftGoldenFamily graft_golden_tsne[] = {
  { "tsne_affinities* tsne_aff* tsne_p*", "perplexity search*", "X", GRAFT_GOLDEN_DOUBLE,
    affinities },
  { "tsne_gradient* tsne_grad*", "kl and 4*", "P", GRAFT_GOLDEN_REAL, gradient },
  { "tsne_steps* tsne_step*", "*early-exaggeration steps*", "P Y", GRAFT_GOLDEN_REAL,
    steps },
  { NULL },
};
