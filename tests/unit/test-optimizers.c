/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ten training steps of a small network by every optimiser of the registry, against plain
 * loops in double that share no line with the engine: forward, gradient, clipping, decay,
 * rule, max-norm. Built for float and for double. */
#include "engine/nn/loss.h"
#include "engine/nn/plan.h"
#include "engine/optim/optimizer.h"

#include <string.h>

#define IN 3
#define HIDDEN 4
#define OUT 3
#define ROWS 5
#define STEPS 10
#define RATE 0.05
/* Places in the array of weights, as the engine has them: [in, out], then the bias. */
#define W1 0
#define B1 (IN * HIDDEN)
#define W2 (B1 + HIDDEN)
#define B2 (W2 + HIDDEN * OUT)
#define N (B2 + OUT)

/* ---- the reference ---- */

typedef struct
{
  double w[N];
  double g[N];
  double slot[2][N];
} Reference;

/* One weight: @slot holds its memory, @t counts from 1. */
typedef void (*RuleFunc) (double *w, double g, double *slot[2], double decay, int t);

static void
sgd (double *w, double g, double *slot[2], double decay, int t)
{
  g += decay * *w;
  *slot[0] = 0.9 * *slot[0] + g;
  *w -= RATE * *slot[0];
}

static void
nesterov (double *w, double g, double *slot[2], double decay, int t)
{
  g += decay * *w;
  *slot[0] = 0.9 * *slot[0] + g;
  *w -= RATE * (g + 0.9 * *slot[0]);
}

static void
adam (double *w, double g, double *slot[2], double decay, int t)
{
  double m, s;

  g += decay * *w;
  *slot[0] += 0.1 * (g - *slot[0]);
  *slot[1] += 0.001 * (g * g - *slot[1]);
  m = *slot[0] / (1 - pow (0.9, t));
  s = *slot[1] / (1 - pow (0.999, t));
  *w -= RATE * m / (sqrt (s) + 1e-8);
}

static void
adamw (double *w, double g, double *slot[2], double decay, int t)
{
  *w -= RATE * decay * *w;
  adam (w, g, slot, 0, t);
}

static void
rmsprop (double *w, double g, double *slot[2], double decay, int t)
{
  g += decay * *w;
  *slot[0] += 0.01 * (g * g - *slot[0]);
  *w -= RATE * g / (sqrt (*slot[0]) + 1e-8);
}

static void
adagrad (double *w, double g, double *slot[2], double decay, int t)
{
  g += decay * *w;
  *slot[0] += g * g;
  *w -= RATE * g / (sqrt (*slot[0]) + 1e-10);
}

/* @decay: λ when nobody says */
static const struct
{
  const char *id;
  RuleFunc rule;
  double decay;
} rules[] = {
  { "adagrad", adagrad, 0 },   { "adam", adam, 0 },       { "adamw", adamw, 0.01 },
  { "nesterov", nesterov, 0 }, { "rmsprop", rmsprop, 0 }, { "sgd", sgd, 0 },
};

/* Adds the gradient of row @x with label @y to @self->g: tanh layer, softmax, mean
 * cross-entropy. */
static void
add_row (Reference *self, const double *x, int y)
{
  double h[HIDDEN], z[OUT], sum = 0, dh[HIDDEN] = { 0 };

  for (int j = 0; j < HIDDEN; j++)
    {
      h[j] = self->w[B1 + j];
      for (int i = 0; i < IN; i++)
        h[j] += x[i] * self->w[W1 + i * HIDDEN + j];
      h[j] = tanh (h[j]);
    }
  for (int k = 0; k < OUT; k++)
    {
      z[k] = self->w[B2 + k];
      for (int j = 0; j < HIDDEN; j++)
        z[k] += h[j] * self->w[W2 + j * OUT + k];
      sum += exp (z[k]);
    }
  for (int k = 0; k < OUT; k++)
    {
      double dz = (exp (z[k]) / sum - (k == y)) / ROWS;

      self->g[B2 + k] += dz;
      for (int j = 0; j < HIDDEN; j++)
        {
          self->g[W2 + j * OUT + k] += h[j] * dz;
          dh[j] += self->w[W2 + j * OUT + k] * dz;
        }
    }
  for (int j = 0; j < HIDDEN; j++)
    {
      dh[j] *= 1 - h[j] * h[j];
      self->g[B1 + j] += dh[j];
      for (int i = 0; i < IN; i++)
        self->g[W1 + i * HIDDEN + j] += x[i] * dh[j];
    }
}

static void
clip_reference (Reference *self, double most)
{
  double norm = 0;

  for (int i = 0; i < N; i++)
    norm += self->g[i] * self->g[i];
  norm = sqrt (norm);
  for (int i = 0; most > 0 && norm > most && i < N; i++)
    self->g[i] *= most / norm;
}

/* Bounds the weights of one output unit: those at @first, @first + @stride, … */
static void
bound_unit (double *w, int n, int stride, double most)
{
  double norm = 0;

  for (int i = 0; i < n; i++)
    norm += w[i * stride] * w[i * stride];
  norm = sqrt (norm);
  for (int i = 0; norm > most && i < n; i++)
    w[i * stride] *= most / norm;
}

static void
bound_reference (Reference *self, double most)
{
  for (int j = 0; most > 0 && j < HIDDEN; j++)
    bound_unit (self->w + W1 + j, IN, HIDDEN, most);
  for (int k = 0; most > 0 && k < OUT; k++)
    bound_unit (self->w + W2 + k, HIDDEN, OUT, most);
}

static gboolean
is_bias (int i)
{
  return (i >= B1 && i < W2) || i >= B2;
}

/* ---- both side by side ---- */

enum
{
  DECAY,
  CLIP,
  MAX_NORM,
};

static const GraftParam list[] = {
  { "weight_decay", "", "", GRAFT_PARAM_REAL, GRAFT_PARAM_NONE, 0, 1, 0, NULL },
  { "clip_norm", "", "", GRAFT_PARAM_REAL, GRAFT_PARAM_NONE, 0, 1e6, 0, NULL },
  { "max_norm", "", "", GRAFT_PARAM_REAL, GRAFT_PARAM_NONE, 0, 1e6, 0, NULL },
};

typedef struct
{
  GraftNetwork *network;
  guint logits;
  GraftWorkers *workers;
  GraftPlan *plan;
  GraftOptimizer *optimizer;
} Engine;

static void
engine_init (Engine *self, const char *id, const GraftParams *params)
{
  GraftShape input = graft_shape_vector (IN);
  GraftPlanOptions options = { .n_source = ROWS, .training = TRUE, .n_outputs = 1 };
  g_autoptr (GError) error = NULL;

  self->network = graft_network_new (&input);
  self->workers = graft_workers_new (1);
  self->logits =
      graft_network_append_chain (self->network, "dense:4,tanh,dense:3", 0, &error);
  g_assert_no_error (error);
  graft_network_initialise (self->network, 3);
  g_assert_cmpuint (graft_network_get_n_weights (self->network), ==, N);
  options.outputs[0] = self->logits;
  self->plan = graft_plan_new (self->network, &options, self->workers, &error);
  g_assert_no_error (error);
  self->optimizer =
      graft_optimizer_new (id, self->network, params, self->workers, &error);
  g_assert_no_error (error);
}

static void
engine_clear (Engine *self)
{
  graft_optimizer_free (self->optimizer);
  graft_plan_free (self->plan);
  graft_workers_free (self->workers);
  graft_network_free (self->network);
}

static void
step_engine (Engine *self, const double *x, const gint32 *labels, guint64 step)
{
  GraftReal rows[ROWS * IN];

  for (int i = 0; i < ROWS * IN; i++)
    rows[i] = (GraftReal)x[i];
  graft_plan_forward (self->plan, rows, 0, step);
  graft_loss_softmax_ce (graft_plan_get_output (self->plan, self->logits), labels, ROWS,
                         OUT, NULL,
                         graft_plan_get_output_gradient (self->plan, self->logits));
  graft_plan_backward (self->plan, 0);
  graft_optimizer_step (self->optimizer, graft_network_peek_weights (self->network),
                        graft_plan_get_gradients (self->plan), RATE);
}

static void
step_reference (Reference *self,
                RuleFunc rule,
                const double *options,
                const double *x,
                const gint32 *labels,
                int t)
{
  memset (self->g, 0, sizeof self->g);
  for (int r = 0; r < ROWS; r++)
    add_row (self, x + r * IN, labels[r]);
  clip_reference (self, options[CLIP]);
  for (int i = 0; i < N; i++)
    {
      double *slot[2] = { &self->slot[0][i], &self->slot[1][i] };

      rule (&self->w[i], self->g[i], slot, is_bias (i) ? 0 : options[DECAY], t);
    }
  bound_reference (self, options[MAX_NORM]);
}

/* The first steps of Adam divide tiny gradients by their own size: in float a last digit
 * may grow to 1e-4 there. */
static void
compare (const char *id, const Reference *reference, const GraftReal *weights, int step)
{
  const double bound = sizeof (GraftReal) == 8 ? 1e-12 : 2e-4;

  for (int i = 0; i < N; i++)
    if (!(fabs (reference->w[i] - (double)weights[i]) <= bound))
      g_error ("%s, step %d, weight %d: %.15g, by hand %.15g", id, step, i,
               (double)weights[i], reference->w[i]);
}

static void
check_steps (const char *id, RuleFunc rule, double *options, const GraftParams *params)
{
  Engine engine;
  Reference reference = { 0 };
  GraftRng rng;

  engine_init (&engine, id, params);
  graft_rng_init (&rng, 9, GRAFT_RNG_SAMPLE, 0);
  for (int i = 0; i < N; i++)
    reference.w[i] = (double)graft_network_peek_weights (engine.network)[i];
  for (int t = 1; t <= STEPS; t++)
    {
      double x[ROWS * IN];
      gint32 labels[ROWS];

      for (int i = 0; i < ROWS * IN; i++)
        x[i] = (double)(float)graft_rng_normal (&rng);
      for (int i = 0; i < ROWS; i++)
        labels[i] = (gint32)graft_rng_below (&rng, OUT);
      step_engine (&engine, x, labels, (guint64)t);
      step_reference (&reference, rule, options, x, labels, t);
      compare (id, &reference, graft_network_peek_weights (engine.network), t);
    }
  g_assert_cmpuint (graft_optimizer_get_count (engine.optimizer), ==, STEPS);
  engine_clear (&engine);
}

static void
check_rule (gconstpointer data)
{
  const char *id = data;
  /* decay, clip, max-norm: alone and together */
  double options[][3] = {
    { 0, 0, 0 }, { 0.1, 0, 0 }, { 0, 0.05, 0 }, { 0, 0, 0.6 }, { 0.1, 0.05, 0.6 }
  };
  gsize r = 0;

  while (r < G_N_ELEMENTS (rules) && !g_str_equal (rules[r].id, id))
    r++;
  if (r == G_N_ELEMENTS (rules))
    g_error ("optimiser %s has no reference here", id);
  for (gsize o = 0; o < G_N_ELEMENTS (options); o++)
    {
      g_autoptr (GraftParams) params = graft_params_new (list, G_N_ELEMENTS (list));

      for (gsize i = 0; i < G_N_ELEMENTS (list); i++)
        g_assert_true (graft_params_set (params, list[i].key, options[o][i], NULL));
      check_steps (id, rules[r].rule, options[o], params);
    }
  /* What holds when the run says nothing. */
  options[0][DECAY] = rules[r].decay;
  check_steps (id, rules[r].rule, options[0], NULL);
}

/* A group that stands still keeps weights and memory, and its Adam counts only its own
 * steps. */
static void
test_still_group (void)
{
  GraftShape input = graft_shape_vector (IN);
  g_autoptr (GraftNetwork) network = graft_network_new (&input);
  g_autoptr (GraftWorkers) workers = graft_workers_new (1);
  g_autoptr (GraftOptimizer) optimizer = NULL;
  g_autoptr (GError) error = NULL;
  GraftReal *weights, before, gradients[IN * 2 + 2 + 2 + 1];
  guint node;

  graft_network_begin_group (network, "features");
  node = graft_network_append (network, "dense", "out=2", 0, &error);
  graft_network_begin_group (network, "label");
  g_assert_cmpuint (graft_network_append (network, "dense", "out=1", node, &error), !=,
                    0);
  graft_network_initialise (network, 1);
  optimizer = graft_optimizer_new ("adam", network, NULL, workers, &error);
  g_assert_no_error (error);
  weights = graft_network_peek_weights (network);
  before = weights[0];
  graft_optimizer_set_group_scale (optimizer,
                                   graft_network_find_group (network, "features"), 0);
  for (int t = 0; t < 3; t++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (gradients); i++)
        gradients[i] = 1;
      graft_optimizer_step (optimizer, weights, gradients, 0.25);
    }
  g_assert_true (weights[0] == before);
  graft_optimizer_set_group_scale (optimizer,
                                   graft_network_find_group (network, "features"), 2);
  for (gsize i = 0; i < G_N_ELEMENTS (gradients); i++)
    gradients[i] = 1;
  graft_optimizer_step (optimizer, weights, gradients, 0.25);
  /* Adam's very first step has the length of the rate, here times the group's scale. */
  g_assert_cmpfloat_with_epsilon ((double)(before - weights[0]), 0.5, 1e-6);
}

static void
test_unknown (void)
{
  GraftShape input = graft_shape_vector (1);
  g_autoptr (GraftNetwork) network = graft_network_new (&input);
  g_autoptr (GraftWorkers) workers = graft_workers_new (1);
  g_autoptr (GError) error = NULL;

  g_assert_null (graft_optimizer_new ("adan", network, NULL, workers, &error));
  g_assert_nonnull (strstr (error->message, "“adam”"));
}

int
main (int argc, char **argv)
{
  const GraftOptimizerClass *klass;

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; (klass = graft_optimizer_class_get (i)) != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/optimizers/ten-steps/%s", klass->id);

      g_test_add_data_func (path, klass->id, check_rule);
    }
  g_test_add_func ("/optimizers/still-group", test_still_group);
  g_test_add_func ("/optimizers/unknown", test_unknown);
  return g_test_run ();
}
