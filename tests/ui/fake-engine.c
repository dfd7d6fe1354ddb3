/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stand-in for the session half of the engine, for interface tests only: the same
 * functions, a made-up run on a main-loop timer whose course and end the test decides.
 * The catalogue and the experiments are in fake-catalogue.c. Nothing here is ever linked
 * into the program. */
#include "tests/ui/fake-engine.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct _GraftUpdate
{
  gatomicrefcount refs;
  GraftState state;
  GraftProgress progress;
  GArray *points; /* GraftPoint */
  GraftMap *maps[GRAFT_N_PROJECTIONS];
  GraftVerdict *verdict;
  GPtrArray *results; /* GraftRunResult */
  GPtrArray *messages;
  GError *error;
};

struct _GraftSession
{
  GObject parent_instance;
  GraftExperiment *experiment;
  GraftState state;
  FakeOptions options;
  guint source_id;
  guint tick;
  guint run;
  gboolean tsne;
  double slow_motion;
  GHashTable *overrides; /* key -> double* */
  GString *journal;
};

G_DEFINE_FINAL_TYPE (GraftSession, graft_session, G_TYPE_OBJECT)

static FakeOptions options = { FAKE_END_POSITIVE, 60, 40, 1, FALSE };
static guint n_sessions;

FakeOptions *
fake_engine_options (void)
{
  return &options;
}

guint
fake_engine_n_sessions (void)
{
  return n_sessions;
}

/* --- updates --- */

GraftUpdate *
graft_update_ref (GraftUpdate *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
fake_verdict_free (GraftVerdict *verdict)
{
  g_free (verdict->discriminator);
  g_free (verdict->sentence);
  g_strfreev (verdict->warnings);
  g_free (verdict);
}

GraftRunResult *
graft_run_result_dup (const GraftRunResult *self)
{
  GraftRunResult *copy = g_memdup2 (self, sizeof *self);
  GraftVerdict *verdict = g_memdup2 (self->verdict, sizeof *self->verdict);

  copy->hash = g_strdup (self->hash);
  verdict->discriminator = g_strdup (self->verdict->discriminator);
  verdict->sentence = g_strdup (self->verdict->sentence);
  verdict->warnings = g_strdupv (self->verdict->warnings);
  copy->verdict = verdict;
  return copy;
}

void
graft_run_result_free (GraftRunResult *self)
{
  fake_verdict_free ((GraftVerdict *)self->verdict);
  g_free (self->hash);
  g_free (self);
}

void
graft_update_unref (GraftUpdate *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_array_unref (self->points);
  for (guint i = 0; i < GRAFT_N_PROJECTIONS; i++)
    g_clear_pointer (&self->maps[i], graft_map_unref);
  g_clear_pointer (&self->verdict, fake_verdict_free);
  g_ptr_array_unref (self->results);
  g_ptr_array_unref (self->messages);
  g_clear_error (&self->error);
  g_free (self);
}

GraftState
graft_update_get_state (GraftUpdate *self)
{
  return self->state;
}

const GraftProgress *
graft_update_get_progress (GraftUpdate *self)
{
  return &self->progress;
}

const GraftPoint *
graft_update_get_points (GraftUpdate *self, gsize *n)
{
  *n = self->points->len;
  return (const GraftPoint *)self->points->data;
}

GraftMap *
graft_update_get_map (GraftUpdate *self, GraftProjection projection)
{
  return self->maps[projection];
}

const GraftVerdict *
graft_update_get_verdict (GraftUpdate *self)
{
  return self->verdict;
}

const GraftRunResult *const *
graft_update_get_results (GraftUpdate *self, gsize *n)
{
  *n = self->results->len;
  return (const GraftRunResult *const *)self->results->pdata;
}

const char *const *
graft_update_get_messages (GraftUpdate *self)
{
  return (const char *const *)self->messages->pdata;
}

const GError *
graft_update_get_error (GraftUpdate *self)
{
  return self->error;
}

static GraftFigure
figure (double value, guint n)
{
  double half = 1.96 * sqrt (value * (1 - value) / n);

  return (GraftFigure){ value, value - half, value + half, n };
}

static GraftVerdict *
fake_verdict (GraftSession *self, double t)
{
  GraftVerdict *v = g_new0 (GraftVerdict, 1);
  gboolean bad = self->options.end == FAKE_END_NEGATIVE;
  /* Each seed is a little better than the one before. */
  double target = (bad ? 0.56 - 0.12 * t : 0.3 + 0.514 * t) + 0.012 * self->run;
  double twin = 0.563 + 0.005 * self->run;

  v->source = figure (0.989, 2000);
  v->target = figure (target, 2000);
  v->twin_source = figure (0.99, 2000);
  v->twin_target = figure (twin, 2000);
  v->oracle_target = figure (0.951, 2000);
  v->gap_closed = (target - twin) / (0.951 - twin);
  v->a_before = 1.91;
  v->a_before_sd = 0.02;
  v->a_after = t > 0.5 ? 1.91 - 1.17 * t : NAN;
  v->a_after_sd = 0.03;
  v->domain_accuracy = 0.98 - 0.23 * t;
  v->gain_low = target - twin - 0.02;
  v->gain_high = target - twin + 0.02;
  v->sign = v->gain_high < 0  ? GRAFT_TRANSFER_NEGATIVE
            : v->gain_low > 0 ? GRAFT_TRANSFER_POSITIVE
                              : GRAFT_TRANSFER_NO_GAIN_SHOWN;
  v->discriminator =
      g_strdup ("It still tells 3 of 4 pictures apart while λ is rising. That "
                "is healthy: keep going.");
  v->sentence =
      g_strdup (bad ? "Adaptation made the target worse than the source-only twin."
                    : "Adaptation closed about two thirds of the gap.");
  v->warnings = g_new0 (char *, 2);
  if (bad)
    v->warnings[0] = g_strdup ("The source has classes that the target does not show.");
  v->final = t >= 1;
  return v;
}

static double
override_of (GraftSession *self, const char *key, double otherwise)
{
  double *value = g_hash_table_lookup (self->overrides, key);

  return value != NULL ? *value : otherwise;
}

static void
add_points (GraftSession *self, GraftUpdate *update, double t)
{
  double noise = 0.02 * fake_unit (self->tick * 7);
  const double values[GRAFT_N_CURVES] = {
    1 - 0.9 * exp (-12 * t) - noise / 4,
    0.3 + 0.514 * t + noise,
    1 - 0.9 * exp (-14 * t) - noise / 4,
    0.563 - 0.45 * exp (-14 * t) + noise,
    0.951 - 0.85 * exp (-12 * t),
    2.3 * exp (-5 * t) + noise,
    2.3 * exp (-6 * t) + noise,
    0.69 - 0.5 * exp (-4 * t) + noise,
    0.98 - 0.23 * t + noise,
    override_of (self, "lambda_max", 2 / (1 + exp (-10 * t)) - 1),
    override_of (self, "learning_rate", 0.01 / pow (1 + 10 * t, 0.75)),
  };

  for (guint i = 0; i < GRAFT_N_CURVES; i++)
    {
      GraftPoint point = { (guint64)(N_STEPS * t), N_EPOCHS * t, i, values[i] };

      g_array_append_val (update->points, point);
    }
}

static GraftUpdate *
fake_update (GraftSession *self)
{
  GraftUpdate *update = g_new0 (GraftUpdate, 1);
  double t = (double)self->tick / self->options.n_ticks;

  g_atomic_ref_count_init (&update->refs);
  update->state = self->state;
  update->points = g_array_new (FALSE, FALSE, sizeof (GraftPoint));
  update->results =
      g_ptr_array_new_with_free_func ((GDestroyNotify)graft_run_result_free);
  update->messages = g_ptr_array_new_with_free_func (g_free);
  update->progress = (GraftProgress){
    .run = self->run,
    .n_runs = MAX (self->options.n_seeds, 1),
    .seed = 1 + self->run,
    .step = (guint64)(N_STEPS * t),
    .n_steps = N_STEPS,
    .epoch = N_EPOCHS * t,
    .n_epochs = N_EPOCHS,
    .fraction = (self->run + t) / MAX (self->options.n_seeds, 1),
    .seconds_left = self->tick > 2 ? 60 * (1 - t) : -1,
    .steps_per_second = 31,
    .peak_mib = 42,
  };
  return update;
}

static void
add_result (GraftSession *self, GraftUpdate *update, double t)
{
  GraftRunResult *result = g_new0 (GraftRunResult, 1);
  guint8 seed = (guint8)self->run;

  result->run = self->run;
  result->seed = 1 + self->run;
  result->steps = update->progress.step;
  result->seconds = t * (61.2 + self->run);
  result->peak_mib = 42;
  result->threads = 2;
  result->stopped = self->state == GRAFT_STATE_STOPPED;
  result->hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, &seed, 1);
  result->verdict = fake_verdict (self, t);
  g_ptr_array_add (update->results, result);
}

static void
deliver (GraftSession *self, gboolean training)
{
  g_autoptr (GraftUpdate) update = fake_update (self);
  double t = (double)self->tick / self->options.n_ticks;

  if (training)
    {
      add_points (self, update, t);
      update->verdict = fake_verdict (self, t);
      update->maps[GRAFT_PROJECTION_PCA] =
          fake_map_new (GRAFT_PROJECTION_PCA, t, self->run, self->options.unlabelled);
      if (self->tsne)
        update->maps[GRAFT_PROJECTION_TSNE] =
            fake_map_new (GRAFT_PROJECTION_TSNE, t, self->run, self->options.unlabelled);
    }
  if (self->state != GRAFT_STATE_FAILED &&
      (self->tick == self->options.n_ticks || self->state == GRAFT_STATE_STOPPED))
    add_result (self, update, t);
  if (self->state == GRAFT_STATE_FAILED)
    update->error =
        g_error_new_literal (GRAFT_TRAIN_ERROR, GRAFT_TRAIN_ERROR_DIVERGED,
                             "the loss is not a number at step 564; try a learning "
                             "rate below 0.01");
  if (self->tick == 1)
    g_ptr_array_add (update->messages,
                     g_strdup ("The data are drawn: 4000 + 4000 items."));
  g_ptr_array_add (update->messages, NULL);
  g_signal_emit_by_name (self, "update", update);
}

/* --- session --- */

static gboolean
tick_cb (gpointer user_data)
{
  GraftSession *self = user_data;

  if (self->tick == self->options.n_ticks)
    {
      self->run++;
      self->tick = 0;
    }
  self->tick++;
  if (self->options.end == FAKE_END_FAILED && self->tick * 2 >= self->options.n_ticks)
    self->state = GRAFT_STATE_FAILED;
  else if (self->tick >= self->options.n_ticks && self->run + 1 >= self->options.n_seeds)
    self->state = GRAFT_STATE_FINISHED;
  if (self->state != GRAFT_STATE_RUNNING)
    self->source_id = 0;
  deliver (self, TRUE);
  return self->state == GRAFT_STATE_RUNNING;
}

static void
set_running (GraftSession *self, gboolean running)
{
  guint interval = self->options.interval_ms + (guint)(1000 * self->slow_motion);

  g_clear_handle_id (&self->source_id, g_source_remove);
  if (running)
    self->source_id = g_timeout_add (interval, tick_cb, self);
}

static void
graft_session_finalize (GObject *object)
{
  GraftSession *self = GRAFT_SESSION (object);

  g_clear_handle_id (&self->source_id, g_source_remove);
  graft_experiment_unref (self->experiment);
  g_hash_table_unref (self->overrides);
  g_string_free (self->journal, TRUE);
  n_sessions--;
  G_OBJECT_CLASS (graft_session_parent_class)->finalize (object);
}

static void
graft_session_class_init (GraftSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = graft_session_finalize;
  g_signal_new ("update", GRAFT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
graft_session_init (GraftSession *self)
{
  n_sessions++;
  self->options = options;
  self->overrides = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->journal = g_string_new (NULL);
}

GraftSession *
graft_session_new (GraftExperiment *experiment, guint n_threads)
{
  GraftSession *self = g_object_new (GRAFT_TYPE_SESSION, NULL);

  self->experiment = graft_experiment_dup (experiment);
  return self;
}

GraftExperiment *
graft_session_get_experiment (GraftSession *self)
{
  return self->experiment;
}

GraftState
graft_session_get_state (GraftSession *self)
{
  return self->state;
}

void
graft_session_start (GraftSession *self)
{
  self->state = GRAFT_STATE_RUNNING;
  set_running (self, TRUE);
  deliver (self, FALSE);
}

void
graft_session_pause (GraftSession *self)
{
  self->state = GRAFT_STATE_PAUSED;
  set_running (self, FALSE);
  deliver (self, FALSE);
}

void
graft_session_resume (GraftSession *self)
{
  graft_session_start (self);
}

void
graft_session_step (GraftSession *self, GraftStepKind kind)
{
  g_string_append_printf (self->journal, "step %d\n", kind);
  self->state = GRAFT_STATE_PAUSED;
  self->tick++;
  deliver (self, TRUE);
}

void
graft_session_stop (GraftSession *self)
{
  self->state = GRAFT_STATE_STOPPED;
  set_running (self, FALSE);
  deliver (self, FALSE);
}

void
graft_session_set_parameter (GraftSession *self, const char *key, double value)
{
  g_string_append_printf (self->journal, "set %s %g\n", key, value);
  g_hash_table_replace (self->overrides, g_strdup (key),
                        g_memdup2 (&value, sizeof value));
}

void
graft_session_clear_parameter (GraftSession *self, const char *key)
{
  g_string_append_printf (self->journal, "clear %s\n", key);
  g_hash_table_remove (self->overrides, key);
}

void
graft_session_set_slow_motion (GraftSession *self, double seconds)
{
  self->slow_motion = seconds;
  set_running (self, self->source_id != 0);
}

void
graft_session_request_map (GraftSession *self, GraftProjection projection)
{
  self->tsne |= projection == GRAFT_PROJECTION_TSNE;
}

GBytes *
graft_session_dup_thumbnail (
    GraftSession *self, GraftDomain domain, guint32 item, guint *width, guint *height)
{
  guint8 *rgba = g_malloc (28 * 28 * 4);

  for (guint i = 0; i < 28 * 28; i++)
    {
      rgba[4 * i] = (guint8)(item * 37);
      rgba[4 * i + 1] = (guint8)(i / 4);
      rgba[4 * i + 2] = domain == GRAFT_TARGET ? 180 : 20;
      rgba[4 * i + 3] = 255;
    }
  *width = *height = 28;
  return g_bytes_new_take (rgba, 28 * 28 * 4);
}

char *
graft_session_dup_journal (GraftSession *self)
{
  return g_strdup (self->journal->str);
}

void
graft_session_join (GraftSession *self)
{
}

/* Nothing of a stand-in is worth keeping. */
void
graft_session_set_project (GraftSession *self, GraftProject *project)
{
}

guint
graft_session_get_kept_run (GraftSession *self)
{
  return 0;
}

GraftSession *
graft_session_new_for_run (GraftProject *project,
                           GraftStoredRun *run,
                           GraftAgain again,
                           guint n_threads,
                           GError **error)
{
  g_assert_not_reached ();
}

GraftMap *
graft_stored_run_dup_map (GraftStoredRun *run, GError **error)
{
  return NULL;
}

GArray *
graft_stored_run_dup_points (GraftStoredRun *run)
{
  return g_array_new (FALSE, FALSE, sizeof (GraftPoint));
}

GraftRunResult *
graft_stored_run_dup_result (GraftStoredRun *run)
{
  return NULL;
}
