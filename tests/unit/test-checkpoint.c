/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run that was stopped and goes on later is the run that was never stopped, bit for
 * bit; and files that are no checkpoint of this run are refused in words. Part of the
 * suite that runs under ThreadSanitizer. */
#include "engine/base/error.h"
#include "engine/session/checkpoint.h"
#include "tests/support/session-watch.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("graft-checkpoint-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
remove_folder (const char *folder)
{
  g_autofree char *path = graft_checkpoint_path (folder);

  g_remove (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* ---- going on ---- */

/* Trains from step @from to @to and stops: what is left is the file. */
static void
leave_behind (const char *text, const char *folder, guint64 from, guint64 to)
{
  g_autoptr (GraftWatch) watch = graft_watch_new (text, 2);

  graft_session_enable_checkpoints (watch->session, folder, from > 0);
  for (guint64 i = from; i < to; i++)
    graft_session_step (watch->session, GRAFT_STEP_BOTH);
  graft_watch_until_step (watch, to);
  g_assert_cmpuint (watch->step, ==, to);
  graft_session_stop (watch->session);
  graft_session_join (watch->session);
  g_assert_cmpint (watch->state, ==, GRAFT_STATE_STOPPED);
}

static GraftWatch *
go_on (const char *text, const char *folder)
{
  GraftWatch *watch = graft_watch_new (text, 1);

  graft_session_enable_checkpoints (watch->session, folder, TRUE);
  graft_watch_run (watch);
  return watch;
}

/* Stopped twice, at @first and @second. */
static void
check_resume (const char *text, guint64 first, guint64 second)
{
  g_autoptr (GraftWatch) whole = graft_watch_new (text, 2);
  g_autoptr (GraftWatch) last = NULL;
  g_autofree char *folder = make_folder ();
  g_autofree char *words = g_strdup_printf ("Resumed at step %" G_GUINT64_FORMAT, second);

  graft_watch_run (whole);
  leave_behind (text, folder, 0, first);
  leave_behind (text, folder, first, second);
  last = go_on (text, folder);
  g_assert_true (graft_watch_has_journal (last, words));
  graft_watch_assert_same_results (whole, last);
  graft_watch_assert_has_points (last, whole);
  remove_folder (folder);
}

static void
test_moons (void)
{
  check_resume (GRAFT_WATCH_MOONS, 1, 7);
  check_resume (GRAFT_WATCH_MOONS "optimizer=adam\n", 9, 63);
}

static void
test_digits (void)
{
  check_resume (GRAFT_WATCH_DIGITS "rotation=10\ncrop_padding=2\n", 5, 11);
}

/* Batch normalisation moves its statistics within a step; steps of three such learners
 * take some milliseconds. */
#define WIDE                                                                             \
  "[experiment]\nmethod=dann\nseed=3\n[source]\ndata=builtin:moons-source\n"             \
  "test_limit=80\n[target]\ndata=builtin:moons-target\ntest_limit=80\n"                  \
  "[network]\nlayers=dense:192,bn,relu,dense:192,bn,relu\n"                              \
  "[report]\nsnapshots=2\nprobe=40\n"                                                    \
  "[method]\nepochs=60\nbatch=600\nschedule=constant\nlearning_rate=0.05\n"

/* Trains until step @wanted is seen and stops @late microseconds into the next one. */
static void
stop_within (const char *text, const char *folder, guint64 wanted, gulong late)
{
  g_autoptr (GraftWatch) watch = graft_watch_new (text, 2);

  graft_session_enable_checkpoints (watch->session, folder, wanted > 1);
  /* So that each step is told. */
  graft_session_set_slow_motion (watch->session, 1e-9);
  graft_session_start (watch->session);
  graft_watch_until_step (watch, wanted);
  g_usleep (late);
  graft_session_stop (watch->session);
  graft_session_join (watch->session);
  g_assert_cmpint (watch->state, ==, GRAFT_STATE_STOPPED);
}

/* A step that was under way never was. */
static void
test_within_step (void)
{
  g_autoptr (GraftWatch) whole = graft_watch_new (WIDE, 2);
  g_autoptr (GraftWatch) last = NULL;
  g_autofree char *folder = make_folder ();

  graft_watch_run (whole);
  for (guint64 i = 0; i < 8; i++)
    stop_within (WIDE, folder, 1 + 5 * i, 400 * i);
  last = go_on (WIDE, folder);
  graft_watch_assert_same_results (whole, last);
  graft_watch_assert_has_points (last, whole);
  remove_folder (folder);
}

/* Two seeds: it goes on with the one that was under way. */
static void
test_second_seed (void)
{
  g_auto (GStrv) parts = g_strsplit (GRAFT_WATCH_MOONS, "seed=3", 2);
  g_autofree char *text = g_strjoinv ("seed=3\nseeds=2", parts);
  g_autoptr (GraftWatch) whole = graft_watch_new (text, 2);
  g_autoptr (GraftWatch) first = graft_watch_new (text, 2);
  g_autoptr (GraftWatch) second = NULL;
  g_autofree char *folder = make_folder ();

  graft_watch_run (whole);
  graft_session_enable_checkpoints (first->session, folder, FALSE);
  graft_session_start (first->session);
  graft_session_set_slow_motion (first->session, 0.002);
  while (first->results->len == 0)
    g_main_context_iteration (NULL, TRUE);
  graft_session_stop (first->session);
  graft_session_join (first->session);
  second = go_on (text, folder);
  g_assert_cmpstr (second->results->pdata[second->results->len - 1], ==,
                   whole->results->pdata[1]);
  remove_folder (folder);
}

/* Values set by hand stay set. */
static void
test_overrides (void)
{
  g_autoptr (GraftWatch) whole = graft_watch_new (GRAFT_WATCH_MOONS, 2);
  g_autoptr (GraftWatch) first = graft_watch_new (GRAFT_WATCH_MOONS, 2);
  g_autoptr (GraftWatch) second = NULL;
  g_autofree char *folder = make_folder ();

  graft_session_enable_checkpoints (first->session, folder, FALSE);
  for (guint i = 0; i < 2; i++)
    {
      GraftWatch *watch = i == 0 ? whole : first;

      graft_watch_steps (watch, 4);
      graft_session_set_parameter (watch->session, "lambda_max", 0.3);
      graft_session_set_parameter (watch->session, "learning_rate", 0.02);
      graft_watch_steps (watch, 2);
      if (i == 0)
        graft_session_resume (watch->session);
      else
        graft_session_stop (watch->session);
      graft_session_join (watch->session);
    }
  second = go_on (GRAFT_WATCH_MOONS, folder);
  graft_watch_assert_same_results (whole, second);
  remove_folder (folder);
}

/* What early stopping remembers goes along: its best weights are from before the stop. */
static void
test_early_stopping (void)
{
  static const char *const more = "validation=0.3\npatience=2\n";
  g_auto (GStrv) parts = g_strsplit (GRAFT_WATCH_MOONS, "learning_rate=0.05", 2);
  g_autofree char *fast = g_strjoinv ("learning_rate=0.3", parts);
  g_autofree char *text = g_strconcat (fast, more, NULL);
  g_autoptr (GraftWatch) whole = graft_watch_new (text, 2);
  g_autoptr (GraftWatch) last = NULL;
  g_autofree char *folder = make_folder ();

  graft_watch_run (whole);
  g_assert_nonnull (strstr (whole->messages->str, "Stopped early"));
  g_assert_cmpuint (whole->step, <, 64);
  leave_behind (text, folder, 0, whole->step - 1);
  last = go_on (text, folder);
  graft_watch_assert_same_results (whole, last);
  remove_folder (folder);
}

/* Nothing there yet: it simply begins. */
static void
test_empty_folder (void)
{
  g_autoptr (GraftWatch) whole = graft_watch_new (GRAFT_WATCH_MOONS, 2);
  g_autoptr (GraftWatch) other = NULL;
  g_autofree char *folder = make_folder ();

  graft_watch_run (whole);
  other = go_on (GRAFT_WATCH_MOONS, folder);
  graft_watch_assert_same_results (whole, other);
  remove_folder (folder);
}

/* A folder that cannot be written costs the checkpoint, not the run. */
static void
test_unwritable (void)
{
  g_autoptr (GraftWatch) watch = graft_watch_new (GRAFT_WATCH_MOONS, 2);

  graft_session_enable_checkpoints (watch->session, "/proc/nowhere", FALSE);
  graft_watch_steps (watch, 1);
  graft_session_resume (watch->session);
  graft_session_pause (watch->session);
  graft_session_resume (watch->session);
  graft_session_join (watch->session);
  g_assert_cmpint (watch->state, ==, GRAFT_STATE_FINISHED);
  g_assert_nonnull (strstr (watch->messages->str, "No checkpoint could be kept"));
}

/* ---- refusing ---- */

static char *
canonical (const char *text)
{
  g_autoptr (GraftExperiment) experiment =
      graft_experiment_parse (text, "test.experiment", NULL, NULL);

  return graft_experiment_to_text (experiment);
}

/* As the runner reads it: from a file, by its name. */
static gboolean
peek (
    const char *folder, const char *experiment, guint *run, guint64 *step, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *path = graft_checkpoint_path (folder);

  return graft_checkpoint_load (folder, &bytes, error) && bytes != NULL &&
         graft_checkpoint_peek (bytes, path, experiment, run, step, error);
}

static gboolean
write_checkpoint (const GraftCheckpoint *checkpoint, const char *folder, GError **error)
{
  g_autoptr (GBytes) bytes = graft_checkpoint_to_bytes (checkpoint);

  return graft_checkpoint_write (bytes, folder, error);
}

static void
assert_refused (const char *folder, const char *experiment, const char *words)
{
  g_autoptr (GError) error = NULL;
  guint run;
  guint64 step;

  g_assert_false (peek (folder, experiment, &run, &step, &error));
  g_assert_error (error, GRAFT_TRAIN_ERROR, GRAFT_TRAIN_ERROR_CHECKPOINT);
  g_assert_nonnull (strstr (error->message, "run.checkpoint"));
  g_assert_nonnull (strstr (error->message, "delete it"));
  if (words != NULL)
    g_assert_nonnull (strstr (error->message, words));
}

static void
put (const char *folder, const char *bytes, gsize n)
{
  g_autofree char *path = graft_checkpoint_path (folder);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, (gssize)n, &error);
  g_assert_no_error (error);
}

static void
test_damaged (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *experiment = canonical (GRAFT_WATCH_MOONS);
  g_autofree char *path = graft_checkpoint_path (folder);
  g_autofree char *bytes = NULL;
  gsize n;
  guint run;
  guint64 step;

  leave_behind (GRAFT_WATCH_MOONS, folder, 0, 3);
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  g_assert_true (peek (folder, experiment, &run, &step, NULL));
  g_assert_cmpuint (step, ==, 3);
  for (gsize at = 0; at < n; at += at < 200 || at + 200 > n ? 1 : n / 97)
    {
      put (folder, bytes, at);
      assert_refused (folder, experiment, NULL);
      bytes[at] ^= 0x41;
      put (folder, bytes, n);
      assert_refused (folder, experiment, NULL);
      bytes[at] ^= 0x41;
    }
  put (folder, "no checkpoint at all", 20);
  assert_refused (folder, experiment, "is no checkpoint");
  put (folder, bytes, n);
  g_assert_true (peek (folder, experiment, &run, &step, NULL));
  remove_folder (folder);
}

/* Tries to go on and wants the run to fail with @words. */
static void
assert_fails (const char *text, const char *folder, const char *words)
{
  g_autoptr (GraftWatch) watch = graft_watch_new (text, 1);

  graft_session_enable_checkpoints (watch->session, folder, TRUE);
  graft_session_start (watch->session);
  graft_session_join (watch->session);
  g_assert_cmpint (watch->state, ==, GRAFT_STATE_FAILED);
  g_assert_error (watch->error, GRAFT_TRAIN_ERROR, GRAFT_TRAIN_ERROR_CHECKPOINT);
  if (strstr (watch->error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", watch->error->message, words);
  g_assert_cmpuint (watch->results->len, ==, 0);
}

static void
test_foreign (void)
{
  g_autofree char *folder = make_folder ();

  leave_behind (GRAFT_WATCH_MOONS, folder, 0, 3);
  assert_fails (GRAFT_WATCH_MOONS "momentum=0.8\n", folder,
                "belongs to another experiment");
  put (folder, "", 0);
  assert_fails (GRAFT_WATCH_MOONS, folder, "is no checkpoint");
  remove_folder (folder);
}

static GraftLearner *
make_learner (const char *preset, const GraftParams *params, GraftWorkers *workers)
{
  g_autoptr (GError) error = NULL;
  GraftLearnerSpec spec = { .method = graft_method_class_find ("source-only"),
                            .preset = graft_preset_find (preset),
                            .params = params,
                            .input = graft_shape_vector (2),
                            .n_classes = 2,
                            .n_source = 4,
                            .seed = 1 };
  GraftLearner *learner = graft_learner_new (&spec, workers, &error);

  g_assert_no_error (error);
  return learner;
}

/* Sealed and signed, but of other networks, or of a step that there is not: a file made
 * by an older Graft or from data that have changed since. */
static void
check_forged (guint run, guint64 step, const char *words)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *experiment = canonical (GRAFT_WATCH_MOONS);
  g_autoptr (GraftParams) params = graft_catalogue_dup_training_params ();
  g_autoptr (GraftWorkers) workers = graft_workers_new (1);
  g_autoptr (GraftLearner) learner = make_learner ("mlp", params, workers);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (GraftPoint));
  g_autoptr (GArray) events = graft_run_events_new ();
  g_autoptr (GraftJournal) journal = graft_journal_new ();
  g_autoptr (GError) error = NULL;
  GraftCheckpoint forged = { .experiment = experiment,
                             .run = run,
                             .step = step,
                             .overrides = { NAN, NAN },
                             .learners = { learner, learner, learner },
                             .points = points,
                             .events = events,
                             .journal = journal };

  write_checkpoint (&forged, folder, &error);
  g_assert_no_error (error);
  assert_fails (GRAFT_WATCH_MOONS, folder, words);
  remove_folder (folder);
}

static void
test_forged (void)
{
  check_forged (0, 5, "weights of another network");
  check_forged (7, 5, "seed");
  check_forged (0, 65, "step");
}

/* File names need not be UTF-8; a journal that holds one must still be kept. */
static void
test_odd_bytes (void)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (GraftPoint));
  g_autoptr (GArray) events = graft_run_events_new ();
  g_autoptr (GraftJournal) journal = graft_journal_new ();
  g_autoptr (GraftJournal) read = graft_journal_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GraftCheckpoint written = {
    .experiment = "x", .points = points, .events = events, .journal = journal
  };
  GraftCheckpoint got = {
    .experiment = "x", .points = points, .events = events, .journal = read
  };

  graft_journal_add (journal, "photo \xff\xfe.png left out");
  bytes = graft_checkpoint_to_bytes (&written);
  g_assert_true (graft_checkpoint_read (&got, bytes, "test", &error));
  text = graft_journal_dup_text (read);
  g_assert_nonnull (strstr (text, "left out"));
}

/* What was changed by hand comes back with all its bits, and nothing else does. */
static void
test_events (void)
{
  g_autoptr (GArray) events = graft_run_events_new ();
  g_autoptr (GArray) read = graft_run_events_new ();
  g_autoptr (GVariant) packed = NULL, strange = NULL, backwards = NULL;

  graft_run_events_add (events, 3, GRAFT_EVENT_LAMBDA, 1.0 / 3);
  graft_run_events_add (events, 3, GRAFT_EVENT_MOVE, GRAFT_MOVE_DOMAIN_HEAD);
  graft_run_events_add (events, 70, GRAFT_EVENT_RATE, NAN);
  packed = g_variant_ref_sink (graft_run_events_pack (events));
  g_assert_true (graft_run_events_unpack (packed, read));
  g_assert_cmpuint (read->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const GraftRunEvent *a = &g_array_index (events, GraftRunEvent, i);
      const GraftRunEvent *b = &g_array_index (read, GraftRunEvent, i);

      g_assert_cmpuint (a->step, ==, b->step);
      g_assert_cmpint (a->kind, ==, b->kind);
      g_assert_cmpmem (&a->value, sizeof a->value, &b->value, sizeof b->value);
    }
  strange = g_variant_ref_sink (g_variant_new_parsed ("[(uint64 1, 'mood', 2.0)]"));
  g_assert_false (graft_run_events_unpack (strange, read));
  backwards = g_variant_ref_sink (
      g_variant_new_parsed ("[(uint64 5, 'move', 1.0), (uint64 4, 'move', 1.0)]"));
  g_assert_false (graft_run_events_unpack (backwards, read));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/checkpoint/moons", test_moons);
  g_test_add_func ("/checkpoint/digits", test_digits);
  g_test_add_func ("/checkpoint/within-step", test_within_step);
  g_test_add_func ("/checkpoint/second-seed", test_second_seed);
  g_test_add_func ("/checkpoint/overrides", test_overrides);
  g_test_add_func ("/checkpoint/early-stopping", test_early_stopping);
  g_test_add_func ("/checkpoint/empty-folder", test_empty_folder);
  g_test_add_func ("/checkpoint/unwritable", test_unwritable);
  g_test_add_func ("/checkpoint/damaged", test_damaged);
  g_test_add_func ("/checkpoint/foreign", test_foreign);
  g_test_add_func ("/checkpoint/forged", test_forged);
  g_test_add_func ("/checkpoint/odd-bytes", test_odd_bytes);
  g_test_add_func ("/checkpoint/events", test_events);
  return g_test_run ();
}
