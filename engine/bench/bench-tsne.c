/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The time of a whole t-SNE map: affinities, PCA start and 1000 iterations at perplexity
 * 30, on Gaussian clusters or on the rows of a file that another program is given too. */
#include "engine/base/error.h"
#include "engine/base/rng.h"
#include "engine/bench/bench-private.h"
#include "engine/embed/tsne.h"
#include "engine/io/npy.h"
#include "engine/tensor/gemm.h"

#include <string.h>

#define REPEATS 3
#define ITERATIONS 1000
#define PERPLEXITY 30
#define FEATURES 50
#define CLUSTERS 30
#define CENTRE_SPREAD 3

gboolean
graft_bench_tsne_parse (const char *id, gsize *n)
{
  guint64 number;

  if (!g_str_has_prefix (id, "tsne-") && !g_str_has_prefix (id, "tsne_"))
    return FALSE;
  if (!g_ascii_string_to_unsigned (id + strlen ("tsne-"), 10, 5, 20000, &number, NULL))
    return FALSE;
  *n = (gsize)number;
  return TRUE;
}

static float *
draw_clusters (gsize n)
{
  float *x = g_new (float, n *FEATURES);
  float centres[CLUSTERS][FEATURES];
  GraftRng rng;

  graft_rng_init (&rng, 7, GRAFT_RNG_SAMPLE, 0);
  for (gsize c = 0; c < CLUSTERS; c++)
    for (gsize k = 0; k < FEATURES; k++)
      centres[c][k] = (float)(CENTRE_SPREAD * graft_rng_normal (&rng));
  for (gsize i = 0; i < n; i++)
    {
      const float *centre = centres[graft_rng_below (&rng, CLUSTERS)];

      for (gsize k = 0; k < FEATURES; k++)
        x[i * FEATURES + k] = centre[k] + (float)graft_rng_normal (&rng);
    }
  return x;
}

static float *
read_rows (const char *path, gsize n, gsize *d, GError **error)
{
  g_autoptr (GraftNpy) npy = graft_npy_load (path, error);

  if (npy == NULL)
    return NULL;
  if (npy->type != GRAFT_NPY_F4 || npy->rank != 2 || npy->dim[0] < n || npy->dim[1] == 0)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                   "%s: a benchmark of %" G_GSIZE_FORMAT
                   " points takes an array of float32, [%" G_GSIZE_FORMAT
                   " or more, features]",
                   path, n, n);
      return NULL;
    }
  *d = npy->dim[1];
  return g_memdup2 (npy->data, n * *d * sizeof (float));
}

/* Seconds of one map. */
static double
measure (const float *x, gsize n, gsize d, guint threads, double *kl, GError **error)
{
  const GraftTsneOptions options = { .perplexity = PERPLEXITY, .exaggerate = TRUE };
  gint64 since = g_get_monotonic_time ();
  g_autoptr (GraftWorkers) workers = graft_workers_new (threads);
  g_autoptr (GraftTsne) tsne = graft_tsne_new (x, n, d, &options, workers, error);
  double seconds = -1;

  if (tsne != NULL)
    {
      for (guint i = 0; i < ITERATIONS; i++)
        graft_tsne_step (tsne);
      seconds = (double)(g_get_monotonic_time () - since) * 1e-6;
      *kl = graft_tsne_get_kl (tsne);
    }
  return seconds;
}

gboolean
graft_bench_tsne_run (
    gsize n, const char *data, guint threads, GraftBenchResult *out, GError **error)
{
  gsize d = FEATURES;
  g_autofree float *x = data != NULL ? read_rows (data, n, &d, error) : draw_clusters (n);
  double seconds[REPEATS], kl;

  if (x == NULL)
    return FALSE;
  graft_gemm_init ();
  for (gsize i = 0; i < REPEATS; i++)
    {
      seconds[i] = measure (x, n, d, threads, &kl, error);
      if (seconds[i] < 0)
        return FALSE;
    }
  *out = (GraftBenchResult){ .id = "tsne", .threads = threads, .n = n, .kl = kl };
  graft_bench_sum_up (out, seconds, REPEATS, "s");
  return TRUE;
}
