/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person may do with a run, and when: pause, step, stop, turn a knob, walk away.
 * Part of the suite that runs under ThreadSanitizer. */
#include "engine/base/error.h"
#include "tests/support/session-watch.h"

#include <math.h>
#include <string.h>

/* Never over before the test is. */
static char *
make_long (void)
{
  g_auto (GStrv) parts = g_strsplit (GRAFT_WATCH_MOONS, "epochs=16", 2);

  return g_strjoinv ("epochs=50000", parts);
}

static GraftWatch *
start_long (void)
{
  g_autofree char *text = make_long ();
  GraftWatch *watch = graft_watch_new (text, 2);

  graft_session_start (watch->session);
  graft_watch_until_state (watch, GRAFT_STATE_RUNNING);
  graft_watch_until_step (watch, 3);
  return watch;
}

static void
stop (GraftWatch *watch)
{
  gint64 asked = g_get_monotonic_time ();

  graft_session_stop (watch->session);
  graft_watch_until_state (watch, GRAFT_STATE_STOPPED);
  g_test_message ("stopped after %.1f ms",
                  (double)(g_get_monotonic_time () - asked) * 1e-3);
  graft_session_join (watch->session);
  g_assert_cmpint (watch->state, ==, GRAFT_STATE_STOPPED);
  g_assert_no_error (watch->error);
}

static void
test_run (void)
{
  g_autoptr (GraftWatch) watch = graft_watch_new (GRAFT_WATCH_MOONS, 2);
  g_autofree char *loss = NULL;

  g_assert_cmpint (graft_session_get_state (watch->session), ==, GRAFT_STATE_IDLE);
  graft_watch_run (watch);
  g_assert_cmpint (graft_session_get_state (watch->session), ==, GRAFT_STATE_FINISHED);
  g_assert_cmpuint (watch->step, ==, 64);
  g_assert_cmpuint (watch->results->len, ==, 1);
  g_assert_nonnull (watch->map);
  loss = graft_watch_dup_curve (watch, GRAFT_CURVE_LABEL_LOSS);
  g_assert_nonnull (strstr (loss, " 64:"));
  g_assert_true (graft_watch_has_journal (watch, "ended at step 64, weights "));
}

static void
test_pause (void)
{
  g_autoptr (GraftWatch) watch = start_long ();
  guint64 step;

  graft_session_pause (watch->session);
  graft_watch_until_state (watch, GRAFT_STATE_PAUSED);
  step = watch->step;
  /* Had it gone on by itself, there would be more than one step. */
  graft_watch_steps (watch, 1);
  g_assert_cmpuint (watch->step, ==, step + 1);
  graft_session_resume (watch->session);
  graft_watch_until_state (watch, GRAFT_STATE_RUNNING);
  graft_watch_until_step (watch, step + 10);
  graft_session_pause (watch->session);
  graft_watch_until_state (watch, GRAFT_STATE_PAUSED);
  stop (watch);
  g_assert_cmpuint (watch->results->len, ==, 1);
}

/* A step asked of an idle session loads, and waits at step 1. */
static void
test_step_first (void)
{
  g_autoptr (GraftWatch) watch = graft_watch_new (GRAFT_WATCH_MOONS, 1);

  graft_watch_steps (watch, 1);
  g_assert_cmpuint (watch->step, ==, 1);
  graft_session_step (watch->session, GRAFT_STEP_FEATURES);
  graft_watch_until_step (watch, 2);
  graft_session_step (watch->session, GRAFT_STEP_DOMAIN_HEAD);
  graft_watch_until_step (watch, 3);
  g_assert_cmpint (watch->state, ==, GRAFT_STATE_PAUSED);
  g_assert_true (graft_watch_has_journal (watch, "step 1: features only"));
  g_assert_true (graft_watch_has_journal (watch, "step 2: domain head only"));
  graft_session_resume (watch->session);
  graft_session_join (watch->session);
  g_assert_cmpint (watch->state, ==, GRAFT_STATE_FINISHED);
}

/* The value of a curve at a step. */
static double
point_at (GraftWatch *watch, GraftCurve curve, guint64 step)
{
  for (guint i = 0; i < watch->points->len; i++)
    {
      const GraftPoint *point = &g_array_index (watch->points, GraftPoint, i);

      if (point->curve == curve && point->step == step)
        return point->value;
    }
  return NAN;
}

static void
test_parameter (void)
{
  g_autoptr (GraftWatch) watch = graft_watch_new (GRAFT_WATCH_MOONS, 1);

  graft_watch_steps (watch, 1);
  g_assert_cmpfloat (point_at (watch, GRAFT_CURVE_LAMBDA, 1), ==, 0);
  g_assert_cmpfloat (point_at (watch, GRAFT_CURVE_LEARNING_RATE, 1), ==, 0.05);
  graft_session_set_parameter (watch->session, "lambda_max", 0.25);
  graft_session_set_parameter (watch->session, "learning_rate", 0.125);
  graft_watch_steps (watch, 1);
  g_assert_cmpfloat (point_at (watch, GRAFT_CURVE_LAMBDA, 2), ==, 0.25);
  g_assert_cmpfloat (point_at (watch, GRAFT_CURVE_LEARNING_RATE, 2), ==, 0.125);
  g_assert_true (graft_watch_has_journal (watch, "step 1: lambda_max = 0.25\n"));
  g_assert_true (graft_watch_has_journal (watch, "step 1: learning_rate = 0.125\n"));
  /* Beyond its range it is what the range allows. */
  graft_session_set_parameter (watch->session, "lambda_max", 1000);
  graft_session_clear_parameter (watch->session, "learning_rate");
  graft_watch_steps (watch, 1);
  g_assert_cmpfloat (point_at (watch, GRAFT_CURVE_LAMBDA, 3), ==, 5);
  g_assert_cmpfloat (point_at (watch, GRAFT_CURVE_LEARNING_RATE, 3), ==, 0.05);
  g_assert_true (
      graft_watch_has_journal (watch, "step 2: learning_rate follows its schedule"));
  graft_session_clear_parameter (watch->session, "lambda_max");
  graft_session_set_parameter (watch->session, "batch", 2);
  graft_watch_steps (watch, 1);
  /* λ(p) at p = 3 / 64 */
  g_assert_cmpfloat_with_epsilon (point_at (watch, GRAFT_CURVE_LAMBDA, 4),
                                  tanh (5 * 3.0 / 64), 1e-12);
  g_assert_nonnull (strstr (watch->messages->str, "batch cannot change"));
  graft_session_set_parameter (watch->session, "no such key", 1);
  graft_watch_steps (watch, 1);
  g_assert_nonnull (strstr (watch->messages->str, "no such key cannot change"));
  stop (watch);
}

/* Values set before the first step hold from the first step on. */
static void
test_parameter_early (void)
{
  g_autoptr (GraftWatch) watch = graft_watch_new (GRAFT_WATCH_MOONS, 1);

  graft_session_set_parameter (watch->session, "lambda_max", 0.5);
  graft_watch_run (watch);
  g_assert_cmpfloat (point_at (watch, GRAFT_CURVE_LAMBDA, 1), ==, 0.5);
  g_assert_true (graft_watch_has_journal (watch, "step 0: lambda_max = 0.5\n"));
}

static void
test_stop_running (void)
{
  g_autoptr (GraftWatch) watch = start_long ();

  stop (watch);
  g_assert_cmpuint (watch->results->len, ==, 1);
  g_assert_nonnull (strstr (watch->results->pdata[0], "step "));
  g_assert_true (graft_watch_has_journal (watch, "ended at step "));
}

static void
test_stop_paused (void)
{
  g_autoptr (GraftWatch) watch = start_long ();

  graft_session_pause (watch->session);
  graft_watch_until_state (watch, GRAFT_STATE_PAUSED);
  stop (watch);
}

/* In slow motion the run sleeps between steps, for up to a minute. */
static void
test_stop_slow (void)
{
  g_autoptr (GraftWatch) watch = start_long ();

  graft_session_set_slow_motion (watch->session, 60);
  stop (watch);
}

/* The rest after each step is part of the time that is left. */
static void
test_slow_time_left (void)
{
  g_autoptr (GraftWatch) watch = graft_watch_new (GRAFT_WATCH_MOONS, 1);

  graft_watch_steps (watch, 2);
  graft_session_set_slow_motion (watch->session, 10);
  graft_watch_steps (watch, 1);
  g_assert_cmpfloat (watch->seconds_left, >=, 10 * (64 - 3));
  stop (watch);
}

/* Long before the end fresh classifiers have been asked. */
static void
test_distance_early (void)
{
  g_autoptr (GraftWatch) watch = graft_watch_new (GRAFT_WATCH_MOONS, 1);

  while (isnan (watch->a_distance))
    {
      g_assert_cmpuint (watch->step, <, 40);
      graft_watch_steps (watch, 1);
    }
  g_assert_cmpfloat (watch->a_distance, >=, 0);
  g_assert_cmpfloat (watch->a_distance, <=, 2);
  stop (watch);
}

/* Twenty thousand pictures are to be drawn; nobody waits for them. */
static void
test_stop_loading (void)
{
  g_auto (GStrv) parts = g_strsplit (GRAFT_WATCH_DIGITS, "limit=160", 3);
  g_autofree char *text = g_strjoinv ("limit=20000", parts);
  g_autoptr (GraftWatch) watch = graft_watch_new (text, 2);

  graft_session_start (watch->session);
  graft_watch_until_state (watch, GRAFT_STATE_LOADING);
  stop (watch);
  g_assert_cmpuint (watch->results->len, ==, 0);
}

static void
test_stop_at_once (void)
{
  g_autoptr (GraftWatch) watch = graft_watch_new (GRAFT_WATCH_MOONS, 2);

  graft_session_start (watch->session);
  stop (watch);
}

/* The person closes the window: nothing is delivered afterwards (the watch checks). */
static void
test_free_running (void)
{
  for (guint64 wanted = 0; wanted < 40; wanted += 13)
    {
      g_autofree char *text = make_long ();
      g_autoptr (GraftWatch) watch = graft_watch_new (text, 2);

      graft_session_start (watch->session);
      graft_watch_until_step (watch, wanted);
      watch->closed = TRUE;
      g_assert_finalize_object (g_steal_pointer (&watch->session));
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

static void
test_free_unstarted (void)
{
  g_autoptr (GraftWatch) watch = graft_watch_new (GRAFT_WATCH_MOONS, 2);

  graft_session_pause (watch->session);
  graft_session_stop (watch->session);
}

/* The last reference goes while an update is being delivered. */
static void
unref_cb (GraftSession *session, GraftUpdate *update, gpointer data)
{
  GraftSession **place = data;

  if (graft_update_get_progress (update)->step >= 2)
    g_clear_object (place);
}

static void
test_free_in_update (void)
{
  g_autofree char *text = make_long ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftExperiment) experiment =
      graft_experiment_parse (text, "x", NULL, &error);
  GraftSession *session = graft_session_new (experiment, 1);

  g_signal_connect (session, "update", G_CALLBACK (unref_cb), &session);
  graft_session_start (session);
  while (session != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_diverges (void)
{
  g_auto (GStrv) parts = g_strsplit (GRAFT_WATCH_MOONS, "learning_rate=0.05", 2);
  g_autofree char *text = g_strjoinv ("learning_rate=10\nmomentum=0.999", parts);
  g_autoptr (GraftWatch) watch = graft_watch_new (text, 2);

  graft_session_start (watch->session);
  graft_session_join (watch->session);
  g_assert_cmpint (watch->state, ==, GRAFT_STATE_FAILED);
  g_assert_error (watch->error, GRAFT_TRAIN_ERROR, GRAFT_TRAIN_ERROR_DIVERGED);
  g_assert_nonnull (strstr (watch->error->message, "step"));
  g_assert_true (graft_watch_has_journal (watch, "failed: "));
}

static void
test_missing_data (void)
{
  g_auto (GStrv) parts = g_strsplit (GRAFT_WATCH_MOONS, "builtin:moons-target", 2);
  g_autofree char *text = g_strjoinv ("npy:/nowhere/x.npy", parts);
  g_autoptr (GraftWatch) watch = graft_watch_new (text, 1);

  graft_session_start (watch->session);
  graft_session_join (watch->session);
  g_assert_cmpint (watch->state, ==, GRAFT_STATE_FAILED);
  g_assert_nonnull (watch->error);
  g_assert_nonnull (strstr (watch->error->message, "/nowhere/x.npy"));
  g_assert_nonnull (strstr (watch->error->message, "test.experiment:8"));
}

/* Two runs in one process do not see each other. */
static void
test_two (void)
{
  g_autoptr (GraftWatch) alone = graft_watch_new (GRAFT_WATCH_MOONS, 2);
  g_autoptr (GraftWatch) a = graft_watch_new (GRAFT_WATCH_MOONS, 2);
  g_autoptr (GraftWatch) b = graft_watch_new (GRAFT_WATCH_DIGITS, 2);

  graft_watch_run (alone);
  graft_session_start (a->session);
  graft_session_start (b->session);
  graft_watch_until_state (a, GRAFT_STATE_FINISHED);
  graft_watch_until_state (b, GRAFT_STATE_FINISHED);
  graft_session_join (a->session);
  graft_session_join (b->session);
  graft_watch_assert_same (a, alone);
}

static void
test_thumbnail (void)
{
  g_autoptr (GraftWatch) watch = graft_watch_new (GRAFT_WATCH_DIGITS, 2);
  g_autoptr (GBytes) picture = NULL;
  guint width = 0, height = 0;

  g_assert_null (
      graft_session_dup_thumbnail (watch->session, GRAFT_TARGET, 0, &width, &height));
  graft_watch_steps (watch, 1);
  picture =
      graft_session_dup_thumbnail (watch->session, GRAFT_TARGET, 0, &width, &height);
  g_assert_cmpuint (width, ==, 28);
  g_assert_cmpuint (height, ==, 28);
  g_assert_cmpuint (g_bytes_get_size (picture), ==, 28 * 28 * 4);
  g_assert_null (graft_session_dup_thumbnail (watch->session, GRAFT_TARGET, 1000000,
                                              &width, &height));
  stop (watch);
}

/* t-SNE asked for while it runs, and of a run that is over. */
static void
tsne_cb (GraftSession *session, GraftUpdate *update, gpointer data)
{
  guint *n_frames = data;
  GraftMap *map = graft_update_get_map (update, GRAFT_PROJECTION_TSNE);

  if (map != NULL)
    *n_frames = graft_map_get_n_frames (map);
}

static void
check_tsne (gboolean late)
{
  g_autoptr (GraftWatch) watch = graft_watch_new (GRAFT_WATCH_MOONS, 2);
  guint n_frames = 0;

  g_signal_connect (watch->session, "update", G_CALLBACK (tsne_cb), &n_frames);
  if (!late)
    graft_session_request_map (watch->session, GRAFT_PROJECTION_TSNE);
  graft_watch_run (watch);
  if (late)
    graft_session_request_map (watch->session, GRAFT_PROJECTION_TSNE);
  while (n_frames < graft_map_get_n_frames (watch->map))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_tsne (void)
{
  check_tsne (FALSE);
  check_tsne (TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/run", test_run);
  g_test_add_func ("/session/pause", test_pause);
  g_test_add_func ("/session/step-first", test_step_first);
  g_test_add_func ("/session/parameter", test_parameter);
  g_test_add_func ("/session/parameter-early", test_parameter_early);
  g_test_add_func ("/session/stop-running", test_stop_running);
  g_test_add_func ("/session/stop-paused", test_stop_paused);
  g_test_add_func ("/session/stop-slow", test_stop_slow);
  g_test_add_func ("/session/slow-time-left", test_slow_time_left);
  g_test_add_func ("/session/distance-early", test_distance_early);
  g_test_add_func ("/session/stop-loading", test_stop_loading);
  g_test_add_func ("/session/stop-at-once", test_stop_at_once);
  g_test_add_func ("/session/free-running", test_free_running);
  g_test_add_func ("/session/free-unstarted", test_free_unstarted);
  g_test_add_func ("/session/free-in-update", test_free_in_update);
  g_test_add_func ("/session/diverges", test_diverges);
  g_test_add_func ("/session/missing-data", test_missing_data);
  g_test_add_func ("/session/two", test_two);
  g_test_add_func ("/session/thumbnail", test_thumbnail);
  g_test_add_func ("/session/tsne", test_tsne);
  return g_test_run ();
}
