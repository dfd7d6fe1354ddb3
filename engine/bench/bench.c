/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures whole training steps: see bench.h. The step is the one that every program is
 * compared by, not the one of a session: fixed data, constant rate, no evaluation. */
#include "engine/bench/bench.h"

#include "engine/base/error.h"
#include "engine/bench/bench-private.h"
#include "engine/nn/plan.h"
#include "engine/tensor/gemm.h"

#include <stdlib.h>

#define REPEATS 5
#define WARM_UP_SECONDS 0.2
#define LEARNING_RATE GRAFT_REAL (0.001)
#define MOMENTUM GRAFT_REAL (0.9)
#define LAMBDA GRAFT_REAL (0.7)
/* Weights of one task of the update. */
#define PIECE 8192

typedef struct
{
  const GraftBenchCase *what;
  gsize batch;
  GraftNetwork *network;
  GraftWorkers *workers;
  GraftPlan *plan;
  guint label_node, domain_node;
  GraftReal *x;        /* [batch, input] */
  guint *labels;       /* [n_source] */
  guint *domains;      /* [batch]: 0 source, 1 target */
  GraftReal *velocity; /* [n_weights] */
  guint64 step;
} Bench;

static void
bench_free (Bench *self)
{
  g_clear_pointer (&self->plan, graft_plan_free);
  g_clear_pointer (&self->workers, graft_workers_free);
  g_clear_pointer (&self->network, graft_network_free);
  g_free (self->x);
  g_free (self->labels);
  g_free (self->domains);
  g_free (self->velocity);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bench, bench_free)

static void
bench_draw (Bench *self)
{
  gsize n = self->batch * graft_shape_size (&self->what->input);
  GraftRng rng;

  graft_rng_init (&rng, 1, GRAFT_RNG_SAMPLE, 0);
  self->x = g_new (GraftReal, n);
  for (gsize i = 0; i < n; i++)
    self->x[i] = (GraftReal)graft_rng_uniform (&rng);
  self->labels = g_new (guint, self->batch);
  self->domains = g_new (guint, self->batch);
  for (gsize i = 0; i < self->batch; i++)
    {
      self->labels[i] = graft_rng_below (&rng, 10);
      self->domains[i] = i >= self->what->n_source;
    }
}

static void
fail_unknown (const char *id, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  const GraftBenchCase *what;
  const char *near;

  for (gsize i = 0; (what = graft_bench_case_get (i)) != NULL; i++)
    g_ptr_array_add (ids, (gpointer)what->id);
  near = graft_nearest_word (id, (const char *const *)ids->pdata, ids->len);
  g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN,
               "there is no benchmark “%s”; %s “%s”", id,
               near != NULL ? "did you mean" : "one is",
               near != NULL ? near : (const char *)ids->pdata[0]);
}

static Bench *
bench_new (const char *id, guint threads, GError **error)
{
  g_autoptr (Bench) self = g_new0 (Bench, 1);
  GraftPlanOptions options = { .training = TRUE, .n_outputs = 1 };

  self->what = graft_bench_case_find (id);
  if (self->what == NULL)
    {
      fail_unknown (id, error);
      return NULL;
    }
  graft_gemm_init ();
  self->network =
      graft_bench_case_build (self->what, &self->label_node, &self->domain_node, error);
  if (self->network == NULL)
    return NULL;
  self->workers = graft_workers_new (threads);
  options.n_source = self->what->n_source;
  options.n_target = self->what->n_target;
  options.outputs[0] = self->label_node;
  if (self->domain_node != 0)
    options.outputs[options.n_outputs++] = self->domain_node;
  self->plan = graft_plan_new (self->network, &options, self->workers, error);
  if (self->plan == NULL)
    return NULL;
  self->batch = self->what->n_source + self->what->n_target;
  self->velocity = g_new0 (GraftReal, graft_network_get_n_weights (self->network));
  bench_draw (self);
  return g_steal_pointer (&self);
}

/* Gradient of the mean softmax cross-entropy over @n rows of @k logits. */
static void
softmax_gradient (
    const GraftReal *logits, const guint *labels, gsize n, gsize k, GraftReal *gradient)
{
  for (gsize r = 0; r < n; r++, logits += k, gradient += k)
    {
      GraftReal largest = logits[0], sum = 0;

      for (gsize c = 1; c < k; c++)
        largest = MAX (largest, logits[c]);
      for (gsize c = 0; c < k; c++)
        sum += gradient[c] = graft_real_exp (logits[c] - largest);
      for (gsize c = 0; c < k; c++)
        gradient[c] = (gradient[c] / sum - (c == labels[r] ? 1 : 0)) / (GraftReal)n;
    }
}

static void
head_gradient (Bench *self, guint node, const guint *labels, gsize rows)
{
  gsize k = graft_shape_size (&graft_network_get_node (self->network, node)->output);

  softmax_gradient (graft_plan_get_output (self->plan, node), labels, rows, k,
                    graft_plan_get_output_gradient (self->plan, node));
}

static void
update_piece (guint task, guint worker, gpointer data)
{
  Bench *self = data;
  gsize first = (gsize)task * PIECE;
  gsize n = MIN (PIECE, graft_network_get_n_weights (self->network) - first);
  GraftReal *restrict weights = graft_network_peek_weights (self->network) + first;
  const GraftReal *restrict gradients = graft_plan_get_gradients (self->plan) + first;
  GraftReal *restrict velocity = self->velocity + first;

  for (gsize i = 0; i < n; i++)
    {
      velocity[i] = MOMENTUM * velocity[i] + gradients[i];
      weights[i] -= LEARNING_RATE * velocity[i];
    }
}

static void
train_step (Bench *self)
{
  gsize n = graft_network_get_n_weights (self->network);

  graft_plan_forward (self->plan, self->x, 0, self->step++);
  head_gradient (self, self->label_node, self->labels, self->what->n_source);
  if (self->domain_node != 0)
    head_gradient (self, self->domain_node, self->domains, self->batch);
  graft_plan_backward (self->plan, LAMBDA);
  graft_workers_run (self->workers, (guint)((n + PIECE - 1) / PIECE), update_piece, self);
}

/* Images a second over at least @seconds. */
static double
measure (Bench *self, double seconds)
{
  gint64 since = g_get_monotonic_time ();
  gsize steps = 0;
  double elapsed;

  do
    {
      train_step (self);
      steps++;
      elapsed = (double)(g_get_monotonic_time () - since) * 1e-6;
    }
  while (elapsed < seconds || steps < 2);
  return (double)(steps * self->batch) / elapsed;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

const char *
graft_bench_case (gsize index)
{
  static const char *const maps[] = { "tsne-1000", "tsne-2000", "tsne-5000" };
  const GraftBenchCase *found;
  gsize n_steps = 0;

  while ((found = graft_bench_case_get (n_steps)) != NULL)
    if (n_steps++ == index)
      return found->id;
  return index - n_steps < G_N_ELEMENTS (maps) ? maps[index - n_steps] : NULL;
}

void
graft_bench_sum_up (GraftBenchResult *result,
                    double *values,
                    guint n_values,
                    const char *unit)
{
  qsort (values, n_values, sizeof *values, compare_doubles);
  result->median = values[n_values / 2];
  result->min = values[0];
  result->max = values[n_values - 1];
  result->spread = (result->max - result->min) / result->median;
  result->repeats = n_values;
  result->unit = unit;
}

gboolean
graft_bench_run (const char *case_id,
                 guint threads,
                 double seconds,
                 const char *data,
                 GraftBenchResult *out,
                 GError **error)
{
  g_autoptr (Bench) self = NULL;
  double rates[REPEATS];
  gsize n;

  if (graft_bench_tsne_parse (case_id, &n))
    return graft_bench_tsne_run (n, data, threads, out, error);
  self = bench_new (case_id, threads, error);
  if (self == NULL)
    return FALSE;
  measure (self, WARM_UP_SECONDS);
  for (gsize i = 0; i < REPEATS; i++)
    rates[i] = measure (self, seconds);
  *out = (GraftBenchResult){ .id = self->what->id,
                             .threads = graft_workers_get_n_threads (self->workers),
                             .batch = self->batch,
                             .arena_mib =
                                 (double)graft_plan_get_bytes (self->plan) / 1048576 };
  graft_bench_sum_up (out, rates, REPEATS, "images/s");
  return TRUE;
}

char *
graft_bench_profile (const char *case_id, guint threads, GError **error)
{
  g_autoptr (Bench) self = bench_new (case_id, threads, error);
  g_autoptr (GString) text = g_string_new (NULL);
  const double *seconds;
  gint64 since;
  double images = 0, busy = 0;

  if (self == NULL)
    return NULL;
  measure (self, WARM_UP_SECONDS);
  graft_plan_set_timing (self->plan, TRUE);
  since = g_get_monotonic_time ();
  for (guint i = 0; i < 50; i++, images += (double)self->batch)
    train_step (self);
  seconds = graft_plan_get_timing (self->plan);
  for (guint i = 1; i < graft_network_get_n_nodes (self->network); i++)
    {
      const GraftNode *node = graft_network_get_node (self->network, i);
      g_autofree char *shape = graft_shape_to_string (&node->output);

      g_string_append_printf (text, "%9.2f us  %-10s %s\n", seconds[i] * 1e6 / images,
                              node->klass->id, shape);
      busy += seconds[i] * 1e6 / images;
    }
  g_string_append_printf (
      text, "%9.2f us  nodes together\n%9.2f us  threads × time of a step\n", busy,
      (double)(g_get_monotonic_time () - since) / images *
          (double)graft_workers_get_n_threads (self->workers));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
graft_bench_result_to_json (const GraftBenchResult *result)
{
  g_autofree char *id = g_strdup (result->id);
  g_autoptr (GString) line = g_string_new (NULL);
  const struct
  {
    const char *key;
    double value;
    gboolean shown;
  } entries[] = { { "threads", result->threads, TRUE },
                  { "batch", (double)result->batch, result->n == 0 },
                  { "n", (double)result->n, result->n > 0 },
                  { "median", result->median, TRUE },
                  { "min", result->min, TRUE },
                  { "max", result->max, TRUE },
                  { "spread", result->spread, TRUE },
                  { "kl", result->kl, result->n > 0 },
                  { "reps", result->repeats, TRUE },
                  { "arena_mib", result->arena_mib, result->n == 0 } };

  g_strdelimit (id, "-", '_');
  g_string_append_printf (line, "{\"case\":\"%s\",\"unit\":\"%s\"", id, result->unit);
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      if (!entries[i].shown)
        continue;
      g_ascii_formatd (number, sizeof number, "%.6g", entries[i].value);
      g_string_append_printf (line, ",\"%s\":%s", entries[i].key, number);
    }
  g_string_append_c (line, '}');
  return g_string_free (g_steal_pointer (&line), FALSE);
}
