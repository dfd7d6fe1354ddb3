/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See gradient-check.h. */
#include "tests/support/gradient-check.h"

#include <math.h>

#define MOST_VALUES 200
/* Bounds of the relative error (methods 1.16), and below what a difference is rounding:
 * the loss is about 10 and has 16 digits, divided by h. */
#define BOUND_SMOOTH 1e-6
#define BOUND_KINKED 1e-4
#define ROUNDING_SMOOTH 1e-11
#define ROUNDING_KINKED 1e-9

static void
draw_weights (GraftProbe *self, GraftRng *rng)
{
  GraftReal *weights = graft_network_peek_weights (self->network);

  for (guint i = 1; i < graft_network_get_n_nodes (self->network); i++)
    {
      const GraftNode *node = graft_network_get_node (self->network, i);

      for (guint w = 0; w < node->n_weights; w++)
        for (gsize j = 0; j < node->weights[w].size; j++)
          {
            GraftReal *value = weights + node->weights[w].offset + j;

            if (node->weights[w].flags & GRAFT_WEIGHT_STATE)
              *value = 0.5 + graft_rng_uniform (rng); /* may be a variance */
            else
              *value += 0.3 * graft_rng_normal (rng);
          }
    }
}

static gsize
size_of (const GraftProbe *self, guint node)
{
  return graft_shape_size (&graft_network_get_node (self->network, node)->output);
}

void
graft_probe_init (GraftProbe *self,
                  GraftNetwork *network,
                  const GraftPlanOptions *options,
                  guint n_threads,
                  guint64 seed)
{
  g_autoptr (GError) error = NULL;
  GraftRng rng;

  *self = (GraftProbe){ .network = network, .options = *options };
  self->batch = options->n_source + options->n_target;
  self->workers = graft_workers_new (n_threads);
  graft_rng_init (&rng, seed, GRAFT_RNG_SAMPLE, 0);
  graft_network_initialise (network, seed);
  draw_weights (self, &rng);
  self->x = g_new (GraftReal, self->batch * size_of (self, 0));
  for (gsize i = 0; i < self->batch * size_of (self, 0); i++)
    {
      double value = graft_rng_normal (&rng);

      self->x[i] = value + copysign (1e-3, value);
    }
  for (guint k = 0; k < options->n_outputs; k++)
    {
      gsize n = self->batch * size_of (self, options->outputs[k]);

      self->weight[k] = 1;
      self->r[k] = g_new (GraftReal, n);
      for (gsize i = 0; i < n; i++)
        self->r[k][i] = graft_rng_normal (&rng);
    }
  self->plan = graft_plan_new (network, &self->options, self->workers, &error);
  g_assert_no_error (error);
}

void
graft_probe_clear (GraftProbe *self)
{
  graft_plan_free (self->plan);
  graft_workers_free (self->workers);
  graft_network_free (self->network);
  g_free (self->x);
  for (guint k = 0; k < self->options.n_outputs; k++)
    g_free (self->r[k]);
}

/* Values [*first, *end) of output @k belong to rows that its node computes. */
static void
range_of (const GraftProbe *self, guint k, gsize *first, gsize *end)
{
  guint node = self->options.outputs[k];
  GraftRows rows = graft_network_get_node (self->network, node)->rows;
  gsize size = size_of (self, node);

  *first = rows == GRAFT_ROWS_TARGET ? self->options.n_source * size : 0;
  *end = (rows == GRAFT_ROWS_SOURCE ? self->options.n_source : self->batch) * size;
}

double
graft_probe_loss (GraftProbe *self)
{
  double loss = 0;

  graft_plan_forward (self->plan, self->x, 0, 7);
  for (guint k = 0; k < self->options.n_outputs; k++)
    {
      const GraftReal *y = graft_plan_get_output (self->plan, self->options.outputs[k]);
      gsize first, end;

      range_of (self, k, &first, &end);
      for (gsize i = first; i < end; i++)
        loss += self->weight[k] * self->r[k][i] * y[i];
    }
  return loss;
}

void
graft_probe_backward (GraftProbe *self, GraftReal lambda)
{
  graft_plan_forward (self->plan, self->x, 0, 7);
  for (guint k = 0; k < self->options.n_outputs; k++)
    {
      GraftReal *dy =
          graft_plan_get_output_gradient (self->plan, self->options.outputs[k]);
      gsize first, end;

      range_of (self, k, &first, &end);
      for (gsize i = first; i < end && dy != NULL; i++)
        dy[i] = self->weight[k] * self->r[k][i];
    }
  graft_plan_backward (self->plan, lambda);
}

static double
loss_at (GraftProbe *self, GraftReal *value, double at)
{
  *value = at;
  return graft_probe_loss (self);
}

static double
difference_at (GraftProbe *self, GraftReal *value, gboolean kinked, double h)
{
  double held = *value;
  double near = loss_at (self, value, held + h) - loss_at (self, value, held - h);
  double far = 0;

  if (!kinked)
    far = loss_at (self, value, held + 2 * h) - loss_at (self, value, held - 2 * h);
  *value = held;
  return kinked ? near / (2 * h) : (8 * near - far) / (12 * h);
}

double
graft_probe_difference (GraftProbe *self, GraftReal *value, gboolean kinked)
{
  return difference_at (self, value, kinked, kinked ? 1e-5 : 1e-3);
}

/* Written so that NaN is never close. */
static gboolean
is_close (double analytic, double numeric, double bound, double rounding)
{
  double distance = fabs (analytic - numeric);

  return distance / MAX (1e-8, fabs (analytic) + fabs (numeric)) < bound ||
         distance < rounding;
}

void
graft_probe_compare (
    const char *what, gsize index, double analytic, double numeric, gboolean kinked)
{
  if (is_close (analytic, numeric, kinked ? BOUND_KINKED : BOUND_SMOOTH,
                kinked ? ROUNDING_KINKED : ROUNDING_SMOOTH))
    return;
  g_error ("%s, value %" G_GSIZE_FORMAT ": gradient %.12g, by differences %.12g", what,
           index, analytic, numeric);
}

/* Where a kink lies between the two points of a difference, nearer ones part from it; a
 * wrong gradient stays wrong however near they are. */
static double
nearest_difference (GraftProbe *self, GraftReal *value, gboolean kinked, double analytic)
{
  double numeric = graft_probe_difference (self, value, kinked);

  for (double h = 1e-6; kinked && h > 5e-8; h /= 10)
    {
      if (is_close (analytic, numeric, BOUND_KINKED, ROUNDING_KINKED))
        break;
      numeric = difference_at (self, value, TRUE, h);
      if (is_close (analytic, numeric, BOUND_KINKED, ROUNDING_KINKED * 1e-5 / h))
        return analytic;
    }
  return numeric;
}

static void
check_array (GraftProbe *self,
             const char *what,
             GraftReal *values,
             const GraftReal *gradients,
             gsize n,
             gboolean kinked)
{
  gsize step = n / MOST_VALUES + 1;

  for (gsize i = 0; i < n; i += step)
    graft_probe_compare (what, i, gradients[i],
                         nearest_difference (self, values + i, kinked, gradients[i]),
                         kinked);
}

void
graft_probe_check (GraftProbe *self, const char *what, GraftReal lambda, gboolean kinked)
{
  gsize n_weights = graft_network_get_n_weights (self->network);
  gsize n_input = self->batch * size_of (self, 0);
  GraftReal *weights = graft_network_peek_weights (self->network);
  g_autofree GraftReal *gradients = NULL;
  g_autofree GraftReal *input = NULL;

  graft_probe_backward (self, lambda);
  gradients =
      g_memdup2 (graft_plan_get_gradients (self->plan), n_weights * sizeof (GraftReal));
  if (self->options.input_gradient)
    input = g_memdup2 (graft_plan_get_input_gradient (self->plan),
                       n_input * sizeof (GraftReal));
  for (guint i = 1; i < graft_network_get_n_nodes (self->network); i++)
    {
      const GraftNode *node = graft_network_get_node (self->network, i);

      for (guint w = 0; w < node->n_weights; w++)
        {
          const GraftWeight *weight = &node->weights[w];
          g_autofree char *name =
              g_strdup_printf ("%s: %s.%s", what, node->name, weight->name);

          if (!node->frozen && !(weight->flags & GRAFT_WEIGHT_STATE))
            check_array (self, name, weights + weight->offset, gradients + weight->offset,
                         weight->size, kinked);
          else
            for (gsize j = 0; j < weight->size; j++)
              g_assert_cmpfloat (gradients[weight->offset + j], ==, 0);
        }
    }
  if (input != NULL)
    check_array (self, what, self->x, input, n_input, kinked);
}
