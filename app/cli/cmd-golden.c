/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graft-cli golden: Graft's operators against reference cases that others computed. */
#include "app/cli/command.h"

#include "engine/graft-engine.h"

#include <glib/gi18n.h>

typedef struct
{
  guint count[GRAFT_GOLDEN_SKIPPED + 1];
  gboolean quiet;
  gboolean json;
} Tally;

static void
print_case (const char *name, const char *word, const char *detail)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "case");
  json_builder_add_string_value (builder, name);
  json_builder_set_member_name (builder, "outcome");
  json_builder_add_string_value (builder, word);
  json_builder_set_member_name (builder, "detail");
  json_builder_add_string_value (builder, detail);
  json_builder_end_object (builder);
  graft_cli_print_json (builder);
}

static void
case_cb (const char *name, GraftGoldenOutcome outcome, const char *detail, gpointer data)
{
  static const char *const words[] = { "ok", "FAIL", "skip" };
  Tally *tally = data;

  tally->count[outcome]++;
  if (tally->quiet && outcome != GRAFT_GOLDEN_FAILED)
    return;
  if (tally->json)
    print_case (name, words[outcome], detail);
  else
    g_print ("%-4s %-34s %s\n", words[outcome], name, detail);
}

static void
print_tally (const Tally *tally)
{
  static const char *const members[] = { "passed", "failed", "skipped" };
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!tally->json)
    {
      g_print ("%u passed, %u failed, %u skipped\n", tally->count[GRAFT_GOLDEN_PASSED],
               tally->count[GRAFT_GOLDEN_FAILED], tally->count[GRAFT_GOLDEN_SKIPPED]);
      return;
    }
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      json_builder_set_member_name (builder, members[i]);
      json_builder_add_int_value (builder, tally->count[i]);
    }
  json_builder_end_object (builder);
  graft_cli_print_json (builder);
}

static GraftExit
run (const char *summary, int argc, char **argv)
{
  Tally tally = { 0 };
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &tally.quiet,
      N_ ("Only what failed, and the count"), NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &tally.json,
      N_ ("Print one JSON object a case, and one with the counts"), NULL },
    { NULL },
  };

  if (!graft_cli_parse ("DIR [CASE…]", summary, entries, 1, G_MAXINT, &argc, &argv))
    return GRAFT_EXIT_USAGE;
  if (!graft_golden_run (argv[1], (const char *const *)argv + 2, case_cb, &tally, &error))
    return graft_cli_fail_error (error);
  print_tally (&tally);
  return tally.count[GRAFT_GOLDEN_FAILED] > 0 ? GRAFT_EXIT_FAILED : GRAFT_EXIT_OK;
}

const GraftCliCommand graft_cli_golden = {
  .name = "golden",
  .arguments = "DIR [CASE…]",
  .summary = N_ ("Compare operators with the reference cases in a folder; * and ? stand "
                 "for other letters in the names of cases."),
  .run = run,
};
