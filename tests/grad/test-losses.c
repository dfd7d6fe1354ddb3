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
coral (const Data *data, GraftReal *gradient)
{
  GraftReal scratch[N * K + N * N], unused[N * K];

  g_assert_cmpuint (graft_coral_scratch (2, N - 2, K), <=, G_N_ELEMENTS (scratch));
  return graft_loss_coral (data->z, 2, N - 2, K, 1, scratch,
                           gradient != NULL ? gradient : unused);
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

/* @name: of the function, and after the blank which variant of it */
static const struct
{
  const char *name;
  LossFunc loss;
} losses[] = {
  { "softmax_ce", plain_ce }, { "softmax_ce smooth-weighted", smooth_weighted_ce },
  { "soft_ce", soft_ce },     { "distillation", distillation },
  { "bce", binary },          { "domain_bce", domain },
  { "coral", coral },         { "mse", mse },
  { "smooth_l1", smooth_l1 }, { "multi_hinge", hinge },
};

static gboolean
is_checked (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (losses); i++)
    {
      g_auto (GStrv) words = g_strsplit (losses[i].name, " ", 2);

      if (g_str_equal (words[0], name))
        return TRUE;
    }
  return FALSE;
}

/* Losses have no registry: the header is the list. */
static void
test_complete (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "engine", "nn", "loss.h", NULL);
  g_autoptr (GRegex) regex = g_regex_new ("graft_loss_(\\w+) \\(", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);

      n++;
      if (!is_checked (name))
        g_error ("graft_loss_%s() is in loss.h, but its gradient is not checked", name);
    }
  g_assert_cmpuint (n, >=, 8);
}

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
  g_test_add_func ("/grad/losses-are-complete", test_complete);
  for (gsize i = 0; i < G_N_ELEMENTS (losses); i++)
    {
      g_autofree char *path = g_strdup_printf ("/grad/loss/%s", losses[i].name);

      g_test_add_data_func (path, &losses[i].loss, check);
    }
  g_test_add_func ("/grad/loss/all-ignored", test_all_ignored);
  g_test_add_func ("/grad/loss/undecided", test_undecided);
  return g_test_run ();
}
