/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a subcommand of graft-cli is: one file cmd-NAME.c ending in a const
 * GraftCliCommand, and one line in meson.build. Also what all of them share: exit codes,
 * messages, options. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  GRAFT_EXIT_OK = 0,
  GRAFT_EXIT_FAILED = 1, /* a run, a golden case or a write that failed */
  GRAFT_EXIT_USAGE = 2,  /* what was typed makes no sense */
  GRAFT_EXIT_INPUT = 3,  /* a file that cannot be used, or a value in it */
} GraftExit;

/**
 * GraftCliCommand:
 * @arguments: what follows the name, for the help text
 * @run: @argv[0] is the command's name
 */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  GraftExit (*run) (const char *summary, int argc, char **argv);
} GraftCliCommand;

/* The registry, made by meson.build. */
const GraftCliCommand *graft_cli_command_get (gsize index); /* NULL past the end */

/* Prints "graft-cli: …" on standard error and returns @code. */
GraftExit graft_cli_fail (GraftExit code, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* The same with the message of @error and the code that its domain asks for. */
GraftExit graft_cli_fail_error (const GError *error);
/* Prints what was built as one line on standard output. */
void graft_cli_print_json (JsonBuilder *builder);

/**
 * graft_cli_parse:
 * @usage: of the arguments after the options
 * @min, @max: how many arguments there may be
 *
 * Takes the options out of @argv. --help prints and ends the program, as GOption does.
 *
 * Returns: %FALSE after a message, then the exit code is GRAFT_EXIT_USAGE
 */
gboolean graft_cli_parse (const char *usage,
                          const char *summary,
                          const GOptionEntry *entries,
                          int min,
                          int max,
                          int *argc,
                          char ***argv);

G_END_DECLS
