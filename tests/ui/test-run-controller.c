/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The controller between session and widgets: states and what they allow, one-way data,
 * live parameters, and that letting go ends the session. */
#include "tests/ui/fake-engine.h"
#include "ui/window/run-controller.h"

#include <string.h>

typedef struct
{
  GraftRunController *controller;
  guint n_points;
  guint n_maps;
  guint n_verdicts;
  guint n_resets;
  guint n_results;
  char *failure;
} Fixture;

static void
points_cb (Fixture *fixture, const GraftPoint *points, guint n)
{
  g_assert_nonnull (points);
  fixture->n_points += n;
}

static void
map_cb (Fixture *fixture)
{
  fixture->n_maps++;
}

static void
verdict_cb (Fixture *fixture)
{
  fixture->n_verdicts++;
}

static void
reset_cb (Fixture *fixture)
{
  fixture->n_resets++;
}

static void
result_cb (Fixture *fixture, const GraftRunResult *result)
{
  g_assert_cmpuint (result->run, ==, fixture->n_results);
  fixture->n_results++;
}

static void
failed_cb (Fixture *fixture, const GError *error)
{
  fixture->failure = g_strdup (error->message);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  *fake_engine_options () = (FakeOptions){ FAKE_END_POSITIVE, 6, 2 };
  fixture->controller = graft_run_controller_new ();
  g_signal_connect_swapped (fixture->controller, "points", G_CALLBACK (points_cb),
                            fixture);
  g_signal_connect_swapped (fixture->controller, "map", G_CALLBACK (map_cb), fixture);
  g_signal_connect_swapped (fixture->controller, "verdict", G_CALLBACK (verdict_cb),
                            fixture);
  g_signal_connect_swapped (fixture->controller, "reset", G_CALLBACK (reset_cb), fixture);
  g_signal_connect_swapped (fixture->controller, "result", G_CALLBACK (result_cb),
                            fixture);
  g_signal_connect_swapped (fixture->controller, "failed", G_CALLBACK (failed_cb),
                            fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->controller);
  g_assert_cmpuint (fake_engine_n_sessions (), ==, 0);
  g_free (fixture->failure);
}

G_NORETURN static gboolean
expired_cb (gpointer user_data)
{
  g_error ("a state did not come within five seconds");
}

static void
wait_for (Fixture *fixture, GraftState state)
{
  guint limit = g_timeout_add_seconds (5, expired_cb, NULL);

  while (graft_run_controller_get_state (fixture->controller) != state)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
}

static gboolean
allowed (Fixture *fixture, const char *property)
{
  gboolean value = FALSE;

  g_object_get (fixture->controller, property, &value, NULL);
  return value;
}

static void
open_example (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
      graft_run_controller_open_example (fixture->controller, "digits-dann", &error));
  g_assert_no_error (error);
}

static void
test_run (Fixture *fixture, gconstpointer data)
{
  g_autofree char *title = NULL;

  g_assert_false (allowed (fixture, "can-start"));
  graft_run_controller_start (fixture->controller);
  g_assert_cmpuint (fake_engine_n_sessions (), ==, 0);
  open_example (fixture);
  g_object_get (fixture->controller, "title", &title, NULL);
  g_assert_cmpstr (title, ==, "Digits: printed → textured");
  g_assert_true (allowed (fixture, "can-start"));
  graft_run_controller_toggle (fixture->controller);
  g_assert_true (allowed (fixture, "can-pause"));
  g_assert_true (allowed (fixture, "can-stop"));
  g_assert_false (allowed (fixture, "can-start"));
  wait_for (fixture, GRAFT_STATE_FINISHED);
  g_assert_cmpuint (fixture->n_points, ==, 6 * GRAFT_N_CURVES);
  g_assert_cmpuint (fixture->n_maps, ==, 6);
  g_assert_cmpuint (fixture->n_verdicts, ==, 6);
  g_assert_true (graft_run_controller_get_verdict (fixture->controller)->final);
  g_assert_true (allowed (fixture, "can-start"));
}

static void
test_pause (Fixture *fixture, gconstpointer data)
{
  open_example (fixture);
  graft_run_controller_start (fixture->controller);
  graft_run_controller_pause (fixture->controller);
  g_assert_true (allowed (fixture, "can-resume"));
  g_assert_true (allowed (fixture, "can-step"));
  g_assert_true (allowed (fixture, "can-step-domain"));
  graft_run_controller_step (fixture->controller, GRAFT_STEP_FEATURES);
  g_assert_cmpuint (fixture->n_points, ==, GRAFT_N_CURVES);
  graft_run_controller_resume (fixture->controller);
  graft_run_controller_stop (fixture->controller);
  g_assert_cmpint (graft_run_controller_get_state (fixture->controller), ==,
                   GRAFT_STATE_STOPPED);
  /* What was trained stays to be looked at. */
  g_assert_nonnull (graft_run_controller_get_verdict (fixture->controller));
}

/* Every seed leaves its whole result, and a new start forgets them. */
static void
test_seeds (Fixture *fixture, gconstpointer data)
{
  const GraftRunResult *const *results;
  guint n;

  fake_engine_options ()->n_seeds = 3;
  open_example (fixture);
  g_assert_null (graft_run_controller_get_trained_method (fixture->controller));
  graft_run_controller_start (fixture->controller);
  wait_for (fixture, GRAFT_STATE_FINISHED);
  results = graft_run_controller_get_results (fixture->controller, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (fixture->n_results, ==, 3);
  /* One for opening, one for the start, one for each seed after the first. */
  g_assert_cmpuint (fixture->n_resets, ==, 4);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (results[i]->seed, ==, 1 + i);
      g_assert_cmpfloat_with_epsilon (results[i]->verdict->target.value,
                                      0.814 + 0.012 * i, 1e-9);
      g_assert_nonnull (results[i]->verdict->sentence);
      g_assert_cmpuint (strlen (results[i]->hash), ==, 64);
      g_assert_false (results[i]->stopped);
    }
  /* They stay what they are when another method is chosen. */
  g_assert_true (
      graft_run_controller_set_method (fixture->controller, "source-only", NULL));
  g_assert_cmpstr (graft_run_controller_get_trained_method (fixture->controller)->id, ==,
                   "dann");
  graft_run_controller_start (fixture->controller);
  graft_run_controller_get_results (fixture->controller, &n);
  g_assert_cmpuint (n, ==, 0);
  fixture->n_results = 0;
  graft_run_controller_stop (fixture->controller);
  results = graft_run_controller_get_results (fixture->controller, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (results[0]->stopped);
}

static void
test_step_from_idle (Fixture *fixture, gconstpointer data)
{
  open_example (fixture);
  g_assert_true (allowed (fixture, "can-step"));
  graft_run_controller_step (fixture->controller, GRAFT_STEP_BOTH);
  wait_for (fixture, GRAFT_STATE_PAUSED);
  g_assert_cmpuint (fixture->n_points, ==, GRAFT_N_CURVES);
}

static void
test_live (Fixture *fixture, gconstpointer data)
{
  GraftParams *params;
  double value = 0;

  fake_engine_options ()->n_ticks = 1000;
  open_example (fixture);
  params = graft_experiment_get_params (
      graft_run_controller_get_experiment (fixture->controller));
  g_assert_true (
      graft_run_controller_set_parameter (fixture->controller, "lambda_max", 0.5, NULL));
  g_assert_cmpfloat (graft_params_get (params, "lambda_max"), ==, 0.5);
  graft_run_controller_step (fixture->controller, GRAFT_STEP_BOTH);
  g_assert_true (
      graft_run_controller_get_live_value (fixture->controller, "lambda_max", &value));
  g_assert_cmpfloat (value, <, 0.1);
  g_assert_true (
      graft_run_controller_set_parameter (fixture->controller, "lambda_max", 1.5, NULL));
  g_assert_true (graft_run_controller_is_overridden (fixture->controller, "lambda_max"));
  /* The plan of the experiment is untouched by what is done to one run of it. */
  g_assert_cmpfloat (graft_params_get (params, "lambda_max"), ==, 0.5);
  graft_run_controller_step (fixture->controller, GRAFT_STEP_BOTH);
  g_assert_true (
      graft_run_controller_get_live_value (fixture->controller, "lambda_max", &value));
  g_assert_cmpfloat (value, ==, 1.5);
  graft_run_controller_clear_parameter (fixture->controller, "lambda_max");
  g_assert_false (graft_run_controller_is_overridden (fixture->controller, "lambda_max"));
}

static void
test_failed (Fixture *fixture, gconstpointer data)
{
  fake_engine_options ()->end = FAKE_END_FAILED;
  open_example (fixture);
  graft_run_controller_start (fixture->controller);
  wait_for (fixture, GRAFT_STATE_FAILED);
  g_assert_nonnull (fixture->failure);
  g_assert_nonnull (graft_run_controller_get_error (fixture->controller));
  /* Trying again clears the failure. */
  fake_engine_options ()->end = FAKE_END_POSITIVE;
  graft_run_controller_start (fixture->controller);
  g_assert_null (graft_run_controller_get_error (fixture->controller));
  wait_for (fixture, GRAFT_STATE_FINISHED);
}

static void
test_replace (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  open_example (fixture);
  graft_run_controller_start (fixture->controller);
  g_assert_false (
      graft_run_controller_open_example (fixture->controller, "nothing", &error));
  g_assert_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN);
  /* A failure to open leaves the run alone; success ends it. */
  g_assert_true (allowed (fixture, "can-pause"));
  g_assert_true (
      graft_run_controller_open_example (fixture->controller, "moons-dann", NULL));
  g_assert_cmpint (graft_run_controller_get_state (fixture->controller), ==,
                   GRAFT_STATE_IDLE);
  g_assert_cmpuint (fake_engine_n_sessions (), ==, 0);
}

static void
test_method (Fixture *fixture, gconstpointer data)
{
  open_example (fixture);
  g_assert_true (allowed (fixture, "can-step-domain"));
  g_assert_true (
      graft_run_controller_set_parameter (fixture->controller, "epochs", 3, NULL));
  g_assert_true (
      graft_run_controller_set_method (fixture->controller, "source-only", NULL));
  g_assert_false (allowed (fixture, "can-step-domain"));
  g_assert_cmpfloat (
      graft_params_get (graft_experiment_get_params (
                            graft_run_controller_get_experiment (fixture->controller)),
                        "epochs"),
      ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/run-controller/run", Fixture, NULL, set_up, test_run, tear_down);
  g_test_add ("/run-controller/pause", Fixture, NULL, set_up, test_pause, tear_down);
  g_test_add ("/run-controller/seeds", Fixture, NULL, set_up, test_seeds, tear_down);
  g_test_add ("/run-controller/step-from-idle", Fixture, NULL, set_up,
              test_step_from_idle, tear_down);
  g_test_add ("/run-controller/live", Fixture, NULL, set_up, test_live, tear_down);
  g_test_add ("/run-controller/failed", Fixture, NULL, set_up, test_failed, tear_down);
  g_test_add ("/run-controller/replace", Fixture, NULL, set_up, test_replace, tear_down);
  g_test_add ("/run-controller/method", Fixture, NULL, set_up, test_method, tear_down);
  return g_test_run ();
}
