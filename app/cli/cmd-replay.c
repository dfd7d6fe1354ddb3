/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graft-cli replay: trains a run of a project once more, on the items and labels and with
 * the changes by hand of then, and says whether the weights are the same. */
#include "app/cli/kept-runs.h"
#include "app/cli/train.h"
#include "app/report/result-json.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <math.h>

static void
print_row (const GraftRunInfo *info)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (info->started);
  g_autofree char *when = time != NULL ? g_date_time_format (time, "%F %R") : NULL;
  g_autofree char *target = isfinite (info->target)
                                ? g_strdup_printf ("%.1f %%", 100 * info->target)
                                : g_strdup ("–");

  g_print ("%5u  %-16s  %-14s  %6" G_GUINT64_FORMAT "  %-12s  %8s  %s\n", info->id,
           when != NULL ? when : "", info->method, info->seed,
           graft_run_state_get_label (info->state), target, info->title);
}

static GraftExit
list_runs (GraftProject *project)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = graft_cli_list_runs (project, &error);

  if (runs == NULL)
    return graft_cli_fail_error (error);
  for (guint i = 0; i < runs->len; i++)
    print_row (runs->pdata[i]);
  if (runs->len == 0)
    g_printerr ("%s\n", _ ("The project keeps no runs yet; graft-cli run EXPERIMENT "
                           "--project FILE trains one."));
  return GRAFT_EXIT_OK;
}

static gboolean
parse_id (const char *text, guint *id)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT, &value, NULL))
    return FALSE;
  *id = (guint)value;
  return TRUE;
}

static GraftExit
compare (GraftRecord *record, const char *before, const GraftTrainOptions *options)
{
  const GraftRunResult *result = graft_record_get_n_results (record) > 0
                                     ? graft_record_get_result (record, 0)
                                     : NULL;
  gboolean same;

  if (graft_record_get_error (record) != NULL)
    return graft_cli_fail_error (graft_record_get_error (record));
  if (result == NULL || result->hash == NULL)
    return graft_cli_fail (GRAFT_EXIT_FAILED, "%s", _ ("stopped"));
  same = g_str_equal (result->hash, before);
  if (options->json)
    {
      g_autofree char *json = graft_result_to_json (record, FALSE);

      g_print ("%s\n", json);
    }
  else if (same)
    /* Translators: the argument is a hash */
    g_print (_ ("same weights %s\n"), before);
  if (same)
    return GRAFT_EXIT_OK;
  return graft_cli_fail (GRAFT_EXIT_FAILED,
                         _ ("other weights: %s now, %s then; another build of Graft or "
                            "another processor counts otherwise"),
                         result->hash, before);
}

static GraftExit
replay (GraftProject *project, guint id, const GraftTrainOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftStoredRun) run = graft_cli_load_run (project, id, &error);
  g_autoptr (GraftSession) session = NULL;
  g_autoptr (GraftRecord) record = NULL;

  if (run != NULL)
    session = graft_session_new_for_run (project, run, GRAFT_AGAIN_REPLAY,
                                         (guint)options->threads, &error);
  if (session == NULL)
    return graft_cli_fail_error (error);
  record = graft_train_watch (session, options);
  return compare (record, graft_stored_run_get_info (run)->hash, options);
}

static GraftExit
run (const char *summary, int argc, char **argv)
{
  g_auto (GraftTrainOptions) options = GRAFT_TRAIN_OPTIONS_INIT;
  const GOptionEntry entries[] = {
    { "threads", 't', 0, G_OPTION_ARG_INT, &options.threads,
      N_ ("Threads; figures do not depend on it"), N_ ("N") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &options.json,
      N_ ("Print the result as one JSON object"), NULL },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, N_ ("No progress, no messages"),
      NULL },
    { NULL },
  };
  g_autoptr (GraftProject) project = NULL;
  g_autoptr (GError) error = NULL;
  guint id = 0;

  if (!graft_cli_parse ("PROJECT [RUN]", summary, entries, 1, 2, &argc, &argv))
    return GRAFT_EXIT_USAGE;
  if (argc > 2 && !parse_id (argv[2], &id))
    return graft_cli_fail (
        GRAFT_EXIT_USAGE,
        _ ("“%s” is no number of a run; graft-cli replay %s lists them"), argv[2],
        argv[1]);
  if (!graft_train_check_threads (options.threads))
    return GRAFT_EXIT_USAGE;
  project = graft_project_open (argv[1], GRAFT_PROJECT_READ_ONLY, &error);
  if (project == NULL)
    return graft_cli_fail_error (error);
  return id == 0 ? list_runs (project) : replay (project, id, &options);
}

const GraftCliCommand graft_cli_replay = {
  .name = "replay",
  .arguments = "PROJECT [RUN] [OPTION…]",
  .summary = N_ ("Train a run of a project again and compare the weights; without RUN, "
                 "list its runs."),
  .run = run,
};
