/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See run-controller.h; parameters are in run-parameters.c. Properties: title,
 * progress-text, fraction, state, can-*: everything that header bar and actions bind to.
 */
#include "ui/window/run-controller-private.h"
#include "ui/window/run-status.h"

#include <math.h>

enum
{
  PROP_TITLE = 1,
  PROP_PROGRESS_TEXT,
  PROP_FRACTION,
  PROP_STATE,
  PROP_CAN_START,
  PROP_CAN_PAUSE,
  PROP_CAN_RESUME,
  PROP_CAN_STOP,
  PROP_CAN_STEP,
  PROP_CAN_STEP_DOMAIN,
  N_PROPERTIES
};

enum
{
  EXPERIMENT_CHANGED,
  PROJECT_CHANGED,
  SETTINGS_CHANGED,
  RESET,
  POINTS,
  MAP,
  VERDICT,
  RESULT,
  MESSAGE,
  FAILED,
  N_SIGNALS
};

/* Written once by class_init. */
static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GraftRunController, graft_run_controller, G_TYPE_OBJECT)

static gboolean
can_step (GraftRunController *self)
{
  return self->experiment != NULL &&
         (self->state == GRAFT_STATE_IDLE || self->state == GRAFT_STATE_PAUSED);
}

static gboolean
is_adversarial (GraftRunController *self)
{
  const GraftMethodInfo *method = graft_run_controller_get_method (self);

  return method != NULL && (method->flags & GRAFT_METHOD_ADVERSARIAL) != 0;
}

static gboolean
can_start (GraftRunController *self)
{
  return self->experiment != NULL && !graft_run_controller_is_active (self);
}

static gboolean
can_pause (GraftRunController *self)
{
  return self->state == GRAFT_STATE_RUNNING || self->state == GRAFT_STATE_LOADING;
}

static char *
status_text (GraftRunController *self)
{
  if (self->experiment == NULL)
    return g_strdup ("");
  return graft_run_status_text (self->state, graft_run_controller_get_progress (self));
}

void
graft_run_controller_notify (GraftRunController *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = PROP_PROGRESS_TEXT; i < N_PROPERTIES; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
take_maps (GraftRunController *self, GraftUpdate *update)
{
  for (guint i = 0; i < GRAFT_N_PROJECTIONS; i++)
    {
      GraftMap *map = graft_update_get_map (update, i);

      if (map == NULL)
        continue;
      g_clear_pointer (&self->maps[i], graft_map_unref);
      self->maps[i] = graft_map_ref (map);
      g_signal_emit (self, signals[MAP], 0, map);
    }
}

static void
take_points (GraftRunController *self, GraftUpdate *update)
{
  gsize n = 0;
  const GraftPoint *points = graft_update_get_points (update, &n);

  for (gsize i = 0; i < n; i++)
    self->curve_values[points[i].curve] = points[i].value;
  if (n > 0)
    g_signal_emit (self, signals[POINTS], 0, points, (guint)n);
}

static void
take_verdict (GraftRunController *self, GraftUpdate *update)
{
  if (graft_update_get_verdict (update) == NULL)
    return;
  g_clear_pointer (&self->verdict_update, graft_update_unref);
  self->verdict_update = graft_update_ref (update);
  g_signal_emit (self, signals[VERDICT], 0, graft_update_get_verdict (update));
}

static void
take_results (GraftRunController *self, GraftUpdate *update)
{
  gsize n = 0;
  const GraftRunResult *const *results = graft_update_get_results (update, &n);

  for (gsize i = 0; i < n; i++)
    {
      /* A copy: to keep the update would be to keep the map of every seed. */
      g_ptr_array_add (self->results, graft_run_result_dup (results[i]));
      g_signal_emit (self, signals[RESULT], 0, results[i]);
    }
}

/* Curves and maps belong to one seed: those of the seed before make room. Its verdict
 * stays until there is another. */
static void
begin_next_run (GraftRunController *self)
{
  for (guint i = 0; i < GRAFT_N_PROJECTIONS; i++)
    g_clear_pointer (&self->maps[i], graft_map_unref);
  for (guint i = 0; i < GRAFT_N_CURVES; i++)
    self->curve_values[i] = NAN;
  g_signal_emit (self, signals[RESET], 0);
}

static void
take_events (GraftRunController *self, GraftUpdate *update)
{
  const char *const *messages = graft_update_get_messages (update);
  const GError *error = graft_update_get_error (update);

  for (gsize i = 0; messages != NULL && messages[i] != NULL; i++)
    g_signal_emit (self, signals[MESSAGE], 0, messages[i]);
  if (error == NULL || self->error_update != NULL)
    return;
  self->error_update = graft_update_ref (update);
  g_signal_emit (self, signals[FAILED], 0, error);
}

static void
update_cb (GraftRunController *self, GraftUpdate *update)
{
  g_autoptr (GraftUpdate) kept = graft_update_ref (update);
  g_autoptr (GraftSession) session = g_object_ref (self->session);

  const guint run = graft_update_get_progress (update)->run;
  const gboolean next = self->has_progress && self->progress.run != run;

  self->state = graft_update_get_state (update);
  self->progress = *graft_update_get_progress (update);
  self->has_progress = TRUE;
  if (next)
    begin_next_run (self);
  take_points (self, update);
  take_maps (self, update);
  take_verdict (self, update);
  take_results (self, update);
  graft_run_controller_notify (self);
  /* A handler may have opened another experiment meanwhile. */
  if (session == self->session)
    take_events (self, update);
}

static void
forget_results (GraftRunController *self)
{
  self->state = GRAFT_STATE_IDLE;
  self->has_progress = FALSE;
  g_ptr_array_set_size (self->results, 0);
  g_clear_pointer (&self->trained, graft_experiment_unref);
  g_clear_pointer (&self->verdict_update, graft_update_unref);
  g_clear_pointer (&self->error_update, graft_update_unref);
  for (guint i = 0; i < GRAFT_N_PROJECTIONS; i++)
    g_clear_pointer (&self->maps[i], graft_map_unref);
  for (guint i = 0; i < GRAFT_N_CURVES; i++)
    self->curve_values[i] = NAN;
  g_hash_table_remove_all (self->overridden);
}

static void
drop_session (GraftRunController *self)
{
  if (self->session == NULL)
    return;
  g_clear_signal_handler (&self->update_handler, self->session);
  graft_session_stop (self->session);
  g_clear_object (&self->session);
}

void
graft_run_controller_take_session (GraftRunController *self, GraftSession *session)
{
  drop_session (self);
  forget_results (self);
  self->session = session;
  self->update_handler =
      g_signal_connect_swapped (session, "update", G_CALLBACK (update_cb), self);
  graft_session_set_slow_motion (session, self->slow_motion);
  for (guint i = 0; i < GRAFT_N_PROJECTIONS; i++)
    if (self->wanted_maps[i])
      graft_session_request_map (session, i);
  g_signal_emit (self, signals[RESET], 0);
}

static void
make_session (GraftRunController *self)
{
  GraftSession *session = graft_session_new (self->experiment, 0);

  if (graft_run_controller_reads_project (self))
    graft_session_set_project (session, self->project);
  graft_run_controller_take_session (self, session);
}

static void
await_session (GraftRunController *self)
{
  self->state = GRAFT_STATE_LOADING;
  graft_run_controller_notify (self);
}

void
graft_run_controller_launch (GraftRunController *self)
{
  await_session (self);
  graft_session_start (self->session);
}

void
graft_run_controller_take_experiment (GraftRunController *self,
                                      GraftExperiment *experiment)
{
  drop_session (self);
  forget_results (self);
  g_clear_pointer (&self->experiment, graft_experiment_unref);
  self->experiment = experiment;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  graft_run_controller_notify (self);
  g_signal_emit (self, signals[RESET], 0);
  g_signal_emit (self, signals[EXPERIMENT_CHANGED], 0);
}

gboolean
graft_run_controller_open_file (GraftRunController *self,
                                const char *path,
                                GError **error)
{
  GraftExperiment *experiment = graft_experiment_load (path, error);

  if (experiment != NULL)
    graft_run_controller_take_experiment (self, experiment);
  return experiment != NULL;
}

gboolean
graft_run_controller_open_example (GraftRunController *self,
                                   const char *id,
                                   GError **error)
{
  GraftExperiment *experiment = graft_experiment_example (id, error);

  if (experiment != NULL)
    graft_run_controller_take_experiment (self, experiment);
  return experiment != NULL;
}

gboolean
graft_run_controller_set_method (GraftRunController *self, const char *id, GError **error)
{
  g_return_val_if_fail (self->experiment != NULL, FALSE);
  g_return_val_if_fail (!graft_run_controller_is_active (self), FALSE);

  if (g_strcmp0 (graft_experiment_get_method (self->experiment), id) == 0)
    return TRUE;
  if (!graft_experiment_set_method (self->experiment, id, error))
    return FALSE;
  graft_run_controller_notify (self);
  g_signal_emit (self, signals[EXPERIMENT_CHANGED], 0);
  g_signal_emit (self, signals[SETTINGS_CHANGED], 0);
  return TRUE;
}

GraftExperiment *
graft_run_controller_get_experiment (GraftRunController *self)
{
  return self->experiment;
}

const GraftMethodInfo *
graft_run_controller_get_method (GraftRunController *self)
{
  if (self->experiment == NULL)
    return NULL;
  return graft_catalogue_find_method (graft_experiment_get_method (self->experiment));
}

GraftState
graft_run_controller_get_state (GraftRunController *self)
{
  return self->state;
}

gboolean
graft_run_controller_is_active (GraftRunController *self)
{
  return self->state == GRAFT_STATE_LOADING || self->state == GRAFT_STATE_RUNNING ||
         self->state == GRAFT_STATE_PAUSED || self->state == GRAFT_STATE_FINISHING;
}

const GraftProgress *
graft_run_controller_get_progress (GraftRunController *self)
{
  return self->has_progress ? &self->progress : NULL;
}

const GraftVerdict *
graft_run_controller_get_verdict (GraftRunController *self)
{
  const GraftRunResult *shown =
      self->trained != NULL && self->results->len > 0 ? self->results->pdata[0] : NULL;

  if (self->verdict_update != NULL)
    return graft_update_get_verdict (self->verdict_update);
  return shown != NULL ? shown->verdict : NULL;
}

GraftMap *
graft_run_controller_get_map (GraftRunController *self, GraftProjection projection)
{
  return self->maps[projection];
}

const GraftRunResult *const *
graft_run_controller_get_results (GraftRunController *self, guint *n)
{
  *n = self->results->len;
  return (const GraftRunResult *const *)self->results->pdata;
}

GraftExperiment *
graft_run_controller_get_trained (GraftRunController *self)
{
  return self->session != NULL ? graft_session_get_experiment (self->session)
                               : self->trained;
}

const GraftMethodInfo *
graft_run_controller_get_trained_method (GraftRunController *self)
{
  GraftExperiment *trained = graft_run_controller_get_trained (self);

  if (trained == NULL)
    return NULL;
  return graft_catalogue_find_method (graft_experiment_get_method (trained));
}

const GError *
graft_run_controller_get_error (GraftRunController *self)
{
  return self->error_update ? graft_update_get_error (self->error_update) : NULL;
}

void
graft_run_controller_start (GraftRunController *self)
{
  if (!can_start (self))
    return;
  make_session (self);
  graft_run_controller_launch (self);
}

void
graft_run_controller_pause (GraftRunController *self)
{
  if (can_pause (self))
    graft_session_pause (self->session);
}

void
graft_run_controller_resume (GraftRunController *self)
{
  if (self->state == GRAFT_STATE_PAUSED)
    graft_session_resume (self->session);
}

void
graft_run_controller_stop (GraftRunController *self)
{
  if (graft_run_controller_is_active (self))
    graft_session_stop (self->session);
}

void
graft_run_controller_toggle (GraftRunController *self)
{
  if (self->state == GRAFT_STATE_PAUSED)
    graft_run_controller_resume (self);
  else if (can_pause (self))
    graft_run_controller_pause (self);
  else
    graft_run_controller_start (self);
}

void
graft_run_controller_step (GraftRunController *self, GraftStepKind kind)
{
  if (!can_step (self))
    return;
  if (self->state == GRAFT_STATE_IDLE)
    {
      make_session (self);
      await_session (self);
    }
  graft_session_step (self->session, kind);
}

void
graft_run_controller_request_map (GraftRunController *self, GraftProjection projection)
{
  self->wanted_maps[projection] = TRUE;
  if (self->session != NULL)
    graft_session_request_map (self->session, projection);
}

GBytes *
graft_run_controller_dup_thumbnail (GraftRunController *self,
                                    GraftDomain domain,
                                    guint32 item,
                                    guint *width,
                                    guint *height)
{
  if (self->session == NULL)
    return NULL;
  return graft_session_dup_thumbnail (self->session, domain, item, width, height);
}

static void
graft_run_controller_get_property (GObject *object,
                                   guint id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  GraftRunController *self = GRAFT_RUN_CONTROLLER (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (
          value, self->experiment ? graft_experiment_get_title (self->experiment) : "");
      break;
    case PROP_PROGRESS_TEXT:
      g_value_take_string (value, status_text (self));
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->has_progress ? self->progress.fraction : 0);
      break;
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case PROP_CAN_START:
      g_value_set_boolean (value, can_start (self));
      break;
    case PROP_CAN_PAUSE:
      g_value_set_boolean (value, can_pause (self));
      break;
    case PROP_CAN_RESUME:
      g_value_set_boolean (value, self->state == GRAFT_STATE_PAUSED);
      break;
    case PROP_CAN_STOP:
      g_value_set_boolean (value, graft_run_controller_is_active (self));
      break;
    case PROP_CAN_STEP:
      g_value_set_boolean (value, can_step (self));
      break;
    case PROP_CAN_STEP_DOMAIN:
      g_value_set_boolean (value, can_step (self) && is_adversarial (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
graft_run_controller_dispose (GObject *object)
{
  GraftRunController *self = GRAFT_RUN_CONTROLLER (object);

  drop_session (self);
  if (self->overridden != NULL)
    forget_results (self);
  g_clear_pointer (&self->overridden, g_hash_table_unref);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_clear_pointer (&self->experiment, graft_experiment_unref);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (graft_run_controller_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags =
      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const struct
  {
    guint id;
    const char *name;
  } switches[] = {
    { PROP_CAN_START, "can-start" },   { PROP_CAN_PAUSE, "can-pause" },
    { PROP_CAN_RESUME, "can-resume" }, { PROP_CAN_STOP, "can-stop" },
    { PROP_CAN_STEP, "can-step" },     { PROP_CAN_STEP_DOMAIN, "can-step-domain" },
  };

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_PROGRESS_TEXT] =
      g_param_spec_string ("progress-text", NULL, NULL, "", flags);
  properties[PROP_FRACTION] =
      g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_STATE] =
      g_param_spec_uint ("state", NULL, NULL, 0, GRAFT_STATE_FAILED, 0, flags);
  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    properties[switches[i].id] =
        g_param_spec_boolean (switches[i].name, NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static guint
new_signal (const char *name, guint n_params, GType first, GType second)
{
  return g_signal_new (name, GRAFT_TYPE_RUN_CONTROLLER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                       NULL, G_TYPE_NONE, n_params, first, second);
}

static void
graft_run_controller_class_init (GraftRunControllerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = graft_run_controller_get_property;
  object_class->dispose = graft_run_controller_dispose;
  install_properties (object_class);
  signals[EXPERIMENT_CHANGED] = new_signal ("experiment-changed", 0, 0, 0);
  signals[PROJECT_CHANGED] = new_signal ("project-changed", 0, 0, 0);
  signals[SETTINGS_CHANGED] = new_signal ("settings-changed", 0, 0, 0);
  signals[RESET] = new_signal ("reset", 0, 0, 0);
  signals[POINTS] = new_signal ("points", 2, G_TYPE_POINTER, G_TYPE_UINT);
  signals[MAP] = new_signal ("map", 1, G_TYPE_POINTER, 0);
  signals[VERDICT] = new_signal ("verdict", 1, G_TYPE_POINTER, 0);
  signals[RESULT] = new_signal ("result", 1, G_TYPE_POINTER, 0);
  signals[MESSAGE] = new_signal ("message", 1, G_TYPE_STRING, 0);
  signals[FAILED] = new_signal ("failed", 1, G_TYPE_POINTER, 0);
}

static void
graft_run_controller_init (GraftRunController *self)
{
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify)graft_run_result_free);
  self->overridden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  forget_results (self);
}

/**
 * graft_run_controller_new:
 *
 * Makes a controller without an experiment; everything that could be started is
 * insensitive.
 */
GraftRunController *
graft_run_controller_new (void)
{
  return g_object_new (GRAFT_TYPE_RUN_CONTROLLER, NULL);
}
