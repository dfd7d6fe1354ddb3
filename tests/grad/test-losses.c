/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Losses against central differences (methods 1.9, 1.16), and what they are at known
 * places. */
#include "tests/support/gradient-check.h"

#include "engine/nn/loss.h"

#define N 4
#define K 5

typedef struct
{
  GraftReal z[N * K];
  GraftReal other[N * K]; /* teacher logits, probabilities or values */
  gint32 labels[N];
} Data;

typedef double (*LossFunc) (const Data *data, GraftReal *gradient);

static const double class_weights[K] = { 1, 0.5, 2, 0, 1.5 };

static double
plain_ce (const Data *data, GraftReal *gradient)
{
  return graft_loss_softmax_ce (data->z, data->labels, N, K, NULL, gradient);
}

static double
smooth_weighted_ce (const Data *data, GraftReal *gradient)
{
  GraftSoftmaxCe options = { 0.1, class_weights };

  return graft_loss_softmax_ce (data->z, data->labels, N, K, &options, gradient);
}

static double
soft_ce (const Data *data, GraftReal *gradient)
{
  return graft_loss_soft_ce (data->z, data->other, N, K, gradient);
}

static double
distillation (const Data *data, GraftReal *gradient)
{
  return graft_loss_distillation (data->z, data->other, N, K, 4, gradient);
}

static double
binary (const Data *data, GraftReal *gradient)
{
  return graft_loss_bce (data->z, data->other, N * K, gradient);
}

static double
domain (const Data *data, GraftReal *gradient)
{
  return graft_loss_domain_bce (data->z, 7, N * K - 7, gradient);
}

static double
mse (const Data *data, GraftReal *gradient)
{
  return graft_loss_mse (data->z, data->other, N * K, gradient);
}

static double
smooth_l1 (const Data *data, GraftReal *gradient)
{
  return graft_loss_smooth_l1 (data->z, data->other, N * K, 0.5, gradient);
}

static double
hinge (const Data *data, GraftReal *gradient)
{
  return graft_loss_multi_hinge (data->z, data->labels, N, K, 1, gradient);
}

static const struct
{
  const char *name;
  LossFunc loss;
} losses[] = {
  { "softmax-ce", plain_ce },
  { "softmax-ce-smooth-weighted", smooth_weighted_ce },
  { "soft-ce", soft_ce },
  { "distillation", distillation },
  { "bce", binary },
  { "domain-bce", domain },
  { "mse", mse },
  { "smooth-l1", smooth_l1 },
  { "multi-hinge", hinge },
};

static void
fill (Data *data)
{
  const gint32 labels[N] = { 2, -1, 4, 0 };
  GraftRng rng;

  graft_rng_init (&rng, 3, GRAFT_RNG_SAMPLE, 0);
  for (gsize i = 0; i < N * K; i++)
    {
      data->z[i] = 2 * graft_rng_normal (&rng);
      data->other[i] = graft_rng_uniform (&rng);
    }
  for (gsize i = 0; i < N; i++)
    data->labels[i] = labels[i];
}

static void
check (gconstpointer argument)
{
  LossFunc loss = *(const LossFunc *)argument;
  GraftReal gradient[N * K];
  Data data;

  fill (&data);
  g_assert_cmpfloat (loss (&data, gradient), ==, loss (&data, NULL));
  for (gsize i = 0; i < N * K; i++)
    {
      GraftReal held = data.z[i];
      double up, down;

      data.z[i] = held + 1e-5;
      up = loss (&data, NULL);
      data.z[i] = held - 1e-5;
      down = loss (&data, NULL);
      data.z[i] = held;
      graft_probe_compare ("loss", i, gradient[i], (up - down) / 2e-5, TRUE);
    }
}

/* Nothing kept: no loss and no gradient, not 0 / 0. */
static void
test_all_ignored (void)
{
  GraftReal gradient[N * K];
  Data data;

  fill (&data);
  for (gsize i = 0; i < N; i++)
    data.labels[i] = -1;
  g_assert_cmpfloat (plain_ce (&data, gradient), ==, 0);
  g_assert_cmpfloat (hinge (&data, NULL), ==, 0);
  for (gsize i = 0; i < N * K; i++)
    g_assert_cmpfloat (gradient[i], ==, 0);
}

static void
test_undecided (void)
{
  Data data;

  fill (&data);
  for (gsize i = 0; i < N * K; i++)
    data.z[i] = 0;
  g_assert_cmpfloat_with_epsilon (plain_ce (&data, NULL), G_LN2 * log2 (K), 1e-12);
  g_assert_cmpfloat_with_epsilon (domain (&data, NULL), G_LN2, 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (losses); i++)
    {
      g_autofree char *path = g_strdup_printf ("/grad/loss/%s", losses[i].name);

      g_test_add_data_func (path, &losses[i].loss, check);
    }
  g_test_add_func ("/grad/loss/all-ignored", test_all_ignored);
  g_test_add_func ("/grad/loss/undecided", test_undecided);
  return g_test_run ();
}
