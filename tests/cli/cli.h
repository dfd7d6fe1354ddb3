/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs graft-cli as a person does and keeps what it said. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A folder of its own for each test, gone afterwards. */
typedef struct
{
  char *folder;
  char *out;
  char *err;
} Cli;

void cli_set_up (Cli *self, gconstpointer data);
void cli_tear_down (Cli *self, gconstpointer data);
void cli_write (Cli *self, const char *name, const char *text);
gboolean cli_exists (Cli *self, const char *name);
char *cli_read (Cli *self, const char *name);
/* Names in the folder, sorted, joined by spaces. */
char *cli_list (Cli *self);
/* Runs it in the folder; returns its exit status. The arguments end with NULL. */
int cli_run (Cli *self, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
