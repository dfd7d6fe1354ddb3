/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters of the experiment between runs, and of the session while it runs. */
#include "ui/window/run-controller-private.h"

#include <math.h>

/* Which curve tells the value that a live parameter has at this moment. */
static const struct
{
  const char *key;
  GraftCurve curve;
} live_curves[] = {
  { "lambda", GRAFT_CURVE_LAMBDA },
  { "lambda_max", GRAFT_CURVE_LAMBDA },
  { "learning_rate", GRAFT_CURVE_LEARNING_RATE },
};

gboolean
graft_run_controller_set_parameter (GraftRunController *self,
                                    const char *key,
                                    double value,
                                    GError **error)
{
  GraftParams *params;
  const GraftParam *param;

  g_return_val_if_fail (self->experiment != NULL, FALSE);

  params = graft_experiment_get_params (self->experiment);
  param = graft_params_find (params, key);
  if (!graft_run_controller_is_active (self))
    {
      if (!graft_params_set (params, key, value, error))
        return FALSE;
      g_signal_emit_by_name (self, "settings-changed");
      return TRUE;
    }
  g_return_val_if_fail (param != NULL && (param->flags & GRAFT_PARAM_LIVE) != 0, FALSE);
  /* The plan of the experiment stays as it was: the run alone departs from it. */
  graft_session_set_parameter (self->session, key, value);
  g_hash_table_add (self->overridden, g_strdup (key));
  return TRUE;
}

void
graft_run_controller_clear_parameter (GraftRunController *self, const char *key)
{
  if (!g_hash_table_remove (self->overridden, key) || self->session == NULL)
    return;
  if (graft_run_controller_is_active (self))
    graft_session_clear_parameter (self->session, key);
}

gboolean
graft_run_controller_is_overridden (GraftRunController *self, const char *key)
{
  return g_hash_table_contains (self->overridden, key);
}

gboolean
graft_run_controller_get_live_value (GraftRunController *self,
                                     const char *key,
                                     double *value)
{
  if (!graft_run_controller_is_active (self))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (live_curves); i++)
    if (g_str_equal (live_curves[i].key, key))
      {
        *value = self->curve_values[live_curves[i].curve];
        return !isnan (*value);
      }
  return FALSE;
}

static gboolean
have_same_params (const GraftParams *a, const GraftParams *b)
{
  if (graft_params_get_n (a) != graft_params_get_n (b))
    return FALSE;
  for (gsize i = 0; i < graft_params_get_n (a); i++)
    {
      const char *key = graft_params_peek (a, i)->key;

      if (graft_params_find (b, key) == NULL ||
          graft_params_get (a, key) != graft_params_get (b, key))
        return FALSE;
    }
  return TRUE;
}

gboolean
graft_run_controller_is_outdated (GraftRunController *self)
{
  GraftExperiment *trained = graft_run_controller_get_trained (self);

  if (trained == NULL || !self->has_progress || graft_run_controller_is_active (self))
    return FALSE;
  return !g_str_equal (graft_experiment_get_method (trained),
                       graft_experiment_get_method (self->experiment)) ||
         !have_same_params (graft_experiment_get_params (trained),
                            graft_experiment_get_params (self->experiment));
}

void
graft_run_controller_restore_settings (GraftRunController *self)
{
  GraftExperiment *before = graft_run_controller_get_trained (self);
  GraftParams *trained, *params;

  if (!graft_run_controller_is_outdated (self))
    return;
  /* Neither can be refused: it is what the experiment held before. */
  graft_experiment_set_method (self->experiment, graft_experiment_get_method (before),
                               NULL);
  trained = graft_experiment_get_params (before);
  params = graft_experiment_get_params (self->experiment);
  for (gsize i = 0; i < graft_params_get_n (trained); i++)
    {
      const char *key = graft_params_peek (trained, i)->key;

      graft_params_set (params, key, graft_params_get (trained, key), NULL);
    }
  g_object_notify (G_OBJECT (self), "state");
  g_signal_emit_by_name (self, "experiment-changed");
  g_signal_emit_by_name (self, "settings-changed");
}

void
graft_run_controller_set_slow_motion (GraftRunController *self, double seconds)
{
  self->slow_motion = seconds;
  if (self->session != NULL && graft_run_controller_is_active (self))
    graft_session_set_slow_motion (self->session, seconds);
}
