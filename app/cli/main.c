/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graft-cli: Graft from a terminal, without a display. Finds the subcommand and runs it. */
#include "app/cli/command.h"

#include "engine/graft-engine.h"
#include "graft-config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

static void
print_help (void)
{
  const GraftCliCommand *command;

  g_print (_ ("Usage: graft-cli COMMAND [OPTION…] [ARGUMENT…]\n\n"
              "Transfer learning that shows what it does: trains an experiment, compares it with "
              "its twin, writes the report.\n\nCommands:\n"));
  for (gsize i = 0; (command = graft_cli_command_get (i)) != NULL; i++)
    g_print ("  %-9s %-22s %s\n", command->name, command->arguments, _ (command->summary));
  g_print (_ ("\nEvery command has --help; graft-cli --version prints the version.\n"
              "Exit status: 0 fine, 1 the run failed, 2 wrong usage, 3 bad input.\n"));
}

static const GraftCliCommand *
find_command (const char *name)
{
  const GraftCliCommand *command;

  for (gsize i = 0; (command = graft_cli_command_get (i)) != NULL; i++)
    if (strcmp (command->name, name) == 0)
      return command;
  return NULL;
}

static GraftExit
fail_unknown (const char *name)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const GraftCliCommand *command;
  const char *near;

  for (gsize i = 0; (command = graft_cli_command_get (i)) != NULL; i++)
    g_ptr_array_add (names, (gpointer) command->name);
  near = graft_nearest_word (name, (const char *const *) names->pdata, names->len);
  if (near != NULL)
    return graft_cli_fail (GRAFT_EXIT_USAGE, _ ("there is no command “%s”; did you mean “%s”?"),
                           name, near);
  return graft_cli_fail (GRAFT_EXIT_USAGE,
                         _ ("there is no command “%s”; graft-cli --help lists them"), name);
}

int
main (int argc, char **argv)
{
  const GraftCliCommand *command;

  setlocale (LC_ALL, "");
  /* Figures look the same everywhere: they are copied into files and papers. */
  setlocale (LC_NUMERIC, "C");
  bindtextdomain (GETTEXT_PACKAGE, GRAFT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("graft-cli");
  if (argc < 2)
    return graft_cli_fail (GRAFT_EXIT_USAGE, _ ("say what to do; graft-cli --help lists it"));
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("graft-cli %s\n", GRAFT_VERSION);
      return GRAFT_EXIT_OK;
    }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")
      || g_str_equal (argv[1], "help"))
    {
      print_help ();
      return GRAFT_EXIT_OK;
    }
  command = find_command (argv[1]);
  return command != NULL ? command->run (command->summary, argc - 1, argv + 1)
                         : fail_unknown (argv[1]);
}
