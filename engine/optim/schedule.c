/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See schedule.h. */
#include "engine/optim/schedule.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static double
constant (const GraftParams *params, double base, double step, double total)
{
  return base;
}

/* At least one step. */
static double
share_of_run (double share, double total)
{
  return MAX (1, floor (share * total));
}

static const GraftParam step_params[] = {
  { "step_size", N_ ("Steps between cuts"), N_ ("0: a third of the run."),
    GRAFT_PARAM_INTEGER, GRAFT_PARAM_NONE, 0, 1e9, 0, NULL },
  { "step_factor", N_ ("Factor of a cut"), N_ ("The rate is multiplied by it."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_NONE, 0, 1, 0.1, NULL },
};

static double
step_down (const GraftParams *params, double base, double step, double total)
{
  double size = graft_params_get (params, "step_size");

  if (size <= 0)
    size = share_of_run (1.0 / 3, total);
  return base * pow (graft_params_get (params, "step_factor"), floor (step / size));
}

/* From @high to @low along half a cosine, @share in [0, 1]. */
static double
cosine_between (double high, double low, double share)
{
  return low + 0.5 * (high - low) * (1 + cos (G_PI * CLAMP (share, 0, 1)));
}

static const GraftParam cosine_params[] = {
  { "cosine_min", N_ ("Last rate"), N_ ("Where the cosine ends."), GRAFT_PARAM_REAL,
    GRAFT_PARAM_NONE, 0, 10, 0, NULL },
};

static double
cosine (const GraftParams *params, double base, double step, double total)
{
  return cosine_between (base, graft_params_get (params, "cosine_min"),
                         total > 0 ? step / total : 0);
}

static const GraftParam warmup_params[] = {
  { "warmup_steps", N_ ("Warm-up steps"), N_ ("−1: a twentieth of the run."),
    GRAFT_PARAM_INTEGER, GRAFT_PARAM_NONE, -1, 1e9, -1, NULL },
  { "cosine_min", N_ ("Last rate"), N_ ("Where the cosine ends."), GRAFT_PARAM_REAL,
    GRAFT_PARAM_NONE, 0, 10, 0, NULL },
};

static double
warmup_cosine (const GraftParams *params, double base, double step, double total)
{
  double warmup = graft_params_get (params, "warmup_steps");

  if (warmup < 0)
    warmup = share_of_run (0.05, total);
  if (step < warmup)
    return base * (step + 1) / warmup;
  return cosine_between (base, graft_params_get (params, "cosine_min"),
                         total > warmup ? (step - warmup) / (total - warmup) : 1);
}

static const GraftParam one_cycle_params[] = {
  { "rise", N_ ("Share of the rise"), N_ ("Part of the run until the highest rate."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_NONE, 0.01, 0.99, 0.3, NULL },
  { "divisor", N_ ("Divisor of the start"), N_ ("First rate = highest rate / divisor."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_NONE, 1, 1e9, 25, NULL },
  { "final_divisor", N_ ("Divisor of the end"), N_ ("Last rate = first rate / divisor."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_NONE, 1, 1e9, 1e4, NULL },
};

/* The rate of the experiment is the highest one. Smith 2018, arXiv:1803.09820. */
static double
one_cycle (const GraftParams *params, double base, double step, double total)
{
  double low = base / graft_params_get (params, "divisor");
  double last = low / graft_params_get (params, "final_divisor");
  double peak = graft_params_get (params, "rise") * total;

  if (step < peak)
    return cosine_between (low, base, step / peak);
  return cosine_between (base, last, total > peak ? (step - peak) / (total - peak) : 1);
}

static const GraftParam dann_params[] = {
  { "dann_alpha", N_ ("α of the annealing"), N_ ("μ(p) = μ₀ / (1 + α p)^β."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_NONE, 0, 1000, 10, NULL },
  { "dann_beta", N_ ("β of the annealing"), N_ ("μ(p) = μ₀ / (1 + α p)^β."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_NONE, 0, 10, 0.75, NULL },
};

static double
dann (const GraftParams *params, double base, double step, double total)
{
  double progress = total > 0 ? step / total : 0;

  return base / pow (1 + graft_params_get (params, "dann_alpha") * progress,
                     graft_params_get (params, "dann_beta"));
}

double
graft_schedule_dann_lambda (double progress, double gamma)
{
  return 2 / (1 + exp (-gamma * progress)) - 1;
}

static const GraftSchedule schedules[] = {
  { "dann", N_ ("DANN annealing"), "μ(p) = μ₀ / (1 + α p)^β", dann_params,
    G_N_ELEMENTS (dann_params), dann },
  { "constant", N_ ("Constant"), "η₀", NULL, 0, constant },
  { "step", N_ ("Step"), "η₀ · 0.1^⌊t / S⌋", step_params, G_N_ELEMENTS (step_params),
    step_down },
  { "cosine", N_ ("Cosine"), "η_min + ½ (η₀ − η_min)(1 + cos π t / T)", cosine_params,
    G_N_ELEMENTS (cosine_params), cosine },
  { "warmup-cosine", N_ ("Warm-up, then cosine"),
    "η₀ (t + 1) / W, then a cosine to η_min", warmup_params, G_N_ELEMENTS (warmup_params),
    warmup_cosine },
  { "one-cycle", N_ ("One cycle"), "η₀ / 25 → η₀ → η₀ / 250 000", one_cycle_params,
    G_N_ELEMENTS (one_cycle_params), one_cycle },
};

const GraftSchedule *
graft_schedule_get (gsize index)
{
  return index < G_N_ELEMENTS (schedules) ? &schedules[index] : NULL;
}

const GraftSchedule *
graft_schedule_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (schedules); i++)
    if (strcmp (schedules[i].id, id) == 0)
      return &schedules[i];
  return NULL;
}

double
graft_schedule_rate (const char *id, double base, double step, double total)
{
  const GraftSchedule *schedule = graft_schedule_find (id);
  g_autoptr (GraftParams) params = NULL;

  g_return_val_if_fail (schedule != NULL, base);
  params = graft_params_new (schedule->params, schedule->n_params);
  return schedule->rate (params, base, step, total);
}
