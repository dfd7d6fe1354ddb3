/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graft-cli verify: is a project file whole, and are the files there that it refers to.
 */
#include "app/cli/command.h"

#include "engine/graft-engine.h"

#include <glib/gi18n.h>

static void
print_report (const GraftVerifyReport *report)
{
  for (guint i = 0; i < report->tables->len; i++)
    {
      const GraftTableCount *table = g_ptr_array_index (report->tables, i);

      g_print ("%-14s %10" G_GUINT64_FORMAT "\n", table->table, table->rows);
    }
  for (guint i = 0; i < report->missing->len; i++)
    g_print (_ ("missing: %s\n"), (const char *)g_ptr_array_index (report->missing, i));
  for (guint i = 0; i < report->damaged->len; i++)
    g_print (_ ("damaged: %s\n"), (const char *)g_ptr_array_index (report->damaged, i));
  g_print (_ ("The file is whole: %" G_GUINT64_FORMAT " items, %" G_GUINT64_FORMAT
              " files missing, %" G_GUINT64_FORMAT " contents damaged.\n"),
           report->items, report->n_missing, report->n_damaged);
}

static void
add_count (JsonBuilder *builder, const char *key, guint64 n)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, (gint64)n);
}

static void
add_names (JsonBuilder *builder, const char *key, const GPtrArray *names)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (guint i = 0; i < names->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (names, i));
  json_builder_end_array (builder);
}

static void
print_json (const char *path, const GraftVerifyReport *report)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "project");
  json_builder_add_string_value (builder, path);
  add_count (builder, "items", report->items);
  add_count (builder, "missing", report->n_missing);
  add_count (builder, "damaged", report->n_damaged);
  json_builder_set_member_name (builder, "tables");
  json_builder_begin_object (builder);
  for (guint i = 0; i < report->tables->len; i++)
    {
      const GraftTableCount *table = g_ptr_array_index (report->tables, i);

      add_count (builder, table->table, table->rows);
    }
  json_builder_end_object (builder);
  add_names (builder, "missing_files", report->missing);
  add_names (builder, "damaged_items", report->damaged);
  json_builder_end_object (builder);
  graft_cli_print_json (builder);
}

static GraftExit
run (const char *summary, int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = { { "json", 'j', 0, G_OPTION_ARG_NONE, &json,
                                     N_ ("Print one JSON object"), NULL },
                                   { NULL } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftVerifyReport) report = NULL;

  if (!graft_cli_parse ("PROJECT", summary, entries, 1, 1, &argc, &argv))
    return GRAFT_EXIT_USAGE;
  report = graft_project_verify (argv[1], &error);
  if (report == NULL)
    return graft_cli_fail_error (error);
  if (json)
    print_json (argv[1], report);
  else
    print_report (report);
  if (report->n_damaged > 0)
    return GRAFT_EXIT_INPUT;
  return report->n_missing > 0 ? GRAFT_EXIT_FAILED : GRAFT_EXIT_OK;
}

const GraftCliCommand graft_cli_verify = {
  .name = "verify",
  .arguments = "PROJECT",
  .summary = N_ ("Whether a project is whole (else 3) and its files are there (else 1)."),
  .run = run,
};
