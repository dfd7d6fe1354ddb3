/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods 1.11: rates at the steps "t" of a run of "total". */
#include "engine/golden/case.h"

#include "engine/optim/schedule.h"

typedef struct
{
  const char *output;
  const char *schedule;
  const char *base; /* parameter of the case that holds the rate */
  const char *key[3];
  const char *param[3];
} Curve;

static const Curve curves[] = {
  { "step",
    "step",
    "base_lr",
    { "step_size", "step_factor" },
    { "step_size", "step_gamma" } },
  { "cosine", "cosine", "base_lr", { "cosine_min" }, { "cosine_min" } },
  { "onecycle",
    "one-cycle",
    "onecycle_max",
    { "rise", "divisor", "final_divisor" },
    { "pct_start", "div", "final_div" } },
  { "dann_lr",
    "dann",
    "dann.mu0",
    { "dann_alpha", "dann_beta" },
    { "dann.alpha", "dann.beta" } },
  { "warmup_cosine",
    "warmup-cosine",
    "base_lr",
    { "warmup_steps", "cosine_min" },
    { "warmup_steps", "cosine_min" } },
};

static void
expect_curve (GraftCase *self, const Curve *curve, const GraftArray *t)
{
  const GraftSchedule *schedule = graft_schedule_find (curve->schedule);
  g_autoptr (GraftParams) params =
      graft_params_new (schedule->params, schedule->n_params);
  g_autofree double *rates = g_new (double, t->n + 1);
  double total = graft_case_param (self, "total", 100);

  for (guint i = 0; i < G_N_ELEMENTS (curve->key) && curve->key[i] != NULL; i++)
    graft_params_set_unchecked (
        params, curve->key[i],
        graft_case_param (self, curve->param[i],
                          graft_params_get (params, curve->key[i])));
  for (gsize i = 0; i < t->n; i++)
    rates[i] = schedule->rate (params, graft_case_param (self, curve->base, 0.01),
                               t->value[i], total);
  graft_case_expect (self, curve->output, rates, t->n);
}

static gboolean
schedules (GraftCase *self, GError **error)
{
  const GraftArray *t = graft_case_input (self, "t", error);
  g_autofree double *lambda = g_new (double, t->n + 1);
  double gamma = graft_case_param (self, "dann.gamma", 10);

  for (gsize i = 0; i < G_N_ELEMENTS (curves); i++)
    expect_curve (self, &curves[i], t);
  for (gsize i = 0; i < t->n; i++)
    lambda[i] = graft_schedule_dann_lambda (
        t->value[i] / graft_case_param (self, "total", 100), gamma);
  graft_case_expect (self, "dann_lambda", lambda, t->n);
  return TRUE;
}

const GraftGoldenFamily graft_golden_schedules[] = {
  { "schedules* schedule*", "see methods", "t", GRAFT_GOLDEN_DOUBLE, schedules },
  { NULL },
};
