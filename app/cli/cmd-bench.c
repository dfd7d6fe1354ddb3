/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graft-cli bench: how fast the engine trains here. One JSON line a case and number of
 * threads, in the form of the scripts that measure other programs, so that the lines can
 * be paired. */
#include "app/cli/command.h"

#include "engine/graft-engine.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#define MOST_THREADS 256

typedef struct
{
  const char *threads;
  const char *data;
  double seconds;
  gboolean list;
  gboolean profile;
} Options;

static void
list_cases (void)
{
  const char *id;

  for (gsize i = 0; (id = graft_bench_case (i)) != NULL; i++)
    g_print ("%s\n", id);
}

static GraftExit
run_case (const char *id, guint threads, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GraftBenchResult result;

  if (options->profile)
    text = graft_bench_profile (id, threads, &error);
  else if (graft_bench_run (id, threads, options->seconds, options->data, &result,
                            &error))
    text = graft_bench_result_to_json (&result);
  if (text == NULL)
    return graft_cli_fail_error (error);
  g_print ("%s\n", text);
  return GRAFT_EXIT_OK;
}

/* @threads: "1,2"; 0 stands for all processors. */
static GraftExit
run_threads (const char *id, const Options *options)
{
  g_auto (GStrv) numbers = g_strsplit (options->threads, ",", -1);
  GraftExit code = GRAFT_EXIT_OK;

  for (gsize i = 0; code == GRAFT_EXIT_OK && numbers[i] != NULL; i++)
    {
      guint64 threads;

      if (!g_ascii_string_to_unsigned (numbers[i], 10, 0, MOST_THREADS, &threads, NULL))
        return graft_cli_fail (
            GRAFT_EXIT_USAGE,
            _ ("--threads takes numbers from 0 to %d such as 1,2, not “%s”"),
            MOST_THREADS, options->threads);
      code = run_case (id, (guint)threads, options);
    }
  return code;
}

static GraftExit
run_all (int argc, char **argv, const Options *options)
{
  GraftExit code = GRAFT_EXIT_OK;
  const char *id;

  for (int i = 1; code == GRAFT_EXIT_OK && i < argc; i++)
    code = run_threads (argv[i], options);
  for (gsize i = 0;
       code == GRAFT_EXIT_OK && argc == 1 && (id = graft_bench_case (i)) != NULL; i++)
    code = run_threads (id, options);
  return code;
}

static GraftExit
run (const char *summary, int argc, char **argv)
{
  Options options = { .seconds = 0.7 };
  g_autofree char *threads = NULL, *data = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "threads", 't', 0, G_OPTION_ARG_STRING, &threads,
      N_ ("Numbers of threads, for instance 1,2; all processors unless said"),
      N_ ("N,…") },
    { "seconds", 's', 0, G_OPTION_ARG_DOUBLE, &options.seconds,
      N_ ("Length of each of the five repeats (0.7)"), N_ ("SECONDS") },
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &data,
      N_ ("Points for tsne-N: the first N rows of a NPY file of float32"), N_ ("FILE") },
    { "profile", 'p', 0, G_OPTION_ARG_NONE, &options.profile,
      N_ ("Print where the time of a step goes, layer by layer"), NULL },
    { "list", 'l', 0, G_OPTION_ARG_NONE, &options.list, N_ ("Name the cases"), NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json,
      N_ ("Print JSON lines, as is done anyway"), NULL },
    { NULL },
  };

  if (!graft_cli_parse ("[CASE…]", summary, entries, 0, G_MAXINT, &argc, &argv))
    return GRAFT_EXIT_USAGE;
  if (!(options.seconds > 0 && options.seconds <= 3600))
    return graft_cli_fail (GRAFT_EXIT_USAGE,
                           _ ("--seconds takes a number above 0, at most 3600"));
  options.data = data;
  options.threads = threads != NULL ? threads : "0";
  if (!options.list)
    return run_all (argc, argv, &options);
  list_cases ();
  return GRAFT_EXIT_OK;
}

const GraftCliCommand graft_cli_bench = {
  .name = "bench",
  .arguments = "[CASE…] [OPTION…]",
  .summary =
      N_ ("Measure training steps and maps, one JSON line a case; --list names them."),
  .run = run,
};
