/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the subcommands share: see command.h. */
#include "app/cli/command.h"

#include "engine/graft-engine.h"

#include <glib/gi18n.h>
#include <stdarg.h>

GraftExit
graft_cli_fail (GraftExit code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("graft-cli: %s\n", message);
  return code;
}

GraftExit
graft_cli_fail_error (const GError *error)
{
  GraftExit code =
      error->domain == GRAFT_TRAIN_ERROR ? GRAFT_EXIT_FAILED : GRAFT_EXIT_INPUT;

  return graft_cli_fail (code, "%s", error->message);
}

void
graft_cli_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  g_print ("%s\n", text);
}

gboolean
graft_cli_parse (const char *usage,
                 const char *summary,
                 const GOptionEntry *entries,
                 int min,
                 int max,
                 int *argc,
                 char ***argv)
{
  g_autofree char *line = g_strconcat ((*argv)[0], " ", usage, NULL);
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_autoptr (GError) error = NULL;
  int n;

  g_option_context_set_summary (context, _ (summary));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      graft_cli_fail (GRAFT_EXIT_USAGE, _ ("%s; see graft-cli %s --help"), error->message,
                      (*argv)[0]);
      return FALSE;
    }
  /* "--" is left in by GOption when it is followed by something like an option. */
  if (*argc > 1 && g_str_equal ((*argv)[1], "--"))
    {
      for (int i = 1; i + 1 < *argc; i++)
        (*argv)[i] = (*argv)[i + 1];
      (*argc)--;
    }
  n = *argc - 1;
  if (n >= min && n <= max)
    return TRUE;
  graft_cli_fail (GRAFT_EXIT_USAGE, _ ("usage: graft-cli %s; see graft-cli %s --help"),
                  line, (*argv)[0]);
  return FALSE;
}
