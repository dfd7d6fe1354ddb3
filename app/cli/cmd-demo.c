/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graft-cli demo: trains a built-in experiment; needs no file and no network. */
#include "app/cli/train.h"

#include <glib/gi18n.h>

static GraftExit
list_examples (void)
{
  const GraftExampleInfo *info;

  for (gsize i = 0; (info = graft_catalogue_get_example (i)) != NULL; i++)
    g_print ("%-14s %s\n%15s%s\n", info->id, _ (info->label), "", _ (info->description));
  return GRAFT_EXIT_OK;
}

static GraftExit
print_text (const char *id)
{
  const GraftExampleInfo *info = graft_catalogue_find_example (id);

  if (info == NULL)
    return graft_cli_fail (GRAFT_EXIT_INPUT,
                           _ ("there is no built-in example “%s”; graft-cli demo --list names them"),
                           id);
  g_print ("%s", info->text);
  return GRAFT_EXIT_OK;
}

static GraftExit
train (const char *id, GraftTrainOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftExperiment) experiment = graft_experiment_example (id, &error);

  if (experiment == NULL)
    return graft_cli_fail_error (error);
  options->again = graft_train_options_describe (options, "demo", id);
  return graft_train (experiment, options);
}

static GraftExit
run (const char *summary, int argc, char **argv)
{
  g_auto (GraftTrainOptions) options = GRAFT_TRAIN_OPTIONS_INIT;
  g_autofree GOptionEntry *shared = graft_train_options_list (&options);
  g_autoptr (GArray) entries = g_array_new (TRUE, FALSE, sizeof (GOptionEntry));
  gboolean list = FALSE, text = FALSE;
  const char *id;
  GOptionEntry own[] = {
    { "list", 'l', 0, G_OPTION_ARG_NONE, &list, N_ ("Name the built-in experiments"), NULL },
    { "text", 0, 0, G_OPTION_ARG_NONE, &text, N_ ("Print the experiment file and stop"), NULL },
  };

  g_array_append_vals (entries, own, G_N_ELEMENTS (own));
  for (guint i = 0; shared[i].long_name != NULL; i++)
    g_array_append_val (entries, shared[i]);
  if (!graft_cli_parse ("[NAME]", summary, (const GOptionEntry *) (gpointer) entries->data, 0, 1,
                        &argc, &argv))
    return GRAFT_EXIT_USAGE;
  if (list)
    return list_examples ();
  id = argc > 1 ? argv[1] : graft_catalogue_get_example (0)->id;
  return text ? print_text (id) : train (id, &options);
}

const GraftCliCommand graft_cli_demo = {
  .name = "demo",
  .arguments = "[NAME] [OPTION…]",
  .summary = N_ ("Train a built-in experiment; --list names them."),
  .run = run,
};
