/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Schedules at the steps where their value can be said, the search for a learning rate,
 * and the two watchers of a validation loss. */
#include "engine/optim/early-stopping.h"
#include "engine/optim/lr-finder.h"
#include "engine/optim/schedule.h"

#include <math.h>

#define assert_near(a, b, epsilon) g_assert_cmpfloat_with_epsilon (a, b, epsilon)

/* ---- schedules ---- */

/* Base rate 0.8, a run of 100 steps. */
static const struct
{
  const char *id;
  double step;
  double rate;
} known[] = {
  { "constant", 0, 0.8 },
  { "constant", 100, 0.8 },
  { "step", 0, 0.8 },
  { "step", 32, 0.8 },
  { "step", 33, 0.08 },
  { "step", 66, 0.008 },
  { "step", 99, 0.0008 },
  { "cosine", 0, 0.8 },
  { "cosine", 50, 0.4 },
  { "cosine", 100, 0 },
  /* A twentieth is five steps of warming up: η (t + 1) / 5 */
  { "warmup-cosine", 0, 0.16 },
  { "warmup-cosine", 4, 0.8 },
  { "warmup-cosine", 5, 0.8 },
  { "warmup-cosine", 52.5, 0.4 },
  { "warmup-cosine", 100, 0 },
  { "one-cycle", 0, 0.032 },
  { "one-cycle", 15, 0.416 },
  { "one-cycle", 30, 0.8 },
  { "one-cycle", 100, 3.2e-6 },
  { "dann", 0, 0.8 },
  /* 0.8 / 6^¾ and 0.8 / 11^¾ */
  { "dann", 50, 0.20867794401 },
  { "dann", 100, 0.13244802086 },
};

static void
test_schedules (void)
{
  const GraftSchedule *schedule;

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      double rate = graft_schedule_rate (known[i].id, 0.8, known[i].step, 100);

      if (!(fabs (rate - known[i].rate) < 1e-8))
        g_error ("%s at %g: %.10g, not %.10g", known[i].id, known[i].step, rate,
                 known[i].rate);
    }
  for (gsize s = 0; (schedule = graft_schedule_get (s)) != NULL; s++)
    {
      gboolean found = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
        found |= g_str_equal (known[i].id, schedule->id);
      if (!found)
        g_error ("no value of schedule %s is known here", schedule->id);
      g_assert_true (graft_schedule_find (schedule->id) == schedule);
    }
  g_assert_null (graft_schedule_find ("dan"));
}

/* Whatever the run: never negative, never above the base, never NaN. */
static void
test_bounds (void)
{
  const double totals[] = { 0, 1, 2, 3, 7, 100 };
  const GraftSchedule *schedule;

  for (gsize s = 0; (schedule = graft_schedule_get (s)) != NULL; s++)
    for (gsize i = 0; i < G_N_ELEMENTS (totals); i++)
      for (double step = 0; step <= totals[i]; step++)
        {
          double rate = graft_schedule_rate (schedule->id, 0.5, step, totals[i]);

          if (!(rate >= 0 && rate <= 0.5 + 1e-12))
            g_error ("%s, step %g of %g: %g", schedule->id, step, totals[i], rate);
        }
}

static void
test_parameters (void)
{
  const GraftSchedule *step = graft_schedule_find ("step");
  const GraftSchedule *cosine = graft_schedule_find ("cosine");
  g_autoptr (GraftParams) params = graft_params_new (step->params, step->n_params);
  g_autoptr (GraftParams) others = graft_params_new (cosine->params, cosine->n_params);

  g_assert_true (graft_params_set (params, "step_size", 10, NULL));
  g_assert_true (graft_params_set (params, "step_factor", 0.5, NULL));
  assert_near (step->rate (params, 1, 9, 100), 1, 1e-15);
  assert_near (step->rate (params, 1, 10, 100), 0.5, 1e-15);
  assert_near (step->rate (params, 1, 35, 100), 0.125, 1e-15);
  g_assert_true (graft_params_set (others, "cosine_min", 0.2, NULL));
  assert_near (cosine->rate (others, 1, 100, 100), 0.2, 1e-15);
  assert_near (cosine->rate (others, 1, 50, 100), 0.6, 1e-15);
}

/* No steps of warming up are none, not as many as the run suggests. */
static void
test_no_warmup (void)
{
  const GraftSchedule *schedule = graft_schedule_find ("warmup-cosine");
  g_autoptr (GraftParams) params =
      graft_params_new (schedule->params, schedule->n_params);

  g_assert_true (graft_params_set (params, "warmup_steps", 0, NULL));
  assert_near (schedule->rate (params, 1, 0, 100), 1, 1e-15);
  assert_near (schedule->rate (params, 1, 50, 100), 0.5, 1e-15);
  assert_near (schedule->rate (params, 1, 100, 100), 0, 1e-15);
}

/* ---- the search for a rate ---- */

typedef struct
{
  guint n;
  guint n_restored;
  double first;
  double last;
  double (*loss) (double rate);
} Search;

static double
step_cb (double rate, gpointer data)
{
  Search *self = data;

  if (self->n++ == 0)
    self->first = rate;
  self->last = rate;
  return self->loss (rate);
}

static void
restore_cb (gpointer data)
{
  ((Search *)data)->n_restored++;
}

static GraftRateCurve *
search (Search *self, double smoothing)
{
  GraftRateFinder finder;

  graft_rate_finder_init (&finder);
  if (smoothing >= 0)
    finder.smoothing = smoothing;
  return graft_rate_finder_run (&finder, step_cb, restore_cb, self);
}

/* Falls around 1e-3, is least at 0.1, explodes beyond 1. */
static double
valley (double rate)
{
  return rate > 1 ? 100
                  : 2 - tanh (2 * log10 (rate / 1e-3)) + pow (log10 (rate) + 1, 2) / 50;
}

static void
test_finder (void)
{
  Search self = { .loss = valley };
  g_autoptr (GraftRateCurve) curve = search (&self, 0);

  g_assert_cmpuint (self.n_restored, ==, 1);
  assert_near (self.first, 1e-7, 1e-20);
  /* Stopped at the first loss of more than four times the least. */
  g_assert_cmpuint (self.n, ==, curve->n + 1);
  g_assert_cmpfloat (curve->rate[curve->n - 1], <=, 1);
  g_assert_cmpfloat (self.last, >, 1);
  assert_near (curve->rate[1] / curve->rate[0], pow (1e8, 1.0 / 99), 1e-12);
  assert_near (curve->loss[10], valley (curve->rate[10]), 1e-12);
  assert_near (log10 (curve->steepest), -3, 0.15);
  assert_near (log10 (curve->tenth), log10 (0.1) - 1, 0.5);
}

static double
constant (double rate)
{
  return 3;
}

/* Smoothing is corrected for its start: a constant stays what it is; nothing falls. */
static void
test_finder_constant (void)
{
  Search self = { .loss = constant };
  g_autoptr (GraftRateCurve) curve = search (&self, -1);

  g_assert_cmpuint (curve->n, ==, 100);
  assert_near (self.last, 10, 1e-9);
  for (guint i = 0; i < curve->n; i++)
    assert_near (curve->loss[i], 3, 1e-9);
}

static double
broken (double rate)
{
  return rate > 2e-7 ? (double)NAN : 1;
}

static void
test_finder_nan (void)
{
  Search self = { .loss = broken };
  g_autoptr (GraftRateCurve) curve = search (&self, -1);

  g_assert_cmpuint (curve->n, <, 10);
  g_assert_cmpuint (self.n_restored, ==, 1);
  g_assert_true (isnan (curve->steepest));
}

/* ---- watchers ---- */

static void
test_early_stopping (void)
{
  const double losses[] = { 5, 4, 4.5, 3.95, 3.97, 3.99, 3.96 };
  const GraftStopping wanted[] = { GRAFT_STOPPING_BETTER, GRAFT_STOPPING_BETTER,
                                   GRAFT_STOPPING_WAIT,   GRAFT_STOPPING_BETTER,
                                   GRAFT_STOPPING_WAIT,   GRAFT_STOPPING_WAIT,
                                   GRAFT_STOPPING_STOP };
  GraftEarlyStopping self;

  graft_early_stopping_init (&self, 3, 0);
  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    g_assert_cmpint (graft_early_stopping_add (&self, i, losses[i]), ==, wanted[i]);
  g_assert_cmpuint (self.best_epoch, ==, 3);
  g_assert_cmpfloat (self.best, ==, 3.95);
}

static void
test_early_stopping_options (void)
{
  GraftEarlyStopping self;

  /* 0.05 better is not enough when 0.1 is asked for. */
  graft_early_stopping_init (&self, 1, 0.1);
  g_assert_cmpint (graft_early_stopping_add (&self, 0, 4), ==, GRAFT_STOPPING_BETTER);
  g_assert_cmpint (graft_early_stopping_add (&self, 1, 3.95), ==, GRAFT_STOPPING_STOP);
  /* Without patience it never stops; what is not a number is never better. */
  graft_early_stopping_init (&self, 0, 0);
  g_assert_cmpint (graft_early_stopping_add (&self, 0, NAN), ==, GRAFT_STOPPING_WAIT);
  g_assert_cmpint (graft_early_stopping_add (&self, 1, 7), ==, GRAFT_STOPPING_BETTER);
  for (guint i = 2; i < 50; i++)
    g_assert_cmpint (graft_early_stopping_add (&self, i, i % 2 ? (double)NAN : 8), ==,
                     GRAFT_STOPPING_WAIT);
  g_assert_cmpuint (self.best_epoch, ==, 1);
}

static void
test_plateau (void)
{
  GraftPlateau self;

  graft_plateau_init (&self);
  g_assert_cmpfloat (graft_plateau_add (&self, 1), ==, 1);
  /* Ten epochs of no more than 1e-4 relative. */
  for (int i = 1; i < 10; i++)
    g_assert_cmpfloat (graft_plateau_add (&self, 1 - 5e-5), ==, 1);
  assert_near (graft_plateau_add (&self, 1 - 5e-5), 0.1, 1e-15);
  /* Counting begins anew, and an improvement sets it back. */
  for (int i = 0; i < 9; i++)
    assert_near (graft_plateau_add (&self, 1), 0.1, 1e-15);
  assert_near (graft_plateau_add (&self, 0.9), 0.1, 1e-15);
  for (int i = 0; i < 9; i++)
    assert_near (graft_plateau_add (&self, 0.9), 0.1, 1e-15);
  assert_near (graft_plateau_add (&self, NAN), 0.01, 1e-15);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/optim/schedules", test_schedules);
  g_test_add_func ("/optim/bounds", test_bounds);
  g_test_add_func ("/optim/parameters", test_parameters);
  g_test_add_func ("/optim/no-warmup", test_no_warmup);
  g_test_add_func ("/optim/finder", test_finder);
  g_test_add_func ("/optim/finder-constant", test_finder_constant);
  g_test_add_func ("/optim/finder-nan", test_finder_nan);
  g_test_add_func ("/optim/early-stopping", test_early_stopping);
  g_test_add_func ("/optim/early-stopping-options", test_early_stopping_options);
  g_test_add_func ("/optim/plateau", test_plateau);
  return g_test_run ();
}
