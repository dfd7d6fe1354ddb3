/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs kept in a project: what is left of one, going on, doing it again bit for bit, and
 * a kill in the middle. Part of the suite that runs under ThreadSanitizer. */
#include "engine/base/error.h"
#include "engine/project/run-store.h"
#include "tests/support/project-items.h"
#include "tests/support/session-watch.h"
#include "tests/support/temp-folder.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

/* Pictures of the project, small steps, three learners. */
#define ON_PROJECT                                                                       \
  "[experiment]\ntitle=A to B\nmethod=dann\nseed=3\n[source]\ndata=project:#A\n"         \
  "[target]\ndata=project:#B\n[network]\npreset=mlp\n[report]\nsnapshots=2\nprobe=20\n"  \
  "[method]\nepochs=12\nbatch=16\nschedule=constant\nlearning_rate=0.05\n"

typedef struct
{
  char *folder;
  char *path;
  GraftProject *project;
} Fixture;

static void
open_project (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  self->project = graft_project_open (self->path, GRAFT_PROJECT_OPEN, &error);
  g_assert_no_error (error);
  g_assert_false (graft_project_get_read_only (self->project));
}

static void
close_project (Fixture *self)
{
  graft_project_close (self->project);
  g_assert_finalize_object (g_steal_pointer (&self->project));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = test_temp_folder_new ();
  self->path = g_build_filename (self->folder, "a.graft", NULL);
  test_project_add_domain (self->path, "A", 60, 3, 0);
  test_project_add_domain (self->path, "B", 60, 3, 60);
  open_project (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->project != NULL)
    close_project (self);
  test_temp_folder_remove (self->folder);
  g_free (self->path);
}

/* ---- reading, as a window would: not on the main thread ---- */

typedef struct
{
  GraftProject *project;
  guint run;
  GError *error;
} Question;

static gpointer
list_worker (gpointer data)
{
  Question *question = data;

  return graft_project_list_runs (question->project, &question->error);
}

static gpointer
load_worker (gpointer data)
{
  Question *question = data;

  return graft_project_load_run (question->project, question->run, &question->error);
}

static GPtrArray *
list (Fixture *self)
{
  Question question = { .project = self->project };
  GPtrArray *runs = g_thread_join (g_thread_new ("list", list_worker, &question));

  g_assert_no_error (question.error);
  return runs;
}

static GraftStoredRun *
load (Fixture *self, guint run)
{
  Question question = { .project = self->project, .run = run };
  GraftStoredRun *stored = g_thread_join (g_thread_new ("load", load_worker, &question));

  g_assert_no_error (question.error);
  return stored;
}

static void
flush (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  graft_project_flush (self->project, &error);
  g_assert_no_error (error);
}

/* ---- training ---- */

static GraftWatch *
watch_kept (Fixture *self, const char *text)
{
  GraftWatch *watch = graft_watch_new (text, 2);

  graft_session_set_project (watch->session, self->project);
  return watch;
}

static void
train (Fixture *self, const char *text)
{
  g_autoptr (GraftWatch) watch = watch_kept (self, text);

  graft_watch_run (watch);
  flush (self);
}

/* Trains the run again, or lets it go on, and returns the hash it ends with. */
static char *
again (Fixture *self, guint run, GraftAgain how, guint n_threads)
{
  g_autoptr (GraftStoredRun) stored = load (self, run);
  g_autoptr (GError) error = NULL;
  GraftSession *session =
      graft_session_new_for_run (self->project, stored, how, n_threads, &error);
  g_autoptr (GraftWatch) watch = NULL;
  char hash[65] = "";

  g_assert_no_error (error);
  watch = graft_watch_new_for (session);
  graft_watch_run (watch);
  flush (self);
  g_assert_cmpuint (watch->results->len, >, 0);
  g_assert_cmpint (sscanf (watch->results->pdata[0], "run %*u step %*u %64s", hash), ==,
                   1);
  return g_strdup (hash);
}

/* The newest run's hash. */
static char *
newest_hash (Fixture *self, guint *id)
{
  g_autoptr (GPtrArray) runs = list (self);
  const GraftRunInfo *info;

  g_assert_cmpuint (runs->len, >, 0);
  info = runs->pdata[0];
  *id = info->id;
  g_assert_cmpint (info->state, ==, GRAFT_RUN_FINISHED);
  return g_strdup (info->hash);
}

/* ---- what is left ---- */

static guint
count_networks (Fixture *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftSql) sql = graft_sql_open (self->path, GRAFT_SQL_READ, &error);
  gint64 n;

  g_assert_no_error (error);
  graft_sql_get_int (sql, "SELECT count(*) FROM network WHERE name = ?",
                     GRAFT_SQL_VALUES (graft_sql_text (name)), 0, &n, &error);
  g_assert_no_error (error);
  return (guint)n;
}

static void
check_map (GraftStoredRun *run)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftMap) map = graft_stored_run_dup_map (run, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (graft_map_get_n_points (map), ==, 24);
  g_assert_cmpuint (graft_map_get_n_frames (map), ==, 3);
  g_assert_cmpstr (graft_map_get_class_name (map, 2), ==, "c");
  /* What is damaged is refused, whatever is missing of it. */
  for (gsize cut = 0; cut < 100; cut += 7)
    {
      GraftKeptFrame *frame = run->frames->pdata[1];
      g_autoptr (GBytes) whole = frame->data;
      g_autoptr (GError) refused = NULL;

      frame->data = g_bytes_new_from_bytes (whole, 0, cut);
      g_assert_null (graft_stored_run_dup_map (run, &refused));
      g_assert_error (refused, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT);
      g_bytes_unref (frame->data);
      frame->data = g_bytes_ref (whole);
    }
}

/* The curves, as they were drawn. */
static void
check_points (GraftStoredRun *run, GArray *drawn)
{
  g_autoptr (GArray) points = graft_stored_run_dup_points (run);

  g_assert_cmpuint (points->len, >, 0);
  g_assert_cmpuint (points->len, ==, drawn->len);
  for (guint i = 0; i < points->len; i++)
    {
      const GraftPoint *a = &g_array_index (points, GraftPoint, i);
      const GraftPoint *b = &g_array_index (drawn, GraftPoint, i);

      g_assert_cmpuint (a->step, ==, b->step);
      g_assert_cmpint (a->curve, ==, b->curve);
      g_assert_cmpfloat (a->value, ==, b->value);
    }
}

static void
test_kept (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GraftStoredRun) stored = NULL;
  g_autoptr (GraftWatch) watch = watch_kept (self, ON_PROJECT);
  const GraftRunInfo *info;

  graft_watch_run (watch);
  flush (self);
  runs = list (self);
  g_assert_cmpuint (runs->len, ==, 1);
  info = runs->pdata[0];
  g_assert_cmpstr (info->title, ==, "A to B");
  g_assert_cmpstr (info->method, ==, "dann");
  g_assert_cmpuint (info->seed, ==, 3);
  g_assert_cmpint (info->state, ==, GRAFT_RUN_FINISHED);
  g_assert_false (info->resumable);
  g_assert_cmpuint (strlen (info->hash), ==, 64);
  g_assert_true (info->target >= 0 && info->target <= 1);
  g_assert_true (isfinite (info->twin));
  stored = load (self, info->id);
  g_assert_nonnull (strstr (stored->text, "project:#A"));
  g_assert_nonnull (strstr (stored->journal, "source training: A, 48 items"));
  g_assert_nonnull (strstr (stored->journal, info->hash));
  g_assert_nonnull (strstr (stored->result, "\"adapted\":{"));
  g_assert_cmpuint (stored->inputs->len, ==, 4);
  g_assert_null (stored->checkpoint);
  g_assert_cmpuint (count_networks (self, "A to B · seed 3"), ==, 1);
  check_map (stored);
  check_points (stored, watch->points);
}

/* Several seeds are one experiment; a second run of it gets another name. */
static void
test_seeds (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) parts = g_strsplit (ON_PROJECT, "seed=3", 2);
  g_autofree char *text = g_strjoinv ("seed=3\nseeds=2", parts);
  g_autoptr (GPtrArray) runs = NULL, fewer = NULL;

  train (self, text);
  train (self, ON_PROJECT);
  runs = list (self);
  g_assert_cmpuint (runs->len, ==, 3);
  g_assert_cmpuint (((GraftRunInfo *)runs->pdata[1])->seed, ==, 4);
  g_assert_cmpuint (count_networks (self, "A to B · seed 3"), ==, 1);
  g_assert_cmpuint (count_networks (self, "A to B · seed 3 (2)"), ==, 1);
  g_assert_cmpuint (count_networks (self, "A to B · seed 4"), ==, 1);
  /* Same seed, same data, same bits. */
  g_assert_cmpstr (((GraftRunInfo *)runs->pdata[0])->hash, ==,
                   ((GraftRunInfo *)runs->pdata[2])->hash);
  graft_project_delete_run (self->project, ((GraftRunInfo *)runs->pdata[0])->id);
  flush (self);
  fewer = list (self);
  g_assert_cmpuint (fewer->len, ==, 2);
  /* The network stays. */
  g_assert_cmpuint (count_networks (self, "A to B · seed 3 (2)"), ==, 1);
}

/* The path of the project in an experiment is the project, wherever it lies later. */
static void
test_moved (Fixture *self, gconstpointer data)
{
  g_autofree char *other = g_build_filename (self->folder, "b.graft", NULL);
  g_auto (GStrv) parts = g_strsplit (ON_PROJECT, "project:#", -1);
  g_autofree char *prefix = g_strconcat ("project:", self->path, "#", NULL);
  g_autofree char *text = g_strjoinv (prefix, parts);
  g_autofree char *before = NULL, *after = NULL;
  guint id;

  train (self, text);
  before = newest_hash (self, &id);
  close_project (self);
  g_assert_cmpint (rename (self->path, other), ==, 0);
  g_free (self->path);
  self->path = g_steal_pointer (&other);
  open_project (self);
  after = again (self, id, GRAFT_AGAIN_REPLAY, 1);
  g_assert_cmpstr (before, ==, after);
}

/* ---- doing it again ---- */

static void
relabel_everything (Fixture *self)
{
  GraftProjectSet *set = graft_project_find_set (self->project, "A");
  gsize n;
  const GraftItem *items = graft_project_set_peek_items (set, &n);
  g_autofree guint32 *ids = g_new (guint32, n);

  for (gsize i = 0; i < n; i++)
    ids[i] = items[i].id;
  graft_project_label (self->project, set, ids, n / 2, 2);
  graft_project_set_excluded (self->project, set, ids, 5, TRUE);
  graft_project_add_class (self->project, set, "d");
  flush (self);
}

/* With everything a person can change while it runs, and after labels have changed. */
static void
test_replay (Fixture *self, gconstpointer data)
{
  g_autofree char *plain = NULL, *before = NULL, *one = NULL, *two = NULL;
  guint id;

  train (self, ON_PROJECT);
  plain = newest_hash (self, &id);
  {
    g_autoptr (GraftWatch) watch = watch_kept (self, ON_PROJECT);

    graft_watch_steps (watch, 4);
    graft_session_set_parameter (watch->session, "lambda_max", 0.3);
    graft_session_step (watch->session, GRAFT_STEP_FEATURES);
    graft_session_step (watch->session, GRAFT_STEP_DOMAIN_HEAD);
    graft_session_set_parameter (watch->session, "learning_rate", 1.0 / 30);
    graft_session_step (watch->session, GRAFT_STEP_BOTH);
    graft_session_clear_parameter (watch->session, "lambda_max");
    graft_session_step (watch->session, GRAFT_STEP_DOMAIN_HEAD);
    graft_watch_until_step (watch, 8);
    graft_session_resume (watch->session);
    graft_session_join (watch->session);
    flush (self);
  }
  before = newest_hash (self, &id);
  /* Otherwise there would be nothing to find. */
  g_assert_cmpstr (plain, !=, before);
  relabel_everything (self);
  one = again (self, id, GRAFT_AGAIN_REPLAY, 1);
  two = again (self, id, GRAFT_AGAIN_REPLAY, 2);
  g_assert_cmpstr (before, ==, one);
  g_assert_cmpstr (before, ==, two);
}

/* The second of two seeds, alone. */
static void
test_replay_second (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) parts = g_strsplit (ON_PROJECT, "seed=3", 2);
  g_autofree char *text = g_strjoinv ("seed=3\nseeds=2", parts);
  g_autofree char *before = NULL, *after = NULL;
  guint id;

  train (self, text);
  before = newest_hash (self, &id);
  after = again (self, id, GRAFT_AGAIN_REPLAY, 2);
  g_assert_cmpstr (before, ==, after);
}

static gboolean
spoil (GraftProjectFile *file, gpointer data, GError **error)
{
  return graft_sql_exec (
      graft_project_file_peek_sql (file),
      "DELETE FROM label WHERE item = 1; DELETE FROM opinion WHERE item = 1;"
      "DELETE FROM item WHERE id = 1",
      error);
}

/* An item that is gone is named, and nothing is trained. */
static void
test_replay_changed (Fixture *self, gconstpointer data)
{
  const GraftProjectStep step = { .what = NULL };
  g_autoptr (GraftStoredRun) stored = NULL;
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;
  guint id;

  train (self, ON_PROJECT);
  before = newest_hash (self, &id);
  stored = load (self, id);
  close_project (self);
  {
    g_autoptr (GraftProjectFile) file =
        graft_project_file_open (self->path, GRAFT_PROJECT_OPEN, NULL, &error);

    g_assert_no_error (error);
    graft_project_file_edit_once (file, &step, spoil, NULL, &error);
    g_assert_no_error (error);
  }
  open_project (self);
  {
    g_autoptr (GraftWatch) watch = graft_watch_new_for (
        graft_session_new_for_run (self->project, stored, GRAFT_AGAIN_REPLAY, 1, &error));

    graft_session_start (watch->session);
    graft_session_join (watch->session);
    g_assert_error (watch->error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH);
    g_assert_nonnull (strstr (watch->error->message, "item 1 "));
  }
}

/* ---- going on ---- */

/* A run that goes on is no stopped one any more: a kill now would interrupt it. */
static void
check_under_way (Fixture *self, guint run)
{
  g_autoptr (GraftStoredRun) stored = load (self, run);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftWatch) watch = graft_watch_new_for (
      graft_session_new_for_run (self->project, stored, GRAFT_AGAIN_RESUME, 2, &error));
  g_autoptr (GPtrArray) during = NULL, after = NULL;

  graft_session_step (watch->session, GRAFT_STEP_BOTH);
  graft_watch_until_step (watch, stored->info->steps + 1);
  flush (self);
  during = list (self);
  g_assert_cmpint (((GraftRunInfo *)during->pdata[0])->state, ==, GRAFT_RUN_INTERRUPTED);
  graft_session_stop (watch->session);
  graft_session_join (watch->session);
  flush (self);
  after = list (self);
  g_assert_cmpint (((GraftRunInfo *)after->pdata[0])->state, ==, GRAFT_RUN_STOPPED);
  g_assert_cmpuint (((GraftRunInfo *)after->pdata[0])->steps, ==,
                    stored->info->steps + 1);
}

static void
test_resume (Fixture *self, gconstpointer data)
{
  g_autofree char *whole = NULL, *resumed = NULL, *replayed = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  const GraftRunInfo *info;
  guint id;

  train (self, ON_PROJECT);
  whole = newest_hash (self, &id);
  {
    g_autoptr (GraftWatch) watch = watch_kept (self, ON_PROJECT);

    graft_watch_steps (watch, 7);
    graft_session_stop (watch->session);
    graft_session_join (watch->session);
    flush (self);
  }
  runs = list (self);
  info = runs->pdata[0];
  g_assert_cmpint (info->state, ==, GRAFT_RUN_STOPPED);
  g_assert_true (info->resumable);
  g_assert_cmpuint (info->steps, ==, 7);
  relabel_everything (self);
  check_under_way (self, info->id);
  resumed = again (self, info->id, GRAFT_AGAIN_RESUME, 2);
  g_assert_cmpstr (whole, ==, resumed);
  /* The same row has come to its end, and can be done again as one. */
  g_assert_cmpstr ((g_free (whole), whole = newest_hash (self, &id)), ==, resumed);
  g_assert_cmpuint (id, ==, info->id);
  replayed = again (self, id, GRAFT_AGAIN_REPLAY, 1);
  g_assert_cmpstr (replayed, ==, resumed);
}

/* A finished run does not go on, a stopped one is not done again. */
static void
test_refusals (Fixture *self, gconstpointer data)
{
  g_autoptr (GraftStoredRun) stored = NULL;
  g_autoptr (GError) error = NULL;
  Question question = { .project = self->project, .run = 99 };
  g_autofree char *hash = NULL;
  guint id;

  train (self, ON_PROJECT);
  hash = newest_hash (self, &id);
  stored = load (self, id);
  g_assert_null (
      graft_session_new_for_run (self->project, stored, GRAFT_AGAIN_RESUME, 1, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH);
  g_assert_null (g_thread_join (g_thread_new ("load", load_worker, &question)));
  g_assert_error (question.error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE);
  g_clear_error (&question.error);
}

/* ---- a kill ---- */

/* The child: trains step by step, pauses for a checkpoint, says so, and goes on until
 * somebody kills it. */
static void G_GNUC_NORETURN
child_main (const char *path)
{
  Fixture self = { .path = (char *)path };
  g_autoptr (GraftWatch) watch = NULL;

  open_project (&self);
  watch = watch_kept (&self, ON_PROJECT);
  graft_session_set_slow_motion (watch->session, 0.01);
  graft_session_start (watch->session);
  graft_watch_until_step (watch, 9);
  graft_session_pause (watch->session);
  graft_watch_until_state (watch, GRAFT_STATE_PAUSED);
  flush (&self);
  printf ("kept\n");
  fflush (stdout);
  graft_session_resume (watch->session);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

static void
kill_child (Fixture *self, guint late)
{
  g_autofree char *me = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, me, "--train", self->path, NULL);
  GInputStream *out;
  char buffer[5];
  gsize n;

  g_assert_no_error (error);
  out = g_subprocess_get_stdout_pipe (child);
  g_assert_true (g_input_stream_read_all (out, buffer, 5, &n, NULL, &error));
  g_assert_cmpmem (buffer, n, "kept\n", 5);
  /* Somewhere in what follows: not a wait for anything. */
  g_usleep (late);
  g_subprocess_send_signal (child, SIGKILL);
  g_subprocess_wait (child, NULL, NULL);
}

/* At whatever moment: the run is there, called interrupted, and comes to the same end. */
static void
test_kill (Fixture *self, gconstpointer data)
{
  g_autofree char *whole = NULL;
  guint id;

  train (self, ON_PROJECT);
  whole = newest_hash (self, &id);
  for (guint round = 0; round < 5; round++)
    {
      g_autoptr (GPtrArray) runs = NULL;
      g_autofree char *hash = NULL;
      const GraftRunInfo *info;

      close_project (self);
      kill_child (self, round * 7000);
      open_project (self);
      runs = list (self);
      g_assert_cmpuint (runs->len, ==, 2 + round);
      info = runs->pdata[0];
      g_assert_cmpint (info->state, ==, GRAFT_RUN_INTERRUPTED);
      g_assert_cmpuint (info->steps, >=, 9);
      hash = again (self, info->id, GRAFT_AGAIN_RESUME, 2);
      g_assert_cmpstr (whole, ==, hash);
    }
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--train") == 0)
    child_main (argv[2]);
  g_test_init (&argc, &argv, NULL);
  ADD ("/project-runs/kept", test_kept);
  ADD ("/project-runs/seeds", test_seeds);
  ADD ("/project-runs/moved", test_moved);
  ADD ("/project-runs/replay", test_replay);
  ADD ("/project-runs/replay-second", test_replay_second);
  ADD ("/project-runs/replay-changed", test_replay_changed);
  ADD ("/project-runs/resume", test_resume);
  ADD ("/project-runs/refusals", test_refusals);
  ADD ("/project-runs/kill", test_kill);
  return g_test_run ();
}
