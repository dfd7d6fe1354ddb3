/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graft-cli export: takes a set, or its labels, out of a project. */
#include "app/cli/command.h"

#include "engine/graft-engine.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

typedef struct
{
  const char *project;
  const char *set; /* NULL: the only one */
  GraftExportFormat format;
  char *output;
  int size;
  gboolean json;
} Options;

typedef struct
{
  GCancellable *cancellable;
  guint n_written;
  GError *error;
  gboolean done;
} Watch;

static gboolean
find_format (const char *id, GraftExportFormat *format)
{
  for (guint i = 0; i < GRAFT_N_EXPORTS; i++)
    if (g_str_equal (graft_export_format_get_id ((GraftExportFormat)i), id))
      {
        *format = (GraftExportFormat)i;
        return TRUE;
      }
  return FALSE;
}

static char *
list_formats (void)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < GRAFT_N_EXPORTS; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "",
                            graft_export_format_get_id ((GraftExportFormat)i));
  return g_string_free (list, FALSE);
}

static char *
list_sets (GListModel *sets)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (GraftProjectSet) set = g_list_model_get_item (sets, i);

      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "",
                              graft_project_set_get_name (set));
    }
  return g_string_free (list, FALSE);
}

/* NULL after a message. */
static GraftProjectSet *
find_set (GraftProject *project, const Options *options)
{
  GListModel *sets = graft_project_get_sets (project);
  guint n = g_list_model_get_n_items (sets);
  g_autofree char *names = list_sets (sets);
  GraftProjectSet *set = NULL;

  if (options->set != NULL)
    set = graft_project_find_set (project, options->set);
  if (set != NULL)
    return g_object_ref (set);
  if (options->set == NULL && n == 1)
    return g_list_model_get_item (sets, 0);
  if (n == 0)
    graft_cli_fail (GRAFT_EXIT_INPUT, _ ("%s has no sets; import data first"),
                    options->project);
  else if (options->set != NULL)
    graft_cli_fail (GRAFT_EXIT_INPUT, _ ("%s has no set “%s”; it has %s"),
                    options->project, options->set, names);
  else
    graft_cli_fail (GRAFT_EXIT_INPUT, _ ("%s has several sets; say which one: %s"),
                    options->project, names);
  return NULL;
}

static void
exported_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Watch *watch = data;

  graft_export_finish (GRAFT_PROJECT (object), result, &watch->n_written, &watch->error);
  watch->done = TRUE;
}

static gboolean
interrupt_cb (gpointer data)
{
  Watch *watch = data;

  g_cancellable_cancel (watch->cancellable);
  return G_SOURCE_CONTINUE;
}

static void
export_set (GraftProject *project,
            GraftProjectSet *set,
            const Options *options,
            Watch *watch)
{
  guint interrupt = g_unix_signal_add (SIGINT, interrupt_cb, watch);
  guint terminate = g_unix_signal_add (SIGTERM, interrupt_cb, watch);

  graft_export_async (project, set, options->format, options->output,
                      (guint)options->size, watch->cancellable, exported_cb, watch);
  while (!watch->done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (interrupt);
  g_source_remove (terminate);
}

static void
print_result (const Options *options, guint n_written)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!options->json)
    {
      g_print (
          ngettext ("%u item written to %s\n", "%u items written to %s\n", n_written),
          n_written, options->output);
      return;
    }
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "written");
  json_builder_add_int_value (builder, n_written);
  json_builder_set_member_name (builder, "format");
  json_builder_add_string_value (builder, graft_export_format_get_id (options->format));
  json_builder_set_member_name (builder, "output");
  json_builder_add_string_value (builder, options->output);
  json_builder_end_object (builder);
  graft_cli_print_json (builder);
}

static GraftExit
export_project (const Options *options)
{
  g_autofree char *path = g_canonicalize_filename (options->project, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftProject) project =
      graft_project_open (path, GRAFT_PROJECT_READ_ONLY, &error);
  g_autoptr (GraftProjectSet) set = NULL;
  Watch watch = { .cancellable = cancellable };

  if (project == NULL)
    return graft_cli_fail_error (error);
  set = find_set (project, options);
  if (set == NULL)
    return GRAFT_EXIT_INPUT;
  export_set (project, set, options, &watch);
  graft_project_close (project);
  error = watch.error;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return graft_cli_fail (GRAFT_EXIT_FAILED, "%s",
                           _ ("stopped; export again for the rest"));
  if (error != NULL)
    return graft_cli_fail_error (error);
  print_result (options, watch.n_written);
  return GRAFT_EXIT_OK;
}

/* What to write, and where. */
static GraftExit
choose (Options *options, const char *labels, const char *format, const char *output)
{
  g_autofree char *formats = list_formats ();

  if ((labels != NULL) == (format != NULL || output != NULL))
    return graft_cli_fail (
        GRAFT_EXIT_USAGE, "%s",
        _ ("say either --labels FILE.csv or --format ID --output PATH"));
  if (labels == NULL && (format == NULL || output == NULL))
    return graft_cli_fail (GRAFT_EXIT_USAGE, "%s",
                           _ ("--format and --output go together"));
  if (options->size < 0 || options->size > 16384)
    return graft_cli_fail (GRAFT_EXIT_USAGE,
                           _ ("--size: %d must lie between 0 and 16384"), options->size);
  options->format = labels != NULL && g_str_has_suffix (labels, ".json")
                        ? GRAFT_EXPORT_JSON
                        : GRAFT_EXPORT_CSV;
  if (format != NULL && !find_format (format, &options->format))
    return graft_cli_fail (GRAFT_EXIT_USAGE, _ ("there is no format “%s”; there are %s"),
                           format, formats);
  options->output = g_canonicalize_filename (labels != NULL ? labels : output, NULL);
  return GRAFT_EXIT_OK;
}

static GraftExit
run (const char *summary, int argc, char **argv)
{
  Options options = { 0 };
  g_autofree char *labels = NULL, *format = NULL, *output = NULL, *formats = NULL,
                  *help = NULL;
  GraftExit code;
  GOptionEntry entries[] = {
    { "labels", 'l', 0, G_OPTION_ARG_FILENAME, &labels,
      N_ ("Write a table with the columns file, label, …"), N_ ("FILE.csv") },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format, NULL, N_ ("ID") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      N_ ("The file, or for folders and IDX the folder"), N_ ("PATH") },
    { "size", 0, 0, G_OPTION_ARG_INT, &options.size,
      N_ ("Bring pictures to this many pixels a side"), N_ ("N") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &options.json,
      N_ ("Print the result as one JSON object"), NULL },
    { NULL },
  };

  formats = list_formats ();
  help = g_strdup_printf (_ ("What to write: %s"), formats);
  entries[1].description = help;
  if (!graft_cli_parse ("PROJECT [SET]", summary, entries, 1, 2, &argc, &argv))
    return GRAFT_EXIT_USAGE;
  options.project = argv[1];
  options.set = argc > 2 ? argv[2] : NULL;
  code = choose (&options, labels, format, output);
  if (code == GRAFT_EXIT_OK)
    code = export_project (&options);
  g_free (options.output);
  return code;
}

const GraftCliCommand graft_cli_export = {
  .name = "export",
  .arguments = "PROJECT [SET] [OPTION…]",
  .summary = N_ ("Take a set out of a project: its labels as a table, or its items as "
                 "folders or arrays."),
  .run = run,
};
