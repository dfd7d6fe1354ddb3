/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graft-cli run: trains an experiment file. The template to start a new command from. */
#include "app/cli/train.h"

#include <glib/gi18n.h>

static GraftExit
run (const char *summary, int argc, char **argv)
{
  g_auto (GraftTrainOptions) options = GRAFT_TRAIN_OPTIONS_INIT;
  g_autofree GOptionEntry *entries = graft_train_options_list (&options);
  g_autoptr (GraftExperiment) experiment = NULL;
  g_autoptr (GError) error = NULL;

  if (!graft_cli_parse ("EXPERIMENT", summary, entries, 1, 1, &argc, &argv))
    return GRAFT_EXIT_USAGE;
  experiment = graft_experiment_load (argv[1], &error);
  if (experiment == NULL)
    return graft_cli_fail_error (error);
  options.checkpoints = g_strconcat (argv[1], ".checkpoint", NULL);
  options.again = graft_train_options_describe (&options, "run", argv[1]);
  return graft_train (experiment, &options);
}

const GraftCliCommand graft_cli_run = {
  .name = "run",
  .arguments = "EXPERIMENT [OPTION…]",
  .summary = N_ ("Train an experiment file and say honestly whether it helped."),
  .run = run,
};
