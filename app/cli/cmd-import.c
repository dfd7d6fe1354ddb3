/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graft-cli import: brings pictures and files of data into a project, which is made when
 * it is not there. */
#include "app/cli/command.h"
#include "app/cli/work-bar.h"

#include "engine/graft-engine.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

/* Notes on a terminal. */
#define MOST_LINES 40

typedef struct
{
  GraftImportOptions import;
  char *set;
  char *like;
  char *labels;
  gboolean json;
  gboolean quiet;
} Options;

/* What the callbacks work on. */
typedef struct
{
  GraftWorkBar bar;
  GCancellable *cancellable;
  GraftImportReport *report;
  GError *error;
  gboolean done;
} Watch;

/* --- what came of it --- */

static const char *
outcome_word (GraftImportOutcome outcome)
{
  static const char *const words[] = { "taken", "skipped", "refused", "duplicate",
                                       "near-duplicate" };

  return words[outcome];
}

static void
add_number (JsonBuilder *builder, const char *key, guint number)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, number);
}

static void
add_note (JsonBuilder *builder, const GraftImportNote *note)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "file");
  json_builder_add_string_value (builder, note->file);
  json_builder_set_member_name (builder, "outcome");
  json_builder_add_string_value (builder, outcome_word (note->outcome));
  json_builder_set_member_name (builder, "reason");
  json_builder_add_string_value (builder, note->reason);
  json_builder_end_object (builder);
}

static void
print_json (const GraftImportReport *report)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_number (builder, "taken", report->taken);
  add_number (builder, "skipped", report->skipped);
  add_number (builder, "refused", report->refused);
  add_number (builder, "duplicates", report->duplicates);
  json_builder_set_member_name (builder, "cancelled");
  json_builder_add_boolean_value (builder, report->cancelled);
  json_builder_set_member_name (builder, "seconds");
  json_builder_add_double_value (builder, report->seconds);
  json_builder_set_member_name (builder, "sets");
  json_builder_begin_array (builder);
  for (guint i = 0; report->sets[i] != NULL; i++)
    json_builder_add_string_value (builder, report->sets[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->notes->len; i++)
    add_note (builder, report->notes->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  graft_cli_print_json (builder);
}

/* What went wrong first: thousands of doubles must not hide the one file that is
 * damaged. */
static void
print_notes (const GraftImportReport *report)
{
  static const GraftImportOutcome order[] = { GRAFT_IMPORT_REFUSED, GRAFT_IMPORT_TAKEN,
                                              GRAFT_IMPORT_SKIPPED,
                                              GRAFT_IMPORT_DUPLICATE,
                                              GRAFT_IMPORT_NEAR_DUPLICATE };
  guint n = 0;

  for (guint k = 0; k < G_N_ELEMENTS (order); k++)
    for (guint i = 0; i < report->notes->len; i++)
      {
        const GraftImportNote *note = report->notes->pdata[i];

        if (note->outcome == order[k] && n++ < MOST_LINES)
          g_printerr ("%s: %s\n", note->file, note->reason);
      }
  if (n > MOST_LINES)
    g_printerr (ngettext ("… and %u more; --json lists it\n",
                          "… and %u more; --json lists them\n", n - MOST_LINES),
                n - MOST_LINES);
}

static void
print_report (const GraftImportReport *report)
{
  g_autofree char *sets = g_strjoinv (", ", report->sets);

  print_notes (report);
  g_print (_ ("%u taken, %u skipped, %u refused, %u duplicates in %.1f s\n"),
           report->taken, report->skipped, report->refused, report->duplicates,
           report->seconds);
  if (report->sets[0] != NULL)
    g_print (_ ("Sets: %s\n"), sets);
  if (report->cancelled)
    g_print (
        "%s\n",
        _ ("It was stopped; what was taken before stays, import again for the rest."));
}

static GraftExit
judge (const GraftImportReport *report)
{
  if (report->cancelled)
    return GRAFT_EXIT_FAILED;
  return report->refused > 0 && report->taken + report->skipped == 0 ? GRAFT_EXIT_INPUT
                                                                     : GRAFT_EXIT_OK;
}

/* --- doing it --- */

static void
progress_cb (guint done, guint total, gpointer data)
{
  Watch *watch = data;

  graft_work_bar_set (&watch->bar, done, total);
}

static void
imported_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Watch *watch = data;

  watch->report = graft_import_finish (GRAFT_PROJECT (object), result, &watch->error);
  watch->done = TRUE;
}

static gboolean
interrupt_cb (gpointer data)
{
  Watch *watch = data;

  g_cancellable_cancel (watch->cancellable);
  return G_SOURCE_CONTINUE;
}

static GraftProject *
open_project (const char *path, GError **error)
{
  gboolean there = g_file_test (path, G_FILE_TEST_EXISTS);

  return graft_project_open (path, there ? GRAFT_PROJECT_OPEN : GRAFT_PROJECT_CREATE,
                             error);
}

/* Absolute, but for the data kinds of experiments: "builtin:moons-source". */
static char **
find_paths (char **argv)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; argv[i] != NULL; i++)
    {
      g_autofree char *whole = g_canonicalize_filename (argv[i], NULL);
      gboolean source = g_regex_match_simple ("^[a-z]+:", argv[i], 0, 0) &&
                        !g_file_test (whole, G_FILE_TEST_EXISTS);

      g_strv_builder_add (builder, source ? argv[i] : whole);
    }
  return g_strv_builder_end (builder);
}

static void
import_all (GraftProject *project, char **argv, const Options *options, Watch *watch)
{
  g_auto (GStrv) paths = find_paths (argv);
  guint interrupt = g_unix_signal_add (SIGINT, interrupt_cb, watch);
  guint terminate = g_unix_signal_add (SIGTERM, interrupt_cb, watch);

  graft_import_async (project, (const char *const *)paths, &options->import, progress_cb,
                      watch->cancellable, imported_cb, watch);
  while (!watch->done)
    g_main_context_iteration (NULL, TRUE);
  graft_work_bar_clear (&watch->bar);
  g_source_remove (interrupt);
  g_source_remove (terminate);
}

static GraftExit
import_into (const char *path, char **argv, const Options *options)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftProject) project = open_project (whole, &error);
  g_autoptr (GraftImportReport) report = NULL;
  Watch watch = { .cancellable = cancellable };

  if (project == NULL)
    return graft_cli_fail_error (error);
  graft_work_bar_init (&watch.bar, options->quiet);
  import_all (project, argv, options, &watch);
  graft_project_close (project);
  error = watch.error;
  report = watch.report;
  if (report == NULL)
    return graft_cli_fail_error (error);
  if (options->json)
    print_json (report);
  else
    print_report (report);
  return judge (report);
}

static GraftExit
run (const char *summary, int argc, char **argv)
{
  Options options = { 0 };
  g_autofree char *set = NULL, *like = NULL, *labels = NULL, *whole = NULL;
  const GOptionEntry entries[] = {
    { "set", 's', 0, G_OPTION_ARG_STRING, &set,
      N_ ("Name of the set to make or to add to"), N_ ("NAME") },
    { "embed", 0, 0, G_OPTION_ARG_NONE, &options.import.embed,
      N_ ("Copy files into the project instead of referring to them"), NULL },
    { "unlabelled", 0, 0, G_OPTION_ARG_NONE, &options.import.unlabelled,
      N_ ("Leave the classes out that folders and files have"), NULL },
    { "labels", 'l', 0, G_OPTION_ARG_FILENAME, &labels,
      N_ ("File with the labels: IDX, NPY, or CSV with the columns file and label"),
      N_ ("FILE") },
    { "like", 0, 0, G_OPTION_ARG_STRING, &like, N_ ("Begin with the classes of this set"),
      N_ ("SET") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &options.json,
      N_ ("Print the report as one JSON object"), NULL },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, N_ ("No progress"), NULL },
    { NULL },
  };

  if (!graft_cli_parse ("PROJECT PATH…", summary, entries, 2, G_MAXINT, &argc, &argv))
    return GRAFT_EXIT_USAGE;
  whole = labels != NULL ? g_canonicalize_filename (labels, NULL) : NULL;
  options.import.set = set;
  options.import.like = like;
  options.import.labels = whole;
  return import_into (argv[1], argv + 2, &options);
}

const GraftCliCommand graft_cli_import = {
  .name = "import",
  .arguments = "PROJECT PATH…",
  .summary =
      N_ ("Bring pictures, folders of them and files of data into a project, which "
          "is made when it is not there."),
  .run = run,
};
