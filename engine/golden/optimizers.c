/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods 1.10: steps of every rule on one weight array with given gradients, and
 * clipping. */
#include "engine/golden/case.h"

#include "engine/base/error.h"
#include "engine/nn/network.h"
#include "engine/optim/optimizer.h"

static const GraftParam decay_param[] = {
  { .key = "weight_decay", .type = GRAFT_PARAM_REAL, .max = 1 },
};

/* A network that is nothing but @n weights. */
static GraftNetwork *
make_weights (gsize n, GError **error)
{
  const GraftShape input = graft_shape_vector (1);
  g_autoptr (GraftNetwork) network = graft_network_new (&input);
  g_autofree char *attributes = g_strdup_printf ("out=%" G_GSIZE_FORMAT ";bias=false", n);

  if (graft_network_append (network, "dense", attributes, 0, error) == 0)
    return NULL;
  return g_steal_pointer (&network);
}

/* The rule's own parameters and the decay as the manifest has them. */
static GraftParams *
read_params (GraftCase *self, const GraftOptimizerClass *klass)
{
  GraftParams *params =
      graft_params_new_joined (klass->params, klass->n_params, decay_param, 1);

  for (gsize i = 0; i < graft_params_get_n (params); i++)
    {
      const char *key = graft_params_peek (params, i)->key;

      /* Momentum and decay are off unless the case has them. */
      if (graft_case_has_param (self, key) || g_str_equal (key, "momentum") ||
          g_str_equal (key, "weight_decay"))
        graft_params_set_unchecked (params, key, graft_case_param (self, key, 0));
    }
  return params;
}

/* What tells of a rule, from the surest sign to the faintest: its name, its formula, a
 * parameter that no rule further down has. */
static const struct
{
  const char *id;
  const char *names;
  const char *formulas;
  const char *param;
} rules[] = {
  { "adamw", "adamw* decoupled*", "decoupled*", NULL },
  { "adam", "adam*", "adam*", "beta1" },
  { "rmsprop", "rms*", "a=al*", "alpha" },
  { "nesterov", "nesterov* nag*", "*lr(g+mu v)", NULL },
  { "sgd", "sgd* mom*", "v = mu*|w -= lr g|g += wd w; w -= lr g", "momentum" },
  { "adagrad", "adagrad*", "a+=g^2*", "eps" },
};

static const char *
find_rule (GraftCase *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (graft_case_is_called (self, rules[i].names))
      return rules[i].id;
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (graft_case_has_formula (self, rules[i].formulas))
      return rules[i].id;
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].param != NULL && graft_case_has_param (self, rules[i].param))
      return rules[i].id;
  return "sgd";
}

static gboolean
optimizer (GraftCase *self, GError **error)
{
  const char *rule = find_rule (self);
  const GraftArray *start = graft_case_input (self, "w0", error);
  const GraftArray *gradients = graft_case_input (self, "grads", error);
  gsize n = start->n, n_steps = gradients->rank > 0 ? gradients->dim[0] : 0;
  g_autoptr (GraftNetwork) network = NULL;
  g_autoptr (GraftParams) params = NULL;
  g_autoptr (GraftWorkers) workers = graft_workers_new (1);
  g_autoptr (GraftOptimizer) self_optimizer = NULL;
  g_autofree GraftReal *all = graft_array_dup_reals (gradients);
  g_autofree double *after = NULL;
  GraftReal *weights;

  if (n == 0 || n > 65536 || n_steps == 0 || gradients->n != n * n_steps)
    {
      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
                   "%s: “grads” should have the shape of “w0” for every step",
                   graft_case_get_name (self));
      return FALSE;
    }
  network = make_weights (n, error);
  params = read_params (self, graft_optimizer_class_find (rule));
  self_optimizer = network != NULL
                       ? graft_optimizer_new (rule, network, params, workers, error)
                       : NULL;
  if (self_optimizer == NULL)
    return FALSE;
  weights = graft_network_peek_weights (network);
  after = g_new (double, n *n_steps);
  for (gsize i = 0; i < n; i++)
    weights[i] = (GraftReal)start->value[i];
  for (gsize t = 0; t < n_steps; t++)
    {
      graft_optimizer_step (self_optimizer, weights, all + t * n,
                            graft_case_param (self, "lr", 0.1));
      for (gsize i = 0; i < n; i++)
        after[t * n + i] = (double)weights[i];
    }
  graft_case_expect (self, "w_after", after, n * n_steps);
  return TRUE;
}

/* Gradients "g0", "g1", … share one norm. */
static gboolean
clipping (GraftCase *self, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (GraftReal));
  gsize first[65] = { 0 };
  guint n = 0;
  double norm;

  for (; n < 64; n++)
    {
      g_autofree char *name = g_strdup_printf ("g%u", n);
      const GraftArray *part;
      g_autofree GraftReal *values = NULL;

      if (!graft_case_has_input (self, name))
        break;
      part = graft_case_input (self, name, error);
      if (part == NULL)
        return FALSE;
      values = graft_array_dup_reals (part);
      g_array_append_vals (all, values, (guint)part->n);
      first[n + 1] = all->len;
    }
  norm = graft_clip_gradient_norm ((GraftReal *)(gpointer)all->data, all->len,
                                   graft_case_param (self, "max_norm", 1));
  graft_case_expect_number (self, "total_norm", norm);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("g%u_out", i);

      graft_case_expect_reals (self, name, &g_array_index (all, GraftReal, first[i]),
                               first[i + 1] - first[i]);
    }
  return TRUE;
}

const GraftGoldenFamily graft_golden_optimizers[] = {
  { "opt_* optim* adam* sgd* momentum* nesterov* adagrad* rmsprop*", "*", "w0 grads",
    GRAFT_GOLDEN_REAL, optimizer },
  { "clip_grad_norm* clip* grad_clip*", "g ?= min*", "g0", GRAFT_GOLDEN_REAL, clipping },
  { NULL },
};
