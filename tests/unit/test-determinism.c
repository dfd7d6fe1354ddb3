/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same experiment gives the same bits: weights, curves, verdict and map, at any
 * number of threads, and paused, stepped or slowed in between. Part of the suite that
 * runs under ThreadSanitizer. */
#include "tests/support/session-watch.h"

#include <string.h>

static GraftWatch *
run (const char *text, guint n_threads)
{
  GraftWatch *watch = graft_watch_new (text, n_threads);

  graft_watch_run (watch);
  return watch;
}

static void
check_threads (gconstpointer text)
{
  g_autoptr (GraftWatch) one = run (text, 1);

  for (guint n = 2; n <= 3; n++)
    {
      g_autoptr (GraftWatch) other = run (text, n);

      graft_watch_assert_same (one, other);
    }
}

/* Whatever a person does with the buttons, it is the same run. */
static void
check_stepped (gconstpointer text)
{
  g_autoptr (GraftWatch) whole = run (text, 2);
  g_autoptr (GraftWatch) stepped = graft_watch_new (text, 2);

  graft_watch_steps (stepped, 3);
  graft_session_resume (stepped->session);
  graft_watch_until_step (stepped, 5);
  graft_session_pause (stepped->session);
  graft_session_set_slow_motion (stepped->session, 0.001);
  graft_session_step (stepped->session, GRAFT_STEP_BOTH);
  graft_session_resume (stepped->session);
  graft_session_join (stepped->session);
  g_assert_no_error (stepped->error);
  graft_watch_assert_same_results (whole, stepped);
  graft_watch_assert_has_points (stepped, whole);
}

/* A step button means something while the run is paused, and only then. */
static void
test_step_while_running (void)
{
  g_autoptr (GraftWatch) whole = run (GRAFT_WATCH_MOONS, 1);
  g_autoptr (GraftWatch) other = graft_watch_new (GRAFT_WATCH_MOONS, 1);

  graft_session_set_slow_motion (other->session, 0.002);
  graft_session_start (other->session);
  graft_watch_until_step (other, 5);
  graft_session_step (other->session, GRAFT_STEP_DOMAIN_HEAD);
  graft_session_step (other->session, GRAFT_STEP_FEATURES);
  graft_session_join (other->session);
  graft_watch_assert_same (whole, other);
}

/* Another seed is another run: the comparison can tell. */
static void
test_seed (void)
{
  g_autoptr (GraftWatch) one = run (GRAFT_WATCH_MOONS, 1);
  g_auto (GStrv) parts = g_strsplit (GRAFT_WATCH_MOONS, "seed=3", 2);
  g_autofree char *text = g_strjoinv ("seed=4", parts);
  g_autoptr (GraftWatch) other = run (text, 1);

  g_assert_cmpstr (one->results->pdata[0], !=, other->results->pdata[0]);
}

/* Several seeds in one experiment are the runs of each seed alone. */
static void
test_seeds (void)
{
  g_auto (GStrv) parts = g_strsplit (GRAFT_WATCH_MOONS, "seed=3", 2);
  g_autofree char *both_text = g_strjoinv ("seed=3\nseeds=2", parts);
  g_autoptr (GraftWatch) both = run (both_text, 2);
  g_autoptr (GraftWatch) one = run (GRAFT_WATCH_MOONS, 1);

  g_assert_cmpuint (both->results->len, ==, 2);
  g_assert_cmpstr (both->results->pdata[0], ==, one->results->pdata[0]);
  g_assert_cmpstr (both->results->pdata[1], !=, one->results->pdata[0]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/determinism/threads/moons", GRAFT_WATCH_MOONS, check_threads);
  g_test_add_data_func ("/determinism/threads/digits", GRAFT_WATCH_DIGITS, check_threads);
  g_test_add_data_func ("/determinism/stepped/moons", GRAFT_WATCH_MOONS, check_stepped);
  g_test_add_data_func ("/determinism/stepped/digits", GRAFT_WATCH_DIGITS, check_stepped);
  g_test_add_func ("/determinism/step-while-running", test_step_while_running);
  g_test_add_func ("/determinism/seed", test_seed);
  g_test_add_func ("/determinism/seeds", test_seeds);
  return g_test_run ();
}
