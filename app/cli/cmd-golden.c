/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graft-cli golden: Graft's operators against reference cases that others computed. */
#include "app/cli/command.h"

#include "engine/graft-engine.h"

#include <glib/gi18n.h>

typedef struct
{
  guint count[GRAFT_GOLDEN_SKIPPED + 1];
  gboolean quiet;
} Tally;

static void
case_cb (const char *name, GraftGoldenOutcome outcome, const char *detail, gpointer data)
{
  static const char *const words[] = { "passed", "FAILED", "skipped" };
  Tally *tally = data;

  tally->count[outcome]++;
  if (!tally->quiet || outcome == GRAFT_GOLDEN_FAILED)
    g_print ("%-8s %-34s %s\n", words[outcome], name, detail);
}

static GraftExit
run (const char *summary, int argc, char **argv)
{
  Tally tally = { 0 };
  g_autofree char *only = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "case", 'c', 0, G_OPTION_ARG_STRING, &only,
      N_ ("Only the cases of this name; * and ? stand for others"), N_ ("PATTERN") },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &tally.quiet,
      N_ ("Only what failed, and the count"), NULL },
    { NULL },
  };

  if (!graft_cli_parse ("DIR", summary, entries, 1, 1, &argc, &argv))
    return GRAFT_EXIT_USAGE;
  if (!graft_golden_run (argv[1], only, case_cb, &tally, &error))
    return graft_cli_fail_error (error);
  g_print ("%u passed, %u failed, %u skipped\n", tally.count[GRAFT_GOLDEN_PASSED],
           tally.count[GRAFT_GOLDEN_FAILED], tally.count[GRAFT_GOLDEN_SKIPPED]);
  return tally.count[GRAFT_GOLDEN_FAILED] > 0 ? GRAFT_EXIT_FAILED : GRAFT_EXIT_OK;
}

const GraftCliCommand graft_cli_golden = {
  .name = "golden",
  .arguments = "DIR [--case PATTERN]",
  .summary = N_ ("Compare operators with the reference cases in a folder."),
  .run = run,
};
