/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See train.h. The closing table is in closing.c, the report in app/report. */
#include "app/cli/train.h"

#include "app/cli/closing.h"
#include "app/cli/kept-runs.h"
#include "app/cli/progress.h"
#include "app/report/report.h"
#include "app/report/result-json.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define THREADS_MAX 256

/* What the update handler works on. */
typedef struct
{
  GraftSession *session;
  GraftRecord *record;
  GraftProgressLine *progress;
} Watch;

void
graft_train_options_clear (GraftTrainOptions *self)
{
  g_clear_pointer (&self->set, g_strfreev);
  g_clear_pointer (&self->report, g_free);
  g_clear_pointer (&self->project, g_free);
  g_clear_pointer (&self->checkpoints, g_free);
  g_clear_pointer (&self->again, g_free);
}

GOptionEntry *
graft_train_options_list (GraftTrainOptions *self)
{
  const GOptionEntry entries[] = {
    { "set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &self->set,
      N_ ("Change a key of the experiment; may come several times"), N_ ("KEY=VALUE") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &self->seed, N_ ("First seed"), N_ ("N") },
    { "seeds", 'n', 0, G_OPTION_ARG_INT, &self->seeds, N_ ("How many seeds to train"),
      N_ ("N") },
    { "threads", 't', 0, G_OPTION_ARG_INT, &self->threads,
      N_ ("Threads; figures do not depend on it"), N_ ("N") },
    { "report", 'r', 0, G_OPTION_ARG_FILENAME, &self->report,
      N_ ("Write the report into this folder"), N_ ("DIR") },
    { "project", 'p', 0, G_OPTION_ARG_FILENAME, &self->project,
      N_ ("Keep the runs in this project; it is made when needed"), N_ ("FILE.graft") },
    { "tsne", 0, 0, G_OPTION_ARG_NONE, &self->tsne, N_ ("Add a t-SNE map to the report"),
      NULL },
    { "resume", 0, 0, G_OPTION_ARG_NONE, &self->resume,
      N_ ("Go on from the checkpoint of a run that was stopped"), NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &self->json,
      N_ ("Print the result as one JSON object"), NULL },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &self->quiet, N_ ("No progress, no messages"),
      NULL },
    { NULL },
  };

  return g_memdup2 (entries, sizeof entries);
}

char *
graft_train_options_describe (const GraftTrainOptions *self,
                              const char *command,
                              const char *what)
{
  GString *text = g_string_new (NULL);
  g_autofree char *quoted = g_shell_quote (what);

  g_string_printf (text, "graft-cli %s %s", command, quoted);
  for (guint i = 0; self->set != NULL && self->set[i] != NULL; i++)
    {
      g_autofree char *set = g_shell_quote (self->set[i]);

      g_string_append_printf (text, " --set %s", set);
    }
  if (self->seed >= 0)
    g_string_append_printf (text, " --seed %" G_GINT64_FORMAT, self->seed);
  if (self->seeds > 0)
    g_string_append_printf (text, " --seeds %d", self->seeds);
  return g_string_free (text, FALSE);
}

static GraftExit
apply_set (GraftExperiment *experiment, const char *set)
{
  const char *equals = strchr (set, '=');
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;

  if (equals == NULL || equals == set)
    return graft_cli_fail (GRAFT_EXIT_USAGE, _ ("--set %s: write KEY=VALUE"), set);
  key = g_strndup (set, (gsize)(equals - set));
  if (graft_experiment_set (experiment, key, equals + 1, &error))
    return GRAFT_EXIT_OK;
  g_prefix_error (&error, "--set %s: ", set);
  return graft_cli_fail_error (error);
}

static GraftExit
apply_number (GraftExperiment *experiment, const char *key, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);
  g_autoptr (GError) error = NULL;

  if (graft_experiment_set (experiment, key, text, &error))
    return GRAFT_EXIT_OK;
  return graft_cli_fail (GRAFT_EXIT_USAGE, "--%s: %s", key, error->message);
}

gboolean
graft_train_check_threads (int threads)
{
  if (threads >= 0 && threads <= THREADS_MAX)
    return TRUE;
  graft_cli_fail (GRAFT_EXIT_USAGE, _ ("--threads: %d must lie between 0 and %d"),
                  threads, THREADS_MAX);
  return FALSE;
}

static GraftExit
apply_options (GraftExperiment *experiment, const GraftTrainOptions *options)
{
  GraftExit code = GRAFT_EXIT_OK;

  for (guint i = 0; options->set != NULL && options->set[i] != NULL; i++)
    if ((code = apply_set (experiment, options->set[i])) != GRAFT_EXIT_OK)
      return code;
  if (options->seed != -1)
    code = apply_number (experiment, "seed", options->seed);
  if (code == GRAFT_EXIT_OK && options->seeds != 0)
    code = apply_number (experiment, "seeds", options->seeds);
  if (code == GRAFT_EXIT_OK && !graft_train_check_threads (options->threads))
    code = GRAFT_EXIT_USAGE;
  return code;
}

/* Found out now, not after an hour of training; nothing is made yet. */
static GraftExit
check_report (const char *folder)
{
  g_autofree char *parent = g_strdup (folder);

  if (g_file_test (folder, G_FILE_TEST_EXISTS) &&
      !g_file_test (folder, G_FILE_TEST_IS_DIR))
    return graft_cli_fail (
        GRAFT_EXIT_INPUT,
        _ ("--report %s: is a file; name a folder, it is made when needed"), folder);
  while (!g_file_test (parent, G_FILE_TEST_EXISTS))
    {
      char *above = g_path_get_dirname (parent);

      g_free (parent);
      parent = above;
    }
  if (g_access (parent, W_OK | X_OK) != 0 || !g_file_test (parent, G_FILE_TEST_IS_DIR))
    return graft_cli_fail (GRAFT_EXIT_INPUT,
                           _ ("--report %s: %s cannot be written to: %s"), folder, parent,
                           g_strerror (errno));
  return GRAFT_EXIT_OK;
}

/* Beside the report, or beside the experiment; NULL when neither can be written to, or a
 * project keeps them. */
static char *
choose_checkpoints (const GraftTrainOptions *options)
{
  g_autofree char *parent = NULL;

  if (options->project != NULL)
    return NULL;
  if (options->report != NULL)
    return g_build_filename (options->report, "checkpoint", NULL);
  if (options->checkpoints == NULL)
    return NULL;
  parent = g_path_get_dirname (options->checkpoints);
  return g_access (parent, W_OK | X_OK) == 0 ? g_strdup (options->checkpoints) : NULL;
}

/* A run that came to its end needs no checkpoint; only what the engine made is removed.
 */
static void
remove_checkpoints (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".checkpoint"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_unlink (path);
      }
  g_rmdir (folder);
}

static void
update_cb (GraftSession *session, GraftUpdate *update, gpointer data)
{
  Watch *watch = data;

  graft_record_take (watch->record, update);
  graft_progress_line_update (watch->progress, watch->record, update);
}

/* A second signal finds its default handler again and ends the program at once. */
static gboolean
interrupt_cb (gpointer data)
{
  Watch *watch = data;

  graft_progress_line_clear (watch->progress);
  g_printerr ("%s\n", _ ("Stopping; press Ctrl+C again to quit without saving."));
  graft_session_stop (watch->session);
  return G_SOURCE_REMOVE;
}

static void
remove_source (guint id)
{
  GSource *source = g_main_context_find_source_by_id (NULL, id);

  if (source != NULL)
    g_source_destroy (source);
}

/* Runs the session to its end and leaves everything it said in the record. */
static void
watch_session (Watch *watch, const GraftTrainOptions *options)
{
  guint interrupted = g_unix_signal_add (SIGINT, interrupt_cb, watch);
  guint terminated = g_unix_signal_add (SIGTERM, interrupt_cb, watch);
  g_autofree char *journal = NULL;

  g_signal_connect (watch->session, "update", G_CALLBACK (update_cb), watch);
  if (options->tsne)
    graft_session_request_map (watch->session, GRAFT_PROJECTION_TSNE);
  graft_session_start (watch->session);
  graft_session_join (watch->session);
  g_signal_handlers_disconnect_by_data (watch->session, watch);
  remove_source (interrupted);
  remove_source (terminated);
  journal = graft_session_dup_journal (watch->session);
  graft_record_close (watch->record, journal);
  graft_progress_line_clear (watch->progress);
}

static GraftExit
write_report (GraftRecord *record, const GraftTrainOptions *options)
{
  g_autoptr (GError) error = NULL;

  if (options->report == NULL)
    return GRAFT_EXIT_OK;
  if (!graft_report_write (record, options->report, options->again, &error))
    return graft_cli_fail (GRAFT_EXIT_FAILED, _ ("the report could not be written: %s"),
                           error->message);
  if (!options->quiet)
    g_printerr (_ ("The report is in %s/index.html\n"), options->report);
  return GRAFT_EXIT_OK;
}

static void
print_result (GraftRecord *record, const GraftTrainOptions *options)
{
  if (options->json)
    {
      g_autofree char *json = graft_result_to_json (record, FALSE);

      g_print ("%s\n", json);
    }
  else
    graft_closing_print (record);
}

static GraftExit
conclude (GraftRecord *record, const GraftTrainOptions *options, const char *checkpoints)
{
  const GError *error = graft_record_get_error (record);
  gboolean stopped = graft_record_get_state (record) == GRAFT_STATE_STOPPED;
  GraftExit code;

  if (error != NULL && graft_record_get_n_results (record) == 0)
    return graft_cli_fail_error (error);
  code = write_report (record, options);
  if (graft_record_get_n_results (record) > 0)
    print_result (record, options);
  if (error != NULL)
    return graft_cli_fail_error (error);
  if (stopped)
    return graft_cli_fail (
        GRAFT_EXIT_FAILED, "%s",
        checkpoints != NULL || options->project != NULL
            ? _ ("stopped; the same command with --resume goes on from here")
            : _ ("stopped"));
  if (checkpoints != NULL)
    remove_checkpoints (checkpoints);
  return code;
}

GraftRecord *
graft_train_watch (GraftSession *session, const GraftTrainOptions *options)
{
  g_autoptr (GraftProgressLine) progress = graft_progress_line_new (options->quiet);
  GraftRecord *record = graft_record_new (graft_session_get_experiment (session));
  Watch watch = { session, record, progress };

  watch_session (&watch, options);
  return record;
}

/* A session whose runs @project keeps, or one of its runs that goes on. */
static GraftSession *
begin_kept (GraftExperiment *experiment,
            GraftProject *project,
            const GraftTrainOptions *options,
            GError **error)
{
  g_autoptr (GraftStoredRun) run = NULL;
  g_autoptr (GError) failure = NULL;
  GraftSession *session;

  if (options->resume)
    run = graft_cli_find_resumable (project, experiment, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (run != NULL)
    return graft_session_new_for_run (project, run, GRAFT_AGAIN_RESUME,
                                      (guint)options->threads, error);
  session = graft_session_new (experiment, (guint)options->threads);
  graft_session_set_project (session, project);
  return session;
}

static GraftExit
train_kept (GraftExperiment *experiment, const GraftTrainOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftProject) project =
      graft_cli_open_project (options->project, TRUE, &error);
  g_autoptr (GraftSession) session = NULL;
  g_autoptr (GraftRecord) record = NULL;
  GraftExit code;

  if (project == NULL)
    return graft_cli_fail_error (error);
  if (graft_project_get_read_only (project))
    return graft_cli_fail (
        GRAFT_EXIT_INPUT, _ ("%s: the project cannot keep runs now. %s"),
        options->project, graft_project_get_read_only_reason (project));
  session = begin_kept (experiment, project, options, &error);
  if (session == NULL)
    return graft_cli_fail_error (error);
  record = graft_train_watch (session, options);
  code = conclude (record, options, NULL);
  if (!graft_project_flush (project, &error))
    return graft_cli_fail (GRAFT_EXIT_FAILED, _ ("the run could not be kept: %s"),
                           error->message);
  return code;
}

static GraftExit
train_loose (GraftExperiment *experiment, const GraftTrainOptions *options)
{
  g_autofree char *checkpoints = choose_checkpoints (options);
  g_autoptr (GraftSession) session = NULL;
  g_autoptr (GraftRecord) record = NULL;

  if (options->resume && checkpoints == NULL)
    return graft_cli_fail (
        GRAFT_EXIT_USAGE,
        _ ("--resume: there is no folder to keep checkpoints; add --report DIR"));
  session = graft_session_new (experiment, (guint)options->threads);
  if (checkpoints != NULL)
    graft_session_enable_checkpoints (session, checkpoints, options->resume);
  record = graft_train_watch (session, options);
  return conclude (record, options, checkpoints);
}

GraftExit
graft_train (GraftExperiment *experiment, const GraftTrainOptions *options)
{
  GraftExit code = apply_options (experiment, options);

  if (code == GRAFT_EXIT_OK && options->report != NULL)
    code = check_report (options->report);
  if (code != GRAFT_EXIT_OK)
    return code;
  return options->project != NULL ? train_kept (experiment, options)
                                  : train_loose (experiment, options);
}
